// The report of `zonefactor check`, for people and for programs.
//
// Promise: both name every zone and every remark; the same site and instant give the same bytes.
#pragma once

#include <string>

#include "service/core/qualification.h"

namespace zonefactor::cli {

// Per zone a heading with its verdict and its remarks, what spoils first; a last line that sums up.
std::string report_as_text(const core::Site& site, const core::Qualification& qualification);

// One canonical JSON object and a line end (schema/check-output.schema.json).
std::string report_as_json(const core::Site& site, const core::Qualification& qualification,
                           core::Instant instant);

}  // namespace zonefactor::cli
