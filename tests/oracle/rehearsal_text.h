// A site and a history as the files that `zonefactor rehearse` reads (interfaces.md sections 2, 6).
//
// What the comparison gives the product is this text, and what a failure prints is this text: a
// person can replay it as it stands.
#pragma once

#include <string>

#include "tests/oracle/history.h"

namespace zonefactor::oracle {

// 2026-11-22T09:00:00+09:00, where histories begin.
inline constexpr Ms kMorning = 1'795'305'600'000;

std::string facility_toml(const Site& site);
std::string rehearsal_line(const Input& input);

}  // namespace zonefactor::oracle
