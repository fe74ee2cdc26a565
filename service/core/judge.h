// Judging one login against the state: the conditions C1 to C7, all reasons, one class.
#pragma once

#include "service/core/presence.h"
#include "service/core/state.h"

namespace zonefactor::core {

// What was reported since the configuration about credentials, designations and people. It stands
// outside the fold: a report may name an earlier time (rules I4, I7).
struct Reports {
  struct CredentialReport {
    CredentialState state = CredentialState::active;
    Instant since{};
    EntryRef ref;
  };
  // In the order of the reports; at a time the latest one that names it or an earlier time holds.
  std::map<CredentialId, std::vector<CredentialReport>> credentials;
  const CredentialReport* of_credential(const CredentialId& id, Instant t) const;
  std::map<std::pair<PersonId, ZoneId>, std::pair<std::optional<Instant>, EntryRef>> designations;
  std::map<PersonId, std::pair<PersonKind, EntryRef>> persons;
};

// Whether the session is at the terminal's own console (rule T3), attested or taken for so.
bool at_console(const LoginAttempt& attempt, Profile profile);

Decision judge(const State& state, const Reports& reports, const LoginAttempt& attempt,
               Instant now);

// Rule A4 over a set of reasons: what follows when no class but the zone's could be given.
Class class_of_failing(Reasons reasons);

// Rule A3.
Outcome outcome_of(Class class_, Enforcement enforcement, Outcome on_not_equivalent,
                   Outcome on_undetermined);

}  // namespace zonefactor::core
