#include "tests/support/tcp_proxy.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace zonefactor::support {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void close_once(int& fd) {
  if (fd >= 0) ::close(fd);
  fd = -1;
}

// Reads what is there; 0 at the end.
std::size_t take(int from, char* block, std::size_t size) {
  const auto got = ::recv(from, block, size, 0);
  return got > 0 ? static_cast<std::size_t>(got) : 0;
}

bool give(int to, const char* block, std::size_t size) {
  while (size > 0) {
    const auto sent = ::send(to, block, size, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    block += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

}  // namespace

TcpProxy::TcpProxy(std::uint16_t server_port) : server_port_(server_port) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = loopback(0);
  socklen_t length = sizeof address;
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), length) != 0 ||
      ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) != 0 ||
      ::pipe2(wake_, O_CLOEXEC) != 0)
    throw std::runtime_error("cannot listen on 127.0.0.1");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

TcpProxy::~TcpProxy() {
  ::close(wake_[1]);
  thread_.join();
  for (Pair& pair : pairs_) {
    close_once(pair.client);
    close_once(pair.server);
  }
  ::close(wake_[0]);
  ::close(listener_);
}

void TcpProxy::run() {
  for (;;) {
    std::vector<pollfd> polled{{.fd = wake_[0], .events = 0, .revents = 0},
                               {.fd = listener_, .events = POLLIN, .revents = 0}};
    for (const Pair& pair : pairs_) {
      polled.push_back({.fd = pair.client, .events = POLLIN, .revents = 0});
      polled.push_back({.fd = pair.server, .events = POLLIN, .revents = 0});
    }
    if (::poll(polled.data(), polled.size(), -1) < 0) continue;
    if (polled[0].revents != 0) return;
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      if (polled[2 + 2 * i].revents != 0) pass_request(pairs_[i]);
      if (polled[3 + 2 * i].revents != 0 && pairs_[i].server >= 0) pass_answer(pairs_[i]);
    }
    std::erase_if(pairs_, [](const Pair& pair) { return pair.server < 0; });
    if (polled[1].revents != 0) accept_one();
  }
}

void TcpProxy::accept_one() {
  Pair pair{.client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC),
            .server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  const auto address = loopback(server_port_);
  if (::connect(pair.server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
    return pairs_.push_back(pair);
  close_once(pair.client);
  close_once(pair.server);
}

void TcpProxy::pass_request(Pair& pair) {
  char block[65536];
  const auto size = take(pair.client, block, sizeof block);
  if (size == 0 || mode_ == Mode::lose_request) {
    if (size > 0) mode_ = Mode::relay;
    close_once(pair.client);
    return close_once(pair.server);
  }
  give(pair.server, block, size);
  if (mode_ != Mode::hang_up) return;
  close_once(pair.client);
  mode_ = Mode::relay;
}

void TcpProxy::pass_answer(Pair& pair) {
  char block[65536];
  const auto size = take(pair.server, block, sizeof block);
  if (size == 0) {
    close_once(pair.client);
    return close_once(pair.server);
  }
  if (pair.client < 0) return;
  if (mode_ != Mode::lose_answer) {
    give(pair.client, block, size);
    return;
  }
  close_once(pair.client);
  mode_ = Mode::relay;
}

}  // namespace zonefactor::support
