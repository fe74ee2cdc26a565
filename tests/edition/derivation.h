// Derives a recorded log again: the rules of this build over its causes must give its decisions and
// consequences, in the bytes that were recorded (rules A6, V4).
//
// Needs the core and the journal, nothing of the service; service/journal/derivation.h does the work.
#pragma once

#include <string>
#include <string_view>

#include "tests/edition/golden_journal.h"

namespace zonefactor::edition {

// What to do about a difference.
inline constexpr std::string_view kRemedy =
    "a change of a released rule is a new edition (A6): keep edition 1 beside it";

// The first difference, naming the entry, with what was recorded and what is derived; empty where
// there is none. What follows a difference differs too, and is not told.
std::string first_difference(const RecordedLog& log);

}  // namespace zonefactor::edition
