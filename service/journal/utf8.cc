// The table of well-formed byte sequences of RFC 3629 section 4.
#include "service/journal/utf8.h"

namespace zonefactor::journal {

namespace {

struct Lead {
  std::size_t length;
  unsigned char low;  // bounds of the second byte; all later ones are 80..BF
  unsigned char high;
};

Lead lead(unsigned char first) {
  if (first < 0x80) return {1, 0, 0};
  if (first < 0xC2) return {0, 0, 0};
  if (first < 0xE0) return {2, 0x80, 0xBF};
  if (first == 0xE0) return {3, 0xA0, 0xBF};
  if (first == 0xED) return {3, 0x80, 0x9F};
  if (first < 0xF0) return {3, 0x80, 0xBF};
  if (first == 0xF0) return {4, 0x90, 0xBF};
  if (first < 0xF4) return {4, 0x80, 0xBF};
  if (first == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

}  // namespace

std::size_t utf8_character(std::string_view bytes) {
  if (bytes.empty()) return 0;
  const Lead form = lead(static_cast<unsigned char>(bytes[0]));
  if (bytes.size() < form.length) return 0;
  for (std::size_t i = 1; i < form.length; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const unsigned char low = i == 1 ? form.low : 0x80;
    const unsigned char high = i == 1 ? form.high : 0xBF;
    if (byte < low || byte > high) return 0;
  }
  return form.length;
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t length = utf8_character(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

}  // namespace zonefactor::journal
