// Rows of comma-separated values (RFC 4180) that a spreadsheet takes for what they are.
//
// Promise: a cell never begins as a formula does: =, +, -, @ (full-width ones too), a tabulator or
// a line break is preceded by an apostrophe. UTF-8 with its mark at the file's beginning, lines end
// with CR LF.
#pragma once

#include <string>
#include <string_view>

namespace zonefactor::evidence {

inline constexpr std::string_view kCsvMark = "\xEF\xBB\xBF";

class CsvRow {
 public:
  CsvRow& cell(std::string_view text);
  // The row with its line's end; the next begins empty.
  std::string take();

 private:
  std::string row_;
  bool first_ = true;
};

}  // namespace zonefactor::evidence
