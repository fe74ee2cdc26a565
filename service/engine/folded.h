// Everything the engine knows from the journal, as one value that can be thrown away and made
// again.
//
// Promise: folding the same entries gives the same value. One thread at a time.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "service/core/book.h"
#include "service/engine/belongings.h"
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
  Belongings belongings;
  RecentAnswers recent;
  std::map<core::ControllerId, ControllerHeard> heard;
  std::map<std::string, core::EntryRef>
      quarantined;                         // digest of the input, and the entry saying so
  std::vector<std::string> log_keys;       // as last recorded
  std::optional<core::Instant> sealed;     // when a state was last sealed, or the first log opened
  std::optional<std::int32_t> closed_for;  // the last entry closed its log; the next opens this one
  std::set<std::int32_t> pruned;           // logs of which an entry says that their entries go
  ports::Head head;  // the place of the next entry, and when the last was recorded
};

// Folds in the entry at `head.next`.
core::Consequences fold(Folded& state, const core::Entry& entry);
// The same but for the rules' part: of an entry that stands before the seal the book begins at.
void fold_beside_the_book(Folded& state, const core::Entry& entry);
// Of an entry that outlives the pruning of its log: what does not end with the log.
void fold_kept(Folded& state, const core::Entry& entry);

}  // namespace zonefactor::engine
