// Reading a text line by line and saying what is wrong with it: what the parsers of the log's text
// formats share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zonefactor::journal {

// Takes the first line off `rest`, without its newline; std::nullopt where no newline is left.
inline std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

// The rest of `line` behind `word`, which it must begin with.
inline std::optional<std::string_view> after(std::string_view word, std::string_view line) {
  if (!line.starts_with(word)) return std::nullopt;
  return line.substr(word.size());
}

// What a parser answers when it refuses.
inline std::nullopt_t refused(std::string* why, std::string_view reason) {
  if (why != nullptr) *why = reason;
  return std::nullopt;
}

}  // namespace zonefactor::journal
