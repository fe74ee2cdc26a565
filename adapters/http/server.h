// The sockets: accepts connections, reads requests, hands them to a handler, writes its answers.
//
// Promise: on one connection answers leave in the order of the requests, one request at a time; no
// peer can make it hold more than the limits say, or wait longer. On the loop's thread, except
// where a method says otherwise; the object outlives the loop's run.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/http/loop.h"
#include "adapters/http/message.h"

namespace zonefactor::http {

struct TlsOptions {
  std::string certificate_file;  // PEM, the chain with the server's own first
  std::string key_file;          // PEM, not encrypted
  std::string client_ca_file;    // PEM; empty: no client certificates are asked for
  bool client_certificate_required = false;
  bool allow_tls12 = false;  // with ECDHE and AEAD only; else TLS 1.3
};

struct ListenerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one, see HttpServer::port
  std::optional<TlsOptions> tls;
};

struct ServerLimits {
  std::size_t header_bytes = kHeaderLimit;
  std::size_t body_bytes = kBodyLimit;  // without asking the body rule
  std::size_t connections = 4096;
  std::chrono::milliseconds handshake{10000};
  std::chrono::milliseconds idle{75000};     // between requests
  std::chrono::milliseconds request{30000};  // from its first byte to its last
  std::chrono::milliseconds write{30000};    // for the caller to take the answer
};

struct ServerOptions {
  std::vector<ListenerOptions> listeners;
  ServerLimits limits;
};

class HttpServer {
 public:
  // `body_rule` is asked what a chunked request, or one larger than `limits.body_bytes`, may bring.
  HttpServer(HttpLoop& loop, ServerOptions options, Handler handler, BodyRule body_rule);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Loads certificates, binds and listens. Words for what is wrong and how to mend it, else
  // std::nullopt; after a fault nothing listens. Before the loop runs, or on its thread.
  std::optional<std::string> start();
  // The port of listener `i`, once started.
  std::uint16_t port(std::size_t i) const;

  // Reads the certificate files again: new connections get them, those that stand keep theirs.
  // After a fault, which is returned, all stays as it was.
  std::optional<std::string> reload_certificates();

  // Accepts no more, lets requests under way end for at most `grace`, then closes what is left and
  // calls `done`.
  void stop(std::chrono::milliseconds grace, std::function<void()> done);

  // OpenMetrics families of connections and refusals, without "# EOF".
  std::string metrics() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace zonefactor::http
