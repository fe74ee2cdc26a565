// Clocks, ours and the controllers', and what reaches us late or not at all (sections 9 and 10 of
// the rules).
#include <gtest/gtest.h>

#include "service/core/presence.h"
#include "service/core/site.h"
#include "tests/rules/room.h"

namespace zonefactor::core {
namespace {

bool has(const Consequences& consequences, FindingKind kind) {
  for (const Finding& finding : consequences.findings) {
    if (finding.kind == kind) return true;
  }
  return false;
}

// What the controller's clock says when it sends at `now` and is `ahead`.
Observation stamped(Observation observation, Instant now, Duration ahead) {
  observation.occurred_at = observation.sent_at = now + ahead;
  return observation;
}

Observation closed() {
  return door_event(EventKind::door_closed);
}

TEST(Clock, K3_a_step_of_five_seconds_is_none_and_more_is_one) {
  for (const auto& [step, trusted] : {std::pair(Duration{5s}, true), {Duration{5s} + 1us, false}}) {
    Room room;
    room.hear(at("09:00:00"), stamped(closed(), at("09:00:00"), 0s));
    const Consequences told = room.hear(at("09:10:00"), stamped(taken(), at("09:10:00"), step));
    EXPECT_EQ(has(told, FindingKind::clock_untrusted), !trusted);
    EXPECT_EQ(room.ask(at("09:11:00")).reasons.has(Reason::clock_untrusted), !trusted);
  }
}

TEST(Clock, K3_after_a_step_it_is_believed_when_eight_messages_agree) {
  Room room;
  room.hear(at("09:00:00"), stamped(closed(), at("09:00:00"), 0s));
  Consequences told = room.hear(at("09:01:00"), stamped(closed(), at("09:01:00"), 10s));
  EXPECT_TRUE(has(told, FindingKind::clock_untrusted));
  for (int minute = 2; minute <= 8; ++minute) {
    const Instant now = at("09:00:00") + minute * Duration{60s};
    told = room.hear(now, stamped(closed(), now, 10s));
    EXPECT_FALSE(has(told, FindingKind::clock_untrusted)) << "told once";
  }
  room.hear(at("09:20:00"), stamped(taken(), at("09:20:00"), 10s));
  EXPECT_EQ(room.ask(at("09:21:00")).class_, Class::zone_equivalent);
}

TEST(Clock, K3_a_message_delayed_on_the_wire_is_no_step) {
  Room room;
  room.hear(at("09:00:00"), stamped(closed(), at("09:00:00"), 0s));
  EXPECT_TRUE(room.hear(at("09:10:00"), stamped(taken(), at("09:09:40"), 0s)).findings.empty());
  EXPECT_EQ(room.ask(at("09:11:00")).class_, Class::zone_equivalent);
}

TEST(Clock, K3_a_clock_that_falls_behind_is_a_step_once_nothing_smaller_is_left) {
  Room room;
  room.hear(at("09:00:00"), stamped(closed(), at("09:00:00"), 0s));
  Consequences told;
  for (int minute = 1; minute <= 8; ++minute) {
    EXPECT_FALSE(has(told, FindingKind::clock_untrusted));
    const Instant now = at("09:00:00") + minute * Duration{60s};
    told = room.hear(now, stamped(closed(), now, -10s));
  }
  EXPECT_TRUE(has(told, FindingKind::clock_untrusted));
  room.hear(at("09:09:00"), stamped(taken(), at("09:09:00"), -10s));
  EXPECT_EQ(room.ask(at("09:10:00")).class_, Class::zone_equivalent);
}

TEST(Clock, K3_the_first_day_of_2020_is_a_time_and_the_moment_before_is_a_reset) {
  const auto told_at = [](const char* device) {
    Room room;
    Observation event = taken();
    event.occurred_at = at(device);
    event.sent_at = at("09:00:00");
    return has(room.hear(at("09:00:00"), event), FindingKind::clock_untrusted);
  };
  EXPECT_FALSE(told_at("2020-01-01T09:00:00"));
  EXPECT_TRUE(told_at("2020-01-01T08:59:59.999999"));
  EXPECT_TRUE(told_at("2000-01-01T00:00:00"));
  EXPECT_TRUE(told_at("1970-01-01T00:00:00"));
}

TEST(Clock, K3_an_entry_made_before_the_doubt_is_untouched_and_one_made_in_it_stays) {
  Room room;
  room.hear(at("09:00:00"), stamped(taken(), at("09:00:00"), 0s));
  room.hear(at("09:10:00"), stamped(closed(), at("09:10:00"), 31s));
  EXPECT_EQ(room.ask(at("09:11:00")).class_, Class::zone_equivalent);
  Room doubtful;
  doubtful.hear(at("09:00:00"), stamped(closed(), at("09:00:00"), 0s));
  doubtful.hear(at("09:10:00"), stamped(taken(), at("09:10:00"), 31s));
  doubtful.hear(at("09:20:00"), stamped(closed(), at("09:20:00"), 0s));
  EXPECT_EQ(doubtful.ask(at("09:21:00")).reasons, Reasons{Reason::clock_untrusted});
}

TEST(Clock, K3_a_grant_believed_and_confirmed_by_a_clock_that_is_not_is_in_doubt) {
  for (const EventKind confirms : {EventKind::access_taken, EventKind::door_opened}) {
    Room room;
    room.hear(at("09:00:00"), stamped(granted(), at("09:00:00"), 0s));
    Observation confirming = confirms == EventKind::access_taken ? taken() : door_event(confirms);
    room.hear(at("09:00:02"), stamped(confirming, at("09:00:02"), 31s));
    EXPECT_EQ(room.ask(at("09:01:00")).reasons, Reasons{Reason::clock_untrusted});
  }
}

TEST(Clock, K4_a_later_number_dated_long_before_an_earlier_one_moves_nobody_into_the_past) {
  const auto after = [](const char* device) {
    Room room;
    Observation in = taken();
    in.occurred_at = at("10:00:00");
    room.hear(at("10:00:00"), in);
    Observation out = taken("out");
    out.occurred_at = at(device);
    const Consequences told = room.hear(at("10:30:00"), out);
    EXPECT_EQ(room.ask(at("10:31:00")).reasons, Reasons{Reason::presence_absent});
    return has(told, FindingKind::clock_untrusted);
  };
  EXPECT_FALSE(after("09:59:54")) << "five seconds and the clock's own uncertainty";
  EXPECT_TRUE(after("09:59:53.999999"));
}

TEST(Clock, K9_while_our_own_clock_is_off_intervals_are_wider_by_it) {
  Room room;
  Observation event = taken();
  event.occurred_at = at("09:00:00");
  const auto uncertainty = [&] {
    return std::get<DoorEvent>(admit(room.book, event, at("09:00:01"))).uncertainty;
  };
  EXPECT_EQ(uncertainty(), Duration{1s});
  EXPECT_TRUE(
      has(room.tell(at("09:00:00"), OwnClockJudged{-3s, true}), FindingKind::own_clock_untrusted));
  EXPECT_EQ(uncertainty(), Duration{4s});
  EXPECT_TRUE(room.tell(at("09:00:00"), OwnClockJudged{-4s, true}).findings.empty()) << "once";
  EXPECT_TRUE(room.tell(at("09:00:00"), OwnClockJudged{}).findings.empty());
  EXPECT_EQ(uncertainty(), Duration{1s});
  EXPECT_TRUE(
      has(room.tell(at("09:00:00"), OwnClockJudged{0s, false}), FindingKind::own_clock_untrusted));
}

TEST(Numbers, K8_presence_through_a_controller_without_numbers_lasts_a_lease) {
  Room room;
  Observation entry = taken();
  entry.unnumbered = true;
  room.hear(at("09:00:00"), entry);
  EXPECT_EQ(room.ask(at("09:30:00")).valid_until, at("10:00:00"));
  EXPECT_EQ(room.ask(at("10:00:00")).class_, Class::zone_equivalent);
  EXPECT_EQ(room.ask(at("10:00:00.000001")).reasons, Reasons{Reason::presence_uncertain});
  Observation again = entry;
  again.boot = "the adapter's next";
  again.seq = 1;
  EXPECT_FALSE(has(room.hear(at("10:10:00"), again), FindingKind::sequence_gap));
}

TEST(Numbers, K8_a_number_that_came_too_late_is_not_missing) {
  Room room;
  room.hear(at("2026-11-30T09:00:00"), taken());
  Observation old = closed();
  old.occurred_at = at("2026-11-22T09:00:00");
  EXPECT_TRUE(has(room.hear(at("2026-11-30T09:00:01"), old), FindingKind::too_late));
  EXPECT_TRUE(room.hear(at("2026-11-30T09:00:02"), closed()).findings.empty());
  EXPECT_EQ(room.ask(at("2026-11-30T09:01:00")).class_, Class::zone_equivalent);
}

TEST(Numbers, K8_the_last_number_of_a_boot_ends_the_doubt_whenever_it_comes) {
  for (const char* boot : {"a-later-boot", "z-later-boot"}) {
    Room room;
    Observation entry = taken();
    entry.boot = "m-boot";
    room.hear(at("09:00:00"), entry);
    Observation anew = event(EventKind::boot);
    anew.boot = boot;
    anew.seq = 1;
    anew.previous = PreviousBoot{"m-boot", 2};
    EXPECT_TRUE(has(room.hear(at("09:10:00"), anew), FindingKind::sequence_gap));
    EXPECT_EQ(room.ask(at("09:11:00")).reasons, Reasons{Reason::presence_uncertain});
    Observation last = closed();
    last.boot = "m-boot";
    last.seq = 2;
    room.hear(at("09:12:00"), last);
    EXPECT_EQ(room.ask(at("09:13:00")).class_, Class::zone_equivalent) << boot;
  }
}

TEST(Numbers, K8_boots_that_name_each_other_in_a_ring_stop_nobody) {
  Room room;
  for (int i = 0; i < 40; ++i) {
    Observation boot = event(EventKind::boot);
    boot.boot = i % 2 == 0 ? "a" : "b";
    boot.seq = static_cast<std::uint64_t>(i) + 1;
    boot.previous = PreviousBoot{i % 2 == 0 ? "b" : "a", 1000};
    boot.occurred_at = at("10:00:00") - i * Duration{1s};
    room.hear(at("10:00:00") + i * Duration{1ms}, boot);
  }
  room.next_seq = 100;
  room.hear(at("10:01:00"), taken());
  EXPECT_EQ(room.ask(at("10:02:00")).zone, ZoneId("room"));
}

TEST(Numbers, K4_a_boot_drawn_back_draws_back_the_boot_before_it) {
  const auto presence = [](bool exit_first) {
    Room room;
    Observation in = taken();
    in.boot = "b1";
    in.seq = 1;
    room.hear(at("09:00:00"), in);
    Observation last = taken("out");
    last.boot = "b1";
    last.seq = 2;
    Observation boot = event(EventKind::boot);
    boot.boot = "b2";
    boot.seq = 1;
    boot.previous = PreviousBoot{"b1", 2};
    Observation next = door_event(EventKind::door_closed);
    next.boot = "b2";
    next.seq = 2;
    next.occurred_at = at("09:30:00");
    if (exit_first) room.hear(at("10:00:00"), last);
    room.hear(at("10:00:01"), boot);
    room.hear(at("10:00:02"), next);
    if (!exit_first) room.hear(at("10:00:03"), last);
    return room.book.state()
        .person(room.book.site().person(PersonId("tanaka"))->no)
        .presences.front()
        .absence_known_at;
  };
  EXPECT_EQ(presence(true), at("09:30:00") - 1us);
  EXPECT_EQ(presence(false), at("09:30:00") - 1us);
}

TEST(Numbers, K4_a_heartbeat_of_an_older_number_bounds_no_less) {
  const auto presence = [](bool older_first) {
    Room room;
    room.next_seq = 30;
    room.hear(at("09:00:00"), taken());  // 30
    const auto beat = [&room](const char* now, std::uint64_t last) {
      Observation heartbeat = event(EventKind::heartbeat);
      heartbeat.seq = last;
      room.hear(at(now), heartbeat);
    };
    beat(older_first ? "09:10:00" : "09:20:00", older_first ? 32 : 34);
    beat("09:20:00", older_first ? 34 : 32);
    Observation exit = taken("out");
    exit.seq = 31;
    room.hear(at("09:30:00"), exit);
    return room.book.state().person(room.book.site().person(PersonId("tanaka"))->no);
  };
  EXPECT_EQ(presence(true).presences.front().absence_known_at, at("09:10:00"));
  EXPECT_EQ(presence(false).presences.front().absence_known_at, at("09:20:00"));
}

// A room whose controller owes heartbeats.
Room watched() {
  Room room;
  room.book = Book();
  room.tell(at("06:00:00"), LogOpened{"zonefactor/chuo/2026", false});
  room.configure(at("06:00:00"), room_facility());
  return room;
}

TEST(Silence, H1_a_controller_is_offline_after_three_heartbeats_and_told_so_once) {
  Room room = watched();
  room.hear(at("09:00:00"), taken());
  EXPECT_TRUE(pass_time(room.book, at("09:01:29.999999")).findings.empty());
  const Consequences told = pass_time(room.book, at("09:30:00"));
  ASSERT_EQ(told.findings.size(), 1U);
  EXPECT_EQ(told.findings[0].kind, FindingKind::controller_offline);
  EXPECT_EQ(told.findings[0].at, at("09:01:30"));
  EXPECT_TRUE(pass_time(room.book, at("10:00:00")).findings.empty());
  Observation beat = event(EventKind::heartbeat);
  beat.seq = 1;
  room.hear(at("10:00:00"), beat);
  EXPECT_TRUE(has(pass_time(room.book, at("10:01:30")), FindingKind::controller_offline));
}

TEST(Silence, H1_a_will_message_is_told_at_once) {
  Room room = watched();
  room.hear(at("09:00:00"), taken());
  EXPECT_TRUE(has(room.tell(at("09:00:10"), ControllerStatus{ControllerId("ctl"), false}),
                  FindingKind::controller_offline));
  EXPECT_TRUE(pass_time(room.book, at("09:10:00")).findings.empty());
}

TEST(Silence, P1_the_silence_of_a_lost_controller_cancels_no_entry_and_locks_nobody) {
  Room room = watched();
  room.hear(at("09:00:00"), taken());
  room.tell(at("09:00:30"), SessionChanged{TerminalId("t-1"), SessionId("s-1"), AccountId("tanaka"),
                                           SessionDo::begin});
  room.hear(at("10:00:00"), granted());
  room.tell(at("10:00:01"), ControllerStatus{ControllerId("ctl"), false});
  EXPECT_TRUE(pass_time(room.book, at("10:05:00")).signals.empty());
  EXPECT_EQ(room.ask(at("10:05:00")).reasons, Reasons{Reason::entry_pending});
  room.hear(at("10:06:00"), door_event(EventKind::door_closed));
  const Consequences settled = pass_time(room.book, at("10:07:00"));
  EXPECT_EQ(settled.signals.size(), 1U) << "read at the outer reader and never in: rule S4";
  EXPECT_EQ(room.ask(at("10:07:00")).reasons, Reasons{Reason::presence_absent});
}

TEST(Silence, K6_what_was_known_of_a_silence_at_a_past_login_stays_known) {
  Room room = watched();
  room.hear(at("09:00:00"), taken());
  LoginAttempt attempt = password();
  const Decision frozen = room.ask(at("09:11:30"), attempt);
  EXPECT_EQ(frozen.reasons, Reasons{Reason::zone_unobserved});
  room.tell(at("09:11:30"), LoginDecided{attempt, frozen, "peer", {}});
  Observation late = door_event(EventKind::door_closed);
  late.occurred_at = at("09:10:00");
  EXPECT_TRUE(room.hear(at("09:12:00"), late).readjudications.empty());
}

TEST(Window, K4_news_older_than_seven_days_changes_nothing_and_memory_stays_bounded) {
  Room room;
  room.hear(at("09:00:00"), taken());
  room.hear(at("2026-11-29T08:59:59"), closed());
  Observation exit = taken("out");
  exit.occurred_at = at("2026-11-22T09:00:01");
  EXPECT_FALSE(has(room.hear(at("2026-11-29T09:00:00"), exit), FindingKind::too_late));
  EXPECT_EQ(room.ask(at("2026-11-29T09:00:00")).reasons, Reasons{Reason::presence_absent});
  Observation older = closed();
  older.occurred_at = at("2026-11-22T09:00:00");
  EXPECT_TRUE(has(room.hear(at("2026-11-29T09:00:02"), older), FindingKind::too_late));
}

TEST(Order, K6_a_gap_that_late_news_shows_is_a_doubt_from_then_on_and_judges_nothing_again) {
  Room room;
  room.hear(at("09:00:00"), taken());
  EXPECT_EQ(room.ask(at("09:01:00")).class_, Class::zone_equivalent);
  Observation late = door_event(EventKind::door_closed);
  late.seq = 3;  // 2 is missing
  late.occurred_at = at("09:00:30");
  const Consequences told = room.hear(at("09:02:00"), late);
  EXPECT_TRUE(told.readjudications.empty());
  EXPECT_EQ(told.findings.size(), 1u);
  EXPECT_EQ(room.ask(at("09:03:00")).reasons, Reasons{Reason::presence_uncertain});
}

}  // namespace
}  // namespace zonefactor::core
