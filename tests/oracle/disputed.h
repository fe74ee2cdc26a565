// Histories on which product and oracle read the rules differently, and the rule that is to say.
//
// Where answers differ, a history counts up to there. On none of them does either side let anybody
// in whom the other one keeps out.
#pragma once

#include "tests/oracle/history.h"

namespace zonefactor::oracle {

bool is_disputed(const Site& site, const History& history);

}  // namespace zonefactor::oracle
