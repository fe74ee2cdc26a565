// Derives a journal again as its entries come, log after log, and keeps the first difference.
//
// Promise: a decision counts only where its recorded bytes are those that the rules of this program
// give (rules A6, V4). What follows a difference is not judged: it may differ because of it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "service/journal/derivation.h"

namespace zonefactor::cli {

// The part that is asked for; what stands before it is derived too, since it rests on that.
struct ReplayRange {
  std::optional<core::EntryRef> from;  // this entry on
  std::optional<core::EntryRef> to;    // up to this one, which is the last
  std::optional<core::Instant> since;
  std::optional<core::Instant> until;
};

// A sealed state's bytes by the entry that carries its digest; std::nullopt where there is none.
using FetchState = std::function<std::optional<std::string>(core::EntryRef seal)>;

class JournalReplay {
 public:
  // From the beginning of the first log.
  explicit JournalReplay(ReplayRange range) : range_(range), begun_at_(core::EntryRef{}) {}
  // From the first sealed state that comes, where what stands before it is no longer there.
  JournalReplay(FetchState state, ReplayRange range) : range_(range), state_(std::move(state)) {}

  void take(core::EntryRef ref, std::string_view bytes);
  // Nothing follows in the journal.
  void end();

  // The sealed state that it began at; of the journal's beginning {}. None before it has begun.
  const std::optional<core::EntryRef>& begun_at() const { return begun_at_; }

  const std::optional<journal::Difference>& difference() const { return difference_; }
  // Whether the part asked for is behind: nothing more will be derived.
  bool is_over() const { return over_; }
  std::uint64_t entries() const { return entries_; }      // derived
  std::uint64_t decisions() const { return decisions_; }  // of the part asked for

 private:
  bool is_behind(core::EntryRef ref, std::string_view bytes) const;
  bool is_inside(core::EntryRef ref) const;
  bool begins_at(core::EntryRef ref, std::string_view bytes);
  journal::Difference in_doubt(journal::Difference difference) const;

  journal::Derivation derivation_;
  ReplayRange range_;
  FetchState state_;
  std::optional<core::EntryRef> begun_at_;
  std::optional<journal::Difference> difference_;
  bool over_ = false;
  std::uint64_t entries_ = 0;
  std::uint64_t decisions_ = 0;
};

}  // namespace zonefactor::cli
