// Rule V6: what follows on a sealed state folds to the same answers as the whole journal.
#pragma once

#include <cstddef>
#include <vector>

#include "tests/simulation/service.h"

namespace zonefactor::simulation {

// Seals the journal in several places, writes each state down and reads it again, folds on from it,
// and compares every answer, every consequence and the state in the end. Answers in how many places
// nothing that followed was about what stood before.
std::size_t check_seals(const std::vector<Row>& rows);

}  // namespace zonefactor::simulation
