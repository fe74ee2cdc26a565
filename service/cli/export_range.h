// Where a pack of evidence begins and ends: which seal it is derived from, which checkpoints bound
// it.
//
// Promise: the same wish over the same kept checkpoints gives the same range. A pack begins at a
// kept checkpoint at or before its seal, and ends at the first checkpoint that covers what is
// wanted, one with cosignatures rather than one without.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "service/cli/checked_log.h"
#include "service/cli/evidence_source.h"
#include "service/verify/pack_contents.h"

namespace zonefactor::cli {

struct ExportWish {
  std::string facility;
  std::optional<core::EntryRef> decision;  // one decision, or else the period [from, until)
  core::Instant from{};
  core::Instant until{};
  std::optional<std::uint64_t> end_size;  // of the checkpoint that the pack ends with
};

struct ExportRange {
  struct Part {
    evidence::Segment segment;
    std::string start_note;  // of exactly `begin` entries; empty: none was kept
    std::string end_note;
  };
  std::optional<core::EntryRef> seal;  // none: from the facility's first entry
  std::vector<Part> parts;
};

// The logs of one facility, each up to a checkpoint.
class ServiceLogs {
 public:
  // `folder` as CheckedLog has it.
  ServiceLogs(EvidenceSource& source, std::string facility, std::string folder);

  const std::vector<ports::LogStanding>& standing() const { return standing_; }
  bool has(std::int32_t year) const;
  // Up to its latest checkpoint, as it was when it was first asked for.
  CheckedLog& latest(std::int32_t year);
  const std::string& latest_note(std::int32_t year);
  CheckedLog& up_to(std::int32_t year, const std::string& note);

 private:
  EvidenceSource& source_;
  std::string facility_;
  std::string folder_;
  std::vector<ports::LogStanding> standing_;
  std::map<std::int32_t, std::string> notes_;
  std::map<std::pair<std::int32_t, std::uint64_t>, std::unique_ptr<CheckedLog>> logs_;
};

class ExportPlan {
 public:
  // Finds the end, and what the seal has to be older than. Both outlive it.
  ExportPlan(EvidenceSource& source, ServiceLogs& logs, ExportWish wish);

  // From the latest seal that may do; each further call from an earlier one, and last from the
  // facility's first entry. std::nullopt behind that.
  std::optional<ExportRange> next();

 private:
  void end_with_decision();
  void end_with_period();
  SignedSize end_at(std::int32_t year, std::uint64_t least);
  core::EntryRef founding();
  std::optional<core::EntryRef> next_seal();
  std::optional<SignedSize> kept_up_to(std::int32_t year, std::uint64_t size);
  ExportRange range_from(std::optional<core::EntryRef> seal);

  EvidenceSource& source_;
  ServiceLogs& logs_;
  const ExportWish wish_;
  std::int32_t end_year_ = 0;
  SignedSize end_;
  core::EntryRef before_;  // the next seal stands before it
  bool began_at_first_ = false;
};

}  // namespace zonefactor::cli
