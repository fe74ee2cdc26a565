// A facility as its objects, the way configuration enters the rules: one by one.
#pragma once

#include <vector>

#include "service/core/facility.h"
#include "service/core/site.h"

namespace zonefactor::cli {

std::vector<core::FacilityObject> objects_of(const core::Facility& facility);
core::Staging stage(const core::Facility& facility);

}  // namespace zonefactor::cli
