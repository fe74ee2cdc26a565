// What runs at the terminals when people have gone, unnamed or by a report that names the past: who
// is told to lock and when, what falls, what is judged again (rules I4, I7, K6, S4, T4, T5, X2,
// Z6).
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/rules/room.h"

namespace zonefactor::core {
namespace {

LoginAttempt with_session() {
  LoginAttempt attempt = password();
  attempt.session = SessionId("s-1");
  return attempt;
}

SessionChanged session(SessionDo what) {
  return {TerminalId("t-1"), SessionId("s-1"), AccountId("tanaka"), what};
}

// Tanaka came in at nine and has a running session; the door is closed.
Room at_work(const Facility& facility = room_facility()) {
  Room room(facility);
  room.hear(at("09:00:00"), taken());
  room.ask(at("09:01:00"), with_session());
  room.tell(at("09:01:01"), session(SessionDo::begin));
  return room;
}

Consequences leave_unnamed(Room& room, Instant at) {
  room.hear(at, door_event(EventKind::exit_requested));
  const Consequences told = room.hear(at + 1s, door_event(EventKind::door_opened));
  room.hear(at + 2s, door_event(EventKind::door_closed));
  return told;
}

std::size_t told_of(const Consequences& told, FindingKind kind) {
  return static_cast<std::size_t>(
      std::count_if(told.findings.begin(), told.findings.end(),
                    [kind](const Finding& finding) { return finding.kind == kind; }));
}

TEST(Terminals, S4_who_left_unnamed_and_is_seen_outside_is_told_to_lock) {
  Room room = at_work();
  EXPECT_TRUE(leave_unnamed(room, at("10:00:00")).signals.empty());
  Observation denied = granted();
  denied.kind = EventKind::access_denied;
  const Consequences told = room.hear(at("10:01:00"), denied);
  ASSERT_EQ(told.signals.size(), 1u);
  EXPECT_EQ(told.signals[0].kind, SignalKind::lock);
}

TEST(Terminals, X2_a_grace_that_a_reaffirmation_ended_does_not_end_the_next_one) {
  Room room = at_work();
  leave_unnamed(room, at("10:00:00"));
  room.hear(at("10:01:00"), read("desk"));
  leave_unnamed(room, at("10:01:30"));
  EXPECT_TRUE(pass_time(room.book, at("10:03:30.999999")).signals.empty());
  const Consequences due = pass_time(room.book, at("10:03:31"));
  ASSERT_EQ(due.signals.size(), 1u);
  EXPECT_EQ(due.signals[0].kind, SignalKind::step_up);
}

TEST(Terminals, Z6_while_the_room_is_released_no_session_falls_by_an_exit_nobody_can_name) {
  Room room = at_work();
  room.hear(at("10:00:00"), door_event(EventKind::emergency_release));
  EXPECT_TRUE(leave_unnamed(room, at("10:01:00")).signals.empty());
  EXPECT_TRUE(pass_time(room.book, at("10:30:00")).signals.empty());
}

TEST(Terminals, T4_told_to_lock_again_a_terminal_has_ten_seconds_from_the_first_time) {
  Room room = at_work();
  EXPECT_EQ(room.hear(at("10:00:00"), taken("out")).signals.size(), 1u);
  EXPECT_EQ(room.hear(at("10:00:05"), taken("out")).signals.size(), 1u);
  EXPECT_EQ(
      told_of(pass_time(room.book, at("10:00:09.999999")), FindingKind::session_survives_exit), 0u);
  EXPECT_EQ(told_of(pass_time(room.book, at("10:00:10")), FindingKind::session_survives_exit), 1u);
}

TEST(Terminals, T5_work_after_the_exit_is_told_and_after_a_new_authentication_it_is_not) {
  for (const bool anew : {false, true}) {
    Room room = at_work();
    room.hear(at("10:00:00"), taken("out"));
    LoginAttempt unlock = with_session();
    unlock.action = Action::unlock;
    if (anew) room.ask(at("10:01:00"), unlock);
    const Consequences told = room.tell(at("10:02:00"), session(SessionDo::activity));
    EXPECT_EQ(told_of(told, FindingKind::activity_after_exit), anew ? 0u : 1u);
  }
}

TEST(Terminals, I4_a_card_that_the_file_calls_lost_from_ten_on_is_good_until_then) {
  Facility facility = room_facility();
  facility.credentials.front().state = CredentialState::lost;
  facility.credentials.front().since = at("10:00:00");
  Room room(facility);
  room.hear(at("09:00:00"), taken());
  EXPECT_EQ(room.ask(at("09:59:59.999999")).class_, Class::zone_equivalent);
  EXPECT_EQ(room.ask(at("10:00:00")).reasons, Reasons{Reason::credential_revoked});
}

TEST(Terminals, K6_a_decision_of_the_very_moment_a_report_names_is_judged_again) {
  for (const bool before : {false, true}) {
    Room room;
    room.hear(at("09:00:00"), taken());
    room.ask(at("09:01:00") - Duration{before ? 1 : 0});
    const EntryRef decision = room.last();
    const Consequences told = room.tell(
        at("09:30:00"),
        CredentialChanged{CredentialId("card-tanaka"), CredentialState::lost, at("09:01:00")});
    ASSERT_EQ(told.readjudications.size(), before ? 0u : 1u);
    if (before) continue;
    EXPECT_EQ(told.readjudications[0].decision, decision);
    EXPECT_EQ(told.readjudications[0].to, Class::not_equivalent);
  }
}

TEST(Terminals, I7_a_designation_that_ended_before_we_were_told_changes_what_was_decided_since) {
  Room room;
  room.hear(at("09:00:00"), taken());
  room.ask(at("09:01:00"));
  const Consequences told =
      room.tell(at("09:30:00"),
                DesignationChanged{PersonId("tanaka"), ZoneId("room"), Instant{at("09:00:30")}});
  ASSERT_EQ(told.readjudications.size(), 1u);
  EXPECT_EQ(told.readjudications[0].to, Class::not_equivalent);
}

}  // namespace
}  // namespace zonefactor::core
