// What the door side counts of itself, as OpenMetrics text. Counts only: never a name or a room.
#pragma once

#include <string>
#include <vector>

#include "service/daemon/doors.h"

namespace zonefactor::daemon {

// Families without the closing "# EOF". Any thread.
void append_door_metrics(const std::vector<const Doors*>& all, std::string& out);

}  // namespace zonefactor::daemon
