// What must hold of the core for every history: arrival does not matter, answers repeat, a reason
// never stands beside the good class, and no input stops it.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

#include "service/core/judge.h"
#include "tests/rules/room.h"

namespace zonefactor::core {
namespace {

struct Happening {
  Observation observation;
  Instant occurred{};
  Duration delay{};
};

// One happening at the room's door or desk, by one of its two people.
Observation any_observation() {
  const std::string number = *rc::gen::element<std::string>("04A1", "04B2");
  const std::string reader = *rc::gen::element<std::string>("in", "out");
  switch (*rc::gen::inRange(0, 9)) {
    case 0:
    case 1:
      return granted(reader, number);
    case 2:
    case 3:
      return taken(reader, number);
    case 4:
      return not_taken(reader, number);
    case 5:
      return read("desk", number);
    case 6:
      return door_event(EventKind::door_closed);
    case 7: {
      Observation denied = granted(reader, number);
      denied.kind = EventKind::access_denied;
      return denied;
    }
    default:
      return door_event(EventKind::door_opened);
  }
}

// A history of one boot, in the order it happened; every message is told within five seconds.
std::vector<Happening> any_history() {
  std::vector<Happening> history;
  Instant now = at("09:00:00");
  const int length = *rc::gen::inRange(1, 25);
  for (int i = 0; i < length; ++i) {
    now += Duration{1ms} * *rc::gen::inRange(0, 12'000);
    Happening happening;
    happening.observation = any_observation();
    happening.observation.seq = static_cast<std::uint64_t>(i) + 1;
    happening.observation.content_tag = std::to_string(i) + "th";
    happening.observation.occurred_at = happening.occurred = now;
    happening.delay = Duration{1ms} * *rc::gen::inRange(0, 5'001);
    history.push_back(happening);
  }
  return history;
}

// Plays a history in the order it is told and brings the room to the same horizon.
void play(Room& room, std::vector<Happening> history, bool delayed) {
  const Instant horizon = history.back().occurred + Duration{60s};
  const auto told_at = [delayed](const Happening& h) {
    return delayed ? h.occurred + h.delay : h.occurred;
  };
  std::stable_sort(history.begin(), history.end(),
                   [&](const Happening& a, const Happening& b) { return told_at(a) < told_at(b); });
  for (const Happening& happening : history) room.hear(told_at(happening), happening.observation);
  pass_time(room.book, horizon);
}

struct Said {
  Class class_;
  Reasons reasons;
  FactorKinds kinds;
  std::optional<Instant> valid_until;
  bool operator==(const Said&) const = default;
};

Said said_of(const Room& room, std::string_view account) {
  const Decision decision = decide(room.book, password(account));
  return {decision.class_, decision.reasons, decision.entry_kinds, decision.valid_until};
}

void expect(bool passed) {
  EXPECT_TRUE(passed);
}

TEST(AnyHistory, K4_ends_in_the_same_presence_whatever_the_order_of_arrival) {
  expect(rc::check("arrival order", [] {
    const std::vector<Happening> history = any_history();
    Room prompt;
    Room delayed;
    play(prompt, history, false);
    play(delayed, history, true);
    for (const char* account : {"tanaka", "suzuki"}) {
      const Said a = said_of(prompt, account);
      const Said b = said_of(delayed, account);
      RC_ASSERT(a.reasons == b.reasons);
      RC_ASSERT(a == b);
    }
  }));
}

// Late news folded one by one, or once for all that came together.
TEST(AnyHistory, K4_folding_late_news_together_ends_as_folding_it_one_by_one) {
  expect(rc::check("together", [] {
    std::vector<Happening> history = any_history();
    for (Happening& happening : history) happening.delay *= *rc::gen::inRange(1, 400);
    std::stable_sort(history.begin(), history.end(), [](const Happening& a, const Happening& b) {
      return a.occurred + a.delay < b.occurred + b.delay;
    });
    Room one_by_one;
    Room together;
    const Instant end = history.back().occurred + history.back().delay + Duration{60s};
    for (const Happening& happening : history) {
      const Instant now = happening.occurred + happening.delay;
      one_by_one.hear(now, happening.observation);
      together.hear_later(now, happening.observation);
      if (*rc::gen::inRange(0, 4) == 0) {
        RC_ASSERT(said_of(one_by_one, "tanaka") ==
                  (settle(together.book), said_of(together, "tanaka")));
      }
    }
    pass_time(one_by_one.book, end);
    pass_time(together.book, end);
    RC_ASSERT(is_settled(together.book));
    for (const char* account : {"tanaka", "suzuki"}) {
      RC_ASSERT(decide(one_by_one.book, password(account)) ==
                decide(together.book, password(account)));
    }
  }));
}

TEST(AnyHistory, A6_gives_the_same_answers_a_second_time) {
  expect(rc::check("repetition", [] {
    const std::vector<Happening> history = any_history();
    Room one;
    Room two;
    play(one, history, true);
    play(two, history, true);
    RC_ASSERT(decide(one.book, password()) == decide(two.book, password()));
  }));
}

// A question of any kind, at the room's terminal or at none.
LoginAttempt any_attempt() {
  LoginAttempt attempt = password(*rc::gen::element<std::string>("tanaka", "suzuki", "nobody"));
  if (*rc::gen::inRange(0, 8) == 0) attempt.terminal = TerminalId("elsewhere");
  attempt.amr = Amrs::from_bits(*rc::gen::inRange<std::uint64_t>(0, 1U << count_of<Amr>()) &
                                *rc::gen::inRange<std::uint64_t>(0, 1U << count_of<Amr>()));
  attempt.action = *rc::gen::element(Action::login, Action::unlock, Action::continue_);
  if (*rc::gen::arbitrary<bool>()) attempt.session = SessionId("s-1");
  attempt.session_kind = *rc::gen::element(SessionKind::console, SessionKind::remote);
  attempt.proof = *rc::gen::element(TerminalProof::key, TerminalProof::certificate);
  attempt.emergency = *rc::gen::arbitrary<bool>();
  return attempt;
}

TEST(AnyHistory, A5_no_reason_stands_beside_zone_equivalent_and_A4_doubt_is_only_doubt) {
  expect(rc::check("classes and reasons", [] {
    Room room(room_facility(), *rc::gen::arbitrary<bool>());
    play(room, any_history(), true);
    for (int i = 0; i < 6; ++i) {
      const Decision decision = room.ask(room.book.now() + Duration{1s}, any_attempt());
      const bool good =
          decision.class_ == Class::zone_equivalent || decision.class_ == Class::native_two_factor;
      RC_ASSERT(good == decision.reasons.empty());
      const bool only_doubt = (decision.reasons & kUndeterminedReasons) == decision.reasons;
      RC_ASSERT((decision.class_ != Class::undetermined || only_doubt));
      RC_ASSERT((decision.class_ != Class::not_equivalent || !only_doubt));
      RC_ASSERT(
          (decision.class_ != Class::zone_equivalent || decision.valid_until >= room.book.now()));
    }
  }));
}

// Every kind of event with members that may be missing, unknown or impossible together.
DoorEvent any_event(Instant now) {
  Observation o =
      event(static_cast<EventKind>(*rc::gen::inRange(0, static_cast<int>(count_of<EventKind>()))));
  o.access_point = AccessPointId(*rc::gen::element<std::string>("in", "out", "desk", "nowhere"));
  o.door = DoorId(*rc::gen::element<std::string>("door", "nowhere"));
  o.credential = NumberId(*rc::gen::element<std::string>("04A1", "04B2", "unknown"));
  o.mode = static_cast<DoorMode>(*rc::gen::inRange(0, static_cast<int>(count_of<DoorMode>())));
  o.boot = *rc::gen::element<std::string>("b1", "b2", "b3");
  o.seq = *rc::gen::inRange<std::uint64_t>(0, 50);
  if (*rc::gen::inRange(0, 6) == 0) o.controller = ControllerId("stranger");
  DoorEvent event;
  event.observation = o;
  event.happened = now - Duration{1s} * *rc::gen::inRange(0, 4000);
  return event;
}

TEST(AnyInput, K4_does_not_stop_the_core_before_during_or_after_a_configuration) {
  expect(rc::check("odd inputs", [] {
    Book unconfigured;
    Instant now = at("05:00:00");
    const DoorEvent early = any_event(now);
    evolve(unconfigured, Entry{EntryRef{2026, 1}, now, early});
    RC_ASSERT(decide(unconfigured, password()).class_ == Class::not_equivalent);

    Room room;
    now = at("06:00:00");
    for (int i = 0; i < 40; ++i) {
      now += Duration{1s} * *rc::gen::inRange(0, 600);
      room.tell(now, any_event(now));
      room.ask(now, any_attempt());
      if (i == 20) {  // the zone goes while people are in it
        room.tell(now, ObjectRemoved{"zone", "room"});
        room.tell(now, ConfigurationClosed{2, "00", "test"});
      }
      if (i == 30) room.configure(now, room_facility());
    }
    RC_ASSERT(room.book.now() == now);
  }));
}

TEST(AnyInput, K4_takes_thousands_of_late_events) {
  Room room;
  room.hear(at("09:00:00"), taken());
  for (int i = 0; i < 3000; ++i) {
    Observation late = door_event(EventKind::door_closed);
    late.occurred_at = at("10:00:00") - Duration{1s} * (i % 60);
    late.content_tag = std::to_string(i) + " late";
    room.hear(at("10:00:00"), late);
  }
  EXPECT_EQ(room.ask(at("10:01:00")).class_, Class::zone_equivalent);
}

}  // namespace
}  // namespace zonefactor::core
