#include "service/journal/checkpoint.h"

#include "service/journal/base64.h"
#include "service/journal/decimal.h"
#include "service/journal/text_lines.h"

namespace zonefactor::journal {

std::string Checkpoint::text() const {
  return origin + "\n" + std::to_string(size) + "\n" + base64(root) + "\n";
}

std::optional<Checkpoint> parse_checkpoint(std::string_view note_text, std::string* why) {
  const auto origin = take_line(note_text);
  const auto size_line = take_line(note_text);
  const auto root_line = take_line(note_text);
  if (!root_line) return refused(why, "fewer than three lines");
  if (!note_text.empty()) return refused(why, "more than three lines; extensions are not taken");
  if (origin->empty() || origin->size() > kMaxOrigin || !is_note_text(*origin)) {
    return refused(why, "the first line is no origin");
  }
  const auto size = parse_decimal(*size_line);
  if (!size) return refused(why, "the second line is no size");
  const auto root = parse_base64_digest(*root_line);
  if (!root) return refused(why, "the third line is no root");
  return Checkpoint{std::string(*origin), *size, *root};
}

bool contradicts(const Checkpoint& one, const Checkpoint& other) {
  return one.origin == other.origin && one.size == other.size && one.root != other.root;
}

}  // namespace zonefactor::journal
