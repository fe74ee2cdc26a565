// Histories on which product and oracle read the rules differently, and the rule that is to say.
//
// They are left out of the comparison while the question is open; the list shall be empty.
#pragma once

#include "tests/oracle/history.h"

namespace zonefactor::oracle {

bool is_disputed(const Site& site, const History& history);

}  // namespace zonefactor::oracle
