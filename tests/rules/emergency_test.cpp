// Declared emergencies, accounts kept for them, and presence said by people (rules E1, E2, S8).
#include <gtest/gtest.h>

#include "tests/rules/room.h"

namespace zonefactor::core {
namespace {

Facility room_with_break_glass(BreakGlass break_glass = BreakGlass::declared) {
  Facility facility = room_facility();
  facility.zones.front().break_glass = break_glass;
  facility.persons.front().emergency_accounts = {AccountId("emergency-1")};
  return facility;
}

EmergencyDeclared declared_until(const char* until) {
  return {PersonId("suzuki"), {ZoneId("room")}, at(until)};
}

PresenceCorrected corrected(bool present) {
  return {PersonId("tanaka"), ZoneId("room"), present, PersonId("suzuki"), PersonId("sato")};
}

TEST(Emergency, E1_while_it_lasts_a_login_that_fails_is_an_emergency_with_its_reasons) {
  Room room(room_with_break_glass());
  const Consequences told = room.tell(at("09:00:00"), declared_until("10:00:00"));
  ASSERT_EQ(told.findings.size(), 1u);
  EXPECT_EQ(told.findings[0].kind, FindingKind::emergency_declared);
  const Decision during = room.ask(at("09:59:59.999999"));
  EXPECT_EQ(during.class_, Class::emergency);
  EXPECT_EQ(during.outcome, Outcome::allow);
  EXPECT_EQ(during.reasons, Reasons{Reason::presence_absent});
  EXPECT_EQ(room.ask(at("10:00:00")).class_, Class::not_equivalent);
}

TEST(Emergency, E1_what_is_good_by_itself_stays_so) {
  Room room(room_with_break_glass());
  room.tell(at("08:00:00"), declared_until("11:00:00"));
  room.hear(at("09:00:00"), taken());
  EXPECT_EQ(room.ask(at("09:01:00")).class_, Class::zone_equivalent);
  LoginAttempt native = password();
  native.amr = {Amr::pwd, Amr::otp};
  EXPECT_EQ(room.ask(at("09:02:00"), native).class_, Class::native_two_factor);
}

TEST(Emergency, E1_a_zone_that_has_none_is_in_no_scope) {
  Room room(room_with_break_glass(BreakGlass::none));
  EXPECT_TRUE(room.tell(at("09:00:00"), declared_until("10:00:00")).empty());
  EXPECT_EQ(room.ask(at("09:30:00")).class_, Class::not_equivalent);
}

TEST(Emergency, E2_an_emergency_account_is_told_outside_a_declaration_only) {
  Room room(room_with_break_glass());
  const auto used = [&room](Instant now) {
    const LoginAttempt attempt = password("emergency-1");
    pass_time(room.book, now);
    const Decision decision = decide(room.book, attempt);
    const Consequences told = room.tell(now, LoginDecided{attempt, decision, "test", {}});
    return !told.findings.empty() && told.findings[0].kind == FindingKind::emergency_account_used;
  };
  EXPECT_TRUE(used(at("08:00:00")));
  room.tell(at("09:00:00"), declared_until("10:00:00"));
  EXPECT_FALSE(used(at("09:30:00")));
  EXPECT_TRUE(used(at("10:00:00")));
}

TEST(Emergency, S8_a_presence_said_by_people_is_never_enough) {
  Room room;
  room.tell(at("09:00:00"), corrected(true));
  EXPECT_EQ(room.ask(at("09:01:00")).reasons, Reasons{Reason::entry_anonymous});
}

TEST(Emergency, S8_who_is_present_by_an_entry_stays_so) {
  Room room;
  room.hear(at("09:00:00"), taken());
  room.tell(at("09:01:00"), corrected(true));
  EXPECT_EQ(room.ask(at("09:02:00")).class_, Class::zone_equivalent);
}

TEST(Emergency, S8_who_is_corrected_out_is_absent_and_locked) {
  Room room;
  room.hear(at("09:00:00"), taken());
  room.tell(at("09:01:00"), SessionChanged{TerminalId("t-1"), SessionId("s-1"), AccountId("tanaka"),
                                           SessionDo::begin});
  const Consequences told = room.tell(at("09:02:00"), corrected(false));
  ASSERT_EQ(told.signals.size(), 1u);
  EXPECT_EQ(told.signals[0].kind, SignalKind::lock);
  EXPECT_EQ(room.ask(at("09:03:00")).reasons, Reasons{Reason::presence_absent});
}

TEST(Emergency, E1_a_version_that_gives_the_zone_none_ends_it) {
  Room room(room_with_break_glass());
  room.tell(at("09:00:00"), declared_until("11:00:00"));
  room.configure(at("09:30:00"), room_with_break_glass(BreakGlass::none));
  EXPECT_EQ(room.ask(at("10:00:00")).class_, Class::not_equivalent);
}

TEST(Emergency, E1_of_two_declarations_the_longer_counts) {
  for (const bool longer_first : {false, true}) {
    Room room(room_with_break_glass());
    room.tell(at("09:00:00"), declared_until(longer_first ? "11:00:00" : "10:00:00"));
    room.tell(at("09:01:00"), declared_until(longer_first ? "10:00:00" : "11:00:00"));
    EXPECT_EQ(room.ask(at("10:30:00")).class_, Class::emergency);
    EXPECT_EQ(room.ask(at("11:00:00")).class_, Class::not_equivalent);
  }
}

TEST(Emergency, Z6_each_release_is_taken_back_by_its_like) {
  Facility facility = room_facility();
  Door side = facility.doors.front();
  side.id = DoorId("side");
  side.entry_none = true;
  facility.doors.push_back(side);
  const auto of = [](EventKind kind, const char* door) {
    Observation observation = event(kind);
    if (door == nullptr) {
      observation.zone = ZoneId("room");
    } else {
      observation.door = DoorId(door);
    }
    return observation;
  };
  const auto open_after = [&](std::vector<Observation> story) {
    Room room(facility);
    Instant now = at("08:00:00");
    for (Observation& observation : story) room.hear(now += 1s, observation);
    room.hear(at("09:00:00"), taken());
    return room.ask(at("09:01:00")).reasons == Reasons{Reason::zone_open};
  };
  const auto begin = EventKind::emergency_release;
  const auto end = EventKind::emergency_restored;
  EXPECT_TRUE(open_after({of(begin, "door"), of(begin, "side"), of(end, "door")}));
  EXPECT_TRUE(open_after({of(begin, nullptr), of(end, "door")}));
  EXPECT_TRUE(open_after({of(begin, "door"), of(end, "side")}));
  EXPECT_FALSE(
      open_after({of(begin, "door"), of(begin, "side"), of(end, "door"), of(end, "side")}));
  EXPECT_FALSE(open_after({of(begin, "door"), of(begin, "side"), of(end, nullptr)}));
  EXPECT_FALSE(open_after({of(begin, nullptr), of(begin, nullptr), of(end, nullptr)}));
}

}  // namespace
}  // namespace zonefactor::core
