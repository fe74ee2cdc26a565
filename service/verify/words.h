// Values as the program prints them.
//
// Promise: whatever bytes come from a file or a file's name, what is printed of them is UTF-8 that
// moves no cursor, hides nothing and turns no direction of writing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "service/journal/canonical_json.h"

namespace zonefactor::verify {

// Bytes that are no such text stand as \xNN.
std::string shown(std::string_view bytes);

// RFC 3339 in UTC; seconds beyond the year 9999 as a number.
std::string time_of_seconds(std::uint64_t posix_seconds);

// For programs: an integer, or its digits as text where a JSON reader would not keep it exactly.
journal::Json number(std::uint64_t value);

}  // namespace zonefactor::verify
