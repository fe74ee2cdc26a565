// The published vectors: FIPS 180-4 examples, RFC 4231 for HMAC, RFC 6962 for leaves.
#include "service/journal/sha256.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

namespace zonefactor::journal {
namespace {

// HMAC fills a short key with zeros, so a key of RFC 4231 and its 32-byte filling are one key.
Digest key_of(std::string_view bytes) {
  Digest key{};
  std::copy(bytes.begin(), bytes.end(), key.begin());
  return key;
}

TEST(Sha256, agrees_with_the_published_examples) {
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, hmac_agrees_with_rfc_4231) {
  EXPECT_EQ(hex(hmac_sha256(key_of(std::string(20, '\x0b')), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hex(hmac_sha256(key_of("Jefe"), "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hex(hmac_sha256(key_of(std::string(20, '\xaa')), std::string(50, '\xdd'))),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
}

TEST(Sha256, leaf_hash_sets_leaves_apart_from_nodes_by_a_zero_byte) {
  // RFC 6962 section 2.1: the leaf of an empty entry.
  EXPECT_EQ(hex(leaf_hash("")), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  const std::string entry = "{\"v\":1}";
  EXPECT_EQ(leaf_hash(entry), sha256(std::string(1, '\0') + entry));
  EXPECT_NE(leaf_hash(entry), sha256(entry));
}

TEST(Sha256, a_long_message_is_hashed_whole) {
  EXPECT_EQ(hex(sha256(std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, threads_do_not_disturb_each_other) {
  const Digest expected = leaf_hash("entry");
  std::vector<int> wrong(4, 0);
  std::vector<std::thread> threads;
  for (int& count : wrong) {
    threads.emplace_back([&expected, &count] {
      for (int i = 0; i < 2'000; ++i) count += leaf_hash("entry") == expected ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

}  // namespace
}  // namespace zonefactor::journal
