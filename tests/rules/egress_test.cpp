// Exits nobody can name: who may have left through an opening, and what it takes to be known inside
// again (rules X2, X4), openings that nothing explains (rule Z3), doors held open (rule Z4).
#include <gtest/gtest.h>

#include "service/core/site.h"
#include "tests/rules/room.h"

namespace zonefactor::core {
namespace {

constexpr std::size_t kTwo = 2;

Observation requested() {
  return door_event(EventKind::exit_requested);
}
Observation opened() {
  return door_event(EventKind::door_opened);
}
Observation closed() {
  return door_event(EventKind::door_closed);
}

Facility room_left_by(Egress egress) {
  Facility facility = room_facility();
  facility.doors.front().egress = egress;
  return facility;
}

// Tanaka, and Suzuki where two are wanted, came in at nine; the door is closed.
Room occupied(const Facility& facility = room_facility(), std::size_t people = 1) {
  Room room(facility);
  room.hear(at("09:00:00"), granted("in", "04A1"));
  if (people > 1) room.hear(at("09:00:00"), granted("in", "04B2"));
  room.hear(at("09:00:01"), opened());
  room.hear(at("09:00:03"), closed());
  return room;
}

bool has(const Consequences& consequences, FindingKind kind) {
  for (const Finding& finding : consequences.findings) {
    if (finding.kind == kind) return true;
  }
  return false;
}

TEST(Egress, X2_one_inside_is_absent_and_no_session_is_locked) {
  Room room = occupied();
  room.tell(at("09:01:00"), SessionChanged{TerminalId("t-1"), SessionId("s-1"), AccountId("tanaka"),
                                           SessionDo::begin});
  room.hear(at("10:00:00"), requested());
  EXPECT_TRUE(room.hear(at("10:00:02"), opened()).signals.empty());
  EXPECT_EQ(room.ask(at("10:00:30")).reasons, Reasons{Reason::presence_absent});
}

TEST(Egress, X2_of_several_inside_each_is_in_doubt) {
  Room room = occupied(room_facility(), kTwo);
  room.hear(at("10:00:00"), requested());
  room.hear(at("10:00:02"), opened());
  for (const char* account : {"tanaka", "suzuki"}) {
    const Decision decision = room.ask(at("10:00:30"), password(account));
    EXPECT_EQ(decision.reasons, Reasons{Reason::presence_uncertain}) << account;
    EXPECT_EQ(decision.class_, Class::undetermined);
  }
}

TEST(Egress, X2_where_anyone_is_unknown_there_may_be_several) {
  Room room(room_facility(), true);
  room.hear(at("09:00:00"), taken("in", "04A1"));
  room.hear(at("10:00:00"), requested());
  room.hear(at("10:00:02"), opened());
  EXPECT_EQ(room.ask(at("10:00:30")).reasons, Reasons{Reason::presence_uncertain});
}

TEST(Egress, X2_a_session_falls_when_the_grace_ends_and_not_before) {
  Room room = occupied();
  LoginAttempt attempt = password();
  attempt.session = SessionId("s-1");
  EXPECT_EQ(room.ask(at("09:01:00"), attempt).class_, Class::zone_equivalent);
  room.hear(at("10:00:00"), requested());
  room.hear(at("10:00:02"), opened());
  EXPECT_TRUE(pass_time(room.book, at("10:02:01.999999")).signals.empty());
  const Consequences due = pass_time(room.book, at("10:02:02"));
  ASSERT_EQ(due.signals.size(), 1u);
  EXPECT_EQ(due.signals[0].kind, SignalKind::step_up);
  EXPECT_EQ(due.signals[0].session, SessionId("s-1"));
}

TEST(Egress, X2_an_exit_taken_back_leaves_open_who_went_out_meanwhile) {
  Facility facility = room_facility();
  facility.doors.front().contact = false;
  Room room(facility);
  room.hear(at("09:00:00"), taken());
  room.hear(at("10:00:00"), granted("out"));
  room.hear(at("10:00:05"), requested());
  room.hear(at("10:00:08"), not_taken("out"));
  EXPECT_EQ(room.ask(at("10:01:00")).reasons, Reasons{Reason::presence_absent});
}

TEST(Egress, X4_where_the_contact_is_faulty_a_request_is_an_exit) {
  Room room = occupied();
  room.hear(at("09:30:00"), door_event(EventKind::fault));
  room.hear(at("10:00:00"), requested());
  EXPECT_EQ(room.ask(at("10:01:00")).reasons, Reasons{Reason::presence_absent});
}

TEST(Egress, S5_an_exit_after_one_that_was_only_inferred_misses_no_entry) {
  Room room = occupied();
  room.hear(at("10:00:00"), requested());
  room.hear(at("10:00:02"), opened());
  EXPECT_TRUE(room.hear(at("10:00:04"), taken("out")).findings.empty());
}

TEST(Egress, X3_a_read_inside_makes_the_one_inferred_absent_present_again) {
  Room room = occupied();
  LoginAttempt attempt = password();
  attempt.session = SessionId("s-1");
  room.ask(at("09:01:00"), attempt);
  room.hear(at("10:00:00"), requested());
  room.hear(at("10:00:02"), opened());
  EXPECT_TRUE(room.hear(at("10:00:20"), read("desk")).findings.empty());
  EXPECT_EQ(room.ask(at("10:00:30")).class_, Class::zone_equivalent);
  EXPECT_TRUE(pass_time(room.book, at("10:05:00")).signals.empty());
}

TEST(Egress, X4_a_request_ten_seconds_before_the_opening_is_an_exit) {
  Room room = occupied();
  room.hear(at("10:00:00"), requested());
  EXPECT_FALSE(has(room.hear(at("10:00:10"), opened()), FindingKind::door_forced));
  EXPECT_EQ(room.ask(at("10:00:30")).reasons, Reasons{Reason::presence_absent});
}

TEST(Egress, X4_a_request_longer_ago_explains_nothing) {
  Room room = occupied();
  room.hear(at("10:00:00"), requested());
  EXPECT_TRUE(has(room.hear(at("10:00:10.000001"), opened()), FindingKind::door_forced));
  EXPECT_EQ(room.ask(at("10:00:30")).reasons, Reasons{Reason::zone_breached});
}

TEST(Egress, X4_an_opening_nothing_explains_is_an_exit_at_a_handle_and_at_an_unlocked_door) {
  Room handle = occupied(room_left_by(Egress::handle));
  EXPECT_TRUE(handle.hear(at("10:00:00"), opened()).findings.empty());
  EXPECT_EQ(handle.ask(at("10:00:30")).reasons, Reasons{Reason::presence_absent});

  Room unlocked = occupied();
  Observation mode = door_event(EventKind::door_mode);
  mode.mode = DoorMode::unlocked;
  unlocked.hear(at("09:30:00"), mode);
  EXPECT_TRUE(unlocked.hear(at("10:00:00"), opened()).findings.empty());
  EXPECT_TRUE(unlocked.ask(at("10:00:30")).reasons.has(Reason::presence_absent));
}

TEST(Egress, X4_a_door_is_left_by_its_reader_where_one_leads_out_else_by_a_button) {
  const Room with_reader;
  EXPECT_EQ(with_reader.book.site().door(DoorId("door"))->egress, Egress::reader);
  Facility facility = room_facility();
  std::erase_if(facility.access_points,
                [](const AccessPoint& point) { return point.id == AccessPointId("out"); });
  const Room without(facility);
  EXPECT_EQ(without.book.site().door(DoorId("door"))->egress, Egress::rex);
}

TEST(Egress, Z3_an_opening_nothing_explains_breaches_until_somebody_acknowledges) {
  Room room = occupied();
  const Consequences forced = room.hear(at("10:00:00"), opened());
  EXPECT_TRUE(has(forced, FindingKind::door_forced));
  EXPECT_TRUE(has(forced, FindingKind::zone_breached));
  room.hear(at("10:00:05"), closed());
  EXPECT_EQ(room.ask(at("10:01:00")).reasons, Reasons{Reason::zone_breached});
  room.tell(at("10:02:00"),
            Acknowledged{ZoneId("room"), Acknowledgeable::breach, PersonId("suzuki")});
  EXPECT_EQ(room.ask(at("10:03:00")).class_, Class::zone_equivalent);
}

TEST(Egress, Z3_of_many_breaches_one_explained_leaves_the_others) {
  Room room = occupied();
  for (int minute = 0; minute < 40; ++minute) {
    room.hear(at("10:00:00") + minute * 1min, opened());
    room.hear(at("10:00:05") + minute * 1min, closed());
  }
  room.hear(at("11:00:00"), opened());
  room.hear(at("11:00:02"), taken("in", "04B2"));
  EXPECT_EQ(room.ask(at("11:01:00")).reasons, Reasons{Reason::zone_breached});
}

TEST(Egress, X4_a_passage_while_the_door_stands_open_explains_the_opening) {
  Room room = occupied();
  EXPECT_TRUE(has(room.hear(at("10:00:00"), opened()), FindingKind::door_forced));
  room.hear(at("10:00:02"), taken("in", "04B2"));
  EXPECT_EQ(room.ask(at("10:01:00")).class_, Class::zone_equivalent);
}

TEST(Egress, X4_an_opening_that_a_passage_explains_puts_nobody_in_doubt) {
  Room room = occupied(room_left_by(Egress::handle), kTwo);
  room.hear(at("10:00:00"), opened());
  EXPECT_EQ(room.ask(at("10:00:01")).reasons, Reasons{Reason::presence_uncertain});
  room.hear(at("10:00:02"), taken("out", "04B2"));
  EXPECT_EQ(room.ask(at("10:01:00")).class_, Class::zone_equivalent);
}

TEST(Egress, X4_a_passage_after_the_door_has_closed_does_not) {
  Room room = occupied();
  room.hear(at("10:00:00"), opened());
  room.hear(at("10:00:02"), closed());
  room.hear(at("10:00:03"), taken("in", "04B2"));
  EXPECT_EQ(room.ask(at("10:01:00")).reasons, Reasons{Reason::zone_breached});
}

TEST(Egress, X4_a_grant_to_nobody_we_know_explains_an_opening_too) {
  Room room = occupied();
  room.hear(at("10:00:00"), granted("in", "FFFF"));
  EXPECT_FALSE(has(room.hear(at("10:00:01"), opened()), FindingKind::door_forced));
}

TEST(Egress, K4_an_explanation_that_arrives_late_lifts_the_breach) {
  Room room = occupied();
  Observation late = granted("in", "04B2");
  late.occurred_at = at("09:59:58");
  late.seq = room.next_seq++;
  Observation opening = opened();
  opening.occurred_at = at("10:00:00");
  EXPECT_TRUE(has(room.hear(at("10:00:00"), opening), FindingKind::door_forced));
  room.hear(at("10:00:04"), late);
  EXPECT_EQ(room.ask(at("10:01:00")).class_, Class::zone_equivalent);
}

TEST(Egress, P7_in_against_out_through_one_opening_is_no_confirmed_entry) {
  Room room;
  room.hear(at("09:00:00"), requested());
  room.hear(at("09:00:01"), granted());
  room.hear(at("09:00:02"), opened());
  const Decision decision = room.ask(at("09:01:00"));
  EXPECT_EQ(decision.reasons, Reasons{Reason::entry_unconfirmed});
  EXPECT_TRUE(decision.warnings.has(Warning::passage_ambiguous));
}

TEST(Egress, P7_the_one_who_enters_is_not_the_one_who_left) {
  Room room = occupied();  // Tanaka is inside
  room.hear(at("10:00:00"), requested());
  room.hear(at("10:00:01"), granted("in", "04B2"));
  room.hear(at("10:00:02"), opened());
  EXPECT_EQ(room.ask(at("10:01:00")).reasons, Reasons{Reason::presence_absent});
  EXPECT_EQ(room.ask(at("10:01:00"), password("suzuki")).reasons,
            Reasons{Reason::entry_unconfirmed});
}

TEST(Egress, P7_a_request_while_the_door_stands_open_counts_as_one_before_it) {
  Room room;
  room.hear(at("09:00:01"), granted());
  room.hear(at("09:00:02"), opened());
  room.hear(at("09:00:04"), requested());
  EXPECT_EQ(room.ask(at("09:01:00")).reasons, Reasons{Reason::entry_unconfirmed});
}

TEST(Egress, Z4_a_door_open_for_a_minute_is_held_and_a_moment_less_is_not) {
  Room room;
  room.hear(at("09:00:00"), granted("in", "04B2"));
  room.hear(at("09:00:01"), opened());
  EXPECT_FALSE(has(pass_time(room.book, at("09:01:00.999999")), FindingKind::door_held));
  EXPECT_TRUE(has(pass_time(room.book, at("09:01:01")), FindingKind::door_held));
  room.hear(at("09:01:02"), granted());
  EXPECT_EQ(room.ask(at("09:02:00")).reasons, Reasons{Reason::entry_unconfirmed});
  EXPECT_EQ(room.ask(at("09:02:00"), password("suzuki")).class_, Class::zone_equivalent);
}

TEST(Egress, Z4_a_door_that_its_controller_called_held_is_found_held_once) {
  Room room;
  room.hear(at("09:00:00"), granted());
  room.hear(at("09:00:01"), opened());
  EXPECT_TRUE(
      has(room.hear(at("09:00:30"), door_event(EventKind::door_held)), FindingKind::door_held));
  EXPECT_TRUE(pass_time(room.book, at("09:02:00")).findings.empty());
}

TEST(Egress, Z4_a_door_closed_in_time_is_not_held) {
  Room room = occupied();
  EXPECT_TRUE(pass_time(room.book, at("09:10:00")).findings.empty());
}

TEST(Egress, P7_holds_in_whatever_order_the_two_are_told) {
  const auto told = [](std::initializer_list<Observation> events) {
    Room room;
    Instant now = at("09:00:00");
    for (const Observation& event : events) room.hear(now += 1s, event);
    return room.ask(at("09:00:30"));
  };
  for (const Observation& entry : {granted(), taken()}) {
    for (const Decision& decision :
         {told({requested(), opened(), entry}), told({opened(), requested(), entry}),
          told({opened(), entry, requested()}), told({entry, opened(), requested()}),
          told({entry, requested(), opened()}), told({requested(), entry, opened()})}) {
      EXPECT_TRUE(decision.reasons.has(Reason::entry_unconfirmed)) << name_of(entry.kind);
      EXPECT_EQ(decision.warnings, Warnings{Warning::passage_ambiguous}) << name_of(entry.kind);
    }
  }
}

TEST(Egress, X4_a_passage_while_a_handle_door_stands_open_explains_it_and_nobody_has_left) {
  for (const std::size_t people : {std::size_t{1}, kTwo}) {
    Room room = occupied(room_left_by(Egress::handle), people);
    room.hear(at("10:00:00"), opened());
    EXPECT_NE(room.ask(at("10:00:01")).class_, Class::zone_equivalent);
    room.hear(at("10:00:02"), taken("in", people == 1 ? "04B2" : "04A1"));
    EXPECT_EQ(room.ask(at("10:00:03")).class_, Class::zone_equivalent);
  }
}

TEST(Egress, X2_who_asked_to_go_out_through_the_open_door_went_whoever_comes_in_yet) {
  Room room = occupied(room_left_by(Egress::handle));
  room.hear(at("10:00:00"), opened());
  room.hear(at("10:00:01"), requested());
  room.hear(at("10:00:02"), taken("in", "04B2"));
  EXPECT_EQ(room.ask(at("10:00:03")).reasons, Reasons{Reason::presence_absent});
}

TEST(Egress, X2_a_read_inside_before_the_request_does_not_cure_what_the_request_tells) {
  Room room = occupied();
  room.hear(at("10:00:00"), granted("in", "04B2"));
  room.hear(at("10:00:01"), opened());
  room.hear(at("10:00:02"), read("desk"));
  room.hear(at("10:00:03"), requested());
  EXPECT_EQ(room.ask(at("10:00:04")).reasons, Reasons{Reason::presence_absent});
}

TEST(Egress, X2_who_came_in_by_another_door_while_this_one_stood_open_may_have_left_by_it) {
  Facility facility = room_left_by(Egress::rex);
  Door side = facility.doors.front();
  side.id = DoorId("side");
  facility.doors.push_back(side);
  Room room(facility);
  const auto at_the_side = [](EventKind kind) {
    Observation observation = event(kind);
    observation.door = DoorId("side");
    return observation;
  };
  room.hear(at("09:00:00"), at_the_side(EventKind::exit_requested));
  room.hear(at("09:00:01"), at_the_side(EventKind::door_opened));
  room.hear(at("09:30:00"), taken());
  room.hear(at("10:00:00"), at_the_side(EventKind::exit_requested));
  EXPECT_TRUE(room.ask(at("10:00:01")).reasons.has(Reason::presence_absent));
}

TEST(Egress, S4_who_was_seen_outside_is_not_absent_by_inference_only) {
  Room room = occupied(room_left_by(Egress::handle));
  room.hear(at("10:00:00"), granted());
  room.hear(at("10:00:11"), opened());
  room.hear(at("10:00:30"), read("desk"));
  EXPECT_EQ(room.ask(at("10:00:31")).reasons, Reasons{Reason::presence_absent});
}

}  // namespace
}  // namespace zonefactor::core
