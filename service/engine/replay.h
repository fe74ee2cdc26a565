// Start-up, recovery and fail-over: read the head, fold the journal into a fresh state.
//
// Promise: what is folded is what is stored, entry by entry, hashed and decoded; a journal that is
// damaged or not ours is named, never used. Runs on the storage thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "service/engine/crash_note.h"
#include "service/engine/folded.h"
#include "service/engine/known_journal.h"
#include "service/ports/store.h"

namespace zonefactor::engine {

// The service cannot go on with this journal, and restarting does not help.
struct Fatal {
  enum class Kind : std::uint8_t {
    head_disagrees,   // another writer, or a shorter log
    journal_damaged,  // an entry that does not hash, decode or follow on the one before
  };
  Kind kind = Kind::head_disagrees;
  std::string why;
};

struct StorageAway {
  std::string why;
};

struct Replayed {
  std::unique_ptr<Folded> state;
  std::optional<ports::Digest> last_leaf;
  std::vector<ports::NameRow> drifted_names;  // rows that open no commitment (rule V7)
};

struct ReplayInput {
  KnownJournal known;
  std::int32_t first_year = 0;  // of a journal that does not exist yet
};

using ReplayResult = std::variant<Replayed, StorageAway, Fatal>;
// `cancelled` ends it early, as if the storage were away.
ReplayResult replay(ports::Store& store, const ReplayInput& input, CrashNote& note,
                    const std::atomic<bool>& cancelled);

}  // namespace zonefactor::engine
