// What must hold of every decision, whatever came before it.
//
// Judged by the configuration, by what was told (History) and by where people truly are (Day).
#pragma once

#include "service/core/decision.h"
#include "tests/simulation/happening.h"
#include "tests/simulation/history.h"

namespace zonefactor::simulation {

class DecisionRules {
 public:
  // `calm`: everything that happened was told at once, and nothing odd happened.
  DecisionRules(const History& history, const Day& day, bool calm)
      : history_(history), day_(day), calm_(calm) {}

  // Throws Broken where `decision`, given at `now`, breaks a rule.
  void check(const core::LoginAttempt& attempt, const core::Decision& decision, core::Instant now);

  // How many of each class were seen; a simulation that sees none of one has shown nothing of it.
  const std::map<core::Class, std::uint64_t>& seen() const { return seen_; }
  std::uint64_t owed() const { return owed_; }

 private:
  struct Asked {
    const core::LoginAttempt& attempt;
    const core::Decision& decision;
    core::Instant now;
    const core::Terminal* terminal;
    const core::Zone* zone;
    const core::Person* person;
    core::FactorKinds kinds;  // of the terminal
    std::string words;
  };

  Asked asked(const core::LoginAttempt& attempt, const core::Decision& decision, core::Instant now);
  void class_and_reasons(const Asked& q) const;
  void outcome(const Asked& q) const;
  void known_reasons(const Asked& q) const;
  void equivalent(const Asked& q) const;
  void equivalent_by_place_and_person(const Asked& q) const;
  void equivalent_by_entry(const Asked& q) const;
  void equivalent_by_boundary(const Asked& q, const Told& founding) const;
  void equivalent_by_doubt(const Asked& q) const;
  void equivalent_by_egress(const Asked& q) const;
  std::optional<core::DoorId> last_came_by(const core::PersonId& person) const;
  void equivalent_by_version(const Asked& q, const Told& founding) const;
  void equivalent_by_leaving(const Asked& q) const;
  void equivalent_by_truth(const Asked& q) const;
  bool qualifies(const core::Zone& zone) const;
  void owed_where_all_is_well(const Asked& q);
  const Told* entry_owed_for(const Asked& q) const;
  bool left_by_hand_since(const core::ZoneId& zone, core::Instant since, core::Instant now) const;
  bool designated_now(const Asked& q) const;
  core::Instant last_sign(const Asked& q) const;
  bool was_read_going_further_in(const Asked& q) const;
  core::FactorKinds most_kinds(const Told& told) const;
  bool leads_into(const Sides& sides, const core::ZoneId& zone) const;
  bool bounds(const core::Door& door, const core::ZoneId& zone) const;

  const History& history_;
  const Day& day_;
  bool calm_;
  std::map<core::Class, std::uint64_t> seen_;
  std::uint64_t owed_ = 0;
};

}  // namespace zonefactor::simulation
