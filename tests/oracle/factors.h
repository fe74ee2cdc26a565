// The oracle's reading of section 2: which kinds of factor were verified, at the door and here.
#pragma once

#include <set>
#include <string>

#include "tests/oracle/presence.h"

namespace zonefactor::oracle {

// In the order of rule F1: knowledge < inherence < possession.
enum Kind { knowledge, inherence, possession };

struct Factors {
  std::set<Kind> kinds;
  bool clonable = false;  // rule F6 under `guideline`
};

// Rule F3.
Factors factors_at_door(const Site& site, const Entry& entry);

// Rules F5 and A2: what `terminal` (none where it is unknown) says was verified.
Factors factors_at_terminal(const Site& site, const Terminal* terminal, const Words& amr);

}  // namespace zonefactor::oracle
