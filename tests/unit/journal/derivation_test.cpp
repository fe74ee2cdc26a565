// What may follow on an entry: the next of its log, and on a closed log the one that was announced.
#include "service/journal/derivation.h"

#include <gtest/gtest.h>

#include "service/journal/entry_codec.h"

namespace zonefactor::journal {
namespace {

constexpr const char* kNoSuccessor = "does not follow on the entry before it";

class AfterTheEnd : public testing::Test {
 protected:
  AfterTheEnd() {
    EXPECT_EQ(take({2026, 0}, core::LogOpened{"zonefactor/chuo/2026", true}), "");
    EXPECT_EQ(take({2026, 1}, core::LogClosed{2027}), "");
  }
  // What is wrong with the entry; empty: nothing.
  std::string take(core::EntryRef ref, const core::Fact& fact) {
    const auto difference = derivation_.take(ref, encode(fact, core::Instant{}));
    return difference ? difference->what : "";
  }
  static core::LogOpened opened(std::int32_t year) {
    return {"zonefactor/chuo/" + std::to_string(year), false, "the checkpoint of the log before"};
  }

  Derivation derivation_;
};

TEST_F(AfterTheEnd, V3_a_closed_log_does_not_go_on) {
  EXPECT_EQ(take({2026, 2}, core::ServiceStarted{"1.0.0"}), kNoSuccessor);
  EXPECT_EQ(take({2026, 2}, opened(2027)), kNoSuccessor);
  EXPECT_EQ(take({2026, 2}, core::LogClosed{2027}), kNoSuccessor);
}

TEST_F(AfterTheEnd, V3_no_other_year_follows_than_the_one_announced) {
  EXPECT_EQ(take({2028, 0}, opened(2028)), kNoSuccessor);
  EXPECT_EQ(take({2027, 1}, opened(2027)), kNoSuccessor);
  EXPECT_EQ(take({2027, 0}, core::ServiceStarted{"1.0.0"}), kNoSuccessor);
}

TEST_F(AfterTheEnd, V3_the_next_log_is_opened_and_goes_on) {
  EXPECT_EQ(take({2027, 0}, opened(2027)), "");
  EXPECT_EQ(take({2028, 0}, opened(2028)), kNoSuccessor);
  EXPECT_EQ(take({2027, 1}, core::ServiceStarted{"1.0.0"}), "");
}

TEST_F(AfterTheEnd, V3_a_log_closed_for_a_year_that_was_has_no_successor) {
  EXPECT_EQ(take({2027, 0}, opened(2027)), "");
  EXPECT_EQ(take({2027, 1}, core::LogClosed{2026}), "");
  EXPECT_EQ(take({2026, 0}, opened(2026)), kNoSuccessor);
}

}  // namespace
}  // namespace zonefactor::journal
