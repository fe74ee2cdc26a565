// Why a door event was refused, in words beside the code: which member, its value, and what mends
// it.
//
// Promise: a sentence for whoever sent the event or wrote the file; it repeats ids that the sender
// named itself, never a credential's number. It goes into no journal. Pure.
#pragma once

#include <string>

#include "service/core/observation.h"
#include "service/core/site.h"

namespace zonefactor::ports {

// `why` is what `core::admit` refused `seen` for, under the configuration `site`.
std::string why_refused(const core::Site& site, const core::Observation& seen, core::Refusal why);

}  // namespace zonefactor::ports
