// A facility as its objects, one by one: the way configuration enters the journal and the rules.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "service/core/decision.h"
#include "service/core/facility.h"

namespace zonefactor::core {

std::vector<FacilityObject> objects_of(const Facility& facility);

// The kind ("zone") and the identifier ("dispensing", of a designation "person/zone").
std::pair<std::string, std::string> kind_and_id(const FacilityObject& object);

// What tells one object from another, "zone/dispensing"; a designation's is
// "designation/person/zone".
std::string staging_key(const FacilityObject& object);
std::string staging_key(const std::string& kind, const std::string& id);

// An object in force with the entry that put it there; keyed in `Staging` by `staging_key`.
struct StagedObject {
  FacilityObject object;
  EntryRef ref;
};
using Staging = std::map<std::string, StagedObject>;

// A whole facility as if one entry had put it there.
Staging stage(const Facility& facility, EntryRef ref);

}  // namespace zonefactor::core
