// What a new version of the configuration takes away, and what it leaves (rules G4, I4, I7).
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/rules/room.h"

namespace zonefactor::core {
namespace {

// Tanaka is inside with a running session.
Room at_work() {
  Room room;
  room.hear(at("09:00:00"), taken());
  LoginAttempt attempt = password();
  attempt.session = SessionId("s-1");
  room.ask(at("09:01:00"), attempt);
  room.tell(at("09:01:01"), SessionChanged{TerminalId("t-1"), SessionId("s-1"), AccountId("tanaka"),
                                           SessionDo::begin});
  return room;
}

TEST(Configuration, G4_a_version_with_the_same_boundary_leaves_everyone_where_they_are) {
  Room room = at_work();
  Facility facility = room_facility();
  facility.zones.front().lease = 30min;
  EXPECT_TRUE(room.configure(at("10:00:00"), facility).empty());
  EXPECT_EQ(room.ask(at("10:01:00")).class_, Class::zone_equivalent);
}

TEST(Configuration, G4_behind_a_changed_boundary_nobody_is_known) {
  const auto with = [](auto change) {
    Facility facility = room_facility();
    change(facility);
    return facility;
  };
  const Facility changed[] = {
      with([](Facility& f) { f.doors.front().egress = Egress::handle; }),
      with([](Facility& f) { f.doors.front().contact = false; }),
      with([](Facility& f) {
        Door second = f.doors.front();
        second.id = DoorId("second");
        second.entry_none = true;
        f.doors.push_back(second);
      }),
  };
  for (const Facility& facility : changed) {
    Room room = at_work();
    room.configure(at("10:00:00"), facility);
    EXPECT_EQ(room.ask(at("10:01:00")).reasons, Reasons{Reason::presence_unknown});
    room.hear(at("10:02:00"), taken());
    EXPECT_EQ(room.ask(at("10:03:00")).zone, ZoneId("room"));
    EXPECT_FALSE(room.ask(at("10:03:00")).reasons.has(Reason::presence_unknown));
  }
}

TEST(Configuration, G4_a_terminal_that_moved_drops_its_sessions) {
  Room room = at_work();
  Facility facility = room_facility();
  facility.terminals.front().zone.reset();
  const Consequences told = room.configure(at("10:00:00"), facility);
  ASSERT_EQ(told.signals.size(), 1u);
  EXPECT_EQ(told.signals[0].kind, SignalKind::step_up);
}

TEST(Configuration, I7_a_designation_taken_out_of_the_file_locks_running_sessions) {
  Room room = at_work();
  Facility facility = room_facility();
  facility.designations.front().valid_until = at("10:00:00");
  const Consequences told = room.configure(at("10:00:00"), facility);
  ASSERT_EQ(told.signals.size(), 1u);
  EXPECT_EQ(told.signals[0].kind, SignalKind::lock);
  EXPECT_EQ(room.ask(at("10:01:00")).reasons, Reasons{Reason::not_designated});
}

TEST(Configuration, I4_a_card_lost_by_the_file_locks_who_came_in_by_it) {
  Room room = at_work();
  Facility facility = room_facility();
  facility.credentials.front().state = CredentialState::lost;
  const Consequences told = room.configure(at("10:00:00"), facility);
  ASSERT_EQ(told.signals.size(), 1u);
  EXPECT_EQ(told.signals[0].kind, SignalKind::lock);
  EXPECT_EQ(room.ask(at("10:01:00")).reasons, Reasons{Reason::credential_revoked});
}

}  // namespace
}  // namespace zonefactor::core
