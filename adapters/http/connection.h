// One connection: bytes into requests, answers into bytes, one at a time and in order.
//
// Promise: nothing is read while an answer is owed, so a caller's haste costs it its own socket
// buffer and nothing here. Every state but waiting for the service has a deadline. On the loop's
// thread; inside this library only.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/http/message.h"
#include "adapters/http/request_parser.h"
#include "adapters/http/response_head.h"
#include "adapters/http/server.h"
#include "adapters/http/tls.h"

namespace zonefactor::http {

class Connection;

// What the connections of one server share.
struct ConnectionHome {
  using Clock = std::chrono::steady_clock;

  ServerLimits limits;
  Handler handler;
  BodyRule body_rule;
  bool stopping = false;
  std::function<void()> emptied;  // called when the last connection leaves

  // Both as of the last sweep, so that no request reads a clock.
  Clock::time_point now = Clock::now();
  std::string date;

  std::vector<Connection*> connections;
  struct Counters {
    std::uint64_t accepted = 0;
    std::uint64_t turned_away = 0;  // too many connections
    std::uint64_t handshakes_failed = 0;
    std::uint64_t refused = 0;  // no request, or beyond a limit
    std::uint64_t timed_out = 0;
  } counters;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::shared_ptr<ConnectionHome> home, const Address& remote);
  virtual ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  virtual void start() = 0;
  // Ends what is past its deadline.
  void sweep();
  // Whether it has been here since before `time` and never sent a whole request.
  bool is_silent_since(ConnectionHome::Clock::time_point time) const {
    return number_ == 0 && opened_ < time && phase_ != Phase::closed;
  }
  // Closes it where it waits for a request; else it closes after the answer under way.
  void end_when_idle();
  void close();

 protected:
  enum class Phase { handshake, idle, receiving, answering, writing, draining, closed };

  // The transport. read() ends in on_read; write() says true where all is written already, else it
  // ends in on_written.
  virtual void read(char* data, std::size_t size) = 0;
  virtual bool write(const std::string& data) = 0;
  // Tells the peer that no more will come; true where its end can now be waited for by reading,
  // false where the transport closes by itself.
  virtual bool finish_sending(bool input_left) = 0;
  virtual void close_socket() = 0;

  void begin();  // the transport stands
  void handshake_failed();
  void on_read(bool failed, std::size_t size);
  void on_written(bool failed);
  void set_certificate(std::optional<ClientCertificate> certificate) {
    certificate_ = std::move(certificate);
  }
  void enter(Phase phase, std::chrono::milliseconds timeout);

 private:
  static constexpr std::size_t kBufferBytes = 8 * 1024;
  static constexpr std::size_t kDrainBytes = 1024 * 1024;

  void process();
  void read_more();
  void read_into(std::size_t offset);
  bool make_room();
  void dispatch();
  void reply(std::uint64_t number, const Response& response);
  void refuse(Response response);
  void send();
  void sent();
  void drain();

  std::shared_ptr<ConnectionHome> home_;
  Address remote_;
  std::optional<ClientCertificate> certificate_;
  std::size_t place_ = 0;  // in home_->connections
  Phase phase_ = Phase::handshake;
  ConnectionHome::Clock::time_point opened_;
  ConnectionHome::Clock::time_point deadline_;

  RequestParser::Allowance allowance_;
  RequestText text_;
  std::optional<RequestParser> parser_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t drained_ = 0;

  std::string out_;
  std::uint64_t number_ = 0;  // of the request under way
  After after_ = After::keep;
  bool head_only_ = false;
  bool told_to_continue_ = false;
  bool continuing_ = false;  // what is being written is "100 Continue"
  bool input_left_ = false;  // of a request refused before its end
  bool processing_ = false;
  bool reading_ = false;  // at most one read is under way
};

std::shared_ptr<Connection> plain_connection(std::shared_ptr<ConnectionHome> home,
                                             boost::asio::ip::tcp::socket socket,
                                             const Address& remote);
std::shared_ptr<Connection> tls_connection(std::shared_ptr<ConnectionHome> home,
                                           boost::asio::ip::tcp::socket socket,
                                           const Address& remote, TlsContext context);

}  // namespace zonefactor::http
