// Widths are gathered as rows come; padding is written once all are known.
#include "service/cli/text_table.h"

#include <algorithm>

namespace zonefactor::cli {

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) == 0x80) continue;
    // From U+3000 on (lead bytes E3 and above) characters are wide, but for what nobody writes in
    // the name of a room.
    width += byte >= 0xE3 ? 2 : 1;
  }
  return width;
}

void TextTable::add(std::vector<std::string> row) {
  widths_.resize(std::max(widths_.size(), row.size()));
  for (std::size_t i = 0; i < row.size(); ++i) widths_[i] = std::max(widths_[i], width_of(row[i]));
  rows_.push_back(std::move(row));
}

std::string TextTable::text() const {
  std::string out;
  for (const std::vector<std::string>& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths_[i] - width_of(row[i]), ' ');
      const bool left = i == 0 || i >= text_columns_from_;
      out += "  ";
      if (!left) out += padding;
      out += row[i];
      if (left && i + 1 < row.size()) out += padding;
    }
    out += '\n';
  }
  return out;
}

}  // namespace zonefactor::cli
