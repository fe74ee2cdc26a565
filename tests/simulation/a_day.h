// A day of life in a facility: who walks, works, leaves, loses a card; what the office changes.
//
// The day is told as it truly happens; what of it arrives, and when, is the wire's business.
#pragma once

#include "tests/simulation/happening.h"
#include "tests/simulation/people.h"
#include "tests/simulation/weather.h"

namespace zonefactor::simulation {

core::Instant dawn();

Day a_day(const core::Facility& site, const Weather& weather, Dice dice);

}  // namespace zonefactor::simulation
