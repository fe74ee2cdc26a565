// What was reported since the configuration about credentials, designations and people.
//
// It stands outside the fold: a report may name an earlier time, or a later one (rules I4, I7).
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "service/core/decision.h"
#include "service/core/ids.h"
#include "service/core/time.h"
#include "service/core/words.h"

namespace zonefactor::core {

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

  using Designated = std::pair<PersonId, ZoneId>;

  History<CredentialId, CredentialState> credentials;
  History<Designated, std::optional<Instant>> designations;  // valid until
  History<PersonId, PersonKind> persons;

  using Ended = std::variant<CredentialId, Designated>;
  // What a report ends at a time that had not come when it was made.
  struct End {
    Ended of;
    EntryRef report;
  };
  std::multimap<Instant, End> ends;

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
  // Whether `end` is still the last word on its object.
  bool stands(const End& end) const;
};

}  // namespace zonefactor::core
