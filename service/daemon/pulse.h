// The loop's regular look at itself: who records now, whose doors may start, that it is alive.
//
// On the loop's thread; a loop that hangs has no pulse, and the watchdog ends it.
#pragma once

#include <list>
#include <memory>
#include <set>

#include "service/daemon/facility_runtime.h"
#include "service/daemon/service_manager.h"

namespace zonefactor::daemon {

class Pulse {
 public:
  Pulse(std::list<FacilityRuntime>& facilities, ports::Loop& loop, ServiceManager& manager,
        Inbox& inbox);

  void start();

 private:
  void beat();

  std::list<FacilityRuntime>& facilities_;
  ports::Loop& loop_;
  ServiceManager& manager_;
  Inbox& inbox_;
  std::set<const FacilityRuntime*> announced_;
  bool ready_ = false;
};

}  // namespace zonefactor::daemon
