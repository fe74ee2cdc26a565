// A session that runs on: it is one person's, its class falls with what is withdrawn, and what
// fails new logins only leaves it alone (rules C5, F7, F8, I4, I7, T4, X2, Z3, Z5, Z6, H1, E3).
#include <gtest/gtest.h>

#include "tests/rules/room.h"

namespace zonefactor::core {
namespace {

LoginAttempt in_session(std::string_view account, Action action = Action::login,
                        const Amrs& amr = {Amr::pwd}) {
  LoginAttempt attempt = password(account);
  attempt.session = SessionId("s-1");
  attempt.action = action;
  attempt.amr = action == Action::continue_ ? Amrs{} : amr;
  return attempt;
}

SessionChanged begins(std::string_view account) {
  return {TerminalId("t-1"), SessionId("s-1"), AccountId(std::string(account)), SessionDo::begin};
}

// Tanaka comes in at nine and has a running session.
void begin_work(Room& room, const Amrs& amr = {Amr::pwd}) {
  room.hear(at("09:00:00"), taken());
  room.hear(at("09:00:01"), door_event(EventKind::door_closed));
  room.ask(at("09:01:00"), in_session("tanaka", Action::login, amr));
  room.tell(at("09:01:01"), begins("tanaka"));
}

Room at_work(const Amrs& amr = {Amr::pwd}) {
  Room room;
  begin_work(room, amr);
  return room;
}

Decision go_on(Room& room, Instant now, std::string_view account = "tanaka") {
  return room.ask(now, in_session(account, Action::continue_));
}

const Reasons kNobodyAuthenticated{Reason::factors_insufficient,
                                   Reason::terminal_authentication_missing};

TEST(RunningSession, C5_F7_who_authenticated_for_a_session_has_done_so_for_nobody_else) {
  Room room = at_work();
  room.hear(at("09:02:00"), taken("in", "04B2"));
  EXPECT_EQ(go_on(room, at("09:03:00"), "suzuki").reasons, kNobodyAuthenticated);
  room.tell(at("09:04:00"), begins("suzuki"));
  EXPECT_EQ(go_on(room, at("09:05:00"), "suzuki").reasons, kNobodyAuthenticated);
  // It is Suzuki's now, and what Tanaka said for it is gone.
  EXPECT_EQ(go_on(room, at("09:06:00")).reasons, kNobodyAuthenticated);
}

TEST(RunningSession, C5_two_factors_of_another_are_not_native) {
  Room room = at_work({Amr::pwd, Amr::otp});
  EXPECT_EQ(go_on(room, at("09:02:00")).class_, Class::native_two_factor);
  room.tell(at("09:03:00"), begins("suzuki"));
  EXPECT_EQ(go_on(room, at("09:04:00"), "suzuki").class_, Class::not_equivalent);
}

TEST(RunningSession, C5_an_account_given_to_another_takes_no_factors_along) {
  for (const bool begun_again : {false, true}) {
    Room room = at_work();
    room.hear(at("09:02:00"), taken("in", "04B2"));
    Facility facility = room_facility();
    facility.persons[0].accounts = {};
    facility.persons[1].accounts = {AccountId("tanaka")};
    room.configure(at("09:03:00"), facility);
    if (begun_again) room.tell(at("09:03:01"), begins("tanaka"));
    for (const char* time : {"09:04:00", "09:05:00"}) {
      EXPECT_EQ(go_on(room, at(time)).reasons, kNobodyAuthenticated) << time;
    }
  }
}

TEST(RunningSession, F8_begun_again_for_the_same_account_it_keeps_its_class) {
  Room room = at_work();
  room.tell(at("09:02:00"), begins("tanaka"));
  EXPECT_EQ(go_on(room, at("09:03:00")).class_, Class::zone_equivalent);
}

TEST(RunningSession, I7_T4_what_was_withdrawn_and_given_back_stays_fallen_until_an_authentication) {
  Room room = at_work();
  const auto designated_until = [](std::optional<Instant> until) {
    return DesignationChanged{PersonId("tanaka"), ZoneId("room"), until};
  };
  EXPECT_EQ(room.tell(at("10:00:00"), designated_until(at("10:00:00"))).signals.size(), 1U);
  room.tell(at("10:00:05"), designated_until(at("18:00:00")));
  EXPECT_EQ(go_on(room, at("10:00:06")).reasons, Reasons{Reason::not_designated});
  room.hear(at("10:01:00"), taken());
  EXPECT_EQ(go_on(room, at("10:01:01")).reasons, Reasons{Reason::not_designated});
  EXPECT_EQ(room.ask(at("10:02:00"), in_session("tanaka", Action::unlock)).class_,
            Class::zone_equivalent);
}

TEST(RunningSession, I7_it_falls_when_the_time_comes_that_was_named_before) {
  Room room = at_work();
  room.tell(at("09:30:00"), DesignationChanged{PersonId("tanaka"), ZoneId("room"), at("10:00:00")});
  EXPECT_EQ(go_on(room, at("09:59:59")).class_, Class::zone_equivalent);
  EXPECT_EQ(pass_time(room.book, at("10:00:00")).signals.size(), 1U);
  // Late news of before folds it again, and tells nothing twice.
  Observation late = read("desk");
  late.occurred_at = at("09:50:00");
  EXPECT_TRUE(room.hear(at("10:00:10"), late).signals.empty());
  room.tell(at("10:00:20"), DesignationChanged{PersonId("tanaka"), ZoneId("room"), {}});
  EXPECT_TRUE(go_on(room, at("10:00:30")).reasons.has(Reason::not_designated));
}

TEST(RunningSession, I4_T4_a_native_session_falls_with_the_lost_card_and_by_a_version_alike) {
  const auto lost = [](CredentialState state) {
    return CredentialChanged{CredentialId("card-tanaka"), state};
  };
  Room room = at_work({Amr::pwd, Amr::otp});
  room.tell(at("10:00:00"), lost(CredentialState::lost));
  room.tell(at("10:00:01"), lost(CredentialState::active));
  EXPECT_EQ(go_on(room, at("10:00:02")).reasons, Reasons{Reason::credential_revoked});

  Room other = at_work();
  Facility without = room_facility();
  without.designations.front().valid_until = at("10:00:00");
  EXPECT_EQ(other.configure(at("10:00:00"), without).signals.size(), 1U);
  other.configure(at("10:01:00"), room_facility());
  EXPECT_TRUE(go_on(other, at("10:02:00")).reasons.has(Reason::not_designated));
}

TEST(RunningSession, I4_a_card_given_to_another_person_locks_who_came_in_by_it) {
  Room room = at_work();
  Facility facility = room_facility();
  facility.credentials.front().person = PersonId("suzuki");
  const Consequences told = room.configure(at("10:00:00"), facility);
  ASSERT_EQ(told.signals.size(), 1U);
  EXPECT_EQ(told.signals[0].kind, SignalKind::lock);
  EXPECT_TRUE(go_on(room, at("10:00:01")).reasons.has(Reason::credential_revoked));
}

TEST(RunningSession, X2_it_runs_on_for_the_time_of_grace_and_falls_then) {
  Room room = at_work();
  room.hear(at("10:00:00"), door_event(EventKind::exit_requested));
  room.hear(at("10:00:01"), door_event(EventKind::door_opened));
  room.hear(at("10:00:02"), door_event(EventKind::door_closed));
  const Decision during = go_on(room, at("10:02:00.999999"));
  EXPECT_EQ(during.class_, Class::zone_equivalent);
  EXPECT_EQ(during.valid_until, at("10:02:01"));
  EXPECT_EQ(room.ask(at("10:02:00.999999")).reasons, Reasons{Reason::presence_absent});
  const Consequences told = pass_time(room.book, at("10:02:01"));
  ASSERT_EQ(told.signals.size(), 1U);
  EXPECT_EQ(told.signals[0].kind, SignalKind::step_up);
  EXPECT_EQ(go_on(room, at("10:02:01")).reasons, Reasons{Reason::presence_absent});
}

TEST(RunningSession, Z3_Z5_Z6_H1_what_fails_new_logins_leaves_it_alone) {
  Observation unlocked = door_event(EventKind::door_mode);
  unlocked.mode = DoorMode::unlocked;
  Observation forced = door_event(EventKind::door_forced);
  Observation released = door_event(EventKind::emergency_release);
  for (const Observation& trouble : {unlocked, forced, released}) {
    Room room = at_work();
    room.hear(at("10:00:00"), trouble);
    EXPECT_EQ(go_on(room, at("10:00:01")).class_, Class::zone_equivalent) << name_of(trouble.kind);
    if (trouble.kind == EventKind::door_mode) continue;  // it rests on an entry from before
    EXPECT_EQ(room.ask(at("10:00:02")).class_, Class::not_equivalent) << name_of(trouble.kind);
  }
  Room room;
  room.book = Book();  // every controller owes heartbeats
  room.tell(at("06:00:00"), LogOpened{"zonefactor/chuo/2026", false});
  room.configure(at("06:00:00"), room_facility());
  begin_work(room);
  room.tell(at("09:30:00"), ControllerStatus{ControllerId("ctl"), false});
  EXPECT_EQ(go_on(room, at("12:00:00")).class_, Class::zone_equivalent);
  EXPECT_EQ(room.ask(at("12:00:01")).reasons, Reasons{Reason::zone_unobserved});
}

TEST(RunningSession, E3_an_emergency_of_ones_own_word_goes_on) {
  Facility facility = room_facility();
  facility.zones.front().break_glass = BreakGlass::self;
  Room room(facility);
  LoginAttempt attempt = in_session("tanaka");
  attempt.emergency = true;
  EXPECT_EQ(room.ask(at("09:00:00"), attempt).class_, Class::emergency);
  room.tell(at("09:00:01"), begins("tanaka"));
  EXPECT_EQ(go_on(room, at("09:00:02")).class_, Class::emergency);
  EXPECT_EQ(go_on(room, at("09:00:03")).class_, Class::emergency);
  EXPECT_EQ(room.ask(at("09:00:04"), in_session("tanaka", Action::unlock)).class_,
            Class::not_equivalent);
}

TEST(RunningSession, F8_one_in_doubt_is_judged_by_what_has_become_known) {
  Facility facility = room_facility();
  facility.zones.front().break_glass = BreakGlass::declared;
  facility.zones.front().exit = ExitKind::anonymous;
  Room room(facility);
  room.hear(at("09:00:00"), taken());
  EXPECT_EQ(room.ask(at("10:30:00"), in_session("tanaka")).class_, Class::undetermined);
  room.tell(at("10:30:01"), begins("tanaka"));
  room.tell(at("10:31:00"),
            EmergencyDeclared{PersonId("suzuki"), {ZoneId("room")}, at("12:00:00")});
  EXPECT_EQ(go_on(room, at("10:32:00")).class_, Class::undetermined);
  room.hear(at("10:33:00"), door_event(EventKind::door_forced));
  const Decision decision = go_on(room, at("10:34:00"));
  EXPECT_EQ(decision.class_, Class::not_equivalent);
  EXPECT_EQ(decision.reasons, (Reasons{Reason::zone_breached, Reason::presence_uncertain}));
}

TEST(RunningSession, E3_after_seven_days_an_emergency_nobody_reviewed_is_told) {
  Facility facility = room_facility();
  facility.zones.front().break_glass = BreakGlass::self;
  Room room(facility);
  LoginAttempt attempt = in_session("tanaka");
  attempt.emergency = true;
  room.ask(at("09:00:00"), attempt);
  EXPECT_TRUE(pass_time(room.book, at("2026-11-29T08:59:59.999999")).findings.empty());
  const Consequences told = pass_time(room.book, at("2026-11-29T09:00:00"));
  ASSERT_EQ(told.findings.size(), 1U);
  EXPECT_EQ(told.findings[0].kind, FindingKind::emergency_unreviewed);
  EXPECT_EQ(told.findings[0].person, PersonId("tanaka"));
}

}  // namespace
}  // namespace zonefactor::core
