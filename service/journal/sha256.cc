// The digest is fetched once per process and the context made once per thread: fetching and making
// cost more than hashing an entry does. libcrypto failing here means it cannot work at all, so it
// is asserted, not reported.
#include "service/journal/sha256.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cassert>
#include <memory>

namespace zonefactor::journal {

namespace {

constexpr std::size_t kBlock = 64;  // FIPS 180-4: SHA-256 works on blocks of 512 bits

const EVP_MD* algorithm() {
  static EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  assert(fetched &&
         "libcrypto offers no SHA-256: its configuration must load the default provider");
  return fetched;
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// One running hash at a time per thread.
class Hash {
 public:
  Hash() : context_(context()) {
    [[maybe_unused]] const int done = EVP_DigestInit_ex2(context_, algorithm(), nullptr);
    assert(done == 1);
  }
  void add(const void* bytes, std::size_t size) {
    [[maybe_unused]] const int done = EVP_DigestUpdate(context_, bytes, size);
    assert(done == 1);
  }
  Digest finish() {
    Digest digest;
    [[maybe_unused]] const int done = EVP_DigestFinal_ex(context_, digest.data(), nullptr);
    assert(done == 1);
    return digest;
  }

 private:
  static EVP_MD_CTX* context() {
    static thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> made(EVP_MD_CTX_new());
    assert(made);
    return made.get();
  }

  EVP_MD_CTX* context_;
};

// RFC 2104: the key, filled with zeros to a block, every byte xor `pad`.
Digest hash_with_pad(const Digest& key, unsigned char pad, const void* bytes, std::size_t size) {
  std::array<unsigned char, kBlock> block;
  block.fill(pad);
  for (std::size_t i = 0; i < key.size(); ++i) block[i] ^= key[i];
  Hash hash;
  hash.add(block.data(), block.size());
  hash.add(bytes, size);
  OPENSSL_cleanse(block.data(), block.size());
  return hash.finish();
}

}  // namespace

Digest sha256(std::string_view bytes) {
  Hash hash;
  hash.add(bytes.data(), bytes.size());
  return hash.finish();
}

Digest hmac_sha256(const Digest& key, std::string_view bytes) {
  const Digest inner = hash_with_pad(key, 0x36, bytes.data(), bytes.size());
  return hash_with_pad(key, 0x5c, inner.data(), inner.size());
}

Digest leaf_hash(std::string_view bytes) {
  Hash hash;
  hash.add("\0", 1);
  hash.add(bytes.data(), bytes.size());
  return hash.finish();
}

Digest node_hash(const Digest& left, const Digest& right) {
  // In one piece: a tree has as many nodes as leaves, and every piece costs a call.
  std::array<std::uint8_t, 1 + 2 * Digest{}.size()> bytes;
  bytes[0] = 1;
  std::copy(right.begin(), right.end(), std::copy(left.begin(), left.end(), bytes.begin() + 1));
  Hash hash;
  hash.add(bytes.data(), bytes.size());
  return hash.finish();
}

std::string hex(const Digest& digest) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  out.reserve(digest.size() * 2);
  for (const std::uint8_t byte : digest) {
    out += kHex[byte >> 4];
    out += kHex[byte & 0x0F];
  }
  return out;
}

struct Sha256::Context {
  std::unique_ptr<EVP_MD_CTX, FreeContext> running{EVP_MD_CTX_new()};
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  assert(context_->running);
  [[maybe_unused]] const int done =
      EVP_DigestInit_ex2(context_->running.get(), algorithm(), nullptr);
  assert(done == 1);
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) {
  [[maybe_unused]] const int done =
      EVP_DigestUpdate(context_->running.get(), bytes.data(), bytes.size());
  assert(done == 1);
}

Digest Sha256::finish() {
  Digest digest;
  [[maybe_unused]] const int done =
      EVP_DigestFinal_ex(context_->running.get(), digest.data(), nullptr);
  assert(done == 1);
  return digest;
}

}  // namespace zonefactor::journal
