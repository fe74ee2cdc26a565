// JSON text as people write it in scripts, read into the journal's Json value: objects of integers,
// strings, truth values, null, arrays.
#pragma once

#include <string_view>

#include "service/journal/canonical_json.h"

namespace zonefactor::doors {

// Throws std::invalid_argument that names what is wrong: no JSON object, a number with a fraction,
// a member name outside [a-z0-9_.-] where `names` is `canonical`, more than 8 levels.
enum class Names { any, canonical };
journal::JsonObject read_object(std::string_view text, Names names);

}  // namespace zonefactor::doors
