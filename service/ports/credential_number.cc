// One spelling per credential number, so that equal numbers are equal text (interfaces.md section
// 3).
#include <algorithm>

#include "service/ports/service.h"

namespace zonefactor::ports {

namespace {

std::string upper_ascii(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

}  // namespace

// A number of `bits` bits has one width in hex digits; readers differ in the zeros they put before
// it.
std::string CredentialNumber::canonical() const {
  const std::string upper = upper_ascii(value);
  if (format.empty()) return upper;
  const bool is_hex = upper.find_first_not_of("0123456789ABCDEF") == std::string::npos;
  std::string digits = upper;
  if (is_hex && bits > 0) {
    const std::size_t width = (bits + 3) / 4;
    const std::size_t significant = std::min(digits.find_first_not_of('0'), digits.size());
    digits.erase(0, significant);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  }
  return format + "/" + std::to_string(bits) + "/" + digits;
}

}  // namespace zonefactor::ports
