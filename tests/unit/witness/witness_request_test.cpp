// The body of add-checkpoint, byte for byte.
#include "service/journal/witness_request.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/unit/witness/sample_log.h"

namespace zonefactor::journal {
namespace {

// The example of C2SP tlog-witness.
constexpr const char* kExample =
    "old 20852014\n"
    "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
    "jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
    "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n"
    "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n"
    "\n"
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— example.com/behind-the-sofa "
    "opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/"
    "V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n";

std::string refusal(const std::string& body) {
  std::string why;
  return parse_witness_request(body, &why) ? "taken" : why;
}

TEST(WitnessRequest, the_specifications_example_is_read_and_written_again) {
  const auto request = parse_witness_request(kExample);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->old_size, 20852014u);
  EXPECT_EQ(request->proof.size(), 4u);
  EXPECT_EQ(request->checkpoint.signatures.size(), 2u);
  EXPECT_EQ(request->text(), kExample);
}

TEST(WitnessRequest, the_first_line_is_old_and_a_size) {
  const std::string rest = "\n" + witness::SampleLog().note(3).bytes();
  EXPECT_EQ(refusal("old 0\n" + rest), "taken");
  EXPECT_EQ(refusal("old 18446744073709551615\n" + rest), "taken");
  for (const char* line : {"old 01\n", "old -1\n", "old +1\n", "old \n", "old  1\n", "Old 1\n",
                           "1\n", "old 1 \n", "old 1\r\n", "old 18446744073709551616\n", ""}) {
    EXPECT_EQ(refusal(line + rest), "the first line is not \"old\" and a size") << line;
  }
}

TEST(WitnessRequest, has_sixty_three_proof_lines_at_most) {
  witness::SampleLog log;
  WitnessRequest request = log.request(0, 5);
  request.proof.assign(63, Digest{});
  EXPECT_EQ(parse_witness_request(request.text()), request);
  request.proof.emplace_back();
  EXPECT_EQ(refusal(request.text()), "more than 63 proof lines");
}

TEST(WitnessRequest, what_is_no_hash_or_no_note_is_refused) {
  const std::string note = witness::SampleLog().note(3).bytes();
  EXPECT_EQ(refusal("old 1\nPlRNCrwH\n\n" + note), "a proof line is not the base64 of a hash");
  EXPECT_EQ(refusal("old 1\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw\n\n" + note),
            "a proof line is not the base64 of a hash");
  EXPECT_EQ(refusal("old 1\n"), "no empty line above the checkpoint");
  EXPECT_EQ(refusal("old 1\n\n").substr(0, 31), "the checkpoint is no signed not");
  EXPECT_EQ(refusal("old 1\n\n" + note.substr(0, note.size() - 1)).substr(0, 14), "the checkpoint");
  EXPECT_EQ(refusal(std::string(kMaxWitnessRequestBytes + 1, 'a')), "longer than a request may be");
}

RC_GTEST_PROP(WitnessRequest, what_is_taken_would_be_written_the_same, ()) {
  std::string body = kExample;
  const auto changes = *rc::gen::inRange(1, 4);
  for (int i = 0; i < changes; ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, body.size());
    body[at] = *rc::gen::elementOf(std::string("\n 0A=/o\xE2\x80\0", 10));
  }
  const auto request = parse_witness_request(body);
  if (request) RC_ASSERT(request->text() == body);
}

}  // namespace
}  // namespace zonefactor::journal
