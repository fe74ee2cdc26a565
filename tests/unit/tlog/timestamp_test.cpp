// Time-stamp answers of strangers: refused unless they are what was asked for. Good ones, from
// `openssl ts`, are also in the daemon's tests.
#include "service/journal/timestamp.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tests/support/timestamp_authority.h"

namespace zonefactor::journal {
namespace {

TEST(Timestamp, one_question_has_one_spelling_and_another_nonce_is_another_question) {
  EXPECT_EQ(timestamp_request("bytes", 7), timestamp_request("bytes", 7));
  EXPECT_NE(timestamp_request("bytes", 7), timestamp_request("bytes", 8));
  EXPECT_NE(timestamp_request("bytes", 7), timestamp_request("other bytes", 7));
}

TEST(Timestamp, what_is_no_answer_is_refused_in_words) {
  for (const std::string& answer :
       {std::string(), std::string("granted"), std::string(kMaxTimestampBytes + 1, '0'),
        timestamp_request("bytes", 7)}) {
    std::string why;
    EXPECT_FALSE(token_of(answer, "bytes", 7, &why));
    EXPECT_FALSE(why.empty());
    EXPECT_FALSE(time_of_token(answer));
  }
  // An answer that refuses: PKIStatusInfo with status 2, and no token.
  std::string why;
  EXPECT_FALSE(token_of(std::string("\x30\x05\x30\x03\x02\x01\x02", 7), "bytes", 7, &why));
  EXPECT_EQ(why, "the authority did not grant it");
  // One that grants nothing: status 0, and no token.
  EXPECT_FALSE(token_of(std::string("\x30\x05\x30\x03\x02\x01\x00", 7), "bytes", 7));
}

RC_GTEST_PROP(Timestamp, no_bytes_hurt, (const std::string& bytes)) {
  RC_ASSERT(!token_of(bytes, "bytes", 7));
  RC_ASSERT(!time_of_token(bytes));
}

RC_GTEST_PROP(Timestamp, no_changed_question_is_an_answer, ()) {
  std::string bytes = timestamp_request("bytes", 7);
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  bytes[at] = static_cast<char>(*rc::gen::inRange(0, 256));
  RC_ASSERT(!token_of(bytes, "bytes", 7));
  RC_ASSERT(!time_of_token(bytes));
}

// A real answer, damaged somewhere: it is refused, or is a token that still speaks of these bytes.
TEST(Timestamp, a_damaged_answer_of_a_real_authority_hurts_nobody) {
  const support::TimestampAuthority authority;
  const std::string answer = authority.answer(timestamp_request("bytes", 7));
  const auto token = token_of(answer, "bytes", 7);
  ASSERT_TRUE(token);
  ASSERT_TRUE(time_of_token(*token));
  EXPECT_TRUE(authority.believes(*token, "bytes"));
  EXPECT_FALSE(token_of(answer, "other", 7));
  EXPECT_FALSE(token_of(answer, "bytes", 8));
  EXPECT_TRUE(rc::check("no damage hurts", [&] {
    std::string damaged = answer;
    const auto at = *rc::gen::inRange<std::size_t>(0, damaged.size());
    switch (*rc::gen::inRange(0, 3)) {
      case 0:
        damaged[at] = static_cast<char>(*rc::gen::inRange(0, 256));
        break;
      case 1:
        damaged.resize(at);
        break;
      default:
        damaged.erase(at, *rc::gen::inRange<std::size_t>(1, 40));
    }
    std::string why;
    const auto still = token_of(damaged, "bytes", 7, &why);
    RC_ASSERT(still.has_value() == why.empty());
    if (still) {
      RC_ASSERT(time_of_token(*still).has_value());
      RC_ASSERT(!token_of(damaged, "other", 7));
    }
    (void)time_of_token(damaged);
    std::string bare = *token;
    bare[at % bare.size()] = static_cast<char>(*rc::gen::inRange(0, 256));
    (void)time_of_token(bare);
    (void)time_of_token(std::string_view(bare).substr(0, at));
  }));
}

}  // namespace
}  // namespace zonefactor::journal
