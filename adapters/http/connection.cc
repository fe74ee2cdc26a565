#include "adapters/http/connection.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <cstring>
#include <utility>

namespace zonefactor::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Error = boost::system::error_code;

constexpr std::chrono::milliseconds kFarewell{1000};
constexpr std::chrono::milliseconds kNoDeadline{-1};
constexpr std::size_t kKeptOutBytes = 256 * 1024;

Response words_response(unsigned status, std::string_view words) {
  Response response;
  response.status = status;
  response.body.append("\"").append(words).append("\"");
  return response;
}

}  // namespace

Connection::Connection(std::shared_ptr<ConnectionHome> home, const Address& remote)
    : home_(std::move(home)),
      remote_(remote),
      place_(home_->connections.size()),
      opened_(ConnectionHome::Clock::now()) {
  home_->connections.push_back(this);
  allowance_ = [this] {
    return home_->body_rule(text_.view(certificate_ ? &*certificate_ : nullptr, remote_));
  };
}

Connection::~Connection() {
  if (phase_ != Phase::closed) {
    // The loop has ended with this connection open; there is nobody left to tell.
    home_->connections[place_] = home_->connections.back();
    home_->connections[place_]->place_ = place_;
    home_->connections.pop_back();
  }
}

void Connection::enter(Phase phase, std::chrono::milliseconds timeout) {
  phase_ = phase;
  deadline_ =
      timeout == kNoDeadline ? ConnectionHome::Clock::time_point::max() : home_->now + timeout;
}

void Connection::close() {
  if (phase_ == Phase::closed) return;
  phase_ = Phase::closed;
  close_socket();
  home_->connections[place_] = home_->connections.back();
  home_->connections[place_]->place_ = place_;
  home_->connections.pop_back();
  if (home_->connections.empty() && home_->emptied) std::exchange(home_->emptied, nullptr)();
}

void Connection::sweep() {
  if (home_->now < deadline_) return;
  if (phase_ == Phase::receiving) {
    ++home_->counters.timed_out;
    return refuse(words_response(408, "the request took too long to arrive"));
  }
  if (phase_ == Phase::handshake || phase_ == Phase::writing) ++home_->counters.timed_out;
  close();
}

void Connection::end_when_idle() {
  if (phase_ == Phase::idle || phase_ == Phase::handshake) close();
}

void Connection::begin() {
  if (phase_ == Phase::closed) return;
  if (home_->stopping) return close();
  enter(Phase::idle, home_->limits.idle);
  buffer_.resize(kBufferBytes);
  read_more();
}

void Connection::handshake_failed() {
  if (phase_ == Phase::closed) return;
  ++home_->counters.handshakes_failed;
  close();
}

void Connection::on_read(bool failed, std::size_t size) {
  reading_ = false;
  if (phase_ == Phase::closed) return;
  if (failed) return close();
  if (phase_ == Phase::draining) {
    drained_ += size;
    if (drained_ > kDrainBytes) return close();
    return read_into(0);
  }
  end_ += size;
  // A sweep refused the request while this was on its way.
  if (phase_ != Phase::idle && phase_ != Phase::receiving) return;
  process();
}

void Connection::process() {
  processing_ = true;
  while (phase_ == Phase::idle || phase_ == Phase::receiving) {
    if (begin_ == end_) {
      read_more();
      break;
    }
    if (!parser_) {
      enter(Phase::receiving, home_->limits.request);
      told_to_continue_ = false;
      parser_.emplace(text_, home_->limits.header_bytes, home_->limits.body_bytes, allowance_);
    }
    Error error;
    const std::size_t used =
        parser_->put(asio::const_buffer(buffer_.data() + begin_, end_ - begin_), error);
    begin_ += used;
    if (error && error != boost::beast::http::error::need_more) {
      refuse(parser_->refusal(error));
      break;
    }
    if (parser_->is_done()) {
      dispatch();
    } else if (text_.expects_continue && parser_->is_header_done() && !told_to_continue_) {
      told_to_continue_ = continuing_ = true;
      out_ = "HTTP/1.1 100 Continue\r\n\r\n";
      send();
    } else if (used == 0 || begin_ == end_) {
      read_more();
      break;
    }
  }
  processing_ = false;
}

// Room behind what is unread; false where the limits have none.
bool Connection::make_room() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (end_ < buffer_.size()) return true;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    return true;
  }
  const std::size_t most = home_->limits.header_bytes + kBufferBytes;
  if (buffer_.size() >= most) return false;
  buffer_.resize(most);
  return true;
}

void Connection::read_more() {
  if (!make_room()) return refuse(words_response(431, "the header is too large"));
  read_into(end_);
}

void Connection::read_into(std::size_t offset) {
  reading_ = true;
  read(buffer_.data() + offset, buffer_.size() - offset);
}

void Connection::dispatch() {
  after_ = parser_->keep_alive() ? After::keep : After::close;
  if (after_ == After::keep && parser_->is_http10()) after_ = After::keep_and_say;
  head_only_ = text_.method == "HEAD";
  parser_.reset();
  enter(Phase::answering, kNoDeadline);
  ++number_;
  home_->handler(text_.view(certificate_ ? &*certificate_ : nullptr, remote_),
                 [self = shared_from_this(), number = number_](Response response) {
                   self->reply(number, response);
                 });
}

void Connection::reply(std::uint64_t number, const Response& response) {
  // Closed meanwhile, or answered twice: then there is nobody to tell.
  if (phase_ != Phase::answering || number != number_) return;
  if (home_->stopping) after_ = After::close;
  out_.clear();
  append_response(out_, response, home_->date, after_, head_only_);
  send();
}

void Connection::refuse(Response response) {
  ++home_->counters.refused;
  if (!text_.request_id.empty() && is_legal_request_id(text_.request_id)) {
    response.headers.append("X-Request-ID: ").append(text_.request_id).append("\r\n");
  }
  parser_.reset();
  after_ = After::close;
  input_left_ = true;
  continuing_ = false;
  out_.clear();
  append_response(out_, response, home_->date, after_, false);
  send();
}

void Connection::send() {
  enter(Phase::writing, home_->limits.write);
  if (write(out_)) sent();
}

void Connection::on_written(bool failed) {
  if (phase_ == Phase::closed) return;
  if (failed) return close();
  sent();
}

void Connection::sent() {
  if (continuing_) {
    continuing_ = false;
    enter(Phase::receiving, home_->limits.request);
  } else if (after_ == After::close) {
    return drain();
  } else {
    enter(Phase::idle, home_->limits.idle);
    if (out_.capacity() > kKeptOutBytes) out_ = std::string();
    if (home_->stopping) return close();
  }
  if (!processing_) process();
}

// The peer is told that no more comes, and what it still sends is read away for a while: closing
// upon unread bytes would reset the connection and take the answer with it.
void Connection::drain() {
  enter(Phase::draining, kFarewell);
  begin_ = end_ = drained_ = 0;
  // A request refused for its slowness leaves a read under way, which goes on as this one.
  if (finish_sending(input_left_) && !reading_) read_into(0);
}

namespace {

class PlainConnection final : public Connection {
 public:
  PlainConnection(std::shared_ptr<ConnectionHome> home, tcp::socket socket, const Address& remote)
      : Connection(std::move(home), remote), socket_(std::move(socket)) {}

  void start() override {
    Error error;
    socket_.non_blocking(true, error);
    if (error) return close();
    begin();
  }

 private:
  void read(char* data, std::size_t size) override {
    socket_.async_read_some(asio::buffer(data, size),
                            [self = shared(), this](Error error, std::size_t got) {
                              on_read(static_cast<bool>(error), got);
                            });
  }

  // Mostly the socket takes all at once, and nothing needs to be waited for.
  bool write(const std::string& data) override {
    Error error;
    const std::size_t written = socket_.write_some(asio::buffer(data), error);
    if (!error && written == data.size()) return true;
    const std::size_t done = error ? 0 : written;
    asio::async_write(socket_, asio::buffer(data.data() + done, data.size() - done),
                      [self = shared(), this](Error failed, std::size_t) {
                        on_written(static_cast<bool>(failed));
                      });
    return false;
  }

  bool finish_sending(bool) override {
    Error ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    return true;
  }

  void close_socket() override {
    Error ignored;
    socket_.close(ignored);
  }

  std::shared_ptr<Connection> shared() { return shared_from_this(); }

  tcp::socket socket_;
};

class TlsConnection final : public Connection {
 public:
  TlsConnection(std::shared_ptr<ConnectionHome> home, tcp::socket socket, const Address& remote,
                TlsContext context, std::chrono::milliseconds handshake)
      : Connection(std::move(home), remote),
        context_(std::move(context)),
        stream_(std::move(socket), *context_),
        handshake_(handshake) {}

  void start() override {
    enter(Phase::handshake, handshake_);
    stream_.async_handshake(asio::ssl::stream_base::server,
                            [self = shared_from_this(), this](Error error) {
                              if (error) return handshake_failed();
                              set_certificate(client_certificate(stream_.native_handle()));
                              begin();
                            });
  }

 private:
  void read(char* data, std::size_t size) override {
    stream_.async_read_some(asio::buffer(data, size),
                            [self = shared_from_this(), this](Error error, std::size_t got) {
                              on_read(static_cast<bool>(error), got);
                            });
  }

  bool write(const std::string& data) override {
    asio::async_write(stream_, asio::buffer(data),
                      [self = shared_from_this(), this](Error error, std::size_t) {
                        on_written(static_cast<bool>(error));
                      });
    return false;
  }

  bool finish_sending(bool input_left) override {
    // Closing TLS with input unread fails at once, so the input goes first.
    if (input_left) return true;
    stream_.async_shutdown([self = shared_from_this(), this](Error) { close(); });
    return false;
  }

  void close_socket() override {
    Error ignored;
    stream_.lowest_layer().close(ignored);
  }

  TlsContext context_;
  asio::ssl::stream<tcp::socket> stream_;
  std::chrono::milliseconds handshake_;
};

}  // namespace

std::shared_ptr<Connection> plain_connection(std::shared_ptr<ConnectionHome> home,
                                             tcp::socket socket, const Address& remote) {
  return std::make_shared<PlainConnection>(std::move(home), std::move(socket), remote);
}

std::shared_ptr<Connection> tls_connection(std::shared_ptr<ConnectionHome> home, tcp::socket socket,
                                           const Address& remote, TlsContext context) {
  const auto handshake = home->limits.handshake;
  return std::make_shared<TlsConnection>(std::move(home), std::move(socket), remote,
                                         std::move(context), handshake);
}

}  // namespace zonefactor::http
