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

TEST(Terminals, T6_accounts_tried_in_a_row_are_told_again_when_it_begins_anew) {
  Room room;
  for (const char* began : {"09:00:00", "09:30:00"}) {
    std::size_t told = 0;
    for (int i = 0; i < 25; ++i) {
      const LoginAttempt attempt = password(std::to_string(i) + "th");
      const Instant now = at(began) + i * 1s;
      pass_time(room.book, now);
      const LoginDecided decided{attempt, decide(room.book, attempt), "test", {}};
      told += told_of(room.tell(now, decided), FindingKind::enumeration);
    }
    EXPECT_EQ(told, 1u);
  }
}

TEST(Terminals, T6_who_names_a_session_of_another_is_counted) {
  Room room = at_work();
  for (int i = 0; i < 21; ++i) {
    LoginAttempt attempt = with_session();
    attempt.action = Action::continue_;
    attempt.account = AccountId(std::to_string(i) + "th");
    room.ask(at("10:00:00"), attempt);
  }
  EXPECT_TRUE(is_enumerating(room.book, password("another")));
}

TEST(Terminals, S5_a_missed_entry_is_about_the_logins_of_its_person_alone) {
  Room room;
  room.ask(at("09:00:00"), password("suzuki"));
  room.ask(at("09:01:00"));
  const EntryRef her_own = room.last();
  const Consequences told = room.hear(at("09:10:00"), taken("out"));
  ASSERT_EQ(told.readjudications.size(), 1u);
  EXPECT_EQ(told.readjudications[0].decision, her_own);
  EXPECT_EQ(told.readjudications[0].to, Class::undetermined);
}

TEST(Terminals, K5_late_news_of_an_exit_locks_nobody_whose_absence_now_is_only_inferred) {
  Room room = at_work();
  Observation late = taken("out");
  late.seq = room.next_seq++;
  late.occurred_at = at("09:30:00");
  late.sent_at = at("10:30:00");
  room.hear(at("09:40:00"), taken());
  leave_unnamed(room, at("10:00:00"));
  EXPECT_TRUE(room.hear(at("10:30:00"), late).signals.empty());
  EXPECT_EQ(room.ask(at("10:31:00")).reasons, Reasons{Reason::presence_absent});
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

TEST(Terminals, I8_a_session_of_an_account_that_two_share_is_locked_by_neithers_exit) {
  Facility facility = room_facility();
  for (Person& person : facility.persons) person.accounts.push_back(AccountId("ward"));
  Room room(facility);
  for (const char* number : {"04A1", "04B2"}) room.hear(at("09:00:00"), taken("in", number));
  SessionChanged shared = session(SessionDo::begin);
  shared.account = AccountId("ward");
  room.tell(at("09:01:00"), shared);
  for (const char* number : {"04A1", "04B2"}) {
    EXPECT_TRUE(room.hear(at("10:00:00"), taken("out", number)).signals.empty());
  }
}

TEST(Terminals, F8_a_session_begun_in_an_emergency_is_in_doubt_when_that_is_over) {
  Facility facility = room_facility();
  facility.zones.front().break_glass = BreakGlass::declared;
  Room room(facility, true);
  room.tell(at("09:00:00"),
            EmergencyDeclared{PersonId("suzuki"), {ZoneId("room")}, at("10:00:00")});
  EXPECT_EQ(room.ask(at("09:30:00"), with_session()).class_, Class::emergency);
  LoginAttempt going_on = with_session();
  going_on.action = Action::continue_;
  EXPECT_EQ(room.ask(at("10:00:00"), going_on).class_, Class::undetermined);
}

TEST(Terminals, F8_a_session_in_doubt_falls_with_what_becomes_known_and_no_emergency_lifts_it) {
  Facility facility = room_facility();
  facility.zones.front().break_glass = BreakGlass::declared;
  Room room(facility, true);
  EXPECT_EQ(room.ask(at("09:00:00"), with_session()).class_, Class::undetermined);
  room.tell(at("09:10:00"),
            DesignationChanged{PersonId("tanaka"), ZoneId("room"), Instant{at("09:10:00")}});
  room.tell(at("09:20:00"),
            EmergencyDeclared{PersonId("suzuki"), {ZoneId("room")}, at("10:00:00")});
  LoginAttempt going_on = with_session();
  going_on.action = Action::continue_;
  EXPECT_EQ(room.ask(at("09:30:00"), going_on).class_, Class::not_equivalent);
}

TEST(Terminals, I7_an_answer_is_good_no_longer_than_the_designation) {
  Facility facility = room_facility();
  facility.designations.front().valid_until = at("10:00:00");
  Room room(facility);
  room.hear(at("09:00:00"), taken());
  EXPECT_EQ(room.ask(at("09:01:00")).valid_until, at("10:00:00"));
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

TEST(Terminals, S5_K6_late_news_of_others_judges_no_login_after_the_exit_again) {
  Facility facility = room_facility();
  facility.controllers.push_back(Controller{ControllerId("ctl-2")});
  Door side = facility.doors.front();
  side.id = DoorId("side");
  side.controller = ControllerId("ctl-2");
  facility.doors.push_back(side);
  AccessPoint reader = facility.access_points.front();
  reader.id = AccessPointId("side-in");
  reader.door = side.id;
  facility.access_points.push_back(reader);
  Room room(facility);
  EXPECT_EQ(told_of(room.hear(at("09:00:10"), taken("out")), FindingKind::missed_entry), 1u);
  EXPECT_EQ(room.ask(at("09:00:20")).reasons, Reasons{Reason::presence_absent});
  Observation denied = granted("side-in", "04B2");
  denied.kind = EventKind::access_denied;
  denied.controller = ControllerId("ctl-2");
  denied.boot = "c1";
  denied.occurred_at = at("09:00:05");
  EXPECT_TRUE(room.hear(at("09:00:40"), denied).readjudications.empty());
}

TEST(Terminals, S5_an_emergency_was_one_whatever_was_missed) {
  Facility facility = room_facility();
  facility.zones.front().break_glass = BreakGlass::self;
  Room room(facility);
  LoginAttempt attempt = password();
  attempt.emergency = true;
  EXPECT_EQ(room.ask(at("09:00:05"), attempt).class_, Class::emergency);
  EXPECT_TRUE(room.hear(at("09:00:10"), taken("out")).readjudications.empty());
}

TEST(Terminals, K1_what_fell_due_is_told_in_the_order_of_its_time_and_never_before_what_told_it) {
  Room room = at_work();
  room.hear(at("09:59:00"), door_event(EventKind::door_opened));
  room.hear(at("09:59:30"), taken("out"));  // a lock is due
  const Consequences told = pass_time(room.book, at("10:10:00"));
  ASSERT_EQ(told.findings.size(), 2u);
  EXPECT_EQ(told.findings[0].kind, FindingKind::session_survives_exit);  // 09:59:40
  EXPECT_EQ(told.findings[1].kind, FindingKind::door_held);              // 10:00:00

  Room other;
  Observation opened = door_event(EventKind::door_opened);
  opened.occurred_at = at("09:00:05");
  const Consequences late = other.hear(at("09:03:20"), opened);
  for (const Finding& finding : late.findings) EXPECT_GE(finding.at, at("09:03:20"));
  EXPECT_EQ(told_of(late, FindingKind::door_held), 1u);
}

}  // namespace
}  // namespace zonefactor::core
