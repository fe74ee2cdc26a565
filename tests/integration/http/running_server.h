// A server that runs on a thread of its own, with a handler that shows what reached it.
//
//   /echo   the body as it came          /head   method, content type, authorization, request id
//   /who    the client's certificate     /large  a megabyte
//   /later  nothing until release()      others  the target
//
// Bodies above the usual limit are allowed for /big (1 MiB) and refused with 401 for /closed.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <string>
#include <thread>

#include "adapters/http/loop.h"
#include "adapters/http/server.h"

namespace zonefactor::http {

class RunningServer {
 public:
  explicit RunningServer(ServerOptions options = one_plain(), Handler handler = {},
                         BodyRule rule = {});
  ~RunningServer();

  static ServerOptions one_plain();
  static ServerOptions one_plain(const ServerLimits& limits);
  static ServerOptions one_tls(TlsOptions tls);

  std::uint16_t port(std::size_t listener = 0);
  // Runs `work` on the loop's thread and waits for it.
  void on_loop(const std::function<void()>& work);
  std::size_t held();
  void release();  // answers all of /later with what it asked
  HttpServer& server() { return server_; }
  HttpLoop& loop() { return loop_; }
  std::string metrics();
  // The value of one of the server's own metrics.
  long metric(const std::string& name);

 private:
  void handle(const Request& request, Reply reply);

  HttpLoop loop_;
  std::deque<std::function<void()>> held_;  // on the loop's thread
  HttpServer server_;
  std::thread thread_;
};

}  // namespace zonefactor::http
