// One seed: a site, a day, a wire, a service; every rule checked at every step.
//
// Promise: the same seed gives the same run, on any machine. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "service/core/words.h"

namespace zonefactor::simulation {

struct Outcome {
  std::optional<std::string> broken;  // the rule and how
  std::vector<std::string> story;     // the last happenings, in words
  std::uint64_t arrivals = 0;
  std::uint64_t restarts = 0;
  std::uint64_t owed = 0;  // logins that had to be equivalent, and were
  std::map<core::Class, std::uint64_t> classes;
};

Outcome simulate(std::uint64_t seed);

}  // namespace zonefactor::simulation
