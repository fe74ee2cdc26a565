#include "tests/unit/journal/any_fact.h"

namespace zonefactor::journal {

namespace {

void put_utf8(char32_t c, std::string& out) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

rc::Gen<std::uint32_t> any_character() {
  return rc::gen::oneOf(rc::gen::inRange<std::uint32_t>(0, 0x30),
                        rc::gen::inRange<std::uint32_t>(0x30, 0x80),
                        rc::gen::inRange<std::uint32_t>(0x80, 0xD800),
                        rc::gen::inRange<std::uint32_t>(0xE000, 0x110000),
                        rc::gen::element<std::uint32_t>('"', '\\', '/', 0x7F, 0x7FF, 0x800, 0xD7FF,
                                                        0xFFFF, 0x10FFFF));
}

}  // namespace

std::string any_text() {
  std::string text;
  for (const std::uint32_t c : *rc::gen::container<std::vector<std::uint32_t>>(
           *rc::gen::inRange<std::size_t>(0, 8), any_character())) {
    put_utf8(c, text);
  }
  return text;
}

}  // namespace zonefactor::journal
