// Base64 with padding, the standard alphabet (RFC 4648 section 4), as C2SP's text formats use it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service/journal/sha256.h"

namespace zonefactor::journal {

std::string base64(std::string_view bytes);
std::string base64(const Digest& digest);
// std::nullopt for anything that `base64` would not have written: also stray bits and white space.
std::optional<std::string> parse_base64(std::string_view text);
std::optional<Digest> parse_base64_digest(std::string_view text);

}  // namespace zonefactor::journal
