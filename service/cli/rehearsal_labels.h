// The words and figures that the table and the JSON of a rehearsal's summary share.
#pragma once

#include <cstdint>
#include <string>

#include "service/core/facility.h"
#include "service/core/site.h"
#include "service/core/words.h"

namespace zonefactor::cli {

// What the person at the terminal is told, without the sentences that say what to do next.
core::LocalText short_text(core::Reason reason);

// The name of the zone in the configuration, its id where that has none; `id` is empty for a login
// at a terminal without a zone.
core::LocalText zone_name(const std::string& id, const core::Site& site);

// Of a thousand, rounded to the nearest; 0 of nothing.
std::uint64_t per_mille(std::uint64_t part, std::uint64_t whole);

}  // namespace zonefactor::cli
