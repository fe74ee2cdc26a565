// Derives recorded entries again: the rules of this program over their causes must give their
// decisions and consequences, in the bytes that were recorded (rules A6, V4).
//
// Promise: it needs the entries alone, or those since a sealed state and that state (rule V6). A
// decision is decided again before it is folded; a finding, signal or changed verdict is raised
// again by what stands before it; a seal is sealed again; where it began at the beginning, a door
// event's place in time is admitted again. Bytes may be a stranger's.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "service/core/book.h"

namespace zonefactor::journal {

// The first entry that is not what the rules give. What follows a difference may differ because of
// it.
struct Difference {
  core::EntryRef ref;
  std::string what;      // in words
  std::string recorded;  // bytes; empty where nothing was recorded
  std::string derived;   // bytes, or what follows in words; empty where nothing follows
};

class Derivation {
 public:
  // From the beginning of a facility's first log.
  Derivation() = default;
  // From the entry at `next`, which carries the digest of the sealed state that `book` was made of.
  Derivation(core::Book book, core::EntryRef next);

  std::optional<Difference> take(core::EntryRef ref, std::string_view bytes);
  // What should have been recorded after the last entry taken.
  std::optional<Difference> end() const;

  const core::Book& book() const { return book_; }
  std::uint64_t decisions() const { return decisions_; }
  // Something since the seal was about what stood before it: an earlier seal is needed to derive
  // what follows.
  bool needs_earlier_seal() const { return core::reaches_behind_seal(book_); }

 private:
  bool follows(core::EntryRef ref, const core::Fact& fact) const;
  bool is_of_before(const core::Fact& fact) const;
  std::string derive(const core::Fact& fact, core::Instant now);
  void owe(const core::Consequences& consequences, core::Instant now);

  core::Book book_;
  std::optional<core::EntryRef> start_;  // where it began, if not at the beginning
  std::optional<core::EntryRef> next_;
  std::optional<std::int32_t> opens_;  // the last entry closed its log, and this year's follows
  std::deque<std::string> owed_;       // consequences not yet met in the log
  std::uint64_t decisions_ = 0;
};

}  // namespace zonefactor::journal
