// A facility with its people under handles, and back.
//
// Promise (rule V2): what `pseudonymise` returns names no person, account, credential or number of
// the file; who is responsible and who approved a basis is left out.
#pragma once

#include <vector>

#include "service/core/facility.h"
#include "service/engine/names.h"

namespace zonefactor::engine {

struct Pseudonymous {
  core::Facility facility;
  std::vector<Minted> minted;  // what `names` did not know yet, in the order of the file
};
Pseudonymous pseudonymise(core::Facility plain, const Names& names, const Randomness& random);

// A handle whose row is gone stays a handle.
core::Facility explain(core::Facility facility, const Names& names);

}  // namespace zonefactor::engine
