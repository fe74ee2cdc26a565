#include "service/verify/words.h"

#include <fmt/format.h>

#include "service/core/time.h"
#include "service/journal/canonical_writer.h"
#include "service/journal/utf8.h"

namespace zonefactor::verify {

namespace {

constexpr std::uint64_t kLastSecond = 253402300799;  // 9999-12-31T23:59:59Z

// Whether a well-formed character is seen as what it is: no control character (C0, DEL, C1), none
// without width, none that turns the direction of writing.
bool is_plain(std::string_view character) {
  if (character.size() == 1) return character[0] >= ' ' && character[0] != '\x7F';
  if (character.size() == 2) return character < "\xC2\x80" || "\xC2\x9F" < character;
  const auto within = [&](std::string_view first, std::string_view last) {
    return first <= character && character <= last;
  };
  return !within("\xE2\x80\x8B", "\xE2\x80\x8F") && !within("\xE2\x80\xA8", "\xE2\x80\xAE") &&
         !within("\xE2\x81\xA0", "\xE2\x81\xAF") && character != "\xEF\xBB\xBF";
}

}  // namespace

std::string shown(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t length = journal::utf8_character(bytes);
    if (length > 0 && is_plain(bytes.substr(0, length))) {
      text += bytes.substr(0, length);
      bytes.remove_prefix(length);
    } else {
      text += fmt::format("\\x{:02X}", static_cast<unsigned char>(bytes.front()));
      bytes.remove_prefix(1);
    }
  }
  return text;
}

std::string time_of_seconds(std::uint64_t posix_seconds) {
  if (posix_seconds > kLastSecond) return std::to_string(posix_seconds) + " s";
  const auto us = static_cast<std::int64_t>(posix_seconds) * 1'000'000;
  return core::format_rfc3339(core::instant_of_us(us), core::TimeZone{});
}

journal::Json number(std::uint64_t value) {
  if (value > static_cast<std::uint64_t>(journal::kMaxInteger)) return std::to_string(value);
  return value;
}

}  // namespace zonefactor::verify
