#include "adapters/postgres/bytea.h"

#include <cassert>

namespace zonefactor::postgres {
namespace {

std::uint8_t nibble(char c) {
  assert((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  return static_cast<std::uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10);
}

char octal(std::string_view digits) {
  return static_cast<char>((digits[0] - '0') * 64 + (digits[1] - '0') * 8 + (digits[2] - '0'));
}

}  // namespace

ports::Digest digest_of_hex(std::string_view hex) {
  ports::Digest digest;
  assert(hex.size() == 2 * digest.size());
  for (std::size_t i = 0; i < digest.size(); ++i)
    digest[i] = static_cast<std::uint8_t>(nibble(hex[2 * i]) * 16 + nibble(hex[2 * i + 1]));
  return digest;
}

std::string bytes_of_escape(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (;;) {
    const auto plain = text.find('\\');
    bytes.append(text.substr(0, plain));
    if (plain == std::string_view::npos) return bytes;
    text.remove_prefix(plain + 1);
    const bool doubled = text.starts_with('\\');
    assert(doubled || text.size() >= 3);
    bytes += doubled ? '\\' : octal(text);
    text.remove_prefix(doubled ? 1 : 3);
  }
}

}  // namespace zonefactor::postgres
