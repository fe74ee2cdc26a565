#include "service/doors/stop_signal.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

namespace zonefactor::doors {

StopSignal::StopSignal() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  signal_fd_ = signalfd(-1, &set, SFD_CLOEXEC);
  if (signal_fd_ < 0) throw std::system_error(errno, std::generic_category(), "signalfd");
}

StopSignal::~StopSignal() {
  close(signal_fd_);
}

bool StopSignal::within(std::chrono::milliseconds time) {
  const auto deadline = std::chrono::steady_clock::now() + time;
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (came_ || left.count() < 0) return came_;
    constexpr std::int64_t kLongest = 60'000;
    wait(-1, static_cast<int>(std::min<std::int64_t>(left.count(), kLongest)));
    if (left.count() == 0) return came_;
  }
}

std::optional<std::string> StopSignal::next_line() {
  for (;;) {
    const std::size_t end = pending_.find('\n');
    if (end != std::string::npos) {
      std::string line = pending_.substr(0, end);
      pending_.erase(0, end + 1);
      return line;
    }
    if (came_) return std::nullopt;
    if (input_ended_) {
      if (pending_.empty()) return std::nullopt;
      return std::exchange(pending_, std::string());
    }
    if (!wait(STDIN_FILENO, -1)) continue;
    std::array<char, 4096> room{};
    const ssize_t got = read(STDIN_FILENO, room.data(), room.size());
    if (got > 0) {
      pending_.append(room.data(), static_cast<std::size_t>(got));
    } else if (got == 0 || errno != EINTR) {
      input_ended_ = true;
    }
  }
}

// Whether `fd` has something to read; remembers a signal.
bool StopSignal::wait(int fd, int timeout_ms) {
  std::array<pollfd, 2> watched{{{signal_fd_, POLLIN, 0}, {fd, POLLIN, 0}}};
  if (poll(watched.data(), watched.size(), timeout_ms) <= 0) return false;
  if (watched[0].revents != 0) came_ = true;
  return watched[1].revents != 0;
}

}  // namespace zonefactor::doors
