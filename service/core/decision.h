// The answer to a login attempt: a class, all reasons, and the evidence for each of C1..C7.
//
// A decision is a value; never a bool, never an exception. It names entries of the journal, not
// people, so that it can stand in the journal as it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/core/ids.h"
#include "service/core/time.h"
#include "service/core/words.h"

namespace zonefactor::core {

// The rules' edition in force (rule A6).
inline constexpr int kRuleEdition = 1;

// An entry's place: the fiscal year's log and the index in it.
struct EntryRef {
  std::int32_t year = 0;
  std::uint64_t index = 0;
  auto operator<=>(const EntryRef&) const = default;
};

// One of C1..C7, and an entry it rests on: configuration, door event, the account's object.
struct RestsOn {
  std::uint8_t condition = 0;  // 0 for C1
  EntryRef entry;
  auto operator<=>(const RestsOn&) const = default;
};
inline constexpr std::size_t kConditions = 7;

struct Decision {
  Class class_ = Class::not_equivalent;
  Outcome outcome = Outcome::step_up;
  Reasons reasons;
  Reasons zone_reasons;  // what the zone would have said, where the class is native (rule A2)
  Warnings warnings;
  FactorKinds entry_kinds;
  FactorKinds terminal_kinds;
  bool terminal_mismatch = false;  // an amr value outside the terminal's methods (rule A2)

  std::optional<ZoneId> zone;            // the terminal's
  std::optional<PersonId> person;        // the account's one holder
  std::vector<RestsOn> evidence;         // ascending, each once
  std::optional<Instant> valid_until;    // with zone_equivalent
  std::optional<std::int64_t> retry_ms;  // with entry_pending
  std::vector<std::string> amr_values;   // with step_up: the terminal's methods (rule A8)
  int edition = kRuleEdition;
  EntryRef configuration;  // closing entry of the configuration in force
  bool operator==(const Decision&) const = default;
};

}  // namespace zonefactor::core
