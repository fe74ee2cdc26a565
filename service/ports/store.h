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

// The end of the journal: the next entry gets `next`.
struct Head {
  core::EntryRef next;
  core::Instant last_recorded_at{};
  bool operator==(const Head&) const = default;
};

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

  // Appends `rows` (contiguous, the first at `expected.next`) and `names` in one transaction.
  virtual AppendResult append(const Head& expected, const std::vector<JournalRow>& rows,
                              const std::vector<NameRow>& names) = 0;

  // Why the last `append` was not committed, and the remedy, for people. Empty after a commit.
  virtual std::string why() const { return {}; }

  // Calls `each` for every row from `from` on, in order, at most `limit` of them. Stops early where
  // `each` says false. Throws StoreUnavailable.
  virtual void read(core::EntryRef from, std::uint64_t limit,
                    const std::function<bool(const JournalRow&)>& each) = 0;

  // Every row of the explaining table. Throws StoreUnavailable.
  virtual std::vector<NameRow> names() = 0;
};

}  // namespace zonefactor::ports
