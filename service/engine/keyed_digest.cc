#include "service/engine/keyed_digest.h"

#include "service/journal/sha256.h"

namespace zonefactor::engine {

std::string KeyedDigest::tag(std::string_view kind, std::string_view text) const {
  std::string input;
  input.reserve(kind.size() + 1 + text.size());
  input.append(kind).append("\n").append(text);
  std::string digits = journal::hex(journal::hmac_sha256(key_, input));
  digits.resize(32);
  return digits;
}

std::string KeyedDigest::unknown(std::string_view kind, std::string_view text) const {
  return "u:" + tag(kind, text);
}

}  // namespace zonefactor::engine
