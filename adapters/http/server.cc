#include "adapters/http/server.h"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "adapters/http/connection.h"
#include "adapters/http/loop_state.h"
#include "adapters/http/response_head.h"
#include "adapters/http/tls.h"

namespace zonefactor::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Error = boost::system::error_code;

constexpr std::chrono::milliseconds kSweep{100};
constexpr std::chrono::milliseconds kAcceptAgain{100};
constexpr std::chrono::milliseconds kSilence{1000};  // a client's first request comes within it

Address address_of(const asio::ip::address& from) {
  Address address;
  const auto v6 =
      from.is_v6() ? from.to_v6() : asio::ip::make_address_v6(asio::ip::v4_mapped, from.to_v4());
  const auto bytes = v6.to_bytes();
  std::copy(bytes.begin(), bytes.end(), address.bytes.begin());
  return address;
}

struct Listener {
  ListenerOptions options;
  tcp::acceptor acceptor;
  asio::steady_timer again;
  TlsContext tls;  // null: plain
};

std::string where(const ListenerOptions& options) {
  return "listener " + options.address + ":" + std::to_string(options.port);
}

// Binds and listens; words for what is wrong.
std::optional<std::string> open(Listener& listener) {
  const auto fault = [&](std::string_view step, const Error& error, std::string_view remedy) {
    return where(listener.options) + ": " + std::string(step) + ": " + error.message() + "; " +
           std::string(remedy);
  };
  Error error;
  const auto address = asio::ip::make_address(listener.options.address, error);
  if (error)
    return fault("address", error, "write an IP address of this machine, such as 127.0.0.1");
  const tcp::endpoint endpoint(address, listener.options.port);
  listener.acceptor.open(endpoint.protocol(), error);
  if (!error) listener.acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (error) return fault("socket", error, "raise the limit of open files");
  listener.acceptor.bind(endpoint, error);
  if (error) return fault("bind", error, "end what holds this port, or choose another");
  listener.acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return fault("listen", error, "choose another port");
  return std::nullopt;
}

}  // namespace

struct HttpServer::State : std::enable_shared_from_this<HttpServer::State> {
  State(asio::io_context& on, ServerOptions options, Handler handler, BodyRule body_rule)
      : context(on), sweeper(on), grace(on), home(std::make_shared<ConnectionHome>()) {
    home->limits = options.limits;
    home->handler = std::move(handler);
    home->body_rule = std::move(body_rule);
    for (ListenerOptions& listener : options.listeners) {
      listeners.push_back(std::make_unique<Listener>(
          Listener{std::move(listener), tcp::acceptor(on), asio::steady_timer(on), nullptr}));
    }
  }

  // One context for each listener that has TLS, or the first fault.
  std::variant<std::vector<TlsContext>, std::string> load_certificates() const {
    std::vector<TlsContext> contexts;
    for (const auto& listener : listeners) {
      contexts.emplace_back();
      if (!listener->options.tls) continue;
      auto loaded = load_tls(*listener->options.tls);
      if (auto* fault = std::get_if<std::string>(&loaded)) {
        return where(listener->options) + ": " + *fault;
      }
      contexts.back() = std::move(std::get<TlsContext>(loaded));
    }
    return contexts;
  }

  std::optional<std::string> use_certificates() {
    auto loaded = load_certificates();
    if (auto* fault = std::get_if<std::string>(&loaded)) return std::move(*fault);
    auto& contexts = std::get<std::vector<TlsContext>>(loaded);
    for (std::size_t i = 0; i < listeners.size(); ++i) listeners[i]->tls = std::move(contexts[i]);
    return std::nullopt;
  }

  std::optional<std::string> start() {
    if (auto fault = use_certificates()) return fault;
    for (const auto& listener : listeners) {
      if (auto fault = open(*listener)) {
        close_listeners();
        return fault;
      }
    }
    sweep();
    for (const auto& listener : listeners) accept(*listener);
    return std::nullopt;
  }

  void accept(Listener& listener) {
    listener.acceptor.async_accept(
        [self = shared_from_this(), &listener](Error error, tcp::socket socket) {
          if (self->home->stopping || error == asio::error::operation_aborted) return;
          if (!error) {
            self->take(listener, std::move(socket));
            return self->accept(listener);
          }
          // Mostly no descriptor is left; it will be better when a connection has ended.
          listener.again.expires_after(kAcceptAgain);
          listener.again.async_wait([self, &listener](Error cancelled) {
            if (!cancelled && !self->home->stopping) self->accept(listener);
          });
        });
  }

  void take(Listener& listener, tcp::socket socket) {
    Error error;
    const auto remote = socket.remote_endpoint(error);
    if (!error) socket.set_option(tcp::no_delay(true), error);
    if (error) return;
    if (home->connections.size() >= home->limits.connections) {
      ++home->counters.turned_away;
      if (!make_room()) return;
    }
    ++home->counters.accepted;
    const Address from = address_of(remote.address());
    const auto connection = listener.tls
                                ? tls_connection(home, std::move(socket), from, listener.tls)
                                : plain_connection(home, std::move(socket), from);
    connection->start();
  }

  // Whoever connects and asks nothing must not keep out those who do.
  bool make_room() {
    const auto before = ConnectionHome::Clock::now() - kSilence;
    const auto& connections = home->connections;
    const auto silent =
        std::find_if(connections.begin(), connections.end(),
                     [before](Connection* one) { return one->is_silent_since(before); });
    if (silent == connections.end()) return false;
    (*silent)->close();
    return true;
  }

  void sweep() {
    home->now = ConnectionHome::Clock::now();
    home->date = http_date(std::chrono::duration_cast<std::chrono::seconds>(
                               std::chrono::system_clock::now().time_since_epoch())
                               .count());
    // From the back, as one that closes is replaced by the last.
    for (std::size_t i = home->connections.size(); i-- > 0;) {
      if (i < home->connections.size()) home->connections[i]->sweep();
    }
    sweeper.expires_after(kSweep);
    sweeper.async_wait([self = shared_from_this()](Error cancelled) {
      if (!cancelled) self->sweep();
    });
  }

  void close_listeners() {
    Error ignored;
    for (const auto& listener : listeners) {
      listener->acceptor.close(ignored);
      listener->again.cancel();
    }
  }

  void close_connections() {
    while (!home->connections.empty()) home->connections.back()->close();
  }

  void stop(std::chrono::milliseconds patience, std::function<void()> done) {
    home->stopping = true;
    close_listeners();
    home->emptied = [self = shared_from_this(), told = std::move(done)] {
      self->grace.cancel();
      self->sweeper.cancel();
      asio::post(self->context, told);
    };
    for (std::size_t i = home->connections.size(); i-- > 0;) {
      if (i < home->connections.size()) home->connections[i]->end_when_idle();
    }
    if (home->connections.empty()) {
      if (home->emptied) std::exchange(home->emptied, nullptr)();
      return;
    }
    grace.expires_after(patience);
    grace.async_wait([self = shared_from_this()](Error cancelled) {
      if (!cancelled) self->close_connections();
    });
  }

  asio::io_context& context;
  asio::steady_timer sweeper;
  asio::steady_timer grace;
  std::shared_ptr<ConnectionHome> home;
  std::vector<std::unique_ptr<Listener>> listeners;
};

HttpServer::HttpServer(HttpLoop& loop, ServerOptions options, Handler handler, BodyRule body_rule)
    : state_(std::make_shared<State>(loop.state_->context, std::move(options), std::move(handler),
                                     std::move(body_rule))) {}

HttpServer::~HttpServer() {
  state_->home->stopping = true;
  state_->home->emptied = nullptr;
  state_->close_listeners();
  state_->sweeper.cancel();
  state_->grace.cancel();
  state_->close_connections();
}

std::optional<std::string> HttpServer::start() {
  return state_->start();
}

std::uint16_t HttpServer::port(std::size_t i) const {
  Error error;
  const auto endpoint = state_->listeners.at(i)->acceptor.local_endpoint(error);
  return error ? std::uint16_t{0} : endpoint.port();
}

std::optional<std::string> HttpServer::reload_certificates() {
  return state_->use_certificates();
}

void HttpServer::stop(std::chrono::milliseconds grace, std::function<void()> done) {
  state_->stop(grace, std::move(done));
}

std::string HttpServer::metrics() const {
  const auto& counters = state_->home->counters;
  std::string out;
  const auto family = [&](std::string_view name, std::string_view type, std::string_view help,
                          std::uint64_t value) {
    out.append("# TYPE ").append(name).append(" ").append(type).append("\n# HELP ");
    out.append(name).append(" ").append(help).append("\n").append(name);
    out.append(type == "counter" ? "_total " : " ").append(std::to_string(value)).append("\n");
  };
  family("zonefactor_http_connections", "gauge", "Connections open now.",
         state_->home->connections.size());
  family("zonefactor_http_accepted", "counter", "Connections accepted.", counters.accepted);
  family("zonefactor_http_turned_away", "counter", "Connections closed at once: too many open.",
         counters.turned_away);
  family("zonefactor_http_handshakes_failed", "counter", "TLS handshakes that failed.",
         counters.handshakes_failed);
  family("zonefactor_http_refused", "counter",
         "Requests refused as malformed, too large or too slow.", counters.refused);
  family("zonefactor_http_timed_out", "counter",
         "Handshakes, requests and answers given up as too slow.", counters.timed_out);
  return out;
}

}  // namespace zonefactor::http
