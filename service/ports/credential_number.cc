// One spelling per credential number, so that equal numbers are equal text (interfaces.md section 3).
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

std::string CredentialNumber::canonical() const {
  if (format.empty()) return upper_ascii(value);
  return format + "/" + std::to_string(bits) + "/" + upper_ascii(value);
}

}  // namespace zonefactor::ports
