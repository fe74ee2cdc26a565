// The same request id from the same peer gets the same answer for ten minutes, and no longer.
#include "service/engine/recent_answers.h"

#include <gtest/gtest.h>

#include "tests/unit/engine/sample_facility.h"

namespace zonefactor::engine {
namespace {

using namespace std::chrono_literals;

ports::LoginAnswer answer_at(std::uint64_t index) {
  ports::LoginAnswer answer;
  answer.entry = {2026, index};
  return answer;
}

TEST(RecentAnswers, an_answer_is_found_by_its_peer_and_id_only) {
  const auto t = sample::instant("2026-11-22T09:00:00+09:00");
  RecentAnswers recent;
  recent.keep("a", "tag", t, answer_at(1));
  ASSERT_NE(recent.find("a", "tag", t), nullptr);
  EXPECT_EQ(recent.find("a", "tag", t)->entry.index, 1u);
  EXPECT_EQ(recent.find("b", "tag", t), nullptr);
  EXPECT_EQ(recent.find("a", "gat", t), nullptr);
}

TEST(RecentAnswers, it_is_kept_ten_minutes) {
  const auto t = sample::instant("2026-11-22T09:00:00+09:00");
  RecentAnswers recent;
  recent.keep("a", "tag", t, answer_at(1));
  EXPECT_NE(recent.find("a", "tag", t + 10min), nullptr);
  EXPECT_EQ(recent.find("a", "tag", t + 10min + 1us), nullptr);
}

TEST(RecentAnswers, an_id_used_again_later_keeps_its_later_answer) {
  const auto t = sample::instant("2026-11-22T09:00:00+09:00");
  RecentAnswers recent;
  recent.keep("a", "tag", t, answer_at(1));
  recent.keep("a", "tag", t + 11min, answer_at(2));
  recent.keep("a", "other", t + 12min, answer_at(3));
  ASSERT_NE(recent.find("a", "tag", t + 12min), nullptr);
  EXPECT_EQ(recent.find("a", "tag", t + 12min)->entry.index, 2u);
}

TEST(RecentAnswers, beyond_its_bound_the_oldest_is_forgotten) {
  const auto t = sample::instant("2026-11-22T09:00:00+09:00");
  RecentAnswers recent;
  for (std::size_t i = 0; i <= RecentAnswers::kMost; ++i) {
    recent.keep("a", std::to_string(i), t + core::Duration(i), answer_at(i));
  }
  const auto end = t + core::Duration(RecentAnswers::kMost);
  EXPECT_EQ(recent.find("a", "0", end), nullptr);
  EXPECT_NE(recent.find("a", "1", end), nullptr);
  EXPECT_NE(recent.find("a", std::to_string(RecentAnswers::kMost), end), nullptr);
}

}  // namespace
}  // namespace zonefactor::engine
