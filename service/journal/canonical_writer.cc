// RFC 8785 string escapes and integers; UTF-8 is checked as it is written.
#include "service/journal/canonical_writer.h"

#include <cassert>
#include <charconv>

#include "service/journal/utf8.h"

namespace zonefactor::journal {

namespace {

bool plain(std::string_view text) {
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x80 || c == '"' || c == '\\') return false;
  }
  return true;
}

}  // namespace

void CanonicalWriter::put_escaped(char c) {
  switch (c) {
    case '"':
      return put("\\\"");
    case '\\':
      return put("\\\\");
    case '\b':
      return put("\\b");
    case '\t':
      return put("\\t");
    case '\n':
      return put("\\n");
    case '\f':
      return put("\\f");
    case '\r':
      return put("\\r");
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20) return put(c);
  put("\\u00");
  put(byte < 0x10 ? '0' : '1');
  put("0123456789abcdef"[byte & 0x0F]);
}

void CanonicalWriter::text(std::string_view value) {
  if (plain(value)) return word(value);
  assert(is_utf8(value) && "text for the journal must be UTF-8; refuse it where it comes in");
  separate();
  put('"');
  for (char c : value) put_escaped(c);
  put('"');
  comma_ = true;
}

void CanonicalWriter::integer(std::int64_t value) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  literal({digits, static_cast<std::size_t>(end - digits)});
}

}  // namespace zonefactor::journal
