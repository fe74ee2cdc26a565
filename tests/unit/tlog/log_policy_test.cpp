// Whom a policy trusts, and that it is read as its specification says or not at all.
#include "service/journal/log_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "service/journal/cosignature.h"
#include "tests/unit/tlog/sample_keys.h"

namespace zonefactor::journal {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Log keys 1 to 9, witnesses' keys from 11 on.
std::string log_vkey(std::uint8_t key, const std::string& name = sample_checkpoint().origin) {
  return verifier_of(name, KeyType::note, sample_key(key)).text();
}
std::string witness_name(std::uint8_t key) {
  return "w" + std::to_string(key) + ".example";
}
std::string witness_vkey(std::uint8_t key) {
  return verifier_of(witness_name(key), KeyType::cosignature, sample_key(key)).text();
}
std::string log_line(std::uint8_t key) {
  return "log " + log_vkey(key) + "\n";
}
std::string witness_line(const std::string& name, std::uint8_t key) {
  return "witness " + name + " " + witness_vkey(key) + "\n";
}

// The specification's example: two of three, and any of three others.
std::string two_groups() {
  return log_line(1) + "\n" + witness_line("X1", 11) + witness_line("X2", 12) +
         witness_line("X3", 13) + "group X-witnesses 2 X1 X2 X3\n\n" + witness_line("Y1", 14) +
         witness_line("Y2", 15) + witness_line("Y3", 16) +
         "group Y-witnesses any Y1 Y2 Y3\n\ngroup X-and-Y all X-witnesses Y-witnesses\n"
         "quorum X-and-Y\n";
}

LogPolicy policy_of(const std::string& text) {
  std::string why;
  auto policy = parse_policy(text, &why);
  EXPECT_TRUE(policy) << why << "\n" << text;
  return policy.value_or(LogPolicy{});
}

std::string why_not(const std::string& text) {
  std::string why;
  EXPECT_FALSE(parse_policy(text, &why)) << text;
  return why;
}

// The sample checkpoint with nothing under it.
SignedNote note() {
  return {sample_checkpoint().text(), {}};
}
void sign(SignedNote& note, std::uint8_t key) {
  note.signatures.push_back(sign_note(note.text, sample_checkpoint().origin, sample_key(key)));
}
void cosign(SignedNote& note, std::uint8_t key, std::uint64_t time = 1'800'000'000) {
  note.signatures.push_back(cosign(note.text, witness_name(key), sample_key(key), time));
}
Trust judge(const SignedNote& note, const std::string& policy) {
  return trust_in(note, sample_checkpoint(), policy_of(policy));
}

TEST(LogPolicy, the_specifications_example) {
  const LogPolicy policy = policy_of(two_groups());
  ASSERT_EQ(policy.logs.size(), 1u);
  EXPECT_EQ(policy.logs[0].key.text(), log_vkey(1));
  EXPECT_EQ(policy.logs[0].url, "");
  ASSERT_EQ(policy.witnesses.size(), 6u);
  EXPECT_EQ(policy.witnesses[5].name, "Y3");
  EXPECT_EQ(policy.witnesses[5].key.text(), witness_vkey(16));
  ASSERT_EQ(policy.groups.size(), 3u);
  EXPECT_EQ(policy.groups[0].least, 2u);
  EXPECT_EQ(policy.groups[1].least, 1u);
  EXPECT_EQ(policy.groups[2].least, 2u);
  EXPECT_THAT(policy.groups[2].members, ElementsAre("X-witnesses", "Y-witnesses"));
  EXPECT_EQ(policy.quorum, "X-and-Y");
}

TEST(LogPolicy, spaces_comments_addresses_and_any_octets_in_names) {
  const LogPolicy policy =
      policy_of("# comment \xFF\n \t # another\n\t\n  log\t" + log_vkey(1) +
                "  https://log.example/ \nwitness \xE2\x84\xAA " + witness_vkey(11) +
                " https://w.example/\nwitness K " + witness_vkey(12) + "\nquorum \xE2\x84\xAA\n");
  EXPECT_EQ(policy.logs[0].url, "https://log.example/");
  EXPECT_EQ(policy.witnesses[0].url, "https://w.example/");
  EXPECT_EQ(policy.quorum, "\xE2\x84\xAA");
}

TEST(LogPolicy, a_line_that_is_none_is_named) {
  EXPECT_EQ(why_not("quorum none\n\nlgo x\n"),
            "line 3: begins with none of log, witness, group and quorum");
  EXPECT_EQ(why_not("quorum none\n" + log_line(1) + "log\n"),
            "line 3: is written: log <vkey> [<url>]");
  EXPECT_THAT(why_not("log " + log_vkey(1) + " url more\n"), HasSubstr("log <vkey> [<url>]"));
  EXPECT_THAT(why_not("witness w\n"), HasSubstr("witness <name> <vkey> [<url>]"));
  EXPECT_THAT(why_not("witness w " + witness_vkey(11) + " url more\n"), HasSubstr("is written"));
  EXPECT_THAT(why_not("group g any\n"), HasSubstr("group <name> all|any|<k> <name>..."));
  EXPECT_THAT(why_not("quorum\n"), HasSubstr("quorum <name>"));
  EXPECT_THAT(why_not("quorum none none\n"), HasSubstr("quorum <name>"));
  EXPECT_THAT(why_not("quorum none # why\n"), HasSubstr("quorum <name>"));
}

TEST(LogPolicy, control_characters_and_a_missing_end_are_refused) {
  for (const char c : {'\0', '\r', '\v', '\x1B', '\x7F'}) {
    EXPECT_EQ(why_not("# " + std::string(1, c) + "\nquorum none\n"), "line 1: a control character");
    EXPECT_EQ(why_not("quorum none" + std::string(1, c) + "\n"), "line 1: a control character");
  }
  EXPECT_THAT(why_not("quorum none"), HasSubstr("cut short"));
  EXPECT_THAT(why_not("quorum none\n#"), HasSubstr("cut short"));
  EXPECT_EQ(why_not(""), "no quorum");
  EXPECT_EQ(why_not("quorum none\n" + std::string(kMaxPolicyBytes, '#')),
            "longer than a policy may be");
}

TEST(LogPolicy, keys_are_of_the_type_for_their_use) {
  EXPECT_EQ(why_not("log " + witness_vkey(11) + "\n"),
            "line 1: the key is not of the type for this");
  EXPECT_EQ(why_not("witness w " + log_vkey(1) + "\n"),
            "line 1: the key is not of the type for this");
  EXPECT_THAT(
      why_not("log example.com/foo+00000000+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n"),
      HasSubstr("line 1: the id"));
}

TEST(LogPolicy, no_key_and_no_name_stands_twice) {
  EXPECT_EQ(why_not(log_line(1) + "log " + log_vkey(1, "other") + "\n"),
            "line 2: a second log with this public key");
  const std::string again = verifier_of("other", KeyType::cosignature, sample_key(11)).text();
  EXPECT_EQ(why_not(witness_line("a", 11) + "witness b " + again + "\n"),
            "line 2: a second witness with this public key");
  EXPECT_EQ(why_not(witness_line("a", 11) + witness_line("a", 12)), "line 2: a second a");
  EXPECT_EQ(why_not(witness_line("a", 11) + "group a any a\n"), "line 2: a second a");
  EXPECT_EQ(
      why_not(witness_line("a", 11) + witness_line("b", 12) + "group g any a\ngroup g any b\n"),
      "line 4: a second g");
  EXPECT_EQ(why_not(witness_line("none", 11)), "line 1: none is no name");
  EXPECT_EQ(why_not(witness_line("a", 11) + "group none any a\n"), "line 2: none is no name");
}

TEST(LogPolicy, what_is_named_stands_above) {
  EXPECT_EQ(why_not("group g any a\n" + witness_line("a", 11)),
            "line 1: no witness or group a stands above");
  EXPECT_EQ(why_not(witness_line("a", 11) + "group g any a g\n"),
            "line 2: no witness or group g stands above");
  EXPECT_EQ(why_not(witness_line("a", 11) + "group g any none\n"),
            "line 2: no witness or group none stands above");
  EXPECT_EQ(why_not("quorum a\n" + witness_line("a", 11)),
            "line 1: no witness or group a stands above");
  EXPECT_EQ(why_not("quorum none\nquorum none\n"), "line 2: a second quorum");
  EXPECT_EQ(why_not(witness_line("a", 11)), "no quorum");
}

TEST(LogPolicy, each_name_is_a_member_once) {
  const std::string two = witness_line("a", 11) + witness_line("b", 12);
  EXPECT_EQ(why_not(two + "group g any a a\n"), "line 3: a is a member a second time");
  EXPECT_EQ(why_not(two + "group g any a\ngroup h any b a\n"),
            "line 4: a is a member a second time");
}

TEST(LogPolicy, thresholds) {
  const std::string two = witness_line("a", 11) + witness_line("b", 12);
  for (const auto& [word, least] :
       {std::pair("any", 1u), std::pair("all", 2u), std::pair("1", 1u), std::pair("2", 2u)}) {
    EXPECT_EQ(policy_of(two + "group g " + word + " a b\nquorum g\n").groups[0].least, least);
  }
  for (const char* word :
       {"0", "3", "-1", "+1", "01", "1.0", "most", "ALL", "Any", "18446744073709551617"}) {
    EXPECT_THAT(why_not(two + "group g " + word + " a b\n"), HasSubstr("the least number")) << word;
  }
}

TEST(LogPolicy, thirty_two_of_each_and_many_more_are_supported) {
  std::string text;
  for (std::uint8_t i = 0; i < 100; ++i) {
    const std::string number = std::to_string(i);
    text += "log " + log_vkey(i) + "\n" + witness_line("w" + number, i);
    text += "group g" + number + " all w" + number;
    text += i == 0 ? "\n" : " g" + std::to_string(i - 1) + "\n";
  }
  const LogPolicy policy = policy_of(text + "quorum g99\n");
  EXPECT_EQ(policy.logs.size(), 100u);
  EXPECT_EQ(policy.witnesses.size(), 100u);
  EXPECT_EQ(policy.groups.size(), 100u);
}

TEST(Trust, a_checkpoint_signed_by_the_log_and_cosigned_by_the_quorum_is_accepted) {
  SignedNote signed_note = note();
  sign(signed_note, 1);
  EXPECT_EQ(judge(signed_note, two_groups()).log, Trust::Log::trusted);
  EXPECT_FALSE(judge(signed_note, two_groups()).quorum);
  EXPECT_EQ(judge(signed_note, two_groups()).cosigned_at, std::nullopt);
  cosign(signed_note, 11, 300);
  cosign(signed_note, 12, 200);
  EXPECT_FALSE(judge(signed_note, two_groups()).quorum) << "nobody of Y";
  cosign(signed_note, 15, 400);
  const Trust trust = judge(signed_note, two_groups());
  EXPECT_EQ(trust.log, Trust::Log::trusted);
  EXPECT_TRUE(trust.quorum);
  EXPECT_TRUE(trust.accepted());
  EXPECT_THAT(trust.cosigned_by, ElementsAre("X1", "X2", "Y2"));
  EXPECT_THAT(trust.bad_cosignatures, IsEmpty());
  EXPECT_EQ(trust.cosigned_at, 200u);
}

// The trap of judging all keys together: somebody strips the log's signature, and the witness's
// good one still makes the note "signed".
TEST(Trust, a_note_that_only_a_witness_signed_is_no_checkpoint_of_the_log) {
  const std::string policy = log_line(1) + witness_line("w", 11) + "quorum w\n";
  SignedNote stripped = note();
  cosign(stripped, 11);
  const Trust trust = judge(*parse_note(stripped.bytes()), policy);
  EXPECT_EQ(trust.log, Trust::Log::not_signed);
  EXPECT_TRUE(trust.quorum);
  EXPECT_FALSE(trust.accepted());
  sign(stripped, 1);
  EXPECT_TRUE(judge(stripped, policy).accepted());
}

TEST(Trust, the_logs_key_is_the_one_named_like_the_origin) {
  SignedNote signed_note = note();
  signed_note.signatures.push_back(sign_note(signed_note.text, "another", sample_key(1)));
  const std::string another = "log " + log_vkey(1, "another") + "\n";
  EXPECT_EQ(judge(signed_note, another + "quorum none\n").log, Trust::Log::unknown_log);
  EXPECT_EQ(judge(signed_note, another + log_line(2) + "quorum none\n").log,
            Trust::Log::not_signed);
  EXPECT_EQ(judge(signed_note, "quorum none\n").log, Trust::Log::unknown_log);
  sign(signed_note, 2);
  EXPECT_EQ(judge(signed_note, another + log_line(2) + "quorum none\n").log, Trust::Log::trusted);
}

// Of a log whose key was changed one signature is enough, whichever line comes first.
TEST(Trust, either_of_a_logs_two_keys_is_enough) {
  SignedNote signed_note = note();
  sign(signed_note, 2);
  EXPECT_EQ(judge(signed_note, log_line(1) + log_line(2) + "quorum none\n").log,
            Trust::Log::trusted);
  EXPECT_EQ(judge(signed_note, log_line(2) + log_line(1) + "quorum none\n").log,
            Trust::Log::trusted);
  EXPECT_EQ(judge(signed_note, log_line(1) + log_line(3) + "quorum none\n").log,
            Trust::Log::not_signed);
}

TEST(Trust, a_bad_line_under_a_logs_key_refuses_the_note) {
  SignedNote signed_note = note();
  sign(signed_note, 2);
  SignatureLine bad = sign_note("another\n", sample_checkpoint().origin, sample_key(1));
  signed_note.signatures.push_back(bad);
  EXPECT_EQ(judge(signed_note, log_line(2) + "quorum none\n").log, Trust::Log::trusted)
      << "of an unknown key";
  EXPECT_EQ(judge(signed_note, log_line(2) + log_line(1) + "quorum none\n").log,
            Trust::Log::bad_signature);
  EXPECT_EQ(judge(signed_note, log_line(1) + log_line(2) + "quorum none\n").log,
            Trust::Log::bad_signature);
}

TEST(Trust, a_bad_cosignature_is_named_and_counts_for_nothing) {
  const std::string witnesses = log_line(1) + witness_line("w1", 11) + witness_line("w2", 12);
  SignedNote signed_note = note();
  sign(signed_note, 1);
  cosign(signed_note, 11, 100);
  signed_note.signatures.push_back(cosign("another\n", witness_name(12), sample_key(12), 50));
  const Trust any = judge(signed_note, witnesses + "group g any w1 w2\nquorum g\n");
  EXPECT_TRUE(any.quorum);
  EXPECT_THAT(any.cosigned_by, ElementsAre("w1"));
  EXPECT_THAT(any.bad_cosignatures, ElementsAre("w2"));
  EXPECT_EQ(any.cosigned_at, 100u);
  EXPECT_FALSE(any.accepted());
  EXPECT_FALSE(judge(signed_note, witnesses + "group g all w1 w2\nquorum g\n").quorum);
  EXPECT_TRUE(judge(signed_note, log_line(1) + witness_line("w1", 11) + "quorum w1\n").accepted())
      << "the other is unknown to this policy";
}

TEST(Trust, witnesses_outside_the_policy_do_not_count) {
  SignedNote signed_note = note();
  sign(signed_note, 1);
  cosign(signed_note, 19);
  const Trust trust = judge(signed_note, log_line(1) + witness_line("w", 11) + "quorum w\n");
  EXPECT_FALSE(trust.quorum);
  EXPECT_THAT(trust.cosigned_by, IsEmpty());
  EXPECT_TRUE(judge(signed_note, log_line(1) + "quorum none\n").accepted());
}

// The example's rule in words, against every choice of witnesses.
RC_GTEST_PROP(Trust, the_quorum_is_what_the_groups_say, ()) {
  static const LogPolicy policy = policy_of(two_groups());
  SignedNote signed_note = note();
  sign(signed_note, 1);
  int x = 0;
  int y = 0;
  for (std::uint8_t key = 11; key <= 16; ++key) {
    if (!*rc::gen::arbitrary<bool>()) continue;
    cosign(signed_note, key);
    ++(key <= 13 ? x : y);
  }
  const bool met = x >= 2 && y >= 1;
  RC_ASSERT(trust_in(signed_note, sample_checkpoint(), policy).quorum == met);
  RC_ASSERT(trust_in(signed_note, sample_checkpoint(), policy).accepted() == met);
}

}  // namespace
}  // namespace zonefactor::journal
