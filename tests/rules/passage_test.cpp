// Permission is not entry: every number of section 4 of the rules from both of its sides, and what
// an entry's evidence is worth where its origin or its door is in doubt.
#include <gtest/gtest.h>

#include "tests/rules/room.h"

namespace zonefactor::core {
namespace {

TEST(Passage, P1_an_opening_in_the_tenth_second_makes_an_entry) {
  Room room;
  room.hear(at("09:00:00"), granted());
  room.hear(at("09:00:10"), door_event(EventKind::door_opened));
  EXPECT_EQ(room.ask(at("09:01:00")).class_, Class::zone_equivalent);
}

TEST(Passage, P1_an_opening_after_the_tenth_second_is_somebody_elses) {
  Room room;
  room.hear(at("09:00:00"), granted());
  room.hear(at("09:00:10.000001"), door_event(EventKind::door_opened));
  EXPECT_EQ(room.ask(at("09:01:00")).reasons,
            (Reasons{Reason::zone_breached, Reason::presence_absent}));
}

TEST(Passage, P1_an_unused_grant_is_settled_once_the_delivery_delay_has_passed_too) {
  Room room;
  room.hear(at("09:00:00"), granted());
  const Decision before = room.ask(at("09:00:14.999999"));
  EXPECT_EQ(before.reasons, Reasons{Reason::entry_pending});
  EXPECT_TRUE(before.retry_ms);
  const Decision after = room.ask(at("09:00:15"));
  EXPECT_EQ(after.reasons, Reasons{Reason::presence_absent});
  EXPECT_FALSE(after.retry_ms);
}

TEST(Passage, P1_an_unused_exit_leaves_the_person_inside) {
  Room room;
  room.hear(at("09:00:00"), taken());
  room.hear(at("09:30:00"), granted("out"));
  room.hear(at("09:30:05"), not_taken("out"));
  EXPECT_EQ(room.ask(at("09:31:00")).class_, Class::zone_equivalent);
}

TEST(Passage, P1_a_grant_not_used_at_one_door_does_not_undo_a_later_entry_by_another) {
  Facility facility = room_facility();
  Door side = facility.doors.front();
  side.id = DoorId("side");
  AccessPoint side_in = facility.access_points.front();
  side_in.id = AccessPointId("side-in");
  side_in.door = DoorId("side");
  facility.doors.push_back(side);
  facility.access_points.push_back(side_in);
  Room room(facility);
  room.hear(at("09:00:00"), granted("side-in"));
  room.hear(at("09:00:08"), taken("in"));
  EXPECT_TRUE(pass_time(room.book, at("09:00:20")).empty());
  EXPECT_EQ(room.ask(at("09:00:21")).class_, Class::zone_equivalent);
}

TEST(Passage, P1_after_a_passage_out_an_opening_confirms_no_older_permission_to_come_in) {
  Room room;
  room.hear(at("08:00:00"), taken());
  room.hear(at("09:00:00"), granted());
  room.hear(at("09:00:02"), taken("out"));
  room.hear(at("09:00:03"), door_event(EventKind::door_opened));
  EXPECT_EQ(room.ask(at("09:01:00")).reasons, Reasons{Reason::presence_absent});
}

TEST(Passage, P2_a_zone_that_wants_passed_is_not_content_with_opened) {
  Facility facility = room_facility();
  facility.zones.front().min_passage = Passage::passed;
  Room room(facility);
  room.hear(at("09:00:00"), granted());
  room.hear(at("09:00:01"), door_event(EventKind::door_opened));
  EXPECT_EQ(room.ask(at("09:00:02")).reasons, Reasons{Reason::entry_unconfirmed});
  room.hear(at("09:00:03"), taken());
  EXPECT_EQ(room.ask(at("09:00:04")).class_, Class::zone_equivalent);
}

// The six and the seventh person in one opening are told apart by the number of taps alone.
Decision after_taps(int taps) {
  Facility facility = room_facility();
  facility.doors.front().egress = Egress::handle;  // opened from inside, by whomever
  Room room(facility);
  room.hear(at("09:00:00"), door_event(EventKind::door_opened));
  for (int i = 1; i < taps; ++i) room.hear(at("09:00:01"), granted("in", "04B2"));
  room.hear(at("09:00:02"), granted());
  return room.ask(at("09:00:03"));
}

TEST(Passage, P4_six_taps_in_one_opening_are_opened_and_the_seventh_is_granted) {
  EXPECT_EQ(after_taps(6).class_, Class::zone_equivalent);
  EXPECT_EQ(after_taps(7).reasons, Reasons{Reason::entry_unconfirmed});
}

TEST(Passage, P4_one_card_held_up_many_times_is_one_person_in_the_opening) {
  Room room;
  for (int i = 0; i < 6; ++i) room.hear(at("09:00:00"), granted("in", "04B2"));
  room.hear(at("09:00:01"), granted());
  room.hear(at("09:00:02"), door_event(EventKind::door_opened));
  EXPECT_EQ(room.ask(at("09:01:00")).class_, Class::zone_equivalent);
}

TEST(Passage, P1_a_permission_used_up_by_the_opening_skips_nobody_behind_it) {
  Room room;
  room.hear(at("09:00:00"), granted("in", "04A1"));
  room.hear(at("09:00:11"), granted("out", "04A1"));
  room.hear(at("09:00:11.5"), granted("in", "04B2"));
  room.hear(at("09:00:12"), door_event(EventKind::door_opened));
  EXPECT_EQ(room.ask(at("09:01:00"), password("suzuki")).class_, Class::zone_equivalent);
}

TEST(Passage, P5_a_denied_card_makes_no_presence) {
  Room room;
  Observation denied = granted();
  denied.kind = EventKind::access_denied;
  room.hear(at("09:00:00"), denied);
  EXPECT_EQ(room.ask(at("09:00:01")).reasons, Reasons{Reason::presence_absent});
}

TEST(Passage, P6_an_access_event_that_names_no_card_is_malformed) {
  Room room;
  Observation nobody = taken();
  nobody.credential.reset();
  nobody.seq = 1;
  const Admission admission = admit(room.book, nobody, at("09:00:00"));
  ASSERT_TRUE(std::holds_alternative<EventRefused>(admission));
  EXPECT_EQ(std::get<EventRefused>(admission).why, Refusal::malformed);
}

TEST(Passage, H6_an_entry_from_an_open_origin_is_at_most_granted) {
  Room room;
  Observation open = taken();
  open.origin = Origin::open;
  room.hear(at("09:00:00"), open);
  EXPECT_EQ(room.ask(at("09:00:01")).reasons, Reasons{Reason::entry_unconfirmed});
}

TEST(Passage, H6_an_opening_told_by_an_open_origin_confirms_nothing) {
  Room room;
  Observation opened = door_event(EventKind::door_opened);
  opened.origin = Origin::open;
  room.hear(at("09:00:00"), granted());
  room.hear(at("09:00:01"), opened);
  EXPECT_EQ(room.ask(at("09:00:02")).reasons, Reasons{Reason::entry_unconfirmed});
}

TEST(Passage, H6_weaker_news_does_not_lower_an_entry_that_stands) {
  Room room;
  Observation passage = taken();
  passage.origin = Origin::open;
  room.hear(at("09:00:00"), granted());
  room.hear(at("09:00:01"), door_event(EventKind::door_opened));
  room.hear(at("09:00:02"), passage);
  EXPECT_EQ(room.ask(at("09:00:03")).class_, Class::zone_equivalent);
}

TEST(Passage, H6_under_the_guideline_an_open_origin_counts_with_a_warning) {
  Facility facility = room_facility();
  facility.head.profile = Profile::guideline;
  Room room(facility);
  Observation open = taken();
  open.origin = Origin::open;
  room.hear(at("09:00:00"), open);
  const Decision decision = room.ask(at("09:00:01"));
  EXPECT_EQ(decision.class_, Class::zone_equivalent);
  EXPECT_EQ(decision.warnings, Warnings{Warning::origin_open});
}

TEST(Passage, P1_a_hundred_cards_held_to_a_closed_door_leave_nobody_pending_for_ever) {
  Facility facility = room_facility();
  for (int i = 0; i < 100; ++i) {
    const std::string name = std::to_string(i) + "th";
    facility.persons.push_back({PersonId(name), PersonKind::staff, {AccountId(name)}, {}});
    facility.credentials.push_back(
        {CredentialId(name), PersonId(name), Method::card, NumberId(name), {}, {}, {}, {}});
  }
  Room room(facility);
  for (int i = 0; i < 100; ++i) room.hear(at("09:00:00"), granted("in", std::to_string(i) + "th"));
  EXPECT_TRUE(room.ask(at("09:00:15"), password("0th")).reasons.has(Reason::presence_absent));
  EXPECT_TRUE(room.ask(at("09:00:15"), password("99th")).reasons.has(Reason::presence_absent));
}

TEST(Passage, H2_a_mended_fault_does_not_clear_a_tamper) {
  Room room;
  for (const EventKind kind : {EventKind::tamper, EventKind::fault, EventKind::fault_cleared}) {
    room.hear(at("09:00:00"), door_event(kind));
  }
  room.hear(at("09:00:01"), granted());
  room.hear(at("09:00:02"), door_event(EventKind::door_opened));
  EXPECT_EQ(room.ask(at("09:01:00")).reasons, Reasons{Reason::entry_unconfirmed});
}

TEST(Passage, P1_a_door_whose_contact_is_faulty_is_one_without_a_contact) {
  Room room;
  room.hear(at("09:00:00"), taken());
  room.hear(at("09:30:00"), door_event(EventKind::fault));
  room.hear(at("09:31:00"), granted("out"));
  EXPECT_EQ(room.ask(at("09:32:00")).reasons, Reasons{Reason::presence_absent});
}

TEST(Passage, P4_an_opening_told_twice_is_one_opening) {
  Facility facility = room_facility();
  facility.doors.front().egress = Egress::handle;
  Room room(facility);
  room.hear(at("09:00:00"), door_event(EventKind::door_opened));
  for (int i = 0; i < 6; ++i) room.hear(at("09:00:01"), granted("in", "04B2"));
  room.hear(at("09:00:02"), door_event(EventKind::door_opened));
  room.hear(at("09:00:03"), granted());
  EXPECT_EQ(room.ask(at("09:01:00")).reasons, Reasons{Reason::entry_unconfirmed});
}

TEST(Passage, P1_a_later_passage_has_used_up_an_earlier_permission) {
  Room room;
  room.hear(at("09:00:00"), granted());
  room.hear(at("09:00:01"), taken("out"));
  room.hear(at("09:00:02"), door_event(EventKind::door_opened));
  EXPECT_EQ(room.ask(at("09:00:03")).reasons, Reasons{Reason::presence_absent});
}

TEST(Passage, P1_a_passage_is_of_the_grants_transaction_only_where_nothing_lies_between) {
  Facility facility = room_facility();
  facility.doors.front().contact = false;
  facility.zones.front().min_passage = Passage::granted;
  Room left(facility);
  left.hear(at("09:00:00"), granted("out"));
  left.hear(at("09:00:01"), granted());
  left.hear(at("09:00:02"), taken("out"));
  EXPECT_EQ(left.ask(at("09:00:03")).reasons, Reasons{Reason::presence_absent});
  Room in_after_all(facility);
  in_after_all.hear(at("09:00:00"), granted());
  Observation denied = granted();
  denied.kind = EventKind::access_denied;
  in_after_all.hear(at("09:00:01"), denied);
  EXPECT_EQ(in_after_all.ask(at("09:00:02")).reasons, Reasons{Reason::presence_absent});
  in_after_all.hear(at("09:00:03"), taken());
  EXPECT_EQ(in_after_all.ask(at("09:00:04")).class_, Class::zone_equivalent);
  Room after_a_gap(facility);
  after_a_gap.hear(at("09:00:00"), granted());
  ++after_a_gap.next_seq;
  after_a_gap.hear(at("09:00:02"), taken());
  EXPECT_EQ(after_a_gap.ask(at("09:00:03")).class_, Class::zone_equivalent);
}

TEST(Passage, P1_a_controller_may_say_late_that_nobody_passed) {
  Room room;
  room.hear(at("09:00:00"), granted());
  room.hear(at("09:00:09"), door_event(EventKind::door_opened));
  const Consequences told = room.hear(at("09:00:25"), not_taken());
  EXPECT_TRUE(told.findings.empty()) << "never in, so nothing was missed";
  EXPECT_EQ(room.ask(at("09:00:26")).reasons, Reasons{Reason::presence_absent});
}

TEST(Passage, P1_a_permission_not_used_is_off_also_after_an_anonymous_exit) {
  Facility facility = room_facility();
  facility.doors.front().contact = false;
  facility.zones.front().min_passage = Passage::granted;
  Room room(facility);
  room.hear(at("09:00:00"), granted());
  room.hear(at("09:00:01"), door_event(EventKind::exit_requested));
  room.hear(at("09:00:02"), read("desk"));
  room.hear(at("09:00:03"), not_taken());
  EXPECT_EQ(room.ask(at("09:00:04")).reasons, Reasons{Reason::presence_absent});
}

TEST(Passage, Z5_a_card_read_while_locked_and_a_door_opened_while_unlocked_is_anonymous) {
  for (const EventKind passes : {EventKind::access_taken, EventKind::door_opened}) {
    Room room;
    room.hear(at("09:00:00"), granted());
    Observation unlocked = door_event(EventKind::door_mode);
    unlocked.mode = DoorMode::unlocked;
    room.hear(at("09:00:01"), unlocked);
    room.hear(at("09:00:02"), passes == EventKind::access_taken ? taken() : door_event(passes));
    Observation locked = unlocked;
    locked.mode = DoorMode::locked;
    room.hear(at("09:00:03"), locked);
    EXPECT_EQ(room.ask(at("09:00:04")).reasons, Reasons{Reason::entry_anonymous});
  }
}

TEST(Passage, H2_a_card_read_during_tamper_is_worth_no_more_when_the_tamper_is_over) {
  Room room;
  room.hear(at("09:00:00"), door_event(EventKind::tamper));
  room.hear(at("09:00:01"), granted());
  room.hear(at("09:00:02"), door_event(EventKind::tamper_cleared));
  room.hear(at("09:00:03"), door_event(EventKind::door_opened));
  EXPECT_EQ(room.ask(at("09:00:04")).reasons, Reasons{Reason::entry_unconfirmed});
}

TEST(Passage, P8_nobody_enters_through_a_door_in_maintenance_and_who_leaves_has_left) {
  Observation maintenance = door_event(EventKind::door_mode);
  maintenance.mode = DoorMode::maintenance;
  Observation locked = maintenance;
  locked.mode = DoorMode::locked;
  for (const bool by_grant : {false, true}) {
    Room room;
    room.hear(at("09:00:00"), taken());
    room.hear(at("09:10:00"), maintenance);
    room.hear(at("09:20:00"), by_grant ? granted("out") : taken("out"));
    room.hear(at("09:30:00"), locked);
    EXPECT_EQ(room.ask(at("09:31:00")).reasons, Reasons{Reason::presence_absent});
    room.hear(at("09:40:00"), maintenance);
    room.hear(at("09:50:00"), by_grant ? granted() : taken());
    room.hear(at("10:00:00"), locked);
    EXPECT_EQ(room.ask(at("10:01:00")).reasons, Reasons{Reason::presence_absent});
  }
}

TEST(Passage, P9_duress_changes_no_answer_and_names_whom_to_help) {
  Room room;
  room.hear(at("09:00:00"), granted());
  Observation duress = granted();
  duress.kind = EventKind::duress;
  const Consequences told = room.hear(at("09:00:00"), duress);
  ASSERT_EQ(told.findings.size(), 1U);
  EXPECT_EQ(told.findings[0].kind, FindingKind::duress);
  EXPECT_EQ(told.findings[0].person, PersonId("tanaka"));
  room.hear(at("09:00:01"), door_event(EventKind::door_opened));
  EXPECT_EQ(room.ask(at("09:00:02")).class_, Class::zone_equivalent);
}

TEST(Passage, P1_a_passage_after_another_read_is_no_part_of_an_older_transaction) {
  Room room;
  room.hear(at("09:00:00"), granted("out"));
  room.hear(at("09:00:01"), granted());
  room.hear(at("09:00:02"), door_event(EventKind::door_opened));
  room.hear(at("09:00:03"), taken("out"));
  EXPECT_EQ(room.ask(at("09:00:04")).reasons, Reasons{Reason::presence_absent});
}

TEST(Passage, F4_a_code_read_after_the_card_ends_no_card_read) {
  Room room;
  room.hear(at("09:00:00"), taken());
  room.hear(at("09:10:00"), granted());
  Observation code = granted();
  code.methods = Methods{Method::code};
  room.hear(at("09:10:01"), code);
  EXPECT_EQ(room.ask(at("09:11:00")).reasons, Reasons{Reason::presence_absent});
}

TEST(Passage, P1_one_not_taken_more_than_permissions_left_is_a_read_outside) {
  for (const bool contact : {false, true}) {
    Facility facility = room_facility();
    facility.doors.front().contact = contact;
    facility.zones.front().min_passage = Passage::granted;
    Room room(facility);
    room.hear(at("09:00:00"), granted());
    room.hear(at("09:00:01"), granted());
    room.hear(at("09:00:02"), taken());
    room.hear(at("09:00:03"), not_taken());
    EXPECT_EQ(room.ask(at("09:00:04")).reasons, Reasons{Reason::presence_absent});
  }
}

Facility room_without_contact() {
  Facility facility = room_facility();
  facility.doors.front().contact = false;
  facility.zones.front().min_passage = Passage::granted;
  return facility;
}

TEST(Passage, P1_two_permissions_not_used_leave_the_presence_as_it_was_before_both) {
  Room room(room_without_contact());
  room.hear(at("09:00:00"), granted());
  room.hear(at("09:00:01"), granted("out"));
  room.hear(at("09:00:02"), not_taken());
  room.hear(at("09:00:03"), not_taken("out"));
  EXPECT_EQ(room.ask(at("09:00:04")).reasons, Reasons{Reason::presence_absent});
}

TEST(Passage, P1_an_exit_not_used_leaves_the_entry_made_through_the_same_opening) {
  Room room;
  room.hear(at("09:00:00"), granted("out"));
  room.hear(at("09:00:01"), granted());
  room.hear(at("09:00:02"), door_event(EventKind::door_opened));
  room.hear(at("09:00:03"), not_taken("out"));
  EXPECT_EQ(room.ask(at("09:00:04")).class_, Class::zone_equivalent);
}

TEST(Passage, Z6_a_passage_out_after_the_relock_is_an_exit) {
  Room room(room_without_contact());
  room.hear(at("09:00:00"), granted("out"));
  room.hear(at("09:00:01"), door_event(EventKind::emergency_restored));
  room.hear(at("09:00:02"), taken("out"));
  EXPECT_EQ(room.ask(at("09:00:03")).reasons, Reasons{Reason::presence_absent});
}

TEST(Passage, P4_cards_nobody_knows_count_among_the_taps_of_an_opening) {
  Room room;
  room.hear(at("09:00:00"), granted("in", "04B2"));
  room.hear(at("09:00:01"), door_event(EventKind::door_opened));
  for (int i = 2; i < 7; ++i) {
    room.hear(at("09:00:00") + i * Duration{1s}, granted("in", "nobody's"));
  }
  room.hear(at("09:00:08"), granted());
  EXPECT_EQ(room.ask(at("09:00:09")).reasons, Reasons{Reason::entry_unconfirmed});
}

TEST(Passage, H2_each_part_is_cleared_by_itself_and_a_door_with_its_readers) {
  const auto of = [](EventKind kind, const char* reader) {
    Observation observation = reader == nullptr ? door_event(kind) : event(kind);
    if (reader != nullptr) observation.access_point = AccessPointId(reader);
    return observation;
  };
  const auto doubtful_after = [&](EventKind begin, EventKind end, std::vector<const char*> begun,
                                  const char* cleared) {
    Room room;
    Instant now = at("08:00:00");
    for (const char* reader : begun) room.hear(now += 1s, of(begin, reader));
    room.hear(now += 1s, of(end, cleared));
    room.hear(at("09:00:00"), taken());
    return room.ask(at("09:01:00")).reasons == Reasons{Reason::entry_unconfirmed};
  };
  for (const auto& [begin, end] : {std::pair(EventKind::tamper, EventKind::tamper_cleared),
                                   std::pair(EventKind::fault, EventKind::fault_cleared)}) {
    EXPECT_TRUE(doubtful_after(begin, end, {"in"}, "out"));
    EXPECT_TRUE(doubtful_after(begin, end, {"in", "out"}, "out"));
    EXPECT_TRUE(doubtful_after(begin, end, {nullptr}, "in"));
    EXPECT_FALSE(doubtful_after(begin, end, {"in"}, "in"));
    EXPECT_FALSE(doubtful_after(begin, end, {"in", "out", nullptr}, nullptr));
  }
}

TEST(Passage, P7_a_request_that_had_its_opening_spoils_no_entry_by_another) {
  Room room;
  room.hear(at("09:00:05"), door_event(EventKind::exit_requested));
  room.hear(at("09:00:06"), door_event(EventKind::door_opened));
  room.hear(at("09:00:08"), door_event(EventKind::door_closed));
  room.hear(at("09:00:10"), granted());
  room.hear(at("09:00:11"), door_event(EventKind::door_opened));
  const Decision decision = room.ask(at("09:00:20"));
  EXPECT_EQ(decision.class_, Class::zone_equivalent);
  EXPECT_TRUE(decision.warnings.empty());
}

TEST(Passage, P7_where_nothing_else_explains_the_next_opening_the_request_does) {
  Room room;
  room.hear(at("09:00:01"), door_event(EventKind::exit_requested));
  room.hear(at("09:00:02"), door_event(EventKind::door_opened));
  room.hear(at("09:00:03"), door_event(EventKind::door_closed));
  room.hear(at("09:00:04"), door_event(EventKind::door_opened));
  room.hear(at("09:00:05"), granted());
  EXPECT_EQ(room.ask(at("09:00:20")).reasons, Reasons{Reason::entry_unconfirmed});
}

TEST(Passage, I2_a_number_told_in_part_lets_nobody_in_by_name_and_its_holder_out) {
  const auto in_part = [](Observation observation) {
    observation.lossy = true;
    return observation;
  };
  Room room;
  const Consequences told = room.hear(at("09:00:00"), in_part(taken()));
  ASSERT_EQ(told.findings.size(), 1u);
  EXPECT_EQ(told.findings[0].kind, FindingKind::unknown_credential);
  const Decision decision = room.ask(at("09:01:00"));
  EXPECT_EQ(decision.reasons, (Reasons{Reason::entry_anonymous, Reason::factors_insufficient}));
  EXPECT_EQ(decision.entry_kinds, FactorKinds{});

  Room other;
  other.hear(at("09:00:00"), taken());
  other.hear(at("09:30:00"), in_part(taken("out")));
  EXPECT_EQ(other.ask(at("09:31:00")).reasons, Reasons{Reason::presence_absent});
}

TEST(Passage, I2_a_number_told_in_part_affirms_nobody_inside) {
  for (const bool lossy : {false, true}) {
    Facility facility = room_facility();
    facility.zones.front().exit = ExitKind::anonymous;
    Room room(facility);
    room.hear(at("09:00:00"), taken());
    Observation inside = read("desk");
    inside.lossy = lossy;
    room.hear(at("09:30:00"), inside);
    EXPECT_EQ(room.ask(at("10:10:00")).class_ == Class::zone_equivalent, !lossy);
  }
}

}  // namespace
}  // namespace zonefactor::core
