// An IANA time zone by name, as the table of offsets that the rules understand.
//
// Promise: the core never needs a zone database. The table holds every change of offset from 2020
// to 2037, as far as the host's zone files say; after it the last offset holds.
#pragma once

#include <optional>
#include <string_view>

#include "service/core/time.h"

namespace zonefactor::files {

// std::nullopt for a name the host's zone database (Debian: package tzdata) does not have. "UTC" is
// always known. Reads files on the first call.
std::optional<core::TimeZone> load_time_zone(std::string_view name);

}  // namespace zonefactor::files
