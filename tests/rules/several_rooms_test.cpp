// Rooms within rooms and rooms side by side: what happens at one door, to one reader or by one
// report reaches every zone it concerns and no other (rules G4, H2, K2, K8, S7, T4, X2, Z3).
#include <gtest/gtest.h>

#include "service/core/site.h"
#include "tests/rules/room.h"

namespace zonefactor::core {
namespace {

// A second zone with a door, readers both ways and a terminal. Within the room, or beside it with
// the door between the two, or by itself with a controller of its own.
enum class Lies { within, beside, apart };

Facility with_another_room(Lies lies) {
  Facility facility = room_facility();
  Zone other = facility.zones.front();
  other.id = ZoneId("other");
  if (lies == Lies::within) other.within = ZoneId("room");
  facility.zones.push_back(other);
  Door door = facility.doors.front();
  door.id = DoorId("other-door");
  if (lies == Lies::apart) {
    facility.controllers.push_back(Controller{ControllerId("ctl-2")});
    door.controller = ControllerId("ctl-2");
  } else {
    door.side_a = ZoneId("room");
  }
  door.side_b = ZoneId("other");
  facility.doors.push_back(door);
  AccessPoint in = facility.access_points.front();
  in.id = AccessPointId("other-in");
  in.door = door.id;
  in.to = ZoneId("other");
  AccessPoint out = in;
  out.id = AccessPointId("other-out");
  out.to = door.side_a;
  facility.access_points.push_back(in);
  facility.access_points.push_back(out);
  Terminal terminal = facility.terminals.front();
  terminal.id = TerminalId("t-2");
  terminal.zone = ZoneId("other");
  facility.terminals.push_back(terminal);
  facility.designations.push_back(Designation{PersonId("tanaka"), ZoneId("other"), {}, {}});
  return facility;
}

LoginAttempt in_the_other() {
  LoginAttempt attempt = password();
  attempt.terminal = TerminalId("t-2");
  attempt.session = SessionId("s-2");
  return attempt;
}

Observation at_the_other(EventKind kind) {
  Observation observation = event(kind);
  observation.door = DoorId("other-door");
  return observation;
}

Observation by_the_second(Observation observation, Instant occurred) {
  observation.controller = ControllerId("ctl-2");
  observation.boot = "c1";
  observation.seq = 1;
  observation.occurred_at = occurred;
  return observation;
}

// Tanaka is in the inner room, with a session there.
Room in_the_inner_room() {
  Room room(with_another_room(Lies::within));
  room.hear(at("09:00:00"), taken());
  room.hear(at("09:01:00"), taken("other-in"));
  EXPECT_EQ(room.ask(at("09:02:00"), in_the_other()).class_, Class::zone_equivalent);
  room.tell(at("09:02:01"), SessionChanged{TerminalId("t-2"), SessionId("s-2"), AccountId("tanaka"),
                                           SessionDo::begin});
  return room;
}

TEST(SeveralRooms, G4_behind_a_changed_boundary_nobody_is_known_in_the_rooms_within_either) {
  Room room = in_the_inner_room();
  Facility facility = with_another_room(Lies::within);
  facility.doors.front().egress = Egress::handle;
  room.configure(at("10:00:00"), facility);
  EXPECT_EQ(room.ask(at("10:01:00"), in_the_other()).reasons, Reasons{Reason::presence_unknown});
}

TEST(SeveralRooms, X2_who_has_left_the_outer_room_unnamed_is_absent_from_the_inner) {
  Room room = in_the_inner_room();
  room.hear(at("10:00:00"), door_event(EventKind::exit_requested));
  room.hear(at("10:00:01"), door_event(EventKind::door_opened));
  EXPECT_EQ(room.ask(at("10:01:00"), in_the_other()).reasons, Reasons{Reason::presence_absent});
}

TEST(SeveralRooms, T4_a_designation_withdrawn_for_the_outer_room_locks_the_sessions_of_the_inner) {
  Room room = in_the_inner_room();
  const Consequences told =
      room.tell(at("10:00:00"),
                DesignationChanged{PersonId("tanaka"), ZoneId("room"), Instant{at("10:00:00")}});
  ASSERT_EQ(told.signals.size(), 1u);
  EXPECT_EQ(told.signals[0].kind, SignalKind::lock);
  EXPECT_EQ(told.signals[0].session, SessionId("s-2"));
}

TEST(SeveralRooms, K8_a_gap_at_the_outer_door_puts_the_inner_room_in_doubt) {
  Facility facility = with_another_room(Lies::within);
  facility.controllers.push_back(Controller{ControllerId("ctl-2")});
  facility.doors.back().controller = ControllerId("ctl-2");
  Room room(facility);
  room.hear(at("09:00:00"), taken());
  room.hear(at("09:01:00"), by_the_second(taken("other-in"), at("09:01:00")));
  EXPECT_EQ(room.ask(at("09:02:00"), in_the_other()).class_, Class::zone_equivalent);
  room.next_seq += 1;
  room.hear(at("09:03:00"), door_event(EventKind::door_closed));
  EXPECT_EQ(room.ask(at("09:04:00"), in_the_other()).reasons, Reasons{Reason::presence_uncertain});
}

TEST(SeveralRooms, Z3_a_forced_door_between_two_rooms_breaches_both) {
  Room room(with_another_room(Lies::beside));
  room.hear(at("09:00:00"), at_the_other(EventKind::door_forced));
  EXPECT_TRUE(room.ask(at("09:01:00")).reasons.has(Reason::zone_breached));
  EXPECT_TRUE(room.ask(at("09:01:00"), in_the_other()).reasons.has(Reason::zone_breached));
}

TEST(SeveralRooms, Z4_a_door_of_two_rooms_is_held_as_soon_as_it_is_for_one_of_them) {
  Facility facility = with_another_room(Lies::beside);
  facility.zones.front().held_after = 30s;
  const Room room(facility);
  EXPECT_EQ(room.book.site().door(DoorId("other-door"))->held_after, Duration{30s});
}

TEST(SeveralRooms, H2_a_reader_tampered_with_at_one_door_takes_nothing_from_the_other_door) {
  Room room(with_another_room(Lies::beside));
  Observation tamper = event(EventKind::tamper);
  tamper.access_point = AccessPointId("in");
  room.hear(at("09:00:00"), tamper);
  room.hear(at("09:01:00"), taken());
  EXPECT_EQ(room.ask(at("09:02:00")).reasons, Reasons{Reason::entry_unconfirmed});
  room.hear(at("09:03:00"), taken("other-in"));
  EXPECT_EQ(room.ask(at("09:04:00"), in_the_other()).class_, Class::zone_equivalent);
}

TEST(SeveralRooms, S7_a_third_read_that_contradicts_leaves_its_own_place_in_doubt_too) {
  Room room(with_another_room(Lies::apart));
  Observation first = taken();
  first.occurred_at = at("09:00:00");
  room.hear(at("09:00:01.1"), first);
  room.hear(at("09:00:02.1"), by_the_second(taken("other-in"), at("09:00:01")));
  Observation third = read("desk");
  third.occurred_at = at("09:00:01.5");
  room.hear(at("09:00:03"), third);
  EXPECT_EQ(room.ask(at("09:01:00")).reasons, Reasons{Reason::presence_uncertain});
}

TEST(SeveralRooms, K2_a_read_recorded_before_the_other_happened_contradicts_it_not) {
  Room room(with_another_room(Lies::apart));
  Observation first = taken();
  first.occurred_at = at("09:00:00");
  room.hear(at("09:00:00.1"), first);
  const Consequences told =
      room.hear(at("09:00:02.5"), by_the_second(taken("other-in"), at("09:00:01.5")));
  ASSERT_EQ(told.findings.size(), 1u);
  EXPECT_EQ(told.findings[0].kind, FindingKind::missed_exit);
  EXPECT_EQ(room.ask(at("09:01:00"), in_the_other()).class_, Class::zone_equivalent);
}

TEST(SeveralRooms, H6_a_controller_speaks_of_its_own_doors_readers_and_zones_alone) {
  Room room(with_another_room(Lies::apart));
  Observation release = event(EventKind::emergency_release);
  release.zone = ZoneId("room");
  for (const Observation& observation :
       {by_the_second(taken("in"), at("09:00:00")), by_the_second(release, at("09:00:00")),
        by_the_second(door_event(EventKind::door_opened), at("09:00:00"))}) {
    const Admission admission = admit(room.book, observation, at("09:00:00"));
    ASSERT_TRUE(std::holds_alternative<EventRefused>(admission));
    EXPECT_EQ(std::get<EventRefused>(admission).why, Refusal::not_yours);
  }
}

TEST(SeveralRooms, S9_who_is_in_the_inner_room_is_in_the_outer_whatever_its_lease) {
  Facility facility = with_another_room(Lies::within);
  facility.zones.front().exit = ExitKind::anonymous;
  Room room(facility);
  room.hear(at("09:00:00"), taken());
  room.hear(at("09:01:00"), taken("other-in"));
  EXPECT_EQ(room.ask(at("10:30:00")).class_, Class::zone_equivalent);
  // Back in the outer room the lease begins anew; once it is over, nobody knows.
  room.hear(at("11:00:00"), taken("other-out"));
  EXPECT_EQ(room.ask(at("12:00:00")).class_, Class::zone_equivalent);
  EXPECT_EQ(room.ask(at("12:00:00.000001")).reasons, Reasons{Reason::presence_uncertain});
}

TEST(SeveralRooms, S8_said_to_be_in_the_inner_room_nobody_is_certain_in_the_outer) {
  Facility facility = with_another_room(Lies::within);
  facility.zones.front().exit = ExitKind::anonymous;
  Room room(facility);
  room.hear(at("09:00:00"), taken());
  room.tell(at("10:10:00"), PresenceCorrected{PersonId("tanaka"), ZoneId("other"), true,
                                              PersonId("suzuki"), PersonId("sato")});
  EXPECT_EQ(room.ask(at("10:20:00")).class_, Class::not_equivalent);
}

TEST(SeveralRooms, S9_who_enters_the_inner_room_and_is_not_known_in_the_outer_was_missed) {
  for (const bool unknown : {false, true}) {
    Room room(with_another_room(Lies::within), unknown);
    const Consequences told = room.hear(at("09:00:00"), taken("other-in"));
    ASSERT_EQ(told.findings.size(), 1u);
    EXPECT_EQ(told.findings[0].kind, FindingKind::missed_entry);
    EXPECT_EQ(told.findings[0].zone, ZoneId("room"));
  }
}

TEST(SeveralRooms, Z3_a_zone_that_is_breached_by_another_door_already_is_not_breached_again) {
  Facility facility = room_facility();
  facility.controllers.push_back(Controller{ControllerId("ctl-2")});
  Door side = facility.doors.front();
  side.id = DoorId("side");
  side.controller = ControllerId("ctl-2");
  side.entry_none = true;
  facility.doors.push_back(side);
  Room room(facility);
  Observation opening = door_event(EventKind::door_opened);
  opening.seq = 2;
  room.hear(at("09:00:50"), opening);
  Observation forced = by_the_second(event(EventKind::door_forced), at("09:00:52"));
  forced.door = DoorId("side");
  EXPECT_EQ(room.hear(at("09:00:52"), forced).findings.size(), 1u);  // door_forced alone
  Observation late = granted();
  late.seq = 1;
  late.occurred_at = at("09:00:48");
  EXPECT_TRUE(room.hear(at("09:00:55"), late).findings.empty());
  EXPECT_TRUE(room.ask(at("09:01:30")).reasons.has(Reason::zone_breached));
}

}  // namespace
}  // namespace zonefactor::core
