// Reads the two text forms of PostgreSQL's bytea that our queries ask for: hex for what is hashes
// or large, escape for what is mostly text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "service/ports/store.h"

namespace zonefactor::postgres {

// 64 hex digits, as encode(x, 'hex') writes them.
ports::Digest digest_of_hex(std::string_view hex);
// The same for hashes one after the other, and for bytes of any length.
std::vector<ports::Digest> digests_of_hex(std::string_view hex);
std::string bytes_of_hex(std::string_view hex);

// Bytes as encode(x, 'escape') writes them: NUL and high bytes as \ooo, the backslash doubled.
std::string bytes_of_escape(std::string_view text);

}  // namespace zonefactor::postgres
