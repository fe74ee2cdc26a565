// Recomputes everything that is stored of one facility's journal from its rows, log by log, a slice
// at a time, and names the first thing that does not fit: entries, hashes, tree, tiles,
// checkpoints, sealed states, the passage from log to log, the head, and the rows that explain
// handles.
//
// Promise: what the journal held when the check began is checked to its end, also while a service
// goes on writing; nothing is written, and every slice reads a bounded number of rows. It does not
// judge what entries say: journal::Derivation does. One thread at a time; blocking.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "service/engine/journal_fault.h"
#include "service/engine/log_check.h"
#include "service/engine/name_check.h"
#include "service/engine/stored_tree.h"
#include "service/ports/store.h"

namespace zonefactor::engine {

struct JournalCheckOptions {
  std::string facility;
  bool names = true;  // the rows that explain handles too: a reader may not read them
  // Of the log that is written: the first so many entries (rounded down to full tiles) are taken by
  // the hashes in their tiles, and logs before it not looked at.
  std::uint64_t since_size = 0;
};

// How far it is.
struct JournalProgress {
  core::EntryRef next;
  std::uint64_t looked_at = 0;
  std::uint64_t expected = 0;  // as far as the logs' checkpoints and the head say
};

// Everything fits.
struct JournalSound {
  core::EntryRef end;         // the next entry when the check began
  std::uint64_t entries = 0;  // read, not taken by their tiles
  std::uint64_t logs = 0;
  std::uint64_t tiles = 0;
  std::uint64_t checkpoints = 0;
  std::uint64_t seals = 0;
  std::uint64_t names = 0;
};

using JournalStep = std::variant<JournalProgress, JournalFault, JournalSound>;

class JournalCheck {
 public:
  // `store` outlives it; another connection may take its place only before the first step.
  JournalCheck(ports::Store& store, JournalCheckOptions options);

  // Looks at so many entries more, or a few less; at least one. After a fault, or when all is
  // sound, it stays so. Throws StoreUnavailable, and then the check has to begin anew.
  JournalStep step(std::uint64_t most_rows);

 private:
  using Fault = std::optional<JournalFault>;

  Fault begin();
  Fault begin_at(core::EntryRef first);
  Fault advance(std::uint64_t most_rows);
  Fault read_rows(std::uint64_t most_rows);
  Fault take(const ports::JournalRow& row);
  Fault go_on_to(std::int32_t year);
  Fault end_log();
  Fault end();
  Fault nothing_stands_behind_the_head() const;
  Fault skip_pruned();
  Fault take_kept(const ports::JournalRow& row, StoredTree& tree);
  JournalFault missing() const;

  ports::Store& store_;
  JournalCheckOptions options_;
  std::optional<NameCheck> names_;
  std::optional<ports::Head> head_;  // when it began
  std::unique_ptr<LogCheck> log_;
  bool is_whole_ = true;  // no entry was taken by its tile
  JournalProgress progress_;
  JournalSound sound_;
  std::optional<JournalStep> last_;
};

}  // namespace zonefactor::engine
