#include "adapters/files/credential_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <optional>

namespace zonefactor::files {

namespace {

// Holder references of real controllers are short; a template in base64 is not.
constexpr std::size_t kMaxReferenceBytes = 64;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_printable_ascii(char c) {
  return c > 0x20 && c < 0x7F;
}

bool looks_like_a_pin(std::string_view text) {
  return text.size() >= 4 && text.size() <= 8 && std::all_of(text.begin(), text.end(), is_digit);
}

// The value of one hex digit; none where it is no such digit.
std::optional<std::uint32_t> hex_value(char c) {
  if (is_digit(c)) return static_cast<std::uint32_t>(c - '0');
  const char lower = static_cast<char>(c | 0x20);
  if (lower < 'a' || lower > 'f') return std::nullopt;
  return static_cast<std::uint32_t>(lower - 'a' + 10);
}

// How many bits a number of hex digits takes, zeros before it left out; none where it is not hex.
std::optional<std::size_t> bits_of(std::string_view digits) {
  std::size_t bits = 0;
  for (const char c : digits) {
    const auto value = hex_value(c);
    if (!value) return std::nullopt;
    bits = bits == 0 ? static_cast<std::size_t>(std::bit_width(*value)) : bits + 4;
  }
  return bits;
}

bool is_biometric(core::Method kind) {
  switch (kind) {
    case core::Method::fingerprint:
    case core::Method::face:
    case core::Method::iris:
    case core::Method::vein:
    case core::Method::palm:
      return true;
    case core::Method::card:
    case core::Method::mobile:
    case core::Method::pin:
    case core::Method::code:
    case core::Method::key:
      return false;
  }
  __builtin_unreachable();
}

}  // namespace

std::string fault_of_account(std::string_view name) {
  if (name.empty()) return "is empty";
  if (name.size() > kMaxAccountBytes) return "is too long";
  const bool has_gap = std::any_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
  });
  return has_gap ? "contains a space or a control character" : "";
}

NumberVerdict judge_number(core::Method kind, const ports::CredentialNumber& number) {
  const std::string_view value = number.value;
  if (value.empty()) return {"number is empty", "write the number as the controller reports it"};
  if (kind == core::Method::pin && looks_like_a_pin(value)) {
    return {"number looks like a PIN",
            "write the holder reference that the controller reports; a "
            "PIN belongs in no file"};
  }
  if (is_biometric(kind) && value.size() > kMaxReferenceBytes) {
    return {
        "number looks like a biometric template",
        "write the holder reference that the controller reports; a template belongs in no file"};
  }
  if (value.size() > kMaxNumberBytes) {
    return {"number is too long",
            "write the number as the controller reports it, at most 128 "
            "characters"};
  }
  if (!std::all_of(value.begin(), value.end(), is_printable_ascii)) {
    return {"number contains a space or a character outside ASCII",
            "write the number as the controller reports it"};
  }
  return {};
}

std::string oddity_of(const ports::CredentialNumber& number) {
  if (number.format.empty()) return "";
  const auto bits = bits_of(number.value);
  if (!bits)
    return "number holds what is no hex digit, and only a reader that writes it so matches";
  if (*bits <= number.bits) return "";
  return fmt::format(
      "number takes {} bits as hex digits, and bits = {}; perhaps it is written in decimal", *bits,
      number.bits);
}

}  // namespace zonefactor::files
