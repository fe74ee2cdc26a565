// Whatever bytes come, the log's readers refuse them with a reason or read something that writes
// back to the very same bytes. Run under AddressSanitizer and UBSan as well (preset asan).
#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/journal/base64.h"
#include "service/journal/checkpoint.h"
#include "service/journal/cosignature.h"
#include "service/journal/decimal.h"
#include "service/journal/log_policy.h"
#include "service/journal/log_proof.h"
#include "service/journal/tile.h"
#include "tests/unit/journal/mutator.h"
#include "tests/unit/tlog/naive_tree.h"
#include "tests/unit/tlog/sample_keys.h"

namespace zonefactor::journal {
namespace {

constexpr unsigned kSeed = 20261123;  // one run is every run

// One format: what it makes of bytes, written again; and good ones.
struct Format {
  const char* name;
  std::function<std::optional<std::string>(const std::string&)> rewritten;
  std::vector<std::string> good;
};

// Of a format whose reader says why it refuses: it does say something.
template <class Read, class Write>
auto rewriting(Read read, Write write) {
  return [=](const std::string& bytes) -> std::optional<std::string> {
    std::string why;
    const auto value = read(bytes, &why);
    EXPECT_NE(value.has_value(), !why.empty()) << bytes;
    if (!value) return std::nullopt;
    return write(*value);
  };
}

std::string sample_note() {
  SignedNote note{sample_checkpoint().text(), {}};
  note.signatures.push_back(sign_note(note.text, sample_checkpoint().origin, sample_key(1)));
  note.signatures.push_back(cosign(note.text, "w11.example", sample_key(11), 1'800'000'000));
  return note.bytes();
}

std::string sample_proof(std::optional<std::string> extra) {
  return LogProof{std::move(extra), 5, NaiveTree::numbered(5).leaves(), sample_note()}.text();
}

std::string sample_policy() {
  return "# a policy\nlog " +
         verifier_of(sample_checkpoint().origin, KeyType::note, sample_key(1)).text() +
         " https://log.example/\nwitness a " +
         verifier_of("w11.example", KeyType::cosignature, sample_key(11)).text() + "\nwitness b " +
         verifier_of("w12.example", KeyType::cosignature, sample_key(12)).text() +
         "\ngroup g 1 a b\nquorum g\n";
}

std::string bundle_of(const std::vector<std::string_view>& entries) {
  std::string bundle;
  for (const std::string_view entry : entries) append_to_bundle(bundle, entry);
  return bundle;
}

std::vector<Format> formats() {
  return {
      {"note",
       rewriting(parse_note, [](const SignedNote& note) { return note.bytes(); }),
       {sample_note()}},
      {"checkpoint",
       rewriting(parse_checkpoint, [](const Checkpoint& checkpoint) { return checkpoint.text(); }),
       {sample_checkpoint().text()}},
      {"verifier key",
       rewriting(parse_verifier_key, [](const VerifierKey& key) { return key.text(); }),
       {verifier_of("log.example", KeyType::note, sample_key(1)).text(),
        verifier_of("w11.example", KeyType::cosignature, sample_key(11)).text()}},
      {"proof",
       rewriting(parse_log_proof, [](const LogProof& proof) { return proof.text(); }),
       {sample_proof(std::nullopt), sample_proof("extra")}},
      {"signature line",
       [](const std::string& bytes) -> std::optional<std::string> {
         const auto line = parse_signature_line(bytes);
         return line ? std::optional(line_of(*line)) : std::nullopt;
       },
       {line_of(sign_note("text\n", "log.example", sample_key(1)))}},
      {"path",
       [](const std::string& bytes) -> std::optional<std::string> {
         const auto tile = parse_tile_path(bytes);
         return tile ? std::optional(path_of(*tile)) : std::nullopt;
       },
       {"tile/0/x001/x234/067", "tile/entries/000.p/17", "tile/63/999.p/255"}},
      {"tile",
       [](const std::string& bytes) -> std::optional<std::string> {
         const auto tile = parse_tile(bytes);
         return tile ? std::optional(tile_bytes(*tile)) : std::nullopt;
       },
       {tile_bytes(NaiveTree::numbered(3).leaves())}},
      {"bundle",
       [](const std::string& bytes) -> std::optional<std::string> {
         const auto entries = parse_bundle(bytes);
         return entries ? std::optional(bundle_of(*entries)) : std::nullopt;
       },
       {bundle_of({"one", "", "three"})}},
      {"base64",
       [](const std::string& bytes) -> std::optional<std::string> {
         const auto value = parse_base64(bytes);
         return value ? std::optional(base64(std::string_view(*value))) : std::nullopt;
       },
       {"Zg==", "Zm9vYmE=", "Zm9vYmFy"}},
      {"decimal",
       [](const std::string& bytes) -> std::optional<std::string> {
         const auto value = parse_decimal(bytes);
         return value ? std::optional(std::to_string(*value)) : std::nullopt;
       },
       {"0", "18446744073709551615"}},
  };
}

void expect_refused_or_same(const Format& format, const std::string& bytes) {
  ASSERT_EQ(format.rewritten(bytes).value_or(bytes), bytes) << format.name;
}

// Of the formats.
constexpr std::string_view kOwn = "\n\n +=/.xp0123456789abAZ\xE2\x80\x94\xC2\xA0\r\t";

TEST(HostileText, good_bytes_write_back) {
  for (const Format& format : formats()) {
    for (const std::string& bytes : format.good) {
      EXPECT_EQ(format.rewritten(bytes), bytes) << format.name;
    }
  }
}

TEST(HostileText, noise_is_refused_or_writes_back) {
  Mutator mutator(kSeed, kOwn);
  for (const Format& format : formats()) {
    for (int i = 0; i < 20'000; ++i) expect_refused_or_same(format, mutator.noise());
  }
}

TEST(HostileText, damaged_texts_are_refused_or_write_back) {
  Mutator mutator(kSeed, kOwn);
  for (const Format& format : formats()) {
    for (int i = 0; i < 20'000; ++i) {
      std::string bytes = format.good[mutator.below(format.good.size())];
      for (std::size_t changes = mutator.below(3) + 1; changes > 0; --changes) {
        mutator.change(bytes, format.good[mutator.below(format.good.size())]);
      }
      expect_refused_or_same(format, bytes);
    }
  }
}

TEST(HostileText, texts_cut_short_anywhere_are_refused_or_write_back) {
  for (const Format& format : formats()) {
    for (const std::string& good : format.good) {
      for (std::size_t size = 0; size < good.size(); ++size) {
        expect_refused_or_same(format, good.substr(0, size));
      }
    }
  }
}

TEST(HostileText, megabytes_of_one_byte_are_refused_or_write_back) {
  for (const Format& format : formats()) {
    for (const char c : {'\0', '\n', ' ', '+', '/', '=', 'x', '0', '9', '#', '\xE2', '\xFF'}) {
      expect_refused_or_same(format, std::string(1'000'000, c));
    }
  }
}

// A policy is not written again; whatever one says that is read, it answers about a checkpoint.
TEST(HostileText, damaged_policies_are_refused_with_a_reason_or_answer) {
  Mutator mutator(kSeed, kOwn);
  const Checkpoint checkpoint = sample_checkpoint();
  const SignedNote note{checkpoint.text(), {}};
  const std::string good = sample_policy();
  std::size_t read = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = good;
    for (std::size_t changes = mutator.below(3) + 1; changes > 0; --changes) {
      mutator.change(bytes, good);
    }
    std::string why;
    const auto policy = parse_policy(bytes, &why);
    ASSERT_NE(policy.has_value(), !why.empty()) << bytes;
    if (!policy) continue;
    ++read;
    const Trust trust = trust_in(note, checkpoint, *policy);
    ASSERT_NE(trust.log, Trust::Log::trusted);
    ASSERT_EQ(trust.quorum, policy->quorum == "none");
  }
  EXPECT_GT(read, 0u);
}

// What stands behind the key's name and id may be anything: no time, half a signature, another's.
TEST(HostileText, noise_under_a_witnesss_key_is_a_bad_cosignature) {
  const VerifierKey witness = verifier_of("w11.example", KeyType::cosignature, sample_key(11));
  const SignatureLine good =
      cosign(sample_checkpoint().text(), "w11.example", sample_key(11), 1'800'000'000);
  Mutator mutator(kSeed, kOwn);
  for (int i = 0; i < 5'000; ++i) {
    SignedNote note{sample_checkpoint().text(), {good}};
    std::string& signature = note.signatures[0].signature;
    if (i % 2 == 0) {
      signature = mutator.noise();
    } else {
      mutator.change(signature, mutator.noise() + '.');
    }
    const bool same = signature == good.signature;
    const Cosigned cosigned = cosigned_by(note, witness);
    ASSERT_EQ(cosigned.verdict, same ? Verdict::good : Verdict::bad);
    ASSERT_EQ(cosigned.posix_seconds, same ? 1'800'000'000U : 0U);
  }
}

TEST(HostileText, noise_is_no_proof_and_no_policy) {
  Mutator mutator(kSeed, kOwn);
  for (int i = 0; i < 20'000; ++i) {
    const std::string noise = mutator.noise();
    EXPECT_FALSE(parse_policy(noise)) << noise;
    Hashes proof(mutator.below(70));
    for (Digest& hash : proof) hash = leaf_hash(mutator.noise());
    std::mt19937_64 random(mutator.below(1'000'000'000));
    const std::uint64_t one = random() >> mutator.below(64);
    const std::uint64_t other = random() >> mutator.below(64);
    EXPECT_FALSE(is_included(leaf_hash(noise), one, other, proof, empty_root()));
    EXPECT_FALSE(is_consistent(one, leaf_hash(noise), other, empty_root(), proof));
  }
}

}  // namespace
}  // namespace zonefactor::journal
