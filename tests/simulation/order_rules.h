// Rule K4: the same events, told in another order, end in the same state and the same verdicts.
#pragma once

#include <vector>

#include "tests/simulation/service.h"

namespace zonefactor::simulation {

// Folds the journal's inputs as they arrived and as if each had been told at once, and compares
// what is answered at `end`. `whole`: nothing was lost or doubted for ever, so the verdicts held
// on every login must be the same too.
void check_any_order(const std::vector<Row>& rows, core::Instant end, bool whole);

// One question for every account of one person at every terminal, by a password at the console.
std::vector<core::LoginAttempt> every_question(const core::Book& book);

}  // namespace zonefactor::simulation
