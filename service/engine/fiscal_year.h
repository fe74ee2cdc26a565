// The fiscal year a journal belongs to: it begins on 1 April, Japan Standard Time.
#pragma once

#include <cstdint>

#include "service/core/time.h"

namespace zonefactor::engine {

std::int32_t fiscal_year_of(core::Instant instant);

}  // namespace zonefactor::engine
