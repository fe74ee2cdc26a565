// What a facility's log of one fiscal year is called (C2SP tlog-checkpoint's origin):
// "zonefactor/{facility}/{fiscal year}".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zonefactor::journal {

std::string origin_of(std::string_view facility, std::int32_t year);

// The fiscal year, up to 9999, at the end of `origin`; std::nullopt where there is none.
std::optional<std::int32_t> year_of_origin(std::string_view origin);

}  // namespace zonefactor::journal
