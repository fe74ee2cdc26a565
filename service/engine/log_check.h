// Holds one stored log against itself: its entries against their hashes, times and types, the tree
// over them against the stored tiles, every stored checkpoint and its signatures, and the sealed
// states against the digests that the entries carry.
//
// Promise: rows come in order from the log's beginning; the first thing that does not fit is named,
// and then nothing more is to be given. One thread at a time; blocking. Throws StoreUnavailable.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "service/engine/journal_fault.h"
#include "service/journal/checkpoint.h"
#include "service/journal/entry_codec.h"
#include "service/journal/log_tree.h"
#include "service/ports/store.h"

namespace zonefactor::engine {

class LogCheck {
 public:
  using Fault = std::optional<JournalFault>;

  // `before`: the log that was closed before this one, or null. `skipped`: so many entries are
  // taken by the hashes in their tiles; a multiple of 256.
  LogCheck(ports::Store& store, const std::string& facility, std::int32_t year,
           const LogCheck* before, std::uint64_t skipped);

  std::int32_t year() const { return year_; }
  core::EntryRef next() const { return {year_, tree_.size()}; }
  bool is_skipping() const { return tree_.size() < skipped_; }
  // From here on the rows of pruned entries are gone; nothing was taken yet.
  void skip(std::uint64_t count) { skipped_ = count; }
  bool has_skipped() const { return skipped_ > 0; }
  const std::optional<std::int32_t>& closed_for() const { return closed_for_; }
  const journal::LogTree& tree() const { return tree_; }
  core::Instant last_recorded_at() const { return last_recorded_at_; }
  std::uint64_t tiles() const { return tiles_; }
  std::uint64_t checkpoints() const { return checkpoints_; }
  std::uint64_t seals() const { return seals_.size(); }

  // The next tile of entries that are skipped.
  Fault take_tile();
  // The next row; `fact` is what it says, once it could be read.
  Fault take(const ports::JournalRow& row, std::optional<core::Fact>& fact);
  // Nothing follows. A log that still grows may have published more meanwhile.
  Fault end();

 private:
  Fault read(const ports::JournalRow& row, std::optional<core::Fact>& fact) const;
  Fault look_at(const core::Fact& fact, std::uint64_t index);
  Fault opens(const core::LogOpened& opened, std::uint64_t index) const;
  Fault follows(const std::string& note) const;
  Fault takes_keys(const core::LogKeys& keys, std::uint64_t index);
  Fault is_sealed(const core::StateSealed& sealed, std::uint64_t index);
  Fault append(const journal::Digest& leaf);
  Fault has_tile(const journal::FullTile& tile);
  Fault meets_checkpoints();
  Fault agrees(const ports::CheckpointRow& row);
  Fault seals_are_stored_once() const;
  Fault is_covered() const;
  bool has_grown_to(std::uint64_t size) const;
  Fault no_tile_is_ahead() const;

  const ports::CheckpointRow* next_checkpoint();
  bool is_signed(const std::string& note) const;
  JournalFault fault(std::optional<std::uint64_t> index, std::string what,
                     std::string remedy = kRestore) const;

  ports::Store& store_;
  std::string facility_;
  std::int32_t year_;
  std::optional<journal::Checkpoint> previous_;  // the end of the log before
  std::vector<journal::VerifierKey> previous_keys_;
  bool is_after_another_ = false;
  std::uint64_t skipped_;

  journal::LogTree tree_;
  core::Instant last_recorded_at_{};
  std::optional<std::int32_t> closed_for_;
  std::vector<journal::VerifierKey> keys_;
  std::deque<ports::CheckpointRow> ahead_;  // checkpoints not yet reached
  std::optional<std::uint64_t> read_to_;    // the size of the last one read
  bool all_read_ = false;
  std::vector<ports::CheckpointRow> unsigned_;  // by no key that the log had named so far
  std::vector<std::uint64_t> seals_;
  std::uint64_t sound_ = 0;  // entries that a tile or a checkpoint has confirmed
  std::uint64_t tiles_ = 0;
  std::uint64_t checkpoints_ = 0;
};

}  // namespace zonefactor::engine
