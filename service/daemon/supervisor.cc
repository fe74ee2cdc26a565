#include "service/daemon/supervisor.h"

#include <memory>
#include <stdexcept>

#include "service/daemon/on_loop.h"
#include "service/daemon/reload.h"

namespace zonefactor::daemon {

namespace {

constexpr std::chrono::seconds kDoorsGrace{5};
constexpr std::chrono::seconds kRequestsGrace{5};
constexpr std::chrono::seconds kFlushGrace{30};

}  // namespace

void Supervisor::watch() {
  for (;;) {
    switch (charge_.inbox.take()) {
      case Wish::start_doors:
        start_doors();
        break;
      case Wish::reload:
        charge_.manager.reloading();
        reload(charge_.config_path, charge_.config, charge_.loop, charge_.api, charge_.server,
               charge_.log);
        charge_.manager.reloaded();
        break;
      case Wish::stop:
      case Wish::fatal:
      case Wish::loop_ended:
        return;
    }
  }
}

void Supervisor::start_doors() {
  for (FacilityRuntime& facility : charge_.facilities) {
    if (facility.doors().started()) continue;
    const ports::Standing standing =
        on_loop(charge_.loop, [&facility] { return facility.engine().standing(); });
    if (!standing.recording) continue;
    facility.doors().start(standing);
  }
}

Supervisor::Stopped Supervisor::stop() {
  charge_.manager.stopping();
  charge_.log.info("service", "stopping");
  const bool doors_done = stop_doors();
  stop_loop();
  const auto deadline = std::chrono::steady_clock::now() + kFlushGrace;
  for (;;) {
    const auto wish = charge_.inbox.take(deadline);
    if (!wish) {
      charge_.log.error("service", "the storage did not take what was open in time");
      return {false, false};
    }
    if (*wish == Wish::loop_ended) break;
  }
  charge_.log.info("service", "stopped; everything taken is flushed");
  return {true, doors_done};
}

bool Supervisor::stop_doors() {
  const auto deadline = std::chrono::steady_clock::now() + kDoorsGrace;
  bool all = true;
  for (FacilityRuntime& facility : charge_.facilities) {
    all = facility.doors().stop(deadline) && all;
  }
  if (!all) {
    charge_.log.warn("service", "a door event could not be recorded; its sender keeps it");
  }
  return all;
}

void Supervisor::stop_loop() {
  charge_.loop.post([this] {
    charge_.server.stop(kRequestsGrace, [this] {
      auto left = std::make_shared<std::size_t>(charge_.facilities.size());
      for (FacilityRuntime& facility : charge_.facilities) {
        facility.engine().stop([this, left] {
          if (--*left == 0) charge_.loop.stop();
        });
      }
    });
  });
}

}  // namespace zonefactor::daemon
