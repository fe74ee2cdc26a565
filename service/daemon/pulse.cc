#include "service/daemon/pulse.h"

namespace zonefactor::daemon {

namespace {

constexpr std::chrono::milliseconds kBeat{200};

}  // namespace

Pulse::Pulse(std::list<FacilityRuntime>& facilities, ports::Loop& loop, ServiceManager& manager,
             Inbox& inbox)
    : facilities_(facilities), loop_(loop), manager_(manager), inbox_(inbox) {}

void Pulse::start() {
  beat();
}

void Pulse::beat() {
  for (FacilityRuntime& facility : facilities_) {
    if (facility.engine().recording() && announced_.insert(&facility).second) {
      inbox_.put(Wish::start_doors);
    }
    if (facility.doors().started()) facility.doors().tell_troubles();
  }
  if (!ready_ && announced_.size() == facilities_.size()) {
    ready_ = true;
    manager_.ready();
  } else if (!ready_) {
    manager_.starting("reading the journal");
  }
  manager_.alive();
  loop_.after(kBeat, [this] { beat(); });
}

}  // namespace zonefactor::daemon
