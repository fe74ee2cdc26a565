// Locks that nobody answers, work after an exit, accounts tried in a row (rules T4, T5, T6).
#include <gtest/gtest.h>

#include <string>

#include "tests/rules/room.h"

namespace zonefactor::core {
namespace {

const TerminalId kTerminal("t-1");
const SessionId kSession("s-1");

SessionChanged says(SessionDo what) {
  return {kTerminal, kSession,
          what == SessionDo::begin ? std::optional(AccountId("tanaka")) : std::nullopt, what};
}

LoginAttempt in_session(Action action = Action::login) {
  LoginAttempt attempt = password();
  attempt.session = kSession;
  attempt.action = action;
  return attempt;
}

// What the question gives rise to, its answer aside.
Consequences log_in(Room& room, Instant now, const LoginAttempt& attempt) {
  pass_time(room.book, now);
  return room.tell(now, LoginDecided{attempt, decide(room.book, attempt), "peer", {}});
}

// Tanaka came in at nine and has a session.
Room at_work() {
  Room room;
  room.hear(at("09:00:00"), taken());
  log_in(room, at("09:00:10"), in_session());
  room.tell(at("09:00:11"), says(SessionDo::begin));
  return room;
}

std::size_t count(const Consequences& consequences, FindingKind kind) {
  std::size_t found = 0;
  for (const Finding& finding : consequences.findings) found += finding.kind == kind;
  return found;
}

TEST(Locks, T4_a_terminal_has_ten_seconds_to_answer) {
  Room room = at_work();
  EXPECT_EQ(room.hear(at("10:00:00"), taken("out")).signals.size(), 1U);
  EXPECT_TRUE(pass_time(room.book, at("10:00:09.999999")).findings.empty());
  const Consequences told = pass_time(room.book, at("10:00:10"));
  ASSERT_EQ(told.findings.size(), 1U);
  EXPECT_EQ(told.findings[0].kind, FindingKind::session_survives_exit);
  EXPECT_EQ(told.findings[0].session, kSession);
  EXPECT_EQ(told.findings[0].person, PersonId("tanaka"));
  EXPECT_TRUE(pass_time(room.book, at("10:10:00")).findings.empty());
}

TEST(Locks, T4_an_acknowledgement_a_lock_an_end_and_a_new_authentication_answer) {
  for (const SessionDo answer : {SessionDo::ack, SessionDo::lock, SessionDo::end}) {
    Room room = at_work();
    room.hear(at("10:00:00"), taken("out"));
    room.tell(at("10:00:09"), says(answer));
    EXPECT_TRUE(pass_time(room.book, at("10:01:00")).findings.empty());
  }
  Room room = at_work();
  room.hear(at("10:00:00"), taken("out"));
  log_in(room, at("10:00:09"), in_session(Action::unlock));
  EXPECT_TRUE(pass_time(room.book, at("10:01:00")).findings.empty());
  Room busy = at_work();
  busy.hear(at("10:00:00"), taken("out"));
  busy.tell(at("10:00:09"), says(SessionDo::activity));
  EXPECT_EQ(pass_time(busy.book, at("10:01:00")).findings.size(), 1U);
}

TEST(Locks, T4_an_exit_locks_whatever_was_known_of_the_person_before) {
  Room room = at_work();
  Observation release = door_event(EventKind::emergency_release);
  Observation restored = door_event(EventKind::emergency_restored);
  EXPECT_TRUE(room.hear(at("09:10:00"), release).signals.empty()) << "Z6";
  EXPECT_TRUE(room.hear(at("09:20:00"), restored).signals.empty()) << "Z6";
  EXPECT_EQ(room.hear(at("10:00:00"), taken("out")).signals.size(), 1U);
}

TEST(Locks, T4_a_session_that_ended_since_is_told_nothing_by_late_news) {
  Room room = at_work();
  room.tell(at("10:30:00"), says(SessionDo::end));
  Observation exit = taken("out");
  exit.occurred_at = at("10:00:00");
  EXPECT_TRUE(room.hear(at("10:31:00"), exit).signals.empty());
}

TEST(Locks, I7_a_designation_withdrawn_for_later_locks_when_its_time_comes) {
  Room room = at_work();
  const DesignationChanged at_noon{PersonId("tanaka"), ZoneId("room"), at("12:00:00")};
  EXPECT_TRUE(room.tell(at("11:00:00"), at_noon).signals.empty());
  EXPECT_TRUE(pass_time(room.book, at("11:59:59.999999")).signals.empty());
  const Consequences told = pass_time(room.book, at("12:00:00"));
  ASSERT_EQ(told.signals.size(), 1U);
  EXPECT_EQ(told.signals[0].at, at("12:00:00"));
}

TEST(Locks, I7_a_later_word_overtakes_a_withdrawal_that_has_not_come) {
  Room room = at_work();
  const PersonId tanaka("tanaka");
  room.tell(at("11:00:00"), DesignationChanged{tanaka, ZoneId("room"), at("12:00:00")});
  room.tell(at("11:30:00"), DesignationChanged{tanaka, ZoneId("room"), at("18:00:00")});
  EXPECT_TRUE(pass_time(room.book, at("12:00:00")).signals.empty());
  EXPECT_EQ(pass_time(room.book, at("18:00:00")).signals.size(), 1U);
}

TEST(Locks, I4_a_card_revoked_for_later_locks_when_its_time_comes) {
  Room room = at_work();
  const CredentialChanged revoked{CredentialId("card-tanaka"), CredentialState::revoked,
                                  at("12:00:00")};
  EXPECT_TRUE(room.tell(at("11:00:00"), revoked).signals.empty());
  EXPECT_EQ(room.ask(at("11:59:59")).class_, Class::zone_equivalent);
  EXPECT_EQ(pass_time(room.book, at("12:00:00")).signals.size(), 1U);
  EXPECT_EQ(room.ask(at("12:00:00")).reasons, Reasons{Reason::credential_revoked});
}

TEST(Activity, T5_work_in_the_session_of_one_who_left_is_found_each_time) {
  Room room = at_work();
  EXPECT_TRUE(room.tell(at("09:30:00"), says(SessionDo::activity)).findings.empty());
  room.hear(at("10:00:00"), taken("out"));
  room.tell(at("10:00:01"), says(SessionDo::ack));
  for (const char* now : {"10:00:02", "10:00:03"}) {
    EXPECT_EQ(
        count(room.tell(at(now), says(SessionDo::activity)), FindingKind::activity_after_exit), 1U);
  }
  room.hear(at("10:10:00"), taken());
  EXPECT_TRUE(room.tell(at("10:11:00"), says(SessionDo::activity)).findings.empty());
}

TEST(Activity, T5_who_was_never_seen_to_enter_has_not_left) {
  Room room;
  log_in(room, at("09:00:10"), in_session());
  room.tell(at("09:00:11"), says(SessionDo::begin));
  EXPECT_TRUE(room.tell(at("09:00:12"), says(SessionDo::activity)).findings.empty());
}

TEST(Activity, T5_an_exit_that_is_only_inferred_is_none) {
  Room room = at_work();
  room.hear(at("10:00:00"), door_event(EventKind::exit_requested));
  room.hear(at("10:00:01"), door_event(EventKind::door_opened));
  EXPECT_TRUE(room.tell(at("10:00:10"), says(SessionDo::activity)).findings.empty());
}

LoginAttempt of_number(int number) {
  return password("account-" + std::to_string(number));
}

// `many` accounts from nine o'clock, a second apart.
Consequences try_accounts(Room& room, int many) {
  Consequences last;
  for (int i = 0; i < many; ++i) {
    const Instant now = at("09:00:00") + i * Duration{1s};
    last = log_in(room, now, of_number(i));
  }
  return last;
}

TEST(Accounts, T6_twenty_are_a_busy_morning_and_the_twenty_first_is_an_enumeration) {
  Room room;
  EXPECT_TRUE(try_accounts(room, 20).findings.empty());
  EXPECT_FALSE(is_enumerating(room.book, of_number(0)));
  Room guessed;
  EXPECT_EQ(count(try_accounts(guessed, 21), FindingKind::enumeration), 1U);
  EXPECT_TRUE(is_enumerating(guessed.book, of_number(0)));
  LoginAttempt elsewhere = of_number(0);
  elsewhere.terminal = TerminalId("t-2");
  EXPECT_FALSE(is_enumerating(guessed.book, elsewhere));
}

TEST(Accounts, T6_ten_minutes_later_they_are_forgotten) {
  Room room;
  try_accounts(room, 21);
  pass_time(room.book, at("09:09:59.999999"));
  EXPECT_TRUE(is_enumerating(room.book, of_number(30)));
  pass_time(room.book, at("09:10:00"));
  EXPECT_FALSE(is_enumerating(room.book, of_number(30)));
}

TEST(Accounts, T6_who_began_a_session_is_no_guess) {
  Room room;
  try_accounts(room, 20);
  room.tell(at("09:01:00"),
            SessionChanged{kTerminal, kSession, AccountId("account-3"), SessionDo::begin});
  EXPECT_TRUE(log_in(room, at("09:01:01"), of_number(20)).findings.empty());
  EXPECT_EQ(count(log_in(room, at("09:01:02"), of_number(21)), FindingKind::enumeration), 1U);
  LoginAttempt going_on = of_number(3);
  going_on.session = kSession;
  EXPECT_FALSE(is_enumerating(room.book, going_on)) << "a session that has begun is answered";
}

TEST(Accounts, T6_thousands_are_remembered_in_bounded_memory) {
  Room room;
  EXPECT_TRUE(try_accounts(room, 400).findings.empty()) << "told once";
  EXPECT_TRUE(is_enumerating(room.book, of_number(1)));
}

}  // namespace
}  // namespace zonefactor::core
