// Two policies over the same input: which decisions turn.
//
// A decision turns where its class or its outcome is another; other reasons alone are no turn.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "service/cli/rehearsal.h"
#include "service/cli/rehearsal_counts.h"

namespace zonefactor::cli {

struct ZoneChanges {
  std::uint64_t decisions = 0;
  std::uint64_t changed = 0;
  std::map<std::string, std::uint64_t> by;  // of the changed ones, by kind of turn
  CountsOf<core::Reason> gained{};          // reasons of the changed ones, only in the new answer
  CountsOf<core::Reason> lost{};            // and only in the old one
  std::array<std::uint64_t, kHours> hours{};
};

class RehearsalComparison {
 public:
  // Both outlive it, and take their lines from it alone.
  RehearsalComparison(Rehearsal& before, Rehearsal& after);

  // Takes input line `number` through both; appends one line to `out` for a decision that turns.
  void take(std::uint64_t number, std::string_view line, std::string& out);

  std::uint64_t decisions() const { return decisions_; }
  std::uint64_t changed() const { return changed_; }
  // Lines that one of the two took and the other refused.
  std::uint64_t refused_by_one() const { return refused_by_one_; }
  std::uint64_t refused_by_both() const { return refused_by_both_; }
  const std::map<std::string, std::uint64_t>& by() const { return by_; }
  const ByZone<ZoneChanges>& zones() const { return zones_; }

  // The last line of the output.
  std::string total_line() const;

 private:
  // What one policy said to the line in hand.
  class Ear final : public RehearsalListener {
   public:
    void answered(const Answer& answer, const core::TimeZone& facility_time) override;
    void found(const core::Finding&, const core::TimeZone&) override {}
    void signalled(const core::Signal&, const core::TimeZone&) override {}
    void verdict_changed(const ChangedVerdict&) override {}
    void refused(const RefusedLine&) override { was_refused = true; }

    bool was_refused = false;
    std::optional<core::Decision> decision;
    std::string label;
    core::Instant at{};
    const core::TimeZone* facility_time = nullptr;
  };

  void compare(std::uint64_t number, const Ear& from, const Ear& to, std::string& out);

  Rehearsal& before_;
  Rehearsal& after_;
  std::uint64_t decisions_ = 0;
  std::uint64_t changed_ = 0;
  std::uint64_t refused_by_one_ = 0;
  std::uint64_t refused_by_both_ = 0;
  std::map<std::string, std::uint64_t> by_;
  ByZone<ZoneChanges> zones_;
};

}  // namespace zonefactor::cli
