// The oracle's reading of sections 4 to 7: who is where, on which entry, and how the doors stand.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "tests/oracle/history.h"

namespace zonefactor::oracle {

// An entry into a zone and what it rests on.
struct Entry {
  Ms time = 0;
  std::size_t place = 0;  // in the order of all that happened
  const Reader* reader = nullptr;
  const Event* told = nullptr;
  Level level = level_none;
  bool anonymous = false;  // rules Z5 and F4
  bool ambiguous = false;  // rule P7
  bool expired = false;    // rule I5
};

// One person in one zone.
struct Standing {
  enum Base { unknown, absent, present };
  Base base = absent;
  bool absent_by_inference = false;  // rule X2 alone; the entry is the old one
  bool doubted = false;              // by a gap, an equivocation or several inside (K7, K8, X2)
  std::optional<Entry> entry;        // none: present by implication (rule S9)
  Ms since = 0;                      // of the entry or the implication (rule S6)
  Ms affirmed = 0;                   // rule X1
};

struct World {
  std::map<std::pair<std::string, std::string>, Standing> standing;  // by person and zone
  std::set<std::pair<std::string, std::string>> pending;
  std::set<std::string> breached;               // zones (rule Z3)
  std::set<std::string> released;               // zones (rule Z6)
  std::map<std::string, std::size_t> unlocked;  // doors, and since what place (rule Z5)
};

// How things stand at `now`, when the first `end` inputs of `history` are known.
World world_at(const Site& site, const History& history, std::size_t end, Ms now);

// The person whose credential `number` is at `time` (rules I1, I2, I5); "" for nobody.
std::string holder(const Site& site, const std::string& number, Ms time, bool& expired);

// The person an account maps to; "" for nobody (rule I8 says which: `holders`).
std::string account_holder(const Site& site, const std::string& account, int& holders);

}  // namespace zonefactor::oracle
