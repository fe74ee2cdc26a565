// Judging one login against the state: the conditions C1 to C7, all reasons, one class.
#pragma once

#include "service/core/presence.h"
#include "service/core/reports.h"
#include "service/core/state.h"

namespace zonefactor::core {

// Whether the session is at the terminal's own console (rule T3), attested or taken for so.
bool at_console(const LoginAttempt& attempt, Profile profile);

// The session, where it is this account's and still its holder's; null where it is another's, or
// nobody's.
const Session* session_of(const State& state, const SessionKey& key, const AccountId& account);

Decision judge(const State& state, const Reports& reports, const LoginAttempt& attempt,
               Instant now);

// Rule A4 over a set of reasons: what follows when no class but the zone's could be given.
Class class_of_failing(Reasons reasons);

// Whether a login of the class is allowed whatever the policy.
bool is_allowing(Class class_);

// Rule A3.
Outcome outcome_of(Class class_, Enforcement enforcement, Outcome on_not_equivalent,
                   Outcome on_undetermined);

}  // namespace zonefactor::core
