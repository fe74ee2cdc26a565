// A long history from a seed: what happens at a place, told late, twice, in part or with a lie.
#pragma once

#include <cstdint>

#include "tests/oracle/sites.h"

namespace zonefactor::oracle {

// About `length` letters of `place`; the same seed gives the same history.
History random_history(const Place& place, std::uint64_t seed, int length);

}  // namespace zonefactor::oracle
