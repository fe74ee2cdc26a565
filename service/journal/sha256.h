// SHA-256 and HMAC-SHA-256 through libcrypto, with the digest fetched once and the context reused.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace zonefactor::journal {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view bytes);
Digest hmac_sha256(const Digest& key, std::string_view bytes);
// RFC 6962 section 2.1: SHA-256(0x00 || bytes).
Digest leaf_hash(std::string_view bytes);
// The same: SHA-256(0x01 || left || right).
Digest node_hash(const Digest& left, const Digest& right);

std::string hex(const Digest& digest);

// SHA-256 of what comes piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  void add(std::string_view bytes);
  // Nothing may be added after it.
  Digest finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace zonefactor::journal
