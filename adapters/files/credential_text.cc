#include "adapters/files/credential_text.h"

#include <algorithm>

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

}  // namespace zonefactor::files
