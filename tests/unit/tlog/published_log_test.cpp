// A published log, byte for byte: the test log of transparency-dev/tessera, whose private key is
// public. Fifteen entries, a checkpoint after each; the numbers are SHA-256 over the files.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

#include "service/journal/base64.h"
#include "service/journal/checkpoint.h"
#include "service/journal/log_tree.h"
#include "service/journal/signed_note.h"

namespace zonefactor::journal {
namespace {

constexpr const char* kOrigin = "example.com/log/testdata";
constexpr const char* kVerifier =
    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
// The key's type and its 32 bytes.
constexpr const char* kSigner = "AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg";

constexpr std::array kEntries = {"one",    "two",   "three",    "four",    "five",
                                 "six",    "seven", "eit",      "nain",    "ten",
                                 "ileven", "twelf", "threeten", "fourten", "fivten"};
constexpr std::array kCheckpoints = {
    "2a88b2fa27d24b7e57d5dcf73ddcad2075198f97879b45eab3aa8520b89944a9",
    "50026db3bdb6b509d7ce2915bc05f3908857acd48621f0a7cac3f65eb117ed9b",
    "4f2622ccd83c224e6d6d5ee2f99319e4224d7f5de3078bf10fdea9c77864833d",
    "88996b7cfd57cebe7c9c34ce35b7d5bd6b7af0d76f7febe687216ab15644d32c",
    "09eeacdca308e7c415e4e9ac26521938d44eaf03b4a8bc4486679cea852b390f",
    "5dccd69f5e3c761bad6225dbde1603bd21bddbb23f4447eba3ec82c8d9002f8a",
    "3da77775077943d2a9bf17712c1df62587f9ad502a5bcd15b5c6abca164d1e20",
    "6787611cbc401f8bfa4075723028d238290a7bf83a604f55827b34e0c067e7c3",
    "abdebb1c8e1c562d5902f106e741e80e430af4bb7fdaf120d9fe4a3419d6adb8",
    "23e1b039edd148ac31cb53b7fbc5bf8678bf9d85010d4f74173743773958b6c1",
    "b7d1118f304887d9c5eee7d9faac64da15a7564f0d14e0d67126c131b5a63f13",
    "335f7c9273127918020204e371682f900da703faa305059e3a6ab2b8e5294ea1",
    "d5c41a56c1a42885ed25fc4b27bdeed95e187ceb5c85a3e552dcdc85ad4c5f85",
    "2d21becfbf9cb3edba3bc6112cbcdab551667aef4d18466def881988a89f8e5f",
    "b5fc2f2e9f6f3a72ab491042cbecd06b4e0a831933ebae386e3f42f37b764d99",
    "aebf6c3251e27b6a4e265cbbcb3036887ba860071e1df9669cd36179ac82eaed"};

PrivateKey signer() {
  const std::string bytes = *parse_base64(kSigner);
  std::array<std::uint8_t, 32> seed{};
  std::copy(bytes.begin() + 1, bytes.end(), seed.begin());
  return PrivateKey(seed);
}

TEST(PublishedLog, its_checkpoints_are_written_byte_for_byte) {
  const PrivateKey key = signer();
  const auto verifier = parse_verifier_key(kVerifier);
  ASSERT_TRUE(verifier);
  EXPECT_EQ(verifier->text(), kVerifier);
  EXPECT_EQ(verifier->key, key.public_key());
  LogTree tree;
  std::vector<FullTile> full;
  for (std::size_t size = 0; size <= kEntries.size(); ++size) {
    if (size > 0) tree.append(leaf_hash(kEntries[size - 1]), full);
    const Checkpoint checkpoint{kOrigin, tree.size(), tree.root()};
    const std::string text = checkpoint.text();
    const std::string file = SignedNote{text, {sign_note(text, kOrigin, key)}}.bytes();
    EXPECT_EQ(hex(sha256(file)), kCheckpoints[size]) << file;
    const auto note = parse_note(file);
    ASSERT_TRUE(note);
    EXPECT_EQ(verdict_of(*note, *verifier), Verdict::good);
    EXPECT_EQ(parse_checkpoint(note->text), checkpoint);
  }
}

TEST(PublishedLog, its_tile_and_bundle_are_written_byte_for_byte) {
  LogTree tree;
  std::vector<FullTile> full;
  std::string bundle;
  for (const char* entry : kEntries) {
    tree.append(leaf_hash(entry), full);
    append_to_bundle(bundle, entry);
  }
  EXPECT_EQ(hex(sha256(tile_bytes(tree.partial(0)))),
            "93593af14d2cce39867d2e73fe4ca400a38581605c5c4501a03e752d9b51a130");
  EXPECT_EQ(hex(sha256(bundle)),
            "9ac6a9fc9012f2b4d67ac26041933c119e1505defc5c808ed614c5778c9f1716");
}

}  // namespace
}  // namespace zonefactor::journal
