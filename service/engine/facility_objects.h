// A facility as the set of its objects, keyed and ordered as the configuration's digest orders
// them.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "service/core/facility.h"

namespace zonefactor::engine {

// "zone/dispensing" to the object; a designation's key is "designation/person/zone".
using Objects = std::map<std::string, core::FacilityObject>;

Objects keyed_objects(const core::Facility& facility);
core::Facility facility_of(const Objects& objects);

// Lower-case hex of SHA-256 over the canonical bytes of all objects, in the order of their keys.
std::string digest_of(const Objects& objects);

}  // namespace zonefactor::engine
