// Numbers as the log's text formats write them: ASCII decimal, no sign, no leading zeros.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace zonefactor::journal {

// std::nullopt for whatever std::to_string would not have written of a 64-bit number.
std::optional<std::uint64_t> parse_decimal(std::string_view text);

}  // namespace zonefactor::journal
