// The poller on a bad line: late, lost, halved and stale answers, resets. Every event still arrives
// in order, and no card is ever seen at another card's door.
#include "tests/integration/modbus/bad_line.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/integration/modbus/panel_fixture.h"

namespace zonefactor::modbus {
namespace {

using Fate = BadLine::Fate;
using support::wait_until;

class OnABadLine : public PanelTest {
 protected:
  OnABadLine() : line_(port_, 120ms) {}
  // It must be gone before the line is.
  ~OnABadLine() override { poller_.reset(); }

  void start_impatient_poller() {
    PollerOptions o = options(line_.port());
    o.response_timeout = 40ms;
    start_poller(o);
  }

  // Spoils every third answer in this way.
  void spoil(Fate fate) {
    line_.set([fate, n = 0]() mutable { return ++n % 3 == 0 ? fate : Fate::pass; });
  }

  // The events before the line was mended; then the rest, in order and once.
  void expect_all_through(Fate fate) {
    spoil(fate);
    start_impatient_poller();
    for (int i = 0; i < 10; ++i) {
      read_cards(3);
      EXPECT_TRUE(wait_until([&, i] { return line_.spoilt() > i; }));
    }
    line_.set([] { return Fate::pass; });
    EXPECT_TRUE(wait_all_acknowledged());
    expect_events(1, 30);
  }

  BadLine line_;
};

TEST_F(OnABadLine, late_answers_are_never_taken_for_later_questions) {
  expect_all_through(Fate::late);
  EXPECT_GE(poller_->metrics().request_failures, 10U);
  EXPECT_GE(poller_->metrics().connections, 10U) << "each late answer costs its connection";
}

TEST_F(OnABadLine, lost_answers_are_asked_for_again) {
  expect_all_through(Fate::never);
  EXPECT_GE(poller_->metrics().connections, 10U);
}

TEST_F(OnABadLine, halved_answers_end_the_connection) {
  expect_all_through(Fate::halved);
  EXPECT_GE(poller_->metrics().connections, 10U);
}

TEST_F(OnABadLine, resets_are_recovered_from) {
  expect_all_through(Fate::reset);
}

TEST_F(OnABadLine, orderly_ends_are_recovered_from) {
  expect_all_through(Fate::farewell);
}

// What a gateway to a serial line may do, where no transaction number helps: the records' own
// numbers and check words do.
TEST_F(OnABadLine,
       stale_answers_under_the_right_transaction_number_pair_no_card_with_a_wrong_door) {
  expect_all_through(Fate::stale);
}

TEST_F(OnABadLine, another_device_at_the_address_is_named_and_left) {
  read_cards(2);
  line_.set([] { return Fate::other_device; });
  start_impatient_poller();
  EXPECT_TRUE(wait_until([&] { return poller_->metrics().refusals >= 2; }));
  EXPECT_NE(poller_->last_trouble().find("not a door panel"), std::string::npos);
  EXPECT_EQ(service_.seen(), 0U);
  line_.set([] { return Fate::pass; });
  EXPECT_TRUE(wait_all_acknowledged()) << "once it is the panel again";
  expect_events(1, 2);
}

TEST_F(OnABadLine, a_device_without_these_registers_is_named_and_left) {
  line_.set([] { return Fate::illegal_address; });
  start_impatient_poller();
  EXPECT_TRUE(wait_until([&] { return poller_->metrics().refusals >= 2; }));
  EXPECT_NE(poller_->last_trouble().find("Illegal data address"), std::string::npos);
}

TEST_F(OnABadLine, a_busy_panel_is_asked_again_over_the_same_connection) {
  spoil(Fate::busy);
  start_impatient_poller();
  read_cards(10);
  EXPECT_TRUE(wait_until([&] { return line_.spoilt() >= 5; }));
  EXPECT_TRUE(wait_all_acknowledged());
  expect_events(1, 10);
  EXPECT_EQ(poller_->metrics().connections, 1U);
}

TEST_F(OnABadLine, anything_may_happen_at_any_time) {
  std::mt19937 random(20261122);
  line_.set([&random] {
    constexpr Fate kFates[] = {Fate::late,  Fate::never, Fate::halved,
                               Fate::stale, Fate::reset, Fate::farewell};
    return random() % 4 == 0 ? kFates[random() % std::size(kFates)] : Fate::pass;
  });
  start_impatient_poller();
  for (int i = 0; i < 100; ++i) {
    read_cards(1 + i % 5);
    EXPECT_TRUE(wait_until([&] { return unacknowledged() < 40; }));
  }
  line_.set([] { return Fate::pass; });
  EXPECT_TRUE(wait_all_acknowledged());
  expect_events(1, 300);
}

}  // namespace
}  // namespace zonefactor::modbus
