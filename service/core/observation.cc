// Which members each kind of event must carry (interfaces.md section 3).
#include "service/core/observation.h"

namespace zonefactor::core {

bool has_needed_members(const Observation& o) {
  if (o.boot.empty()) return false;
  switch (o.kind) {
    case EventKind::access_granted:
    case EventKind::access_taken:
    case EventKind::access_not_taken:
    case EventKind::credential_read:
    case EventKind::duress:
      return o.access_point && o.credential;
    case EventKind::access_denied:
      return o.access_point.has_value();
    case EventKind::exit_requested:
    case EventKind::door_opened:
    case EventKind::door_closed:
    case EventKind::door_forced:
    case EventKind::door_held:
    case EventKind::door_restored:
      return o.door.has_value();
    case EventKind::door_mode:
      return o.door && o.mode;
    case EventKind::emergency_release:
    case EventKind::emergency_restored:
      return o.door || o.zone;
    case EventKind::tamper:
    case EventKind::tamper_cleared:
    case EventKind::fault:
    case EventKind::fault_cleared:
    case EventKind::heartbeat:
    case EventKind::boot:
    case EventKind::config_report:
      return true;
  }
  __builtin_unreachable();
}

}  // namespace zonefactor::core
