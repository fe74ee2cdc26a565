// Start-up, recovery and fail-over: read the head, fold the journal into a fresh state.
//
// Promise: what is folded is what is stored, entry by entry, hashed and decoded, and is what every
// published checkpoint says (V3); a journal that is damaged, shorter or not ours is named, never
// used. Runs on the storage thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "service/engine/crash_note.h"
#include "service/engine/folded.h"
#include "service/engine/known_journal.h"
#include "service/journal/checkpoint.h"
#include "service/journal/log_tree.h"
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
  journal::LogTree tree;            // over the log that is written
  std::vector<ports::Head> closed;  // where logs before it ended that published less
  std::optional<ports::Digest> last_leaf;
  std::vector<ports::NameRow> drifted_names;  // rows that open no commitment (rule V7)
  // Rows that were still or again there although their person was erased: now deleted.
  std::map<core::PersonId, std::uint64_t> erased_again;
  std::vector<std::string> unfounded;  // what witnesses claim against it, each in words
};

struct ReplayInput {
  KnownJournal known;
  std::vector<journal::Checkpoint> published;  // what is known of the logs from elsewhere
  std::int32_t first_year = 0;                 // of a journal that does not exist yet
};

using ReplayResult = std::variant<Replayed, StorageAway, Fatal>;
// `cancelled` ends it early, as if the storage were away.
ReplayResult replay(ports::Store& store, const ReplayInput& input, CrashNote& note,
                    const std::atomic<bool>& cancelled);

}  // namespace zonefactor::engine
