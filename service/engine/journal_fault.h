// What is wrong with a stored journal, where, and what to do about it: for operators.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace zonefactor::engine {

struct JournalFault {
  std::int32_t year = 0;               // of the log
  std::optional<std::uint64_t> index;  // of the first entry that the fault is about
  std::string what;
  std::string remedy;
  // "the log of 2026, entry 17: ...; ...".
  std::string text() const;
};

inline constexpr const char* kRestore =
    "keep this database as evidence, and restore from a backup that was made before";

}  // namespace zonefactor::engine
