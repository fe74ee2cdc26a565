// From what controllers see to what arrives at the service: numbered, stamped by clocks that may be
// wrong, delayed, doubled, lost, forged.
//
// Promise: the arrivals are in the order of their arrival; in calm weather everything arrives once,
// in order, within half a second.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "tests/simulation/dice.h"
#include "tests/simulation/happening.h"
#include "tests/simulation/weather.h"

namespace zonefactor::simulation {

struct Arrival {
  using What = std::variant<core::Observation, core::LoginAttempt, core::Fact, core::Facility>;
  core::Instant at{};
  What what;
  std::string words;
  std::optional<core::Refusal> spoiled;  // what was done to it must be refused as this
};

std::vector<Arrival> over_the_wire(const core::Facility& site, const Day& day,
                                   const Weather& weather, Dice dice);

}  // namespace zonefactor::simulation
