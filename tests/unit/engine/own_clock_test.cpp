// Our own clock against steady time: what is a step, how long it counts, what the operator is told.
#include "service/engine/own_clock.h"

#include <gtest/gtest.h>

namespace zonefactor::engine {
namespace {

using namespace std::chrono_literals;

struct TwoClocks final : ports::Clock {
  core::Instant now() override { return wall; }
  core::Duration steady() override { return passed; }
  bool synchronised() override { return in_time; }
  void pass(core::Duration by) {
    wall += by;
    passed += by;
  }

  core::Instant wall = core::instant_of_us(1'795'305'600'000'000);
  core::Duration passed{0};
  bool in_time = true;
};

TEST(OwnClock, K9_a_step_of_a_second_is_none_and_more_is_one_ahead_or_back) {
  for (const core::Duration by : {core::Duration{1s}, core::Duration{-1s}}) {
    TwoClocks clocks;
    OwnClock own(clocks, clocks.wall);
    clocks.wall += by;
    EXPECT_TRUE(own.look().trusted());
    clocks.wall += by + by / 1'000'000;
    EXPECT_EQ(own.look().off, by + by / 1'000'000);
  }
}

TEST(OwnClock, K9_slewing_and_a_long_pause_are_no_step) {
  TwoClocks clocks;
  OwnClock own(clocks, clocks.wall);
  for (int i = 0; i < 100; ++i) {
    clocks.pass(200ms);
    clocks.wall += 100ms;
    EXPECT_TRUE(own.look().trusted());
  }
  clocks.pass(1h);
  EXPECT_TRUE(own.look().trusted());
}

TEST(OwnClock, K9_a_step_undone_is_over_and_one_that_stays_is_for_ten_minutes) {
  TwoClocks clocks;
  OwnClock own(clocks, clocks.wall);
  clocks.wall += 30s;
  EXPECT_EQ(own.look().off, 30s);
  clocks.wall -= 30s;
  EXPECT_TRUE(own.look().trusted());
  clocks.wall += 30s;
  EXPECT_FALSE(own.look().trusted());
  clocks.pass(10min - 1us);
  EXPECT_FALSE(own.look().trusted());
  clocks.pass(1us);
  EXPECT_TRUE(own.look().trusted());
}

TEST(OwnClock, K9_a_clock_that_stands_before_the_journals_last_time_has_stepped_back) {
  TwoClocks clocks;
  EXPECT_TRUE(OwnClock(clocks, clocks.wall + 1s).look().trusted());
  EXPECT_EQ(OwnClock(clocks, clocks.wall + 2s).look().off, -2s);
}

TEST(OwnClock, K9_a_host_that_is_not_synchronised_is_not_trusted_and_widens_nothing) {
  TwoClocks clocks;
  OwnClock own(clocks, clocks.wall);
  clocks.in_time = false;
  EXPECT_FALSE(own.look().trusted());
  EXPECT_EQ(own.look().off, core::Duration{0});
}

TEST(OwnClock, K9_the_operator_is_told_what_to_do) {
  EXPECT_EQ(words_for({}), "");
  EXPECT_EQ(words_for({-3s, true}), "the host's clock has stepped by -3000 ms: see what sets it");
  EXPECT_EQ(words_for({0s, false}), "the host's clock is not synchronised: start its time service");
}

}  // namespace
}  // namespace zonefactor::engine
