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

TEST(Configuration, G4_a_terminal_that_moved_drops_its_native_sessions_too) {
  Room room;
  LoginAttempt attempt = password();
  attempt.session = SessionId("s-1");
  attempt.amr = {Amr::pwd, Amr::otp};
  EXPECT_EQ(room.ask(at("09:00:00"), attempt).class_, Class::native_two_factor);
  Facility facility = room_facility();
  facility.terminals.front().zone.reset();
  const Consequences told = room.configure(at("10:00:00"), facility);
  ASSERT_EQ(told.signals.size(), 1u);
  EXPECT_EQ(told.signals[0].kind, SignalKind::step_up);
  attempt.action = Action::continue_;
  EXPECT_EQ(room.ask(at("10:01:00"), attempt).class_, Class::not_equivalent);
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

TEST(Configuration, G4_past_events_keep_the_reader_mode_of_their_time) {
  Facility facility = room_facility();
  facility.access_points.front().methods = {Methods{Method::face}};
  Room room = at_work();
  room.configure(at("10:00:00"), facility);
  EXPECT_EQ(room.ask(at("10:01:00")).entry_kinds, FactorKinds{FactorKind::possession});
  EXPECT_EQ(room.ask(at("10:01:00")).class_, Class::zone_equivalent);
}

Facility room_of_card_and_pin(OnDrift on_drift) {
  Facility facility = room_facility();
  facility.zones.front().on_drift = on_drift;
  facility.access_points.front().methods = {Methods{Method::card, Method::pin}};
  return facility;
}

// The reader lets in by card alone, so many times in a row.
Consequences drift(Room& room, int times) {
  Consequences told;
  for (int i = 0; i < times; ++i) {
    Observation by_card = taken();
    by_card.methods = Methods{Method::card};
    told = room.hear(at("09:00:00") + i * Duration{60s}, by_card);
    if (i + 1 < times) room.hear(at("09:00:30") + i * Duration{60s}, taken("out"));
  }
  return told;
}

bool has(const Consequences& consequences, FindingKind kind) {
  return std::any_of(consequences.findings.begin(), consequences.findings.end(),
                     [kind](const Finding& finding) { return finding.kind == kind; });
}

TEST(Drift, G2_five_grants_in_a_row_unlike_the_declared_mode_are_drift_and_four_are_not) {
  Room four(room_of_card_and_pin(OnDrift::undetermined));
  EXPECT_FALSE(has(drift(four, 4), FindingKind::config_drift));
  EXPECT_FALSE(four.ask(at("09:10:00")).reasons.has(Reason::zone_drifted));
  Room five(room_of_card_and_pin(OnDrift::undetermined));
  EXPECT_TRUE(has(drift(five, 5), FindingKind::config_drift));
  EXPECT_EQ(five.ask(at("09:10:00")).reasons, Reasons{Reason::zone_drifted});
}

TEST(Drift, G2_one_grant_as_declared_begins_the_row_anew) {
  Room room(room_of_card_and_pin(OnDrift::undetermined));
  drift(room, 4);
  Observation as_declared = taken();
  as_declared.methods = Methods{Method::card, Method::pin};
  room.hear(at("09:20:00"), as_declared);
  Observation by_card = taken();
  by_card.methods = Methods{Method::card};
  EXPECT_FALSE(has(room.hear(at("09:21:00"), by_card), FindingKind::config_drift));
}

TEST(Drift, G2_a_zone_that_only_flags_it_answers_as_before) {
  Room room(room_of_card_and_pin(OnDrift::flag));
  EXPECT_TRUE(has(drift(room, 5), FindingKind::config_drift));
  EXPECT_EQ(room.ask(at("09:10:00")).class_, Class::zone_equivalent);
}

TEST(Drift, G2_it_ends_with_an_acknowledgement_or_a_declaration_of_what_the_reader_does) {
  Room acknowledged(room_of_card_and_pin(OnDrift::undetermined));
  drift(acknowledged, 5);
  acknowledged.tell(at("09:30:00"),
                    Acknowledged{ZoneId("room"), Acknowledgeable::held, PersonId("suzuki")});
  EXPECT_EQ(acknowledged.ask(at("09:30:30")).reasons, Reasons{Reason::zone_drifted});
  acknowledged.tell(at("09:31:00"),
                    Acknowledged{ZoneId("room"), Acknowledgeable::drift, PersonId("suzuki")});
  EXPECT_EQ(acknowledged.ask(at("09:32:00")).class_, Class::zone_equivalent);
  Room declared(room_of_card_and_pin(OnDrift::undetermined));
  drift(declared, 5);
  Facility card_alone = room_of_card_and_pin(OnDrift::undetermined);
  card_alone.access_points.front().methods = {Methods{Method::card}};
  declared.configure(at("09:30:00"), card_alone);
  EXPECT_EQ(declared.ask(at("09:32:00")).class_, Class::zone_equivalent);
}

TEST(Configuration, G4_saying_what_went_without_saying_changes_no_boundary) {
  Room room = at_work();
  Facility facility = room_facility();
  facility.doors.front().egress = Egress::reader;
  std::swap(facility.doors.front().side_a, facility.doors.front().side_b);
  room.configure(at("10:00:00"), facility);
  EXPECT_EQ(room.ask(at("10:01:00")).class_, Class::zone_equivalent);
}

TEST(Configuration, F6_G4_a_card_read_by_its_serial_number_is_judged_by_todays_profile) {
  Facility lenient = room_facility();
  lenient.head.profile = Profile::guideline;
  lenient.access_points.front().card_read = CardRead::serial;
  Facility strict = lenient;
  strict.head.profile = Profile::strict;
  Room room(lenient);
  room.hear(at("09:00:00"), taken());
  const Decision before = room.ask(at("09:01:00"));
  EXPECT_EQ(before.class_, Class::zone_equivalent);
  EXPECT_TRUE(before.warnings.has(Warning::medium_clonable));
  room.configure(at("10:00:00"), strict);
  const Decision after = room.ask(at("10:01:00"));
  EXPECT_EQ(after.reasons, Reasons{Reason::factors_insufficient});
  EXPECT_FALSE(after.warnings.has(Warning::medium_clonable));
  room.configure(at("11:00:00"), lenient);
  EXPECT_EQ(room.ask(at("11:01:00")).class_, Class::zone_equivalent);
}

TEST(Configuration, F6_G4_what_a_passage_says_was_verified_is_judged_so_too) {
  Facility lenient = room_facility();
  lenient.head.profile = Profile::guideline;
  lenient.access_points.front().card_read = CardRead::serial;
  lenient.access_points.front().methods = {{Method::card}, {Method::card, Method::vein}};
  Room room(lenient);
  room.hear(at("09:00:00"), granted());
  Observation passage = taken();
  passage.methods = Methods{Method::card, Method::vein};
  room.hear(at("09:00:02"), passage);
  lenient.head.profile = Profile::strict;
  room.configure(at("10:00:00"), lenient);
  EXPECT_EQ(room.ask(at("10:01:00")).entry_kinds, FactorKinds{FactorKind::inherence});
}

TEST(Configuration, H6_G4_who_tells_of_an_entry_is_judged_by_todays_least_origin) {
  Room room = at_work();
  Facility facility = room_facility();
  facility.zones.front().min_origin = Origin::signed_;
  room.configure(at("10:00:00"), facility);
  EXPECT_EQ(room.ask(at("10:01:00")).reasons, Reasons{Reason::entry_unconfirmed});
  Observation passage = taken();
  passage.origin = Origin::signed_;
  room.hear(at("10:02:00"), passage);
  EXPECT_EQ(room.ask(at("10:03:00")).class_, Class::zone_equivalent);
}

TEST(Configuration, H6_a_better_told_passage_is_not_made_worse_by_one_told_by_anybody) {
  Facility facility = room_facility();
  facility.zones.front().min_origin = Origin::bound;
  facility.zones.front().min_passage = Passage::passed;
  Room room(facility);
  room.hear(at("09:00:00"), granted());
  room.hear(at("09:00:01"), door_event(EventKind::door_opened));
  Observation passage = taken();
  passage.origin = Origin::open;
  room.hear(at("09:00:02"), passage);
  EXPECT_EQ(room.ask(at("09:01:00")).reasons, Reasons{Reason::entry_unconfirmed});
  facility.zones.front().min_passage = Passage::opened;
  room.configure(at("10:00:00"), facility);
  EXPECT_EQ(room.ask(at("10:01:00")).class_, Class::zone_equivalent);
  facility.zones.front().min_origin = Origin::open;
  facility.zones.front().min_passage = Passage::passed;
  room.configure(at("11:00:00"), facility);
  EXPECT_EQ(room.ask(at("11:01:00")).class_, Class::zone_equivalent);
}

TEST(Configuration, I7_a_designation_counts_for_entries_from_when_it_was_in_force) {
  Facility later = room_facility();
  Facility none = room_facility();
  none.designations.front().valid_until = at("08:00:00");
  Room room(none);
  room.hear(at("09:00:00"), taken());
  room.configure(at("10:00:00"), later);
  EXPECT_EQ(room.ask(at("10:01:00")).reasons, Reasons{Reason::not_designated});
  room.hear(at("10:02:00"), taken());
  EXPECT_EQ(room.ask(at("10:03:00")).class_, Class::zone_equivalent);
  later.designations.front().valid_until = at("23:00:00");  // said anew, and in force all the while
  room.configure(at("11:00:00"), later);
  EXPECT_EQ(room.ask(at("11:01:00")).class_, Class::zone_equivalent);
}

TEST(Configuration, I7_a_report_that_prolongs_a_designation_reaches_back_to_no_entry_without_one) {
  Facility ended = room_facility();
  ended.designations.front().valid_until = at("08:30:00");
  Room room(ended);
  room.hear(at("09:00:00"), taken());
  room.tell(at("10:00:00"), DesignationChanged{PersonId("tanaka"), ZoneId("room"), at("18:00:00")});
  EXPECT_EQ(room.ask(at("10:01:00")).reasons, Reasons{Reason::not_designated});
  room.hear(at("10:02:00"), taken());
  EXPECT_EQ(room.ask(at("10:03:00")).class_, Class::zone_equivalent);
}

TEST(Configuration, G2_two_readers_of_a_door_drift_each_for_itself) {
  Facility facility = room_facility();
  facility.zones.front().on_drift = OnDrift::undetermined;
  Room room(facility);
  std::size_t found = 0;
  for (const char* reader : {"in", "out"}) {
    for (int i = 0; i < 5; ++i) {
      Observation other_mode = granted(reader, "04B2");
      other_mode.methods = Methods{Method::face};
      const Instant now = at(reader == std::string_view("in") ? "08:00:00" : "08:30:00") + i * 20s;
      for (const Finding& finding : room.hear(now, other_mode).findings)
        found += finding.kind == FindingKind::config_drift;
    }
  }
  EXPECT_EQ(found, 2U);
  room.hear(at("09:00:00"), taken());
  facility.access_points.front().methods = {{Method::face}, {Method::card}};  // declared anew
  room.configure(at("09:30:00"), facility);
  EXPECT_TRUE(room.ask(at("10:00:00")).reasons.has(Reason::zone_drifted));
  room.tell(at("10:01:00"),
            Acknowledged{ZoneId("room"), Acknowledgeable::drift, PersonId("suzuki")});
  EXPECT_FALSE(room.ask(at("10:02:00")).reasons.has(Reason::zone_drifted));
}

}  // namespace
}  // namespace zonefactor::core
