// What counts as UTF-8 in the journal: RFC 3629, so no overlong forms, no surrogates, none beyond
// U+10FFFF.
#pragma once

#include <cstddef>
#include <string_view>

namespace zonefactor::journal {

// The length of the one well-formed character that `bytes` begin with; 0 where they begin with
// none.
std::size_t utf8_character(std::string_view bytes);

bool is_utf8(std::string_view bytes);

}  // namespace zonefactor::journal
