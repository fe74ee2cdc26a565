#include "adapters/modbus/bounded_connect.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

namespace zonefactor::modbus {

namespace {

constexpr int kHighestForSelect = 1023;  // FD_SETSIZE - 1; libmodbus aborts the process above it

std::string words_of(int error) {
  return std::generic_category().message(error);
}

// Waits until `fd` is connected; the error, or 0.
int wait_connected(int fd, std::chrono::milliseconds limit, int wake_fd) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return ETIMEDOUT;
    std::array<pollfd, 2> watched{{{fd, POLLOUT, 0}, {wake_fd, POLLIN, 0}}};
    const int ready = poll(watched.data(), watched.size(), static_cast<int>(left.count()));
    if (ready < 0 && errno != EINTR) return errno;
    if (watched[1].revents != 0) return ECANCELED;
    if (ready <= 0 || watched[0].revents == 0) continue;
    int error = 0;
    socklen_t size = sizeof(error);
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0) return errno;
    return error;
  }
}

}  // namespace

int bounded_connect(const std::string& address, std::uint16_t port, std::chrono::milliseconds limit,
                    int wake_fd, std::string& why) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) {
    why = fmt::format("'{}' is no IP address; names are not resolved here", address);
    return -1;
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> target(found, &freeaddrinfo);
  const int fd = socket(target->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) {
    why = fmt::format("no socket: {}", words_of(errno));
    return -1;
  }
  int error = 0;
  if (fd > kHighestForSelect) {
    error = EMFILE;
  } else {
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    if (connect(fd, target->ai_addr, target->ai_addrlen) != 0) {
      error = errno == EINPROGRESS ? wait_connected(fd, limit, wake_fd) : errno;
    }
  }
  if (error == 0) return fd;
  close(fd);
  why = error == EMFILE ? fmt::format(
                              "every file descriptor below {} is in use; Modbus needs one of "
                              "them: start the Modbus adapters before the listeners",
                              kHighestForSelect + 1)
                        : fmt::format("{} port {}: {}", address, port, words_of(error));
  return -1;
}

}  // namespace zonefactor::modbus
