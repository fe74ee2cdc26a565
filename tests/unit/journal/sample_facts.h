// Facts with a name, at least one per type: the source of the golden vectors in schema/golden.
//
// A vector that has been released never changes; a new member or type gets a new sample.
#pragma once

#include <string>
#include <vector>

#include "service/core/fact.h"

namespace zonefactor::journal {

struct SampleFact {
  std::string name;
  core::Fact fact;
  core::Instant recorded_at{};
};

std::vector<SampleFact> sample_facts();

}  // namespace zonefactor::journal
