// A hospital's journal made in memory with the real rules: people come, log in and leave, states
// are sealed, the year ends, and checkpoints are signed and witnessed. Evidence packs of it can be
// altered piece by piece before they are written.
//
// Promise: the same calls give the same bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "service/engine/folded.h"
#include "service/journal/log_policy.h"
#include "service/journal/merkle.h"
#include "service/verify/pack_writer.h"

namespace zonefactor::evidence {

// A pack's source with its entries at hand.
struct Evidence {
  PackContents contents;
  struct Log {
    std::string start_checkpoint;
    std::string end_checkpoint;
    std::string end_tsr;
    std::string end_stamped;
    journal::Hashes start_range;
    std::vector<std::string> entries;
  };
  std::vector<Log> logs;
  std::string state;
  std::vector<NameOpening> names;
  std::map<std::int32_t, std::string> other_checkpoints;

  std::string& entry(core::EntryRef ref);
  PackSource source() const;
};

// Who signs a checkpoint.
struct Signers {
  bool log = true;  // as the service does, with the year's own key
  bool witness = true;
  std::uint8_t log_key = 1;  // 1: the true one
};

class Hospital {
 public:
  // Opens the first log at this time, with the sample facility in force a minute later.
  explicit Hospital(const char* opened_at = "2026-11-20T08:00:00+09:00");

  core::EntryRef comes_in(const char* number, const char* at);
  // The same, told later than it happened.
  core::EntryRef came_in(const char* number, const char* happened, const char* told_at);
  core::EntryRef goes_out(const char* number, const char* at);
  core::EntryRef logs_in(const char* account, const char* at);
  core::EntryRef loses_card(const char* card, const char* at);
  core::EntryRef restarts(const char* at);
  core::EntryRef seals(const char* at);
  // Closes the year's log and opens the next; `previous` is what that one carries, by default the
  // signed checkpoint at the close.
  using Change = std::function<std::string(std::string)>;
  void turns_year(const char* at, const Change& previous = {});
  core::EntryRef records(core::Fact fact, const char* at);

  const core::Decision& decision(core::EntryRef ref) const { return decisions_.at(ref); }
  std::string handle(engine::NameKind kind, const char* plain) const;
  std::uint64_t size(std::int32_t year) const { return leaves(year).size(); }

  // A pack of one decision since a seal (none: from the beginning), until the journal's end.
  Evidence of_decision(core::EntryRef decision, std::optional<core::EntryRef> seal,
                       bool named = false) const;
  Evidence of_period(const char* from, const char* until, std::optional<core::EntryRef> seal,
                     bool named = false) const;

  static std::string checkpoint(std::int32_t year, const std::vector<std::string>& entries,
                                const Signers& signers = {});
  // Of an altered pack that begins at its log's beginning: its last checkpoint, made anew.
  static void sign_again(Evidence& evidence, const Signers& signers);
  // Trusts the log's true keys, and asks for the witness.
  static journal::LogPolicy policy(bool asks_for_witness = true);

 private:
  Evidence evidence(std::optional<core::EntryRef> seal, bool named) const;
  NameOpening opening(core::EntryRef ref) const;
  void configure();
  void bring_to(const char* at);
  core::EntryRef append(core::Fact fact);
  void append(const core::Consequences& consequences);
  core::EntryRef door(core::Observation observation);
  journal::Hashes leaves(std::int32_t year) const;

  engine::Folded folded_;
  engine::Randomness random_;
  core::Instant now_{};
  std::uint64_t seq_ = 0;
  std::map<std::int32_t, std::vector<std::string>> logs_;
  std::map<core::EntryRef, std::string> states_;   // by the entry that seals it
  std::map<core::EntryRef, ports::NameRow> rows_;  // by the entry that binds it
  std::map<core::EntryRef, core::Decision> decisions_;
};

}  // namespace zonefactor::evidence
