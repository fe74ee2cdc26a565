// How long and on what ground somebody counts as inside: the numbers of sections 5, 6, 9 and 10 of
// the rules, each from both of its sides.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/rules/room.h"

namespace zonefactor::core {
namespace {

TEST(Presence, S6_fourteen_hours_are_the_most) {
  Room room;
  room.hear(at("09:00:00"), taken());
  EXPECT_EQ(room.ask(at("23:00:00")).class_, Class::zone_equivalent);
  EXPECT_EQ(room.ask(at("23:00:00.000001")).reasons, Reasons{Reason::presence_uncertain});
}

TEST(Presence, X1_a_lease_is_sixty_minutes_from_the_entry_or_a_reaffirmation) {
  Facility facility = room_facility();
  facility.zones.front().exit = ExitKind::anonymous;
  Room room(facility);
  room.hear(at("09:00:00"), taken());
  const Decision within = room.ask(at("10:00:00"));
  EXPECT_EQ(within.class_, Class::zone_equivalent);
  EXPECT_EQ(within.valid_until, at("10:00:00"));
  EXPECT_EQ(room.ask(at("10:00:00.000001")).reasons, Reasons{Reason::presence_uncertain});
  room.hear(at("10:30:00"), read("desk"));
  EXPECT_EQ(room.ask(at("11:30:00")).class_, Class::zone_equivalent);
  EXPECT_EQ(room.ask(at("11:30:00.000001")).class_, Class::undetermined);
}

TEST(Presence, X3_a_terminal_that_did_not_prove_itself_reaffirms_nobody) {
  Facility facility = room_facility();
  facility.zones.front().exit = ExitKind::anonymous;
  Room room(facility);
  room.hear(at("09:00:00"), taken());
  LoginAttempt key = password();
  key.amr = Amrs{Amr::hwk};
  key.proof = TerminalProof::key;
  room.ask(at("10:30:00"), key);
  EXPECT_EQ(room.ask(at("10:31:00")).reasons, Reasons{Reason::presence_uncertain});
  key.proof = TerminalProof::certificate;
  room.ask(at("10:32:00"), key);
  EXPECT_EQ(room.ask(at("10:33:00")).class_, Class::zone_equivalent);
}

TEST(Presence, X3_a_portable_terminal_reaffirms_nobody) {
  Facility facility = room_facility();
  facility.zones.front().exit = ExitKind::anonymous;
  Terminal portable = facility.terminals.front();
  portable.id = TerminalId("t-2");
  portable.placement = Placement::portable;
  facility.terminals.push_back(portable);
  Room room(facility);
  room.hear(at("09:00:00"), taken());
  LoginAttempt key = password();
  key.amr = Amrs{Amr::hwk};
  key.terminal = portable.id;
  room.ask(at("10:30:00"), key);
  EXPECT_EQ(room.ask(at("10:31:00")).reasons, Reasons{Reason::presence_uncertain});
}

TEST(Presence, F4_a_code_for_many_read_outside_moves_nobody_out) {
  Facility facility = room_facility();
  facility.access_points.front().methods = {Methods{Method::card}, Methods{Method::code}};
  Room room(facility);
  Observation card = taken();
  card.methods = Methods{Method::card};
  room.hear(at("09:00:00"), card);
  Observation code = read("in");
  code.methods = Methods{Method::code};
  room.hear(at("10:00:00"), code);
  EXPECT_EQ(room.ask(at("10:01:00")).reasons, Reasons{Reason::zone_boundary_open});
}

TEST(Presence, I5_a_card_carries_a_login_until_the_moment_it_expires) {
  Facility facility = room_facility();
  facility.credentials.front().valid_until = at("12:00:00");
  Room room(facility);
  room.hear(at("09:00:00"), taken());
  EXPECT_EQ(room.ask(at("11:59:59.999999")).class_, Class::zone_equivalent);
  EXPECT_EQ(room.ask(at("12:00:00")).reasons, Reasons{Reason::credential_expired});
}

TEST(Presence, I1_in_the_moment_one_holder_gives_way_the_number_is_the_next_ones) {
  Facility facility = room_facility();
  facility.credentials[0].valid_until = at("12:00:00");
  facility.credentials[1].number = facility.credentials[0].number;
  facility.credentials[1].valid_from = at("12:00:00");
  Room room(facility);
  EXPECT_TRUE(room.hear(at("12:00:00"), taken()).findings.empty());
  EXPECT_EQ(room.ask(at("12:01:00"), password("suzuki")).class_, Class::zone_equivalent);
  EXPECT_EQ(room.ask(at("12:01:00")).reasons, Reasons{Reason::presence_absent});
}

TEST(Presence, Z5_from_one_open_mode_to_another_the_door_has_been_open_all_the_while) {
  Facility facility = room_facility();
  Door side = facility.doors.front();
  side.id = DoorId("side");
  AccessPoint side_in = facility.access_points.front();
  side_in.id = AccessPointId("side-in");
  side_in.door = side.id;
  facility.doors.push_back(side);
  facility.access_points.push_back(side_in);
  Room room(facility);
  Observation mode = door_event(EventKind::door_mode);
  mode.mode = DoorMode::unlocked;
  room.hear(at("09:00:00"), mode);
  room.hear(at("09:30:00"), taken("side-in"));
  mode.mode = DoorMode::locked_open;
  room.hear(at("10:00:00"), mode);
  EXPECT_EQ(room.ask(at("10:01:00")).reasons, Reasons{Reason::zone_open});
}

TEST(Presence, S1_everyone_is_unknown_at_the_very_beginning) {
  Room room(room_facility(), true);
  EXPECT_EQ(room.ask(at("09:00:00")).reasons, Reasons{Reason::presence_unknown});
}

TEST(Time, K2_an_event_happened_no_later_than_it_was_recorded) {
  Room room;
  Observation ahead = taken();
  ahead.seq = 1;
  ahead.occurred_at = at("09:00:20");
  const auto event = std::get<DoorEvent>(admit(room.book, ahead, at("09:00:00")));
  EXPECT_EQ(event.happened, at("09:00:00"));
  EXPECT_TRUE(event.clock_trusted);
}

TEST(Time, K2_device_time_is_corrected_by_the_controllers_offset) {
  Room room;
  Observation slow = taken();
  slow.seq = 1;
  slow.occurred_at = at("08:59:45");
  slow.sent_at = at("08:59:50");
  const auto event = std::get<DoorEvent>(admit(room.book, slow, at("09:00:00")));
  EXPECT_EQ(event.happened, at("08:59:55"));
  EXPECT_EQ(event.uncertainty, Duration{1s});
}

TEST(Time, K2_without_device_time_an_event_happened_within_the_delivery_delay) {
  Room room;
  Observation plain = taken();
  plain.seq = 1;
  const auto event = std::get<DoorEvent>(admit(room.book, plain, at("09:00:00")));
  EXPECT_EQ(event.happened, at("09:00:00"));
  EXPECT_EQ(event.uncertainty, Duration{5s});
}

TEST(Time, K3_thirty_seconds_of_skew_are_believed_and_more_is_not) {
  for (const bool beyond : {false, true}) {
    Room room;
    Observation skewed = taken();
    skewed.occurred_at = skewed.sent_at = at("08:59:30") - Duration{beyond ? 1 : 0};
    room.hear(at("09:00:00"), skewed);
    EXPECT_EQ(room.ask(at("09:00:01")).reasons,
              beyond ? Reasons{Reason::clock_untrusted} : Reasons{});
  }
}

TEST(Time, K3_the_smallest_offset_of_the_last_eight_messages_counts) {
  Room room;
  Observation good = read("desk");
  good.sent_at = at("08:00:00");
  room.hear(at("08:00:00"), good);
  for (int minute = 1; minute <= 8; ++minute) {
    Observation bad = read("desk");
    const Instant now = at("08:00:00") + minute * Duration{1min};
    bad.sent_at = now - Duration{40s};
    bad.seq = room.next_seq++;
    const auto event = std::get<DoorEvent>(admit(room.book, bad, now));
    EXPECT_EQ(event.clock_trusted, minute < 8) << "message " << minute + 1;
    room.hear(now, bad);
  }
}

TEST(Time, K3_a_device_time_ahead_of_ours_tells_what_a_time_of_sending_would) {
  Room room;
  Observation ahead = taken();
  ahead.occurred_at = at("09:00:40");
  room.hear(at("09:00:00"), ahead);
  EXPECT_EQ(room.ask(at("09:00:01")).reasons, Reasons{Reason::clock_untrusted});
}

TEST(Time, K3_a_message_without_a_time_does_not_make_a_wrong_clock_right_again) {
  Room room;
  Observation good = read("desk");
  good.sent_at = at("09:00:00");
  room.hear(at("09:00:00"), good);
  Observation ahead = read("desk");
  ahead.sent_at = at("09:02:00");
  room.hear(at("09:01:00"), ahead);
  room.hear(at("09:01:30"), taken());
  EXPECT_EQ(room.ask(at("09:02:00")).reasons, Reasons{Reason::clock_untrusted});
}

TEST(Time, K3_a_passage_told_by_a_clock_that_has_stepped_leaves_its_entry_in_doubt) {
  Room room;
  Observation grant = granted();
  grant.sent_at = at("09:00:00");
  room.hear(at("09:00:00"), grant);
  room.hear(at("09:00:01"), door_event(EventKind::door_opened));
  EXPECT_EQ(room.ask(at("09:00:02")).class_, Class::zone_equivalent);
  Observation passage = taken();
  passage.sent_at = at("09:01:03");
  room.hear(at("09:00:03"), passage);
  EXPECT_EQ(room.ask(at("09:00:04")).reasons, Reasons{Reason::clock_untrusted});
}

TEST(Time, K1_the_same_door_event_is_judged_by_the_time_of_its_entry_and_not_by_a_clock) {
  Room one;
  Room two;
  one.hear(at("09:00:00"), taken());
  two.hear(at("09:00:00"), taken());
  EXPECT_EQ(one.ask(at("09:00:01")), two.ask(at("09:00:01")));
  EXPECT_EQ(one.book.now(), at("09:00:01"));
}

TEST(Time, K7_a_repetition_is_one_event_and_another_content_is_an_equivocation) {
  Room room;
  Observation first = taken();
  first.seq = 1;
  first.content_tag = "in";
  room.hear(at("09:00:00"), first);
  EXPECT_TRUE(std::holds_alternative<Repeated>(admit(room.book, first, at("09:00:01"))));
  Observation forged = first;
  forged.content_tag = "out";
  const auto refused = std::get<EventRefused>(admit(room.book, forged, at("09:00:02")));
  EXPECT_EQ(refused.why, Refusal::equivocation);
  const Consequences consequences = room.tell(at("09:00:02"), refused);
  ASSERT_EQ(consequences.findings.size(), 1U);
  EXPECT_EQ(consequences.findings.front().kind, FindingKind::equivocation);
  EXPECT_EQ(room.ask(at("09:00:03")).reasons, Reasons{Reason::presence_uncertain});
}

TEST(Time, K7_what_a_message_said_that_nobody_could_take_in_may_have_been_an_exit) {
  Room room;
  room.hear(at("09:00:00"), taken());
  InputQuarantined quarantined;
  quarantined.controller = ControllerId("ctl");
  room.tell(at("09:01:00"), quarantined);
  EXPECT_EQ(room.ask(at("09:02:00")).reasons, Reasons{Reason::presence_uncertain});
}

TEST(Time, K8_the_first_number_ever_heard_opens_no_gap_and_a_missing_one_does) {
  Room room;
  Observation first = taken();
  first.seq = 500;
  EXPECT_TRUE(room.hear(at("09:00:00"), first).findings.empty());
  Observation next = door_event(EventKind::door_closed);
  next.seq = 501;
  EXPECT_TRUE(room.hear(at("09:00:01"), next).findings.empty());
  next.seq = 503;
  ASSERT_EQ(room.hear(at("09:00:02"), next).findings.size(), 1U);
  EXPECT_EQ(room.ask(at("09:00:03")).reasons, Reasons{Reason::presence_uncertain});
  room.hear(at("09:00:04"), [] {
    Observation anew = taken();
    anew.seq = 504;
    return anew;
  }());
  EXPECT_EQ(room.ask(at("09:00:05")).class_, Class::zone_equivalent);
}

TEST(Health, H4_a_silent_controller_freezes_its_zones_for_ten_minutes) {
  Facility facility = room_facility();
  Room room(facility);
  room.book = Book();  // every controller owes heartbeats from its first message on
  room.tell(at("06:00:00"), LogOpened{"zonefactor/chuo/2026", false});
  room.configure(at("06:00:00"), facility);
  EXPECT_EQ(room.ask(at("08:59:00")).reasons, Reasons{Reason::presence_absent});
  room.hear(at("09:00:00"), taken());
  EXPECT_EQ(room.ask(at("09:11:29.999999")).class_, Class::zone_equivalent);
  EXPECT_EQ(room.ask(at("09:11:30")).reasons, Reasons{Reason::zone_unobserved});
}

TEST(Health, H4_a_will_message_starts_the_freeze_at_once) {
  Room room;
  room.book = Book();
  room.tell(at("06:00:00"), LogOpened{"zonefactor/chuo/2026", false});
  room.configure(at("06:00:00"), room_facility());
  room.hear(at("09:00:00"), taken());
  room.tell(at("09:00:30"), ControllerStatus{ControllerId("ctl"), false});
  EXPECT_EQ(room.ask(at("09:10:29.999999")).class_, Class::zone_equivalent);
  EXPECT_EQ(room.ask(at("09:10:30")).reasons, Reasons{Reason::zone_unobserved});
}

TEST(Health, H1_told_again_that_a_controller_is_gone_it_is_gone_since_the_first_time) {
  Room room;
  room.book = Book();
  room.tell(at("06:00:00"), LogOpened{"zonefactor/chuo/2026", false});
  room.configure(at("06:00:00"), room_facility());
  room.hear(at("09:00:00"), taken());
  for (const char* told : {"09:00:30", "09:01:00"}) {
    room.tell(at(told), ControllerStatus{ControllerId("ctl"), false});
  }
  EXPECT_EQ(room.ask(at("09:10:30")).reasons, Reasons{Reason::zone_unobserved});
}

TEST(Presence, K10_news_of_a_week_ago_changes_and_of_longer_ago_changes_nothing) {
  for (const bool too_late : {false, true}) {
    Room room;
    room.hear(at("09:00:00"), taken());
    room.configure(at("2026-11-29T08:00:00"), room_facility());
    Observation late = event(EventKind::tamper);
    late.sent_at = at("2026-11-29T09:00:00");
    late.occurred_at = at(too_late ? "2026-11-22T08:59:59.999999" : "2026-11-22T09:00:00");
    late.boot = "b2";
    const Consequences told = room.hear(at("2026-11-29T09:00:00"), late);
    const auto kinds = [&](FindingKind kind) {
      return std::count_if(told.findings.begin(), told.findings.end(),
                           [kind](const Finding& finding) { return finding.kind == kind; });
    };
    EXPECT_EQ(kinds(FindingKind::too_late), too_late ? 1 : 0);
    EXPECT_EQ(kinds(FindingKind::tamper), too_late ? 0 : 1);
  }
}

// A second room with a reader of another controller, open to nobody the first one is open to.
Facility two_rooms(bool nested = false) {
  Facility facility = room_facility();
  Zone other = facility.zones.front();
  other.id = ZoneId("other");
  if (nested) other.within = ZoneId("room");
  facility.zones.push_back(other);
  facility.controllers.push_back(Controller{ControllerId("ctl-2")});
  Door door = facility.doors.front();
  door.id = DoorId("door-2");
  door.controller = ControllerId("ctl-2");
  if (nested) door.side_a = ZoneId("room");
  door.side_b = ZoneId("other");
  facility.doors.push_back(door);
  AccessPoint reader = facility.access_points.front();
  reader.id = AccessPointId("in-2");
  reader.door = DoorId("door-2");
  reader.to = ZoneId("other");
  facility.access_points.push_back(reader);
  facility.designations.push_back(Designation{PersonId("tanaka"), ZoneId("other"), {}, {}});
  Terminal terminal = facility.terminals.front();
  terminal.id = TerminalId("t-2");
  terminal.zone = ZoneId("other");
  facility.terminals.push_back(terminal);
  return facility;
}

Observation at_the_other(Observation observation, Instant occurred) {
  observation.controller = ControllerId("ctl-2");
  observation.boot = "c1";
  observation.occurred_at = occurred;
  return observation;
}

LoginAttempt in_the_other() {
  LoginAttempt attempt = password();
  attempt.terminal = TerminalId("t-2");
  return attempt;
}

TEST(Presence, S7_one_person_read_in_two_places_at_once_is_in_doubt_at_both) {
  Room room(two_rooms());
  Observation first = taken();
  first.occurred_at = at("09:00:00");
  room.hear(at("09:00:01.5"), first);
  // Each clock is right to a second: two seconds later the two may have been one moment.
  const Consequences told =
      room.hear(at("09:00:02.1"), at_the_other(taken("in-2"), at("09:00:02")));
  ASSERT_EQ(told.findings.size(), 1u);
  EXPECT_EQ(told.findings[0].kind, FindingKind::impossible_presence);
  EXPECT_TRUE(told.signals.empty());
  EXPECT_EQ(room.ask(at("09:01:00")).reasons, Reasons{Reason::presence_uncertain});
  EXPECT_EQ(room.ask(at("09:01:00"), in_the_other()).reasons, Reasons{Reason::presence_uncertain});
  // Seen at the desk of the one, and so not in the other.
  room.hear(at("09:10:00"), read("desk"));
  EXPECT_EQ(room.ask(at("09:11:00")).class_, Class::zone_equivalent);
  EXPECT_EQ(room.ask(at("09:11:00"), in_the_other()).reasons, Reasons{Reason::presence_absent});
}

TEST(Presence, S7_a_moment_later_it_is_a_walk) {
  Room room(two_rooms());
  Observation first = taken();
  first.occurred_at = at("09:00:00");
  room.hear(at("09:00:01.5"), first);
  const Consequences told =
      room.hear(at("09:00:05"), at_the_other(taken("in-2"), at("09:00:02.000001")));
  ASSERT_EQ(told.findings.size(), 1u);
  EXPECT_EQ(told.findings[0].kind, FindingKind::missed_exit);
  EXPECT_EQ(room.ask(at("09:01:00"), in_the_other()).class_, Class::zone_equivalent);
}

TEST(Presence, S7_confirming_a_contradicted_grant_does_not_make_it_true) {
  Room room(two_rooms());
  Observation first = granted();
  first.occurred_at = at("09:00:00");
  room.hear(at("09:00:00.1"), first);
  room.hear(at("09:00:01.1"), at_the_other(taken("in-2"), at("09:00:01")));
  Observation opening = door_event(EventKind::door_opened);
  opening.occurred_at = at("09:00:02");
  room.hear(at("09:00:02.1"), opening);
  EXPECT_EQ(room.ask(at("09:01:00")).reasons, Reasons{Reason::presence_uncertain});
}

TEST(Presence, S7_a_room_within_the_room_is_no_other_place) {
  Room room(two_rooms(true));
  Observation first = taken();
  first.occurred_at = at("09:00:00");
  room.hear(at("09:00:00.1"), first);
  EXPECT_TRUE(
      room.hear(at("09:00:01.1"), at_the_other(taken("in-2"), at("09:00:01"))).findings.empty());
  EXPECT_EQ(room.ask(at("09:01:00"), in_the_other()).class_, Class::zone_equivalent);
}

TEST(Presence, Z6_a_grant_from_before_the_relock_that_comes_to_nothing_says_nothing_after_it) {
  Room room;
  room.hear(at("09:00:00"), granted());
  room.hear(at("09:00:01"), door_event(EventKind::emergency_restored));
  EXPECT_EQ(room.ask(at("09:01:00")).reasons, Reasons{Reason::presence_unknown});
}

TEST(Presence, Z5_an_entry_from_before_helps_nobody_who_is_unknown_or_pending) {
  Observation unlocked = door_event(EventKind::door_mode);
  unlocked.mode = DoorMode::unlocked;
  Room unknown;
  unknown.hear(at("09:00:00"), taken());
  unknown.hear(at("09:10:00"), unlocked);
  EXPECT_EQ(unknown.ask(at("09:11:00")).class_, Class::zone_equivalent);
  unknown.hear(at("09:20:00"), door_event(EventKind::emergency_restored));
  EXPECT_EQ(unknown.ask(at("09:21:00")).reasons,
            (Reasons{Reason::zone_open, Reason::presence_unknown}));
}

TEST(Presence, S9_leaving_the_inner_room_makes_nobody_present_in_the_outer) {
  Facility facility = room_facility();
  Zone inner = facility.zones.front();
  inner.id = ZoneId("inner");
  inner.within = ZoneId("room");
  Door door = facility.doors.front();
  door.id = DoorId("inner-door");
  door.side_a = ZoneId("room");
  door.side_b = ZoneId("inner");
  AccessPoint out = facility.access_points.front();
  out.id = AccessPointId("inner-out");
  out.door = door.id;
  out.to = ZoneId("room");
  facility.zones.push_back(inner);
  facility.doors.push_back(door);
  facility.access_points.push_back(out);
  Room room(facility);
  room.hear(at("09:00:00"), taken("inner-out"));
  EXPECT_EQ(room.ask(at("09:01:00")).reasons, Reasons{Reason::presence_absent});
}

TEST(Presence, S10_the_inner_door_of_a_mantrap_makes_the_presence_inside) {
  Facility facility = room_facility();
  Zone trap;
  trap.id = ZoneId("mantrap");
  facility.zones.push_back(trap);
  facility.doors.front().side_a = ZoneId("mantrap");
  Door outer = facility.doors.front();
  outer.id = DoorId("outer");
  outer.side_a = std::nullopt;
  outer.side_b = ZoneId("mantrap");
  facility.doors.push_back(outer);
  AccessPoint reader = facility.access_points.front();
  reader.id = AccessPointId("outer-in");
  reader.door = outer.id;
  reader.to = ZoneId("mantrap");
  facility.access_points.push_back(reader);
  Room room(facility);
  room.hear(at("09:00:00"), taken("outer-in"));
  EXPECT_EQ(room.ask(at("09:00:01")).reasons, Reasons{Reason::presence_absent});
  room.hear(at("09:00:10"), taken());
  EXPECT_EQ(room.ask(at("09:00:11")).class_, Class::zone_equivalent);
  EXPECT_EQ(room.ask(at("09:00:11")).entry_kinds, FactorKinds{FactorKind::possession});
}

}  // namespace
}  // namespace zonefactor::core
