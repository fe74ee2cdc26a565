#include "service/verify/csv.h"

#include <algorithm>
#include <array>
#include <utility>

namespace zonefactor::evidence {

namespace {

constexpr std::array<std::string_view, 11> kFormulaStarts{"=",  "+",  "-",  "@",  "\t", "\r",
                                                          "\n", "＝", "＋", "－", "＠"};

bool begins_as_formula(std::string_view text) {
  return std::any_of(kFormulaStarts.begin(), kFormulaStarts.end(),
                     [&](std::string_view start) { return text.starts_with(start); });
}

}  // namespace

CsvRow& CsvRow::cell(std::string_view text) {
  if (!first_) row_ += ',';
  first_ = false;
  const bool quoted = text.find_first_of(",\"\r\n") != std::string_view::npos;
  if (quoted) row_ += '"';
  if (begins_as_formula(text)) row_ += '\'';
  for (const char c : text) {
    if (c == '"') row_ += '"';
    row_ += c;
  }
  if (quoted) row_ += '"';
  return *this;
}

std::string CsvRow::take() {
  row_ += "\r\n";
  first_ = true;
  return std::exchange(row_, {});
}

}  // namespace zonefactor::evidence
