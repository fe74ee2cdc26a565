// What a witness signs, byte for byte, and which lines count as its word.
#include "service/journal/cosignature.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/unit/tlog/sample_keys.h"

namespace zonefactor::journal {
namespace {

constexpr const char* kText =
    "example.com/behind-the-sofa\n20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
constexpr const char* kName = "witness.example.com/w1";
constexpr std::uint64_t kTime = 1'679'315'147;
const std::string kTimeBytes("\0\0\0\0\x64\x18\x50\xCB", 8);

TEST(Cosignature, the_specifications_example_has_its_time) {
  const auto line = parse_signature_line(
      "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJs"
      "X3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n");
  ASSERT_TRUE(line);
  EXPECT_EQ(line->name, kName);
  EXPECT_EQ(line->key_id, 0x8d66cf3fu);
  EXPECT_EQ(line->signature.size(), 72u);
  EXPECT_EQ(line->signature.substr(0, 8), kTimeBytes);
}

TEST(Cosignature, signs_the_time_and_the_whole_text) {
  const PrivateKey key = sample_key(3);
  const VerifierKey witness = verifier_of(kName, KeyType::cosignature, key);
  const SignatureLine line = cosign(kText, kName, key, kTime);
  EXPECT_TRUE(line.is_by(witness));
  EXPECT_EQ(line.signature,
            kTimeBytes + key.sign("cosignature/v1\ntime 1679315147\n" + std::string(kText)));
  const Cosigned cosigned = cosigned_by({kText, {line}}, witness);
  EXPECT_EQ(cosigned.verdict, Verdict::good);
  EXPECT_EQ(cosigned.posix_seconds, kTime);
}

TEST(Cosignature, is_no_signature_of_a_note_and_the_other_way_round) {
  const PrivateKey key = sample_key(3);
  const VerifierKey witness = verifier_of(kName, KeyType::cosignature, key);
  const VerifierKey log = verifier_of(kName, KeyType::note, key);
  const SignatureLine cosignature = cosign(kText, kName, key, kTime);
  const SignatureLine signature = sign_note(kText, kName, key);
  EXPECT_NE(cosignature.key_id, signature.key_id);
  EXPECT_EQ(verdict_of({kText, {cosignature}}, log), Verdict::absent);
  EXPECT_EQ(cosigned_by({kText, {signature}}, witness).verdict, Verdict::absent);
  // Also not where somebody writes the other id before it.
  EXPECT_EQ(verdict_of({kText, {{kName, log.id(), cosignature.signature}}}, log), Verdict::bad);
  EXPECT_EQ(cosigned_by({kText, {{kName, witness.id(), signature.signature}}}, witness).verdict,
            Verdict::bad);
}

TEST(Cosignature, every_changed_bit_is_bad) {
  const PrivateKey key = sample_key(3);
  const VerifierKey witness = verifier_of(kName, KeyType::cosignature, key);
  const SignatureLine line = cosign(kText, kName, key, kTime);
  for (std::size_t at = 0; at < line.signature.size(); ++at) {
    SignatureLine changed = line;
    changed.signature[at] = static_cast<char>(changed.signature[at] ^ 0x04);
    EXPECT_EQ(cosigned_by({kText, {changed}}, witness).verdict, Verdict::bad) << at;
  }
  for (const std::size_t size : {1u, 7u, 8u, 71u, 73u}) {
    SignatureLine changed = line;
    changed.signature.resize(size);
    EXPECT_EQ(cosigned_by({kText, {changed}}, witness).verdict, Verdict::bad) << size;
  }
  EXPECT_EQ(cosigned_by({"another\n", {line}}, witness).verdict, Verdict::bad);
}

TEST(Cosignature, of_several_good_lines_the_latest_counts_and_a_bad_one_outweighs_them) {
  const PrivateKey key = sample_key(3);
  const VerifierKey witness = verifier_of(kName, KeyType::cosignature, key);
  SignedNote note{kText,
                  {cosign(kText, kName, key, 20), cosign(kText, kName, key, 30),
                   cosign(kText, kName, key, 10), cosign(kText, "another", sample_key(4), 40)}};
  EXPECT_EQ(cosigned_by(note, witness).verdict, Verdict::good);
  EXPECT_EQ(cosigned_by(note, witness).posix_seconds, 30u);
  note.signatures.push_back(cosign("another\n", kName, key, 50));
  EXPECT_EQ(cosigned_by(note, witness).verdict, Verdict::bad);
  EXPECT_EQ(cosigned_by(note, witness).posix_seconds, 0u);
}

TEST(Cosignature, a_time_beyond_63_bits_is_bad_even_where_it_is_signed) {
  const PrivateKey key = sample_key(3);
  const VerifierKey witness = verifier_of(kName, KeyType::cosignature, key);
  const SignatureLine last = cosign(kText, kName, key, kMaxCosignedAt);
  EXPECT_EQ(cosigned_by({kText, {last}}, witness).posix_seconds, kMaxCosignedAt);
  const std::string signature =
      key.sign("cosignature/v1\ntime 9223372036854775808\n" + std::string(kText));
  const SignatureLine beyond{kName, witness.id(), "\x80" + std::string(7, '\0') + signature};
  EXPECT_EQ(cosigned_by({kText, {beyond}}, witness).verdict, Verdict::bad);
}

RC_GTEST_PROP(Cosignature, survives_the_note_it_stands_in, (std::uint8_t seed)) {
  const PrivateKey key = sample_key(seed);
  const auto time = *rc::gen::arbitrary<std::uint64_t>() & kMaxCosignedAt;
  const SignedNote note{kText, {cosign(kText, kName, key, time)}};
  const Cosigned cosigned =
      cosigned_by(*parse_note(note.bytes()), verifier_of(kName, KeyType::cosignature, key));
  RC_ASSERT(cosigned.verdict == Verdict::good);
  RC_ASSERT(cosigned.posix_seconds == time);
}

}  // namespace
}  // namespace zonefactor::journal
