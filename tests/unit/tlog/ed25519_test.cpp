// RFC 8032 section 7.1's vectors, and keys as files hold them.
#include "service/journal/ed25519.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "service/journal/base64.h"
#include "tests/unit/tlog/sample_keys.h"

namespace zonefactor::journal {
namespace {

std::string bytes_of(std::string_view hex) {
  std::string bytes;
  for (std::size_t at = 0; at < hex.size(); at += 2) {
    unsigned value = 0;
    std::from_chars(hex.data() + at, hex.data() + at + 2, value, 16);
    bytes += static_cast<char>(value);
  }
  return bytes;
}

std::array<std::uint8_t, 32> key_bytes(std::string_view hex) {
  std::array<std::uint8_t, 32> key{};
  std::ranges::copy(bytes_of(hex), key.begin());
  return key;
}

struct Vector {
  const char* seed;
  const char* key;
  const char* message;
  const char* signature;
};
constexpr Vector kVectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "46b"
     "d25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d8c"
     "387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "659"
     "4a7c15e9716ed28dc027beceea1ec40a"},
};

TEST(Ed25519, agrees_with_the_published_vectors) {
  for (const Vector& vector : kVectors) {
    const PrivateKey key(key_bytes(vector.seed));
    EXPECT_EQ(key.public_key(), key_bytes(vector.key));
    const std::string message = bytes_of(vector.message);
    const std::string signature = bytes_of(vector.signature);
    EXPECT_EQ(key.sign(message), signature);
    EXPECT_TRUE(is_signed(key.public_key(), message, signature));
  }
}

TEST(Ed25519, another_key_message_or_signature_is_not_signed) {
  const PrivateKey key = sample_key(1);
  const std::string signature = key.sign("message");
  EXPECT_FALSE(is_signed(sample_key(2).public_key(), "message", signature));
  EXPECT_FALSE(is_signed(key.public_key(), "messagE", signature));
  EXPECT_FALSE(is_signed(key.public_key(), "", signature));
  for (std::size_t at = 0; at < signature.size(); ++at) {
    std::string changed = signature;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    EXPECT_FALSE(is_signed(key.public_key(), "message", changed)) << at;
  }
  for (const std::size_t size : {0u, 1u, 63u, 65u, 128u}) {
    std::string other = signature;
    other.resize(size);
    EXPECT_FALSE(is_signed(key.public_key(), "message", other)) << size;
  }
}

// RFC 8410: the private key in PKCS #8, in PEM. `kind` is the last byte of the algorithm's name,
// 0x70 for Ed25519.
std::string pem_of(std::string_view seed, char kind) {
  const std::string head = bytes_of("302e020100300506032b65");
  const std::string der = head + kind + bytes_of("04220420") + bytes_of(seed);
  return "-----BEGIN PRIVATE KEY-----\n" + base64(der) + "\n-----END PRIVATE KEY-----\n";
}

TEST(Ed25519, a_key_file_is_pkcs_8) {
  const Vector& vector = kVectors[0];
  const std::string pem = pem_of(vector.seed, '\x70');
  const auto key = PrivateKey::from_pem(pem);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->public_key(), key_bytes(vector.key));
  EXPECT_EQ(key->to_pem(), pem);
}

TEST(Ed25519, no_other_key_is_taken) {
  EXPECT_FALSE(PrivateKey::from_pem(""));
  EXPECT_FALSE(PrivateKey::from_pem("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"));
  EXPECT_FALSE(PrivateKey::from_pem(pem_of(kVectors[0].seed, '\x6E'))) << "X25519";
  EXPECT_FALSE(PrivateKey::from_pem(pem_of("00", '\x70')));
  // The pass phrase of this one is "x"; nobody is asked for it.
  EXPECT_FALSE(
      PrivateKey::from_pem("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                           "MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAip9e3GUxFsXwICCAAw\n"
                           "DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEKcD88D+cTaB66y9qMf50hYEQAX+\n"
                           "3vQREJ/nsWtfCP8T03DTBgKDbmUXJhZdsZxuIVdtrLP7dBxO0ZLpKPN5XwCXpmJr\n"
                           "c/dmKeSRMuTRc79LdlU=\n"
                           "-----END ENCRYPTED PRIVATE KEY-----\n"));
}

TEST(Ed25519, a_new_key_is_like_no_other_and_outlives_its_move) {
  PrivateKey first = PrivateKey::generate();
  const PrivateKey second = PrivateKey::generate();
  EXPECT_NE(first.public_key(), second.public_key());
  const PublicKey verifier = first.public_key();
  const PrivateKey moved = std::move(first);
  EXPECT_TRUE(is_signed(verifier, "message", moved.sign("message")));
}

// Computed with `openssl kdf ... HKDF` and `openssl pkey`.
TEST(Ed25519, a_key_gives_another_for_each_name) {
  const PrivateKey key(key_bytes(kVectors[0].seed));
  const PrivateKey derived = key.derive("zonefactor-log-key/1", "zonefactor/chuo/2026");
  EXPECT_EQ(derived.to_pem(),
            pem_of("c3deab6d95fbe5982ef682cfd193178444449a3a7ac41e07f85b77a54cae1c69", '\x70'));
  EXPECT_EQ(derived.public_key(),
            key_bytes("4c523cf4e584a2e1a0c77bc3c36c34986754488bbb991b9d643a32937a3259a1"));
  EXPECT_EQ(key.derive("zonefactor-log-key/1", "zonefactor/chuo/2027").public_key(),
            key_bytes("3ba89106db447f8a99fba67154b3e5c891cea786c406c0312184180d784d06ea"));
  EXPECT_NE(key.derive("another", "zonefactor/chuo/2026").public_key(), derived.public_key());
  EXPECT_NE(sample_key(1).derive("zonefactor-log-key/1", "zonefactor/chuo/2026").public_key(),
            derived.public_key());
  EXPECT_TRUE(is_signed(derived.public_key(), "message", derived.sign("message")));
}

// TLS on the same thread reads libcrypto's list of errors.
TEST(Ed25519, a_refusal_leaves_no_error_behind) {
  ERR_clear_error();
  PublicKey no_point;
  no_point.fill(0xFF);
  EXPECT_FALSE(is_signed(no_point, "message", std::string(64, '\xFF')));
  EXPECT_FALSE(PrivateKey::from_pem("no key"));
  EXPECT_EQ(ERR_peek_error(), 0u);
}

}  // namespace
}  // namespace zonefactor::journal
