// Who outside vouches for the log, as configured: witnesses, and a time-stamping authority.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "adapters/files/fault.h"
#include "service/config/config.h"
#include "service/engine/witness_round.h"
#include "service/ports/timestamp_authority.h"

namespace zonefactor::daemon {

std::variant<engine::Witnesses, std::vector<files::Fault>> make_witnesses(
    const config::FacilityService& facility);

// Null where none is configured.
using Authority = std::shared_ptr<ports::TimestampAuthority>;
std::variant<Authority, files::Fault> make_authority(const config::FacilityService& facility);

}  // namespace zonefactor::daemon
