// One seed: a site, a day, a wire, a service; every rule checked at every step.
//
// Promise: the same seed gives the same run, on any machine. One thread.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "service/core/words.h"

namespace zonefactor::simulation {

struct Outcome {
  std::optional<std::string> broken;  // the rule and how
  std::deque<std::string> story;      // the last happenings, in words
  std::vector<std::string> journal;   // the entries as bytes, in order
  std::uint64_t arrivals = 0;
  std::uint64_t restarts = 0;
  std::uint64_t owed = 0;        // logins that had to be equivalent, and were
  std::uint64_t seals_held = 0;  // sealed states that the rest of the day could be folded from
  std::map<core::Class, std::uint64_t> classes;
};

// `story`: how many of the last happenings are told.
Outcome simulate(std::uint64_t seed, std::size_t story);

}  // namespace zonefactor::simulation
