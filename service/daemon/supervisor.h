// The process's main thread once everything stands: waits for wishes, and ends in reverse order.
#pragma once

#include <atomic>
#include <list>
#include <string>

#include "adapters/http/api.h"
#include "adapters/http/server.h"
#include "service/daemon/facility_runtime.h"
#include "service/daemon/inbox.h"
#include "service/daemon/service_manager.h"

namespace zonefactor::daemon {

class Supervisor {
 public:
  // What it watches over; everything outlives it.
  struct Charge {
    std::string config_path;
    config::Config& config;
    http::HttpLoop& loop;
    http::Api& api;
    http::HttpServer& server;
    std::list<FacilityRuntime>& facilities;
    Inbox& inbox;
    ServiceManager& manager;
    Logger& log;
  };
  explicit Supervisor(Charge charge) : charge_(std::move(charge)) {}

  // Returns once a stop was wished for, or an engine cannot go on.
  void watch();
  // How far a stop came.
  struct Stopped {
    bool flushed = false;  // everything taken is durable
    bool idle = false;     // no thread holds on to anything; else end without destroying it
  };
  // Doors first, then the sockets, then the engines, then the loop.
  Stopped stop();

 private:
  void start_doors();
  bool stop_doors();
  void stop_loop();

  Charge charge_;
};

}  // namespace zonefactor::daemon
