// Waiting for conditions, and finding free loopback ports.
#include "tests/support/wait.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <random>
#include <stdexcept>
#include <thread>

namespace zonefactor::support {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

class Socket {
 public:
  Socket() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (fd_ < 0) throw std::runtime_error("cannot open a socket");
  }
  ~Socket() { ::close(fd_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool bind(std::uint16_t port) {
    const auto address = loopback(port);
    return ::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  bool connect(std::uint16_t port) {
    const auto address = loopback(port);
    return ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }

 private:
  int fd_;
};

}  // namespace

bool wait_until(const std::function<bool()>& condition, std::chrono::milliseconds deadline) {
  const auto end = std::chrono::steady_clock::now() + deadline;
  while (!condition()) {
    if (std::chrono::steady_clock::now() >= end) return condition();
    std::this_thread::sleep_for(5ms);
  }
  return true;
}

std::uint16_t free_port() {
  std::random_device random;
  std::uniform_int_distribution<std::uint16_t> below_client_range(15000, 32000);
  for (int attempt = 0; attempt < 200; ++attempt) {
    const std::uint16_t port = below_client_range(random);
    Socket socket;
    if (socket.bind(port)) return port;
  }
  throw std::runtime_error("no free port of 127.0.0.1 between 15000 and 32000");
}

bool accepts_connections(std::uint16_t port) {
  Socket socket;
  return socket.connect(port);
}

}  // namespace zonefactor::support
