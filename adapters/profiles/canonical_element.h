// One spelling for a parsed JSON value of any shape: members sorted, no space, each name once.
//
// A controller's unknown members may have names and nesting that the journal's own values have not,
// so this walks the parsed value and hands the pieces to the journal's writer. Numbers that are not
// integers within +-(2^53-1) become strings of their digits.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include <simdjson.h>

namespace zonefactor::profiles {

// Appends the spelling of `object` to `out`, leaving out those of its own members that `left_out`
// names. At most `max_depth` objects and arrays may be inside each other. Where there is no
// spelling, says why, for the sender.
std::optional<std::string> write_canonical(const simdjson::dom::object& object, int max_depth,
                                           std::initializer_list<std::string_view> left_out,
                                           std::string& out);

}  // namespace zonefactor::profiles
