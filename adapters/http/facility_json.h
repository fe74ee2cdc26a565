// What the administration reads of a facility, as JSON: its objects in force, and how it stands.
#pragma once

#include <string>

#include "service/core/facility.h"
#include "service/ports/service.h"

namespace zonefactor::http {

std::string facility_summary(const core::Facility& facility, bool with_people);
std::string status_text(const ports::Standing& standing);

}  // namespace zonefactor::http
