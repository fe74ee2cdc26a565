// Comma-separated rows by RFC 4180, strictly: a stray quote is a fault, never a guess.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/files/fault.h"

namespace zonefactor::files {

inline constexpr std::size_t kMaxCsvRows = 200'000;
inline constexpr std::size_t kMaxCsvFields = 32;
inline constexpr std::size_t kMaxCsvFieldBytes = 2048;

struct CsvRow {
  int line = 0;  // where the row begins
  std::vector<std::string> fields;
};

// The rows of `text`, blank lines left out. Lines end in LF or CRLF. Rows with a fault are left
// out.
std::vector<CsvRow> read_csv(std::string_view text, Faults& faults);

}  // namespace zonefactor::files
