// Durable storage of one facility's journal, and of the table that explains its handles.
//
// Promise: `append` returns `committed` only when every row is on disk and the head has moved from
// `expected` in the same transaction; two writers can never both be told so. Blocking; one thread
// at a time per object.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "service/core/decision.h"
#include "service/core/time.h"

namespace zonefactor::ports {

using Digest = std::array<std::uint8_t, 32>;

// One journal entry as stored: `body` is canonical JSON, at most 4 KiB; `leaf` its RFC 6962 leaf
// hash.
struct JournalRow {
  core::EntryRef ref;
  core::Instant recorded_at{};
  std::string type;  // the entry's "t"
  Digest leaf{};
  std::string body;
};

// One row of the explaining table (rule V7). `plain` may identify a person; `key` opens the
// commitment that the journal holds. Deleting the row makes the handle unexplainable and breaks no
// proof.
struct NameRow {
  std::string handle;
  std::string kind;
  Digest key{};
  std::string plain;
};

// A full tile of a log's tree (C2SP tlog-tiles): 256 hashes, one after the other.
struct TileRow {
  std::int32_t year = 0;
  unsigned level = 0;
  std::uint64_t n = 0;
  std::string hashes;  // 8192 bytes
};

// A sealed state (rule V6): the entry that carries its digest, and the state's canonical bytes.
struct SealedRow {
  core::EntryRef ref;
  std::string state;
};

// A published checkpoint. `note` is the signed note as it goes out, with the witnesses' lines that
// came so far behind the log's own.
struct CheckpointRow {
  std::int32_t year = 0;
  std::uint64_t size = 0;
  Digest root{};
  core::Instant signed_at{};
  std::string note;
};

// An RFC 3161 token over a kept checkpoint's note, as it was when it was stamped.
struct TimestampRow {
  std::int32_t year = 0;
  std::uint64_t size = 0;
  std::string authority;  // as configured
  std::string stamped;    // the bytes that were stamped
  std::string token;      // DER
};

// The end of the journal: the next entry gets `next`. `frontier` are the hashes of the perfect
// subtrees over the entries before it in its log, left to right.
struct Head {
  core::EntryRef next;
  core::Instant last_recorded_at{};
  std::vector<Digest> frontier{};
  bool operator==(const Head&) const = default;
};

// What one transaction appends: rows of one log, contiguous, and what goes with them.
struct Writing {
  std::vector<JournalRow> rows;
  std::vector<NameRow> names;
  std::vector<TileRow> tiles;    // those that the rows make full
  std::vector<Digest> frontier;  // after the rows
  std::vector<SealedRow> sealed;
};

// Types of entries that pruning keeps: what names are bound to, whose they are, and what is never
// taken again.
inline constexpr std::array<std::string_view, 5> kKeptTypes{
    "input.quarantined", "name.bound", "object.put", "object.removed", "person.erased"};

enum class AppendResult {
  committed,    // durable; the head has moved
  head_moved,   // another writer, or a restored backup: nothing was written
  in_doubt,     // the connection broke around the commit: read the head to know
  unavailable,  // the storage said no before anything was written: try again
};

// The storage cannot be reached or refuses to serve; `what()` names it and the remedy.
class StoreUnavailable : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Store {
 public:
  virtual ~Store() = default;

  // The head as stored; `std::nullopt` for a facility that has no journal yet. Throws
  // StoreUnavailable.
  virtual std::optional<Head> head() = 0;

  // Begins the journal of a new facility at `first`. Throws StoreUnavailable.
  virtual void create(const Head& first) = 0;

  // Appends `writing` at `expected.next`, or at index 0 of a later year, in one transaction.
  virtual AppendResult append(const Head& expected, const Writing& writing) = 0;

  // Why the last `append` was not committed, and the remedy, for people. Empty after a commit.
  virtual std::string why() const { return {}; }

  // Calls `each` for every row from `from` on, in order, at most `limit` of them. Stops early where
  // `each` says false. Throws StoreUnavailable.
  virtual void read(core::EntryRef from, std::uint64_t limit,
                    const std::function<bool(const JournalRow&)>& each) = 0;

  // The first entry that is stored; std::nullopt for an empty journal. Throws StoreUnavailable.
  virtual std::optional<core::EntryRef> first() = 0;

  // Every row of the explaining table. Throws StoreUnavailable.
  virtual std::vector<NameRow> names() = 0;
  // Deletes rows of the explaining table; how many there were. Throws StoreUnavailable.
  virtual std::uint64_t erase_names(const std::vector<std::string>& handles) = 0;

  // The logs that have entries or checkpoints, the oldest first. Throws StoreUnavailable.
  virtual std::vector<std::int32_t> years() = 0;
  // A full tile's 8192 bytes; std::nullopt where it is not stored. Throws StoreUnavailable.
  virtual std::optional<std::string> tile(std::int32_t year, unsigned level, std::uint64_t n) = 0;
  // The leaf hashes of `count` entries from `from` on; fewer at the end. Throws StoreUnavailable.
  virtual std::vector<Digest> leaves(core::EntryRef from, std::uint64_t count) = 0;

  // Makes `row` the log's latest checkpoint, and keeps it for good where `keep`. False, and nothing
  // stored, where a checkpoint that is stored contradicts it: a larger one, or one of the same size
  // with another root. Throws StoreUnavailable.
  virtual bool publish(const CheckpointRow& row, bool keep) = 0;
  // Throws StoreUnavailable.
  virtual std::optional<CheckpointRow> latest_checkpoint(std::int32_t year) = 0;
  // Kept checkpoints and the latest, in order of size, from `from_size` on. Throws
  // StoreUnavailable.
  virtual std::vector<CheckpointRow> checkpoints(std::int32_t year, std::uint64_t from_size,
                                                 std::uint64_t limit) = 0;
  // Puts a witness's line behind a published checkpoint's note and keeps the checkpoint; the same
  // witness's earlier line on it gives way. Throws StoreUnavailable.
  virtual void add_cosignature(std::int32_t year, std::uint64_t size, const std::string& witness,
                               const std::string& line) = 0;
  // Throws StoreUnavailable.
  virtual void add_timestamp(const TimestampRow& row) = 0;
  virtual std::vector<TimestampRow> timestamps(std::int32_t year) = 0;

  // Where sealed states stand, the newest first, before `before`. Throws StoreUnavailable.
  virtual std::vector<core::EntryRef> sealed_before(core::EntryRef before, std::uint64_t limit) = 0;
  // The state whose digest the entry carries; std::nullopt where none is stored. Throws
  // StoreUnavailable.
  virtual std::optional<std::string> sealed(core::EntryRef ref) = 0;

  // The first index of a log whose entry is not pruned. Throws StoreUnavailable.
  virtual std::uint64_t minimum_index(std::int32_t year) = 0;
  // Makes `below` the log's minimum index, and deletes at most `limit` of the entries before it but
  // those of kKeptTypes; how many it deleted. Tiles, checkpoints and what witnesses said stay.
  // Throws StoreUnavailable, also where the storage finds that the log must not be pruned so.
  virtual std::uint64_t prune(std::int32_t year, std::uint64_t below, std::uint64_t limit) = 0;
};

}  // namespace zonefactor::ports
