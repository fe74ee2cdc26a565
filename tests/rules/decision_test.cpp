// The answer itself: its class, all of its reasons, its outcome, and the entries it rests on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/core/judge.h"
#include "tests/rules/room.h"

namespace zonefactor::core {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

// The entries a condition rests on; 0 for C1.
std::vector<EntryRef> behind(const Decision& decision, std::size_t condition) {
  std::vector<EntryRef> entries;
  for (const RestsOn& rests_on : decision.evidence) {
    if (rests_on.condition == condition) entries.push_back(rests_on.entry);
  }
  return entries;
}

TEST(Decision, A6_the_evidence_names_the_entry_it_is_founded_on) {
  Room room;
  room.hear(at("09:00:00"), granted());
  const EntryRef grant = room.last();
  room.hear(at("09:00:01"), door_event(EventKind::door_opened));
  const EntryRef opening = room.last();
  const Decision decision = room.ask(at("09:01:00"));
  EXPECT_THAT(behind(decision, 2), Contains(grant));
  EXPECT_THAT(behind(decision, 2), Contains(opening));
  EXPECT_THAT(behind(decision, 3), Contains(grant));
  EXPECT_THAT(behind(decision, 5), Contains(opening));
  for (const std::size_t condition : {0U, 1U, 2U, 3U, 4U, 5U}) {
    EXPECT_THAT(behind(decision, condition), Not(IsEmpty())) << "C" << condition + 1;
  }
  EXPECT_EQ(decision.edition, kRuleEdition);
  EXPECT_EQ(decision.configuration, room.book.site().closed_at());
}

TEST(Decision, A6_of_a_doubt_the_evidence_names_the_entry_that_raised_it) {
  Room room;
  room.hear(at("09:00:00"), taken());
  ++room.next_seq;
  room.hear(at("09:01:00"), door_event(EventKind::door_closed));
  const EntryRef after_the_gap = room.last();
  EXPECT_THAT(behind(room.ask(at("09:02:00")), 5), Contains(after_the_gap));
}

TEST(Decision, A1_class_and_outcome_are_separate) {
  Facility facility = room_facility();
  facility.zones.front().enforcement = Enforcement::monitor;
  Room room(facility);
  const Decision decision = room.ask(at("09:00:00"));
  EXPECT_EQ(decision.class_, Class::not_equivalent);
  EXPECT_EQ(decision.outcome, Outcome::allow);
}

TEST(Decision, A3_each_class_has_its_outcome) {
  const auto outcome = [](Class class_) {
    return outcome_of(class_, Enforcement::enforce, Outcome::deny, Outcome::step_up);
  };
  EXPECT_EQ(outcome(Class::native_two_factor), Outcome::allow);
  EXPECT_EQ(outcome(Class::zone_equivalent), Outcome::allow);
  EXPECT_EQ(outcome(Class::emergency), Outcome::allow);
  EXPECT_EQ(outcome(Class::not_equivalent), Outcome::deny);
  EXPECT_EQ(outcome(Class::undetermined), Outcome::step_up);
}

TEST(Decision, A4_one_known_failure_among_doubts_is_not_equivalent) {
  for (std::size_t i = 0; i < count_of<Reason>(); ++i) {
    const Reason reason = static_cast<Reason>(i);
    const bool doubt = kUndeterminedReasons.has(reason);
    EXPECT_EQ(class_of_failing(Reasons{reason}),
              doubt ? Class::undetermined : Class::not_equivalent);
    EXPECT_EQ(class_of_failing(Reasons{reason, Reason::presence_unknown}),
              doubt ? Class::undetermined : Class::not_equivalent)
        << name_of(reason);
  }
}

TEST(Decision, A7_a_room_may_deny_what_is_not_equivalent) {
  Facility facility = room_facility();
  facility.zones.front().on_not_equivalent = Outcome::deny;
  Room room(facility);
  EXPECT_EQ(room.ask(at("09:00:00")).outcome, Outcome::deny);
}

TEST(Decision, A8_a_step_up_names_the_terminals_own_methods_and_no_other) {
  Facility facility = room_facility();
  Room room(facility);
  EXPECT_THAT(room.ask(at("09:00:00")).amr_values, ElementsAre("otp"));
  facility.terminals.front().step_up = std::vector<std::string>{};
  room.configure(at("09:01:00"), facility);
  EXPECT_THAT(room.ask(at("09:02:00")).amr_values, IsEmpty());
  room.hear(at("09:03:00"), taken());
  EXPECT_THAT(room.ask(at("09:04:00")).amr_values, IsEmpty());
}

TEST(Decision, A2_an_unknown_terminal_is_never_native) {
  Room room;
  LoginAttempt attempt = password();
  attempt.terminal = TerminalId("elsewhere");
  attempt.amr = Amrs{Amr::pwd, Amr::otp};
  EXPECT_EQ(room.ask(at("09:00:00"), attempt).reasons, Reasons{Reason::terminal_unknown});
}

TEST(Decision, T3_a_session_of_unsaid_kind_counts_as_console_only_from_a_peer_that_attests_it) {
  Facility facility = room_facility();
  Room strict(facility);
  strict.hear(at("09:00:00"), taken());
  LoginAttempt unsaid = password();
  unsaid.session_kind.reset();
  EXPECT_EQ(strict.ask(at("09:00:01"), unsaid).reasons, Reasons{Reason::session_remote});
  unsaid.attests_console = true;
  EXPECT_EQ(strict.ask(at("09:00:02"), unsaid).class_, Class::zone_equivalent);

  facility.head.profile = Profile::guideline;
  Room guideline(facility);
  guideline.hear(at("09:00:00"), taken());
  unsaid.attests_console = false;
  const Decision warned = guideline.ask(at("09:00:01"), unsaid);
  EXPECT_EQ(warned.class_, Class::zone_equivalent);
  EXPECT_EQ(warned.warnings, Warnings{Warning::session_kind_unattested});
}

TEST(Decision, F8_going_on_with_a_session_nobody_began_carries_no_factor) {
  Room room;
  room.hear(at("09:00:00"), taken());
  LoginAttempt attempt = password();
  attempt.action = Action::continue_;
  attempt.session = SessionId("s-1");
  EXPECT_TRUE(
      room.ask(at("09:00:01"), attempt).reasons.has(Reason::terminal_authentication_missing));
}

TEST(Decision, Z1_a_basis_holds_through_its_review_date_in_the_facilitys_time) {
  Facility facility = room_facility();
  facility.zones.front().basis->review_due = Date{std::chrono::year{2026} / 11 / 22};
  Room room(facility);
  room.hear(at("20:00:00"), taken());
  EXPECT_EQ(room.ask(at("23:59:59.999999")).class_, Class::zone_equivalent);
  EXPECT_EQ(room.ask(at("2026-11-23T00:00:00")).reasons, Reasons{Reason::zone_basis_overdue});
}

TEST(Decision, S9_an_answer_that_needs_the_outer_entry_is_good_no_longer_than_it) {
  Facility facility = room_facility();
  facility.zones.front().max_presence = 2h;
  Zone inner = facility.zones.front();
  inner.id = ZoneId("inner");
  inner.within = ZoneId("room");
  inner.max_presence = 14h;
  Door door = facility.doors.front();
  door.id = DoorId("inner-door");
  door.side_a = ZoneId("room");
  door.side_b = ZoneId("inner");
  AccessPoint face = facility.access_points.front();
  face.id = AccessPointId("inner-in");
  face.door = door.id;
  face.to = ZoneId("inner");
  face.methods = {Methods{Method::card}};
  facility.access_points.front().methods = {Methods{Method::card, Method::pin}};
  facility.zones.push_back(inner);
  facility.doors.push_back(door);
  facility.access_points.push_back(face);
  facility.terminals.front().zone = ZoneId("inner");
  facility.designations.push_back({PersonId("tanaka"), ZoneId("inner"), {}, {}});
  Room room(facility);
  room.hear(at("09:00:00"), taken());
  room.hear(at("09:30:00"), taken("inner-in"));
  LoginAttempt key = password();
  key.amr = Amrs{Amr::hwk};
  const Decision needs_the_pin = room.ask(at("09:31:00"), key);
  EXPECT_EQ(needs_the_pin.class_, Class::zone_equivalent);
  EXPECT_EQ(needs_the_pin.valid_until, at("11:00:00"));
}

TEST(Decision, Z1_an_internal_rule_past_its_review_fails_both_ways_where_only_law_counts) {
  Facility facility = room_facility();
  facility.zones.front().basis->kind = BasisKind::internal_rule;
  facility.zones.front().basis->review_due = Date{std::chrono::year{2026} / 11 / 21};
  Room room(facility);
  room.hear(at("09:00:00"), taken());
  EXPECT_EQ(room.ask(at("09:01:00")).reasons,
            (Reasons{Reason::zone_basis_missing, Reason::zone_basis_overdue}));
}

}  // namespace
}  // namespace zonefactor::core
