#include "adapters/postgres/bytea.h"

#include <array>
#include <cassert>
#include <cstdint>

namespace zonefactor::postgres {
namespace {

constexpr std::uint8_t kNoDigit = 0xFF;

// A table, because digits of hashes come at random: no branch on them is ever foreseen.
constexpr std::array<std::uint8_t, 256> digit_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNoDigit);
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (std::size_t i = 0; i < kDigits.size(); ++i)
    values[static_cast<unsigned char>(kDigits[i])] = static_cast<std::uint8_t>(i);
  return values;
}
constexpr std::array<std::uint8_t, 256> kValues = digit_values();

std::uint8_t byte_at(std::string_view hex, std::size_t i) {
  const std::uint8_t high = kValues[static_cast<unsigned char>(hex[2 * i])];
  const std::uint8_t low = kValues[static_cast<unsigned char>(hex[2 * i + 1])];
  assert((high | low) != kNoDigit);
  return static_cast<std::uint8_t>(high << 4 | low);
}

char octal(std::string_view digits) {
  return static_cast<char>((digits[0] - '0') * 64 + (digits[1] - '0') * 8 + (digits[2] - '0'));
}

}  // namespace

ports::Digest digest_of_hex(std::string_view hex) {
  ports::Digest digest;
  assert(hex.size() == 2 * digest.size());
  for (std::size_t i = 0; i < digest.size(); ++i) digest[i] = byte_at(hex, i);
  return digest;
}

std::vector<ports::Digest> digests_of_hex(std::string_view hex) {
  constexpr std::size_t kDigits = 2 * sizeof(ports::Digest);
  assert(hex.size() % kDigits == 0);
  std::vector<ports::Digest> digests;
  for (; !hex.empty(); hex.remove_prefix(kDigits))
    digests.push_back(digest_of_hex(hex.substr(0, kDigits)));
  return digests;
}

std::string bytes_of_hex(std::string_view hex) {
  assert(hex.size() % 2 == 0);
  std::string bytes(hex.size() / 2, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(byte_at(hex, i));
  return bytes;
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
