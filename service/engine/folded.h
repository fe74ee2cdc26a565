// Everything the engine knows from the journal, as one value that can be thrown away and made
// again.
//
// Promise: folding the same entries gives the same value. One thread at a time.
#pragma once

#include <map>
#include <set>
#include <string>

#include "service/core/book.h"
#include "service/engine/configuration_in_force.h"
#include "service/engine/names.h"
#include "service/engine/recent_answers.h"
#include "service/ports/store.h"

namespace zonefactor::engine {

// What a controller last said, for the operator; the rules keep their own account of it.
struct ControllerHeard {
  std::string boot;
  std::uint64_t seq = 0;
  core::Instant at{};
  bool online = true;
};

struct Folded {
  core::Book book;
  Names names;
  ConfigurationInForce configuration;
  RecentAnswers recent;
  std::map<core::ControllerId, ControllerHeard> heard;
  std::map<std::string, core::EntryRef>
      quarantined;   // digest of the input, and the entry saying so
  ports::Head head;  // the place of the next entry, and when the last was recorded
};

// Folds in the entry at `head.next`.
core::Consequences fold(Folded& state, const core::Entry& entry);

}  // namespace zonefactor::engine
