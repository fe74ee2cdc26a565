// Taking the state back to a mark restores all that was changed since, and nothing else.
#include <gtest/gtest.h>

#include "service/core/state.h"

namespace zonefactor::core {
namespace {

TEST(State, K4_rolls_back_every_kind_of_change) {
  State state;
  const PersonNo person{3};
  const DoorNo door{1};
  const ZoneNo zone{2};
  const ControllerNo controller{0};
  const SessionKey session{TerminalId("t-1"), SessionId("s-1")};
  const SessionKey other{TerminalId("t-2"), SessionId("s-1")};
  state.change_door(door).held = true;
  state.change_session(session).begun = true;
  Timer kept;
  kept.position = 1;
  state.add_timer(kept);

  const State::Mark mark = state.mark();
  state.change_person(person).presences.push_back(Presence{});
  state.change_door(door).held = false;
  state.change_zone(zone).releases.emplace_back();
  state.change_controller(controller).unnumbered = true;
  state.change_session(session).begun = false;
  state.change_session(other);
  state.drop_session(session);
  Timer added;
  added.position = 2;
  state.add_timer(added);
  state.drop_timer(kept);
  state.change_site(std::make_shared<const Site>());
  EXPECT_GT(state.mark(), mark);
  state.roll_back(mark);

  EXPECT_EQ(state.mark(), mark);
  EXPECT_TRUE(state.person(person).presences.empty());
  EXPECT_TRUE(state.door(door).held);
  EXPECT_FALSE(is_released(state.zone(zone)));
  EXPECT_FALSE(state.controller(controller).unnumbered);
  ASSERT_NE(state.session(session), nullptr);
  EXPECT_TRUE(state.session(session)->begun);
  EXPECT_EQ(state.session(other), nullptr);
  EXPECT_EQ(state.timers(), std::set<Timer>{kept});
}

TEST(State, K4_gives_a_session_that_has_ended_back_to_whose_it_was) {
  State state;
  const PersonNo person{3};
  const SessionKey session{TerminalId("t-1"), SessionId("s-1")};
  state.change_session(session).begun = true;
  state.give_session(session, person);
  const State::Mark mark = state.mark();
  state.drop_session(session);
  EXPECT_TRUE(state.sessions_of(person).empty());
  state.roll_back(mark);
  ASSERT_NE(state.session(session), nullptr);
  EXPECT_TRUE(state.session(session)->begun);
  EXPECT_EQ(state.sessions_of(person), std::vector{session});
}

TEST(State, I8_a_session_given_to_another_is_the_first_ones_no_more) {
  State state;
  const SessionKey session{TerminalId("t-1"), SessionId("s-1")};
  state.give_session(session, PersonNo{1});
  state.give_session(session, PersonNo{2});
  EXPECT_TRUE(state.sessions_of(PersonNo{1}).empty());
  EXPECT_EQ(state.sessions_of(PersonNo{2}), std::vector{session});
}

TEST(State, K4_takes_back_the_last_number_of_a_boot) {
  State state;
  const ControllerNo controller{0};
  state.change_controller(controller).boots = {{"b1", 7}};
  const State::Mark mark = state.mark();
  state.change_last_seq(controller, 0, 9);
  state.roll_back(mark);
  EXPECT_EQ(state.controller(controller).boots[0].last_seq, 7u);
}

TEST(State, K4_forgets_how_to_go_back_before_a_mark_and_keeps_what_is_after_it) {
  State state;
  const DoorNo door{0};
  state.change_door(door).taps_in_opening = 1;
  const State::Mark mark = state.mark();
  state.change_door(door).taps_in_opening = 2;
  state.forget(mark);
  state.roll_back(mark);
  EXPECT_EQ(state.door(door).taps_in_opening, 1);
}

}  // namespace
}  // namespace zonefactor::core
