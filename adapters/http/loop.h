// The one thread on which the engine and the HTTP sockets live.
//
// Promise: what is posted runs on the thread that called run(), in the order posted, and nothing
// runs after run() has returned. post(), after() and stop() may be called from any thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "service/ports/loop.h"

namespace zonefactor::http {

class HttpLoop : public ports::Loop {
 public:
  HttpLoop();
  ~HttpLoop() override;
  HttpLoop(const HttpLoop&) = delete;
  HttpLoop& operator=(const HttpLoop&) = delete;

  void post(std::function<void()> work) override;
  void after(std::chrono::milliseconds delay, std::function<void()> work) override;

  // Runs until stop(). Once only.
  void run();
  void stop();

 private:
  friend class HttpServer;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace zonefactor::http
