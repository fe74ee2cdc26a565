// Which numbers a controller has used: the same again, another under one number, one too old to
// tell.
#include <gtest/gtest.h>

#include "service/core/ledger.h"

namespace zonefactor::core {
namespace {

Instant second(int s) {
  return instant_of_us(1'795'000'000'000'000) + std::chrono::seconds{s};
}

Observation numbered(std::uint64_t seq, std::string content,
                     EventKind kind = EventKind::door_closed) {
  Observation o;
  o.controller = ControllerId("ctl");
  o.boot = "b1";
  o.seq = seq;
  o.kind = kind;
  o.content_tag = std::move(content);
  return o;
}

Instant take(Ledger& ledger, const Observation& o, Instant happened, Instant recorded) {
  DoorEvent event;
  event.observation = o;
  event.happened = happened;
  return ledger.take(event, recorded);
}

TEST(Ledger, K7_tells_the_same_from_another_and_from_a_new_one) {
  Ledger ledger;
  EXPECT_EQ(ledger.seen(numbered(1, "a")), Ledger::Seen::no);
  take(ledger, numbered(1, "a"), second(0), second(0));
  EXPECT_EQ(ledger.seen(numbered(1, "a")), Ledger::Seen::same);
  EXPECT_EQ(ledger.seen(numbered(1, "b")), Ledger::Seen::other);
  EXPECT_EQ(ledger.seen(numbered(2, "a")), Ledger::Seen::no);
  Observation other_boot = numbered(1, "b");
  other_boot.boot = "b2";
  EXPECT_EQ(ledger.seen(other_boot), Ledger::Seen::no);
}

TEST(Ledger, K7_a_heartbeat_takes_no_number_and_cannot_equivocate) {
  Ledger ledger;
  take(ledger, numbered(1, "a"), second(0), second(0));
  EXPECT_EQ(ledger.seen(numbered(1, "beat", EventKind::heartbeat)), Ledger::Seen::no);
}

TEST(Ledger, K7_says_so_where_a_number_is_older_than_it_remembers) {
  Ledger ledger;
  for (std::uint64_t seq = 1; seq <= 65'537; ++seq)
    take(ledger, numbered(seq, "a"), second(0), second(0));
  EXPECT_EQ(ledger.seen(numbered(1, "a")), Ledger::Seen::forgotten);
  EXPECT_EQ(ledger.seen(numbered(2, "a")), Ledger::Seen::same);
}

TEST(Ledger, K4_within_a_boot_time_never_runs_against_the_numbers) {
  Ledger ledger;
  take(ledger, numbered(3, "c"), second(10), second(10));
  EXPECT_EQ(take(ledger, numbered(2, "b"), second(20), second(20)), second(10));
}

TEST(Ledger, K8_a_number_that_a_heartbeat_named_is_no_later_than_the_heartbeat) {
  Ledger ledger;
  take(ledger, numbered(2, "", EventKind::heartbeat), second(30), second(30));
  EXPECT_EQ(take(ledger, numbered(2, "b"), second(40), second(40)), second(30));
  EXPECT_EQ(take(ledger, numbered(3, "c"), second(41), second(41)), second(41));
}

}  // namespace
}  // namespace zonefactor::core
