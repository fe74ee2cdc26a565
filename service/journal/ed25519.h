// Ed25519 (RFC 8032) through libcrypto. Signing is deterministic: one key, one message, one
// signature; and so is what is derived from a key.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace zonefactor::journal {

using PublicKey = std::array<std::uint8_t, 32>;

// Whether `signature` (64 bytes, else false) is the key's over `message`.
bool is_signed(const PublicKey& key, std::string_view message, std::string_view signature);

class PrivateKey {
 public:
  // From the 32 bytes of RFC 8032's private key.
  explicit PrivateKey(const std::array<std::uint8_t, 32>& seed);
  // From a PEM file's text (PKCS #8, as `openssl genpkey -algorithm ed25519` writes it).
  // std::nullopt for any other kind of key, and for an encrypted one.
  static std::optional<PrivateKey> from_pem(const std::string& pem);
  static PrivateKey generate();
  ~PrivateKey();
  PrivateKey(PrivateKey&&) noexcept;
  PrivateKey& operator=(PrivateKey&&) noexcept;

  // The key that this one gives for `info`: its seed is HKDF-SHA256 (RFC 5869) of this one's. Who
  // has it, or its public key, learns nothing of this one or of those for another `info`.
  PrivateKey derive(std::string_view salt, std::string_view info) const;

  const PublicKey& public_key() const { return public_key_; }
  std::string sign(std::string_view message) const;
  std::string to_pem() const;

 private:
  struct Key;
  explicit PrivateKey(std::unique_ptr<Key> key);
  std::unique_ptr<Key> key_;
  PublicKey public_key_{};
};

}  // namespace zonefactor::journal
