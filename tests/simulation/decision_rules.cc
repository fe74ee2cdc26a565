// The answer's shape, and the reasons that the question and the configuration alone decide.
#include "tests/simulation/decision_rules.h"

#include <algorithm>

#include "tests/simulation/broken.h"

namespace zonefactor::simulation {

namespace {

using core::Amr;
using core::Class;
using core::FactorKind;
using core::Reason;

constexpr core::Amrs kKnowledge{Amr::pwd, Amr::pin, Amr::kba};
constexpr core::Amrs kInherence{Amr::face, Amr::fpt,  Amr::iris, Amr::retina,
                                Amr::vbm,  Amr::vein, Amr::palm};
constexpr core::Amrs kPossession{Amr::hwk, Amr::sc,  Amr::swk, Amr::pop,
                                 Amr::otp, Amr::sms, Amr::tel};

// Rules F5, F6, A2.
core::FactorKinds terminal_kinds(const core::LoginAttempt& attempt, const core::Terminal* terminal,
                                 core::Profile profile) {
  core::Amrs amr = attempt.amr;
  if (terminal != nullptr && terminal->methods) amr = amr & *terminal->methods;
  core::FactorKinds kinds;
  if (!(amr & kKnowledge).empty()) kinds.add(FactorKind::knowledge);
  if (!(amr & kInherence).empty()) kinds.add(FactorKind::inherence);
  const bool serial_counts = profile == core::Profile::guideline && amr.has(Amr::card);
  if (!(amr & kPossession).empty() || serial_counts) kinds.add(FactorKind::possession);
  return kinds;
}

bool may_be_doubt(core::Reasons reasons) {
  constexpr core::Reasons kDoubts{Reason::zone_unobserved,  Reason::zone_drifted,
                                  Reason::entry_pending,    Reason::clock_untrusted,
                                  Reason::presence_unknown, Reason::presence_uncertain};
  return (reasons & kDoubts) == reasons;
}

}  // namespace

DecisionRules::Asked DecisionRules::asked(const core::LoginAttempt& attempt,
                                          const core::Decision& decision, core::Instant now) {
  const core::Facility& site = history_.site();
  const core::Terminal* terminal = find_by_id(site.terminals, attempt.terminal);
  const core::Zone* zone =
      terminal != nullptr && terminal->zone ? find_by_id(site.zones, *terminal->zone) : nullptr;
  const std::set<core::PersonId>& holders = history_.holders(attempt.account);
  const core::Person* person =
      holders.size() == 1 ? find_by_id(site.persons, *holders.begin()) : nullptr;
  std::string words = attempt.account.text + " at " + attempt.terminal.text + " in " +
                      (zone == nullptr ? "no zone" : zone->id.text) + ", " +
                      std::string(core::name_of(attempt.action)) + ", is " +
                      std::string(core::name_of(decision.class_)) + " [";
  decision.reasons.each([&](Reason r) { words += " " + std::string(core::name_of(r)); });
  words += " ] at " + core::format_rfc3339(now, site.head.time_zone);
  return {attempt,
          decision,
          now,
          terminal,
          zone,
          person,
          terminal_kinds(attempt, terminal, site.head.profile),
          std::move(words)};
}

void DecisionRules::check(const core::LoginAttempt& attempt, const core::Decision& decision,
                          core::Instant now) {
  const Asked q = asked(attempt, decision, now);
  ++seen_[decision.class_];
  class_and_reasons(q);
  outcome(q);
  if (attempt.action != core::Action::continue_) known_reasons(q);
  if (decision.class_ == Class::zone_equivalent) equivalent(q);
  if (calm_) owed_where_all_is_well(q);
}

void DecisionRules::class_and_reasons(const Asked& q) const {
  const core::Decision& d = q.decision;
  switch (d.class_) {
    case Class::native_two_factor:
    case Class::zone_equivalent:
      must(d.reasons.empty(), "A5 no reason stands beside the good class", q.words);
      break;
    case Class::not_equivalent:
      must(!may_be_doubt(d.reasons), "A4 not_equivalent has a known failure", q.words);
      break;
    case Class::undetermined:
      must(!d.reasons.empty() && may_be_doubt(d.reasons),
           "A4 undetermined only where no condition is known to fail", q.words);
      break;
    case Class::emergency:
      must(!d.reasons.empty(), "E1 an emergency login keeps its failing reasons", q.words);
      break;
  }
  must(d.class_ == Class::native_two_factor || d.zone_reasons.empty(),
       "A2 zone_reasons stand with native_two_factor only", q.words);
  // Who goes on with a session judged while pending has to log in anew, not to try again (F8).
  must(q.attempt.action == core::Action::continue_ ||
           d.retry_ms.has_value() == (d.reasons | d.zone_reasons).has(Reason::entry_pending),
       "P3 a retry hint stands with entry_pending", q.words);
  must(d.edition == core::kRuleEdition, "A6 a decision names its edition", q.words);
}

void DecisionRules::outcome(const Asked& q) const {
  const core::FacilityHead& head = history_.site().head;
  core::Outcome expected = core::Outcome::allow;
  const core::Enforcement enforcement = q.zone != nullptr ? q.zone->enforcement : head.enforcement;
  if (enforcement == core::Enforcement::enforce) {
    if (q.decision.class_ == Class::not_equivalent) {
      expected = q.zone != nullptr ? q.zone->on_not_equivalent : head.on_not_equivalent;
    } else if (q.decision.class_ == Class::undetermined) {
      expected = q.zone != nullptr ? q.zone->on_undetermined : head.on_undetermined;
    }
  }
  must(q.decision.outcome == expected, "A3 the outcome is what the policy does with the class",
       q.words);
}

bool DecisionRules::designated_now(const Asked& q) const {
  bool held = false;
  for (const core::Designation& d : history_.site().designations) {
    held = held || (d.person == q.person->id && d.zone == q.zone->id &&
                    (!d.valid_from || *d.valid_from <= q.now) &&
                    (!d.valid_until || q.now < *d.valid_until));
  }
  for (const auto& [at, report] : history_.reports().designations) {
    if (report.person == q.person->id && report.zone == q.zone->id) held = false;
  }
  return held;
}

// Rule Z2.
bool DecisionRules::qualifies(const core::Zone& zone) const {
  const core::Facility& site = history_.site();
  for (const core::Door& door : site.doors) {
    if (!bounds(door, zone.id) || (door.entry_none && !door.key)) continue;
    if (door.key && !door.contact) return false;
    if (door.entry_none) continue;
    bool read = false;
    for (const core::AccessPoint& reader : site.access_points) {
      if (reader.door != door.id || !lies_in(site, zone.id, reader.to)) continue;
      if (!History::identifies(reader)) return false;
      read = true;
    }
    if (!read) return false;
  }
  return true;
}

// A decision carries every failing reason, never only the first (section 0).
void DecisionRules::known_reasons(const Asked& q) const {
  const core::Reasons said = q.decision.reasons | q.decision.zone_reasons;
  const core::Facility& site = history_.site();
  const auto exactly = [&](Reason reason, bool fails) {
    must(said.has(reason) == fails, "A4 every failing reason and no other is given",
         std::string(core::name_of(reason)) + (fails ? " is missing: " : " is too much: ") +
             q.words);
  };
  const auto& holders = history_.holders(q.attempt.account);
  exactly(Reason::terminal_unknown, q.terminal == nullptr);
  exactly(Reason::terminal_not_in_zone, q.terminal != nullptr && q.zone == nullptr);
  exactly(Reason::terminal_portable,
          q.terminal != nullptr && q.terminal->placement == core::Placement::portable);
  exactly(Reason::subject_unknown, holders.empty());
  exactly(Reason::subject_shared, holders.size() > 1);
  exactly(Reason::subject_visitor,
          q.person != nullptr && q.person->kind == core::PersonKind::visitor);
  exactly(Reason::terminal_authentication_missing, q.kinds.empty());
  const bool strict = site.head.profile == core::Profile::strict;
  const bool console = q.attempt.session_kind
                           ? *q.attempt.session_kind == core::SessionKind::console
                           : q.attempt.attests_console || !strict;
  exactly(Reason::session_remote, !console);
  const bool native = q.kinds.size() >= 2 && q.terminal != nullptr && q.person != nullptr;
  must(native == (q.decision.class_ == Class::native_two_factor),
       "A2 two kinds at a known terminal by one person are native, and nothing else is", q.words);
  if (q.zone == nullptr) return;
  const core::TerminalProof proof = q.zone->min_terminal_proof.value_or(
      strict ? core::TerminalProof::certificate : core::TerminalProof::key);
  exactly(Reason::terminal_unproven, q.attempt.proof < proof);
  const bool counts =
      q.zone->basis && !(strict && q.zone->basis->kind == core::BasisKind::internal_rule);
  exactly(Reason::zone_basis_missing, !counts);
  exactly(Reason::zone_basis_overdue,
          q.zone->basis && q.zone->basis->review_due < site.head.time_zone.date_at(q.now));
  exactly(Reason::zone_boundary_open, !qualifies(*q.zone));
  if (q.person != nullptr && !designated_now(q)) {
    must(said.has(Reason::not_designated), "I7 who is not designated is told so", q.words);
  }
}

}  // namespace zonefactor::simulation
