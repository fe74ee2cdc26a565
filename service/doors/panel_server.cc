#include "service/doors/panel_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <modbus/modbus.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

namespace zonefactor::doors {

namespace {

constexpr std::uint32_t kRequestUs = 500'000;  // for the rest of a request that has begun
constexpr std::size_t kMostClients = 8;
constexpr int kHighestForSelect = 1023;  // libmodbus waits by select()

core::Instant wall_now() {
  return std::chrono::time_point_cast<core::Duration>(std::chrono::system_clock::now());
}

[[noreturn]] void fail(std::uint16_t port) {
  throw std::runtime_error(fmt::format("127.0.0.1 port {}: {}; choose another port", port,
                                       std::generic_category().message(errno)));
}

class Fd {
 public:
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd() {
    if (fd_ >= 0) close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

struct FreeContext {
  void operator()(modbus_t* context) const { modbus_free(context); }
};

}  // namespace

class PanelServer::Sockets {
 public:
  explicit Sockets(std::uint16_t wanted)
      : listener_(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)),
        context_(modbus_new_tcp("127.0.0.1", wanted)) {
    const int on = 1;
    setsockopt(listener_.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(wanted);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof(address);
    std::array<int, 2> ends{};
    if (!context_ || bind(listener_.get(), plain, size) != 0 || listen(listener_.get(), 8) != 0 ||
        getsockname(listener_.get(), plain, &size) != 0 || pipe2(ends.data(), O_CLOEXEC) != 0) {
      fail(wanted);
    }
    wake_read_ = Fd(ends[0]);
    wake_write_ = Fd(ends[1]);
    port_ = ntohs(address.sin_port);
    modbus_set_indication_timeout(context_.get(), 0, kRequestUs);
    modbus_set_byte_timeout(context_.get(), 0, 0);
  }

  std::uint16_t port() const { return port_; }

  void wake() {
    const char byte = 0;
    [[maybe_unused]] const auto written = write(wake_write_.get(), &byte, 1);
  }

  // Waits for requests and answers them by `reply`; false once woken.
  template <class Reply>
  bool serve_once(Reply reply) {
    std::vector<pollfd> watched{{wake_read_.get(), POLLIN, 0}, {listener_.get(), POLLIN, 0}};
    for (const Fd& client : clients_) watched.push_back({client.get(), POLLIN, 0});
    if (poll(watched.data(), watched.size(), -1) <= 0) return true;
    if (watched[0].revents != 0) return false;
    std::vector<Fd> kept;
    for (std::size_t i = 0; i < clients_.size(); ++i) {
      if (watched[i + 2].revents == 0 || answer(clients_[i].get(), reply)) {
        kept.push_back(std::move(clients_[i]));
      }
    }
    clients_ = std::move(kept);
    if (watched[1].revents != 0) take_client();
    return true;
  }

 private:
  void take_client() {
    Fd client(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (client.get() < 0 || client.get() > kHighestForSelect || clients_.size() >= kMostClients) {
      return;
    }
    const timeval limit{0, kRequestUs};
    setsockopt(client.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
    clients_.push_back(std::move(client));
  }

  template <class Reply>
  bool answer(int client, Reply reply) {
    std::array<std::uint8_t, MODBUS_TCP_MAX_ADU_LENGTH> request{};
    modbus_set_socket(context_.get(), client);
    const int size = modbus_receive(context_.get(), request.data());
    if (size < 0) return false;
    return size == 0 || reply(context_.get(), request.data(), size) >= 0;
  }

  Fd listener_;
  Fd wake_read_{-1};
  Fd wake_write_{-1};
  std::uint16_t port_ = 0;
  std::vector<Fd> clients_;
  std::unique_ptr<modbus_t, FreeContext> context_;
};

PanelServer::PanelServer(std::uint16_t port, PanelImage& image, std::mutex& mutex)
    : image_(image), mutex_(mutex), sockets_(std::make_unique<Sockets>(port)) {
  thread_ = std::thread([this] { run(); });
}

PanelServer::~PanelServer() {
  sockets_->wake();
  thread_.join();
}

std::uint16_t PanelServer::port() const {
  return sockets_->port();
}

void PanelServer::run() {
  const auto reply = [this](modbus_t* context, const std::uint8_t* request, int size) {
    const std::lock_guard lock(mutex_);
    image_.tick(wall_now());
    modbus_mapping_t registers{};
    registers.nb_input_registers = static_cast<int>(image_.inputs().size());
    registers.tab_input_registers = image_.inputs().data();
    registers.nb_registers = modbus::kTailWords;
    registers.tab_registers = image_.holding().data();
    return modbus_reply(context, request, size, &registers);
  };
  while (sockets_->serve_once(reply)) {
  }
}

}  // namespace zonefactor::doors
