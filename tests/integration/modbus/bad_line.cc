#include "tests/integration/modbus/bad_line.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace zonefactor::modbus {

namespace {

constexpr std::size_t kBlock = 4096;
constexpr std::size_t kTransactionBytes = 2;
constexpr std::size_t kLengthAt = 5;  // low byte
constexpr std::size_t kFunctionAt = 7;
constexpr std::size_t kDataAt = 9;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

std::vector<char> take(int fd) {
  std::vector<char> bytes(kBlock);
  const auto got = recv(fd, bytes.data(), bytes.size(), 0);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

// The exception in place of an answer: function code with its high bit, and one byte of code.
std::vector<char> exception(std::vector<char> answer, char code) {
  answer[kLengthAt] = 3;
  answer[kFunctionAt] = static_cast<char>(answer[kFunctionAt] | 0x80);
  answer[kFunctionAt + 1] = code;
  answer.resize(kFunctionAt + 2);
  return answer;
}

bool give(int fd, const std::vector<char>& bytes) {
  return send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

}  // namespace

BadLine::BadLine(std::uint16_t server_port, std::chrono::milliseconds lateness)
    : server_port_(server_port), lateness_(lateness), fate_([] { return Fate::pass; }) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = loopback(0);
  socklen_t size = sizeof(address);
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, plain, size) != 0 || listen(listener_, 16) != 0 ||
      getsockname(listener_, plain, &size) != 0 || pipe2(wake_, O_CLOEXEC) != 0) {
    throw std::runtime_error("no port for the bad line");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

BadLine::~BadLine() {
  close(wake_[1]);
  thread_.join();
  for (const Pair& pair : pairs_) {
    close(pair.client);
    close(pair.server);
  }
  close(wake_[0]);
  close(listener_);
}

void BadLine::set(std::function<Fate()> fate) {
  const std::lock_guard lock(mutex_);
  fate_ = std::move(fate);
}

void BadLine::run() {
  for (;;) {
    const int limit_ms = send_due();
    std::vector<pollfd> watched{{wake_[0], POLLIN, 0}, {listener_, POLLIN, 0}};
    for (const Pair& pair : pairs_) {
      watched.push_back({pair.client, POLLIN, 0});
      watched.push_back({pair.server, POLLIN, 0});
    }
    if (poll(watched.data(), watched.size(), limit_ms) < 0) continue;
    if (watched[0].revents != 0) return;
    std::vector<Pair> kept;
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      Pair& pair = pairs_[i];
      const bool sound = (watched[2 + 2 * i].revents == 0 || pass_request(pair)) &&
                         (watched[3 + 2 * i].revents == 0 || pass_answer(pair));
      if (sound) {
        kept.push_back(std::move(pair));
      } else {
        close(pair.client);
        close(pair.server);
      }
    }
    pairs_ = std::move(kept);
    if (watched[1].revents != 0) accept_one();
  }
}

// Sends what has become due; how long until the next, for poll.
int BadLine::send_due() {
  auto next = Clock::time_point::max();
  for (Pair& pair : pairs_) {
    while (!pair.waiting.empty() && pair.waiting.front().due <= Clock::now()) {
      give(pair.client, pair.waiting.front().bytes);
      pair.waiting.pop_front();
    }
    if (!pair.waiting.empty()) next = std::min(next, pair.waiting.front().due);
  }
  if (next == Clock::time_point::max()) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(next - Clock::now());
  return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}

void BadLine::accept_one() {
  Pair pair;
  pair.client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  pair.server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto address = loopback(server_port_);
  if (connect(pair.server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0) {
    pairs_.push_back(std::move(pair));
    return;
  }
  close(pair.client);
  close(pair.server);
}

bool BadLine::pass_request(Pair& pair) {
  const std::vector<char> request = take(pair.client);
  return !request.empty() && give(pair.server, request);
}

bool BadLine::pass_answer(Pair& pair) {
  std::vector<char> answer = take(pair.server);
  return !answer.empty() && treat(pair, std::move(answer));
}

bool BadLine::treat(Pair& pair, std::vector<char> answer) {
  Fate fate = Fate::pass;
  {
    const std::lock_guard lock(mutex_);
    fate = fate_();
  }
  if (fate != Fate::pass) ++spoilt_;
  std::vector<char> before = std::exchange(pair.last_answer, answer);
  switch (fate) {
    case Fate::pass:
      return give(pair.client, answer);
    case Fate::late:
      pair.waiting.push_back({Clock::now() + lateness_, std::move(answer)});
      return true;
    case Fate::never:
      return true;
    case Fate::halved:
      answer.resize(answer.size() / 2);
      return give(pair.client, answer);
    case Fate::stale:
      if (before.empty()) return give(pair.client, answer);
      std::copy_n(answer.begin(), kTransactionBytes, before.begin());
      return give(pair.client, before);
    case Fate::reset: {
      const linger at_once{1, 0};
      setsockopt(pair.client, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
      return false;
    }
    case Fate::farewell:
      return false;
    case Fate::other_device:
      answer[kDataAt] = answer[kDataAt + 1] = 0;
      return give(pair.client, answer);
    case Fate::illegal_address:
      return give(pair.client, exception(std::move(answer), 2));
    case Fate::busy:
      return give(pair.client, exception(std::move(answer), 6));
  }
  __builtin_unreachable();
}

}  // namespace zonefactor::modbus
