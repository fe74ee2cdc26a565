// Says in words why a line is not one JSON object, for whoever wrote it.
//
// Promise: one short clause, of which the first words are the same for the same fault; nothing of
// the line is repeated. Pure.
#pragma once

#include <string>
#include <string_view>

namespace zonefactor::files {

// What a parser stumbled over.
enum class JsonFault { nothing_there, encoding, number, escape, control_character, structure };

std::string why_not_json(std::string_view line, JsonFault fault);

}  // namespace zonefactor::files
