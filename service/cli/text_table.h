// Columns of text for a reader of Japanese and English: aligned by the width on the screen, where a
// Japanese character takes two places.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zonefactor::cli {

// Places that UTF-8 `text` takes on a terminal.
std::size_t width_of(std::string_view text);

// Rows of the same number of cells; the first column and `text_columns_from` on to the left, the
// numbers between them to the right. Each row is indented by two places and ended by "\n".
class TextTable {
 public:
  explicit TextTable(std::size_t text_columns_from) : text_columns_from_(text_columns_from) {}
  void add(std::vector<std::string> row);
  std::string text() const;

 private:
  std::size_t text_columns_from_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> widths_;
};

}  // namespace zonefactor::cli
