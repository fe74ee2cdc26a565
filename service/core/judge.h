// Judging one login against the state: the conditions C1 to C7, all reasons, one class.
#pragma once

#include "service/core/presence.h"
#include "service/core/state.h"

namespace zonefactor::core {

// What was reported since the configuration about credentials, designations and people. It stands
// outside the fold: a report may name an earlier time (rules I4, I7).
struct Reports {
  // What was reported, from when on it holds, and the entry that says so.
  template <class Value>
  struct Report {
    Value value{};
    Instant since{};
    EntryRef ref;
  };
  // In the order of the reports.
  template <class Key, class Value>
  using History = std::map<Key, std::vector<Report<Value>>>;

  History<CredentialId, CredentialState> credentials;
  History<std::pair<PersonId, ZoneId>, std::optional<Instant>> designations;  // valid until
  History<PersonId, PersonKind> persons;

  // The report that holds at `t` of an object put in force by `put`: the latest one that names `t`
  // or an earlier time. An object configured anew has overtaken what was reported before.
  template <class Key, class Value>
  static const Report<Value>* holding(const History<Key, Value>& history, const Key& key,
                                      EntryRef put, Instant t) {
    const auto known = history.find(key);
    if (known == history.end()) return nullptr;
    for (auto report = known->second.rbegin(); report != known->second.rend(); ++report) {
      if (report->ref > put && report->since <= t) return &*report;
    }
    return nullptr;
  }
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
