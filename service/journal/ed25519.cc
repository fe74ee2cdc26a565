#include "service/journal/ed25519.h"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/pem.h>

#include <cassert>
#include <climits>
#include <utility>

namespace zonefactor::journal {

namespace {

constexpr std::size_t kSignatureBytes = 64;

// What libcrypto says of a refused key or signature is not left for whoever asks it next on this
// thread, such as TLS.
class Quiet {
 public:
  Quiet() { ERR_set_mark(); }
  ~Quiet() { ERR_pop_to_mark(); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
};

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
  void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
};
using OwnedKey = std::unique_ptr<EVP_PKEY, Free>;
using OwnedContext = std::unique_ptr<EVP_MD_CTX, Free>;
using OwnedBio = std::unique_ptr<BIO, Free>;
using OwnedKdf = std::unique_ptr<EVP_KDF, Free>;
using OwnedDerivation = std::unique_ptr<EVP_KDF_CTX, Free>;

// 32 bytes of RFC 8032's private key, which do not stay in memory.
struct Seed {
  std::array<std::uint8_t, 32> bytes{};
  Seed() = default;
  ~Seed() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
  Seed(const Seed&) = delete;
  Seed& operator=(const Seed&) = delete;
};

const unsigned char* start_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

OSSL_PARAM octets(const char* name, std::string_view bytes) {
  // libcrypto takes parameters in by a pointer to what may change, and leaves it.
  return OSSL_PARAM_construct_octet_string(name, const_cast<char*>(bytes.data()), bytes.size());
}

// Without it libcrypto would ask the terminal for the pass phrase of an encrypted key.
int no_pass_phrase(char*, int, int, void*) {
  return -1;
}

}  // namespace

struct PrivateKey::Key {
  OwnedKey key;
};

bool is_signed(const PublicKey& key, std::string_view message, std::string_view signature) {
  if (signature.size() != kSignatureBytes) return false;
  const Quiet quiet;
  const OwnedKey verifier(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
  const OwnedContext context(EVP_MD_CTX_new());
  assert(context);
  return verifier &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, verifier.get()) == 1 &&
         EVP_DigestVerify(context.get(), start_of(signature), signature.size(), start_of(message),
                          message.size()) == 1;
}

PrivateKey::PrivateKey(std::unique_ptr<Key> key) : key_(std::move(key)) {
  assert(key_->key && "libcrypto offers no Ed25519");
  std::size_t size = public_key_.size();
  [[maybe_unused]] const int done =
      EVP_PKEY_get_raw_public_key(key_->key.get(), public_key_.data(), &size);
  assert(done == 1 && size == public_key_.size());
}

PrivateKey::PrivateKey(const std::array<std::uint8_t, 32>& seed)
    : PrivateKey(std::make_unique<Key>(Key{OwnedKey(
          EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()))})) {}

PrivateKey::~PrivateKey() = default;
PrivateKey::PrivateKey(PrivateKey&&) noexcept = default;
PrivateKey& PrivateKey::operator=(PrivateKey&&) noexcept = default;

std::optional<PrivateKey> PrivateKey::from_pem(const std::string& pem) {
  if (pem.size() > INT_MAX) return std::nullopt;
  const Quiet quiet;
  const OwnedBio text(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  assert(text);
  OwnedKey key(PEM_read_bio_PrivateKey(text.get(), nullptr, no_pass_phrase, nullptr));
  if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) return std::nullopt;
  return PrivateKey(std::make_unique<Key>(Key{std::move(key)}));
}

PrivateKey PrivateKey::generate() {
  return PrivateKey(
      std::make_unique<Key>(Key{OwnedKey(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"))}));
}

PrivateKey PrivateKey::derive(std::string_view salt, std::string_view info) const {
  Seed from;
  std::size_t size = from.bytes.size();
  [[maybe_unused]] int done =
      EVP_PKEY_get_raw_private_key(key_->key.get(), from.bytes.data(), &size);
  assert(done == 1 && size == from.bytes.size());
  const OwnedKdf hkdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
  const OwnedDerivation derivation(EVP_KDF_CTX_new(hkdf.get()));
  assert(derivation);
  char digest[] = "SHA2-256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, from.bytes.data(), from.bytes.size()),
      octets(OSSL_KDF_PARAM_SALT, salt), octets(OSSL_KDF_PARAM_INFO, info),
      OSSL_PARAM_construct_end()};
  Seed derived;
  done = EVP_KDF_derive(derivation.get(), derived.bytes.data(), derived.bytes.size(), parameters);
  assert(done == 1);
  return PrivateKey(derived.bytes);
}

std::string PrivateKey::sign(std::string_view message) const {
  const OwnedContext context(EVP_MD_CTX_new());
  assert(context);
  std::string signature(kSignatureBytes, '\0');
  std::size_t size = signature.size();
  [[maybe_unused]] const bool done =
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_->key.get()) == 1 &&
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     start_of(message), message.size()) == 1;
  assert(done && size == kSignatureBytes);
  return signature;
}

std::string PrivateKey::to_pem() const {
  const OwnedBio text(BIO_new(BIO_s_secmem()));
  assert(text);
  [[maybe_unused]] const int done =
      PEM_write_bio_PrivateKey(text.get(), key_->key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  assert(done == 1);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(text.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

}  // namespace zonefactor::journal
