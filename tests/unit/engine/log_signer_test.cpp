// A facility's keys, each log's own: what a policy may name together, and a vector that another
// program computed.
#include "service/engine/log_signer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/journal/log_policy.h"
#include "service/journal/merkle.h"
#include "service/journal/signed_note.h"

namespace zonefactor::engine {
namespace {

LogSigner signer_of(const std::vector<std::uint8_t>& seeds, const std::string& facility = "chuo") {
  std::vector<journal::PrivateKey> keys;
  for (const std::uint8_t seed : seeds) keys.emplace_back(std::array<std::uint8_t, 32>{seed});
  return {facility, std::move(keys)};
}

std::string policy_of(const LogSigner& signer, const std::vector<std::int32_t>& years) {
  std::string text;
  for (const std::int32_t year : years) {
    for (const std::string& key : signer.verifier_keys(year)) text += "log " + key + "\n";
  }
  return text + "quorum none\n";
}

// `openssl kdf -keylen 32 -kdfopt digest:SHA2-256 -kdfopt hexkey:0700...00
// -kdfopt salt:zonefactor-log-key/1 -kdfopt info:zonefactor/chuo/2026 HKDF`, and the public key of
// that by `openssl pkey`.
TEST(LogSigner, derives_each_logs_key_as_the_page_says) {
  const LogSigner signer = signer_of({7});
  EXPECT_THAT(signer.verifier_keys(2026),
              testing::ElementsAre(
                  "zonefactor/chuo/2026+afc846aa+AX40o1UZtObJuZ9Ppim238hyFUKyQpEMZ5f/WvP3eRCT"));
  EXPECT_THAT(signer.verifier_keys(2027),
              testing::ElementsAre(
                  "zonefactor/chuo/2027+5f173349+ATfSNUxvFpQt8i5JAAoG8MCmC1O/GhHEkTtW02eGi7qs"));
}

TEST(LogSigner, a_policy_takes_the_keys_of_many_years_and_trusts_each_for_its_own) {
  const LogSigner signer = signer_of({7, 8, 9, 10});
  std::string why;
  const auto policy = journal::parse_policy(policy_of(signer, {2026, 2027, 2028}), &why);
  ASSERT_TRUE(policy) << why;
  for (const std::int32_t year : {2026, 2027, 2028}) {
    const auto note = journal::parse_note(signer.checkpoint(year, 0, journal::empty_root()));
    ASSERT_TRUE(note);
    EXPECT_EQ(note->signatures.size(), 4u);
    EXPECT_TRUE(
        journal::trust_in(*note, *journal::parse_checkpoint(note->text), *policy).accepted());
  }
  const auto other = journal::parse_policy(policy_of(signer, {2027}));
  const auto note = journal::parse_note(signer.checkpoint(2026, 0, journal::empty_root()));
  EXPECT_EQ(journal::trust_in(*note, *journal::parse_checkpoint(note->text), *other).log,
            journal::Trust::Log::unknown_log);
}

TEST(LogSigner, two_facilities_with_one_key_file_have_no_key_in_common) {
  const auto public_key = [](const char* facility) {
    return journal::parse_verifier_key(signer_of({7}, facility).verifier_keys(2026).front())->key;
  };
  EXPECT_NE(public_key("chuo"), public_key("minami"));
}

}  // namespace
}  // namespace zonefactor::engine
