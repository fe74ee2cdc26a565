// What the storage holds beside the entries for whoever takes evidence away: logs, checkpoints,
// seals, states, time-stamps.
//
// Promise: one bounded reading for each question. Blocking; on a reader's thread.
#pragma once

#include "service/ports/service.h"
#include "service/ports/store.h"

namespace zonefactor::engine {

// Keys of logs are left to the caller. Throws StoreUnavailable.
ports::EvidenceAnswer look_up(ports::Store& store, const ports::EvidenceQuery& query);

}  // namespace zonefactor::engine
