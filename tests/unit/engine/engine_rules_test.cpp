// Rules that the engine holds itself: who asks too much, late news folded together.
#include <gtest/gtest.h>

#include "tests/unit/engine/engine_bench.h"

namespace zonefactor::engine {
namespace {

using core::EventKind;
using namespace std::chrono_literals;

TEST_F(EngineTest, T6_after_twenty_one_accounts_the_terminal_is_told_that_it_asks_too_much) {
  with_sample();
  for (int i = 0; i < 21; ++i) ask(sample::login(("guess-" + std::to_string(i)).c_str()));
  const auto findings = facts_of<core::Finding>(disk_);
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings.back().kind, core::FindingKind::enumeration);
  const std::size_t decided = facts_of<core::LoginDecided>(disk_).size();

  Outcome<ports::LoginAnswer> refused;
  engine_->ask(sample::login("guess-30"), refused.done());
  ASSERT_TRUE(refused.unavailable());
  EXPECT_TRUE(refused.too_many());
  EXPECT_EQ(facts_of<core::LoginDecided>(disk_).size(), decided);

  clock_.move(10min);
  EXPECT_EQ(ask(sample::login("tanaka")).decision.class_, core::Class::undetermined)
      << "ten minutes later it is answered: nobody is known yet (rule S1)";
}

TEST_F(EngineTest, K4_late_news_is_folded_before_the_next_answer_and_soon_without_one) {
  with_sample();
  observe(
      sample::access(EventKind::access_taken, 1, "ph-in", "04A1B2C3", "2026-11-22T09:00:00+09:00"));
  observe(
      sample::access(EventKind::access_taken, 4, "ph-in", "04A1B2C3", "2026-11-22T09:30:00+09:00"));
  observe(sample::access(EventKind::access_taken, 3, "ph-out", "04A1B2C3",
                         "2026-11-22T09:20:00+09:00"));
  observe(sample::access(EventKind::access_taken, 2, "ph-out", "04A1B2C3",
                         "2026-11-22T09:10:00+09:00"));
  EXPECT_EQ(ask(sample::login("tanaka")).decision.class_, core::Class::zone_equivalent);

  observe(sample::access(EventKind::access_taken, 6, "ph-out", "04A1B2C3",
                         "2026-11-22T09:50:00+09:00"));
  observe(sample::access(EventKind::access_taken, 5, "ph-out", "04A1B2C3",
                         "2026-11-22T09:40:00+09:00"));
  loop_.pass_until([this] {
    for (const core::Finding& finding : facts_of<core::Finding>(disk_)) {
      if (finding.kind == core::FindingKind::missed_entry) return true;
    }
    return false;
  });
}

}  // namespace
}  // namespace zonefactor::engine
