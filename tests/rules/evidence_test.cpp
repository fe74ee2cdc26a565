// What evidence rests on before there is a pack of it: a review's withdrawals count, and what was
// so at a moment is so for whoever folds the journal up to it (rules G3, V6).
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "service/core/presence.h"
#include "service/core/sealed_state.h"
#include "tests/rules/room.h"

namespace zonefactor::core {
namespace {

TEST(Evidence, G3_whom_the_review_did_not_confirm_by_its_due_date_counts_no_more) {
  Facility facility = room_facility();
  facility.designations.front().valid_until = at("12:00:00");  // unless confirmed by then
  Room room(facility);
  room.hear(at("09:00:00"), taken());
  EXPECT_EQ(room.ask(at("11:59:59.999")).class_, Class::zone_equivalent);
  EXPECT_EQ(room.ask(at("12:00:00")).reasons, Reasons{Reason::not_designated});

  facility.designations.front().valid_until.reset();
  room.configure(at("12:01:00"), facility);
  EXPECT_EQ(room.ask(at("12:02:00")).class_, Class::zone_equivalent);
}

// Who is where, as the book says it of Suzuki, then Tanaka.
std::vector<std::pair<PresenceIs, Doubt>> standing(const Book& book) {
  std::vector<std::pair<PresenceIs, Doubt>> all;
  const Site& site = book.site();
  for (const PersonPlan& person : site.persons()) {
    for (const ZonePlan& zone : site.zones()) {
      const PresenceView view = presence_view(book.state(), person.no, zone.no, book.now());
      all.emplace_back(view.is, view.doubt);
    }
  }
  return all;
}

// The day as it went, told up to a moment.
Room told_until(Instant moment) {
  const std::vector<std::pair<Instant, Observation>> day = {
      {at("09:00:00"), granted()},
      {at("09:00:02"), door_event(EventKind::door_opened)},
      {at("09:00:05"), door_event(EventKind::door_closed)},
      {at("10:00:00"), taken("out")},
      {at("11:00:00"), granted("in", "04B2")},
  };
  Room room;
  for (const auto& [when, observation] : day) {
    if (when <= moment) room.hear(when, observation);
  }
  pass_time(room.book, moment);
  return room;
}

TEST(Evidence, V6_what_is_so_at_a_moment_does_not_depend_on_what_came_after_or_who_folds_it) {
  for (const char* moment :
       {"08:59:59", "09:00:01", "09:30:00", "10:30:00", "11:00:14", "11:00:15"}) {
    Room lived = told_until(at(moment));
    const auto sealed = standing(lived.book);
    EXPECT_EQ(standing(told_until(at(moment)).book), sealed) << moment;
    lived.hear(at("12:00:00"), taken("out"));
    EXPECT_EQ(standing(told_until(at(moment)).book), sealed) << moment;
  }
  EXPECT_EQ(standing(told_until(at("09:30:00")).book).back().first, PresenceIs::present);
  EXPECT_EQ(standing(told_until(at("10:30:00")).book).back().first, PresenceIs::absent);
}

// Sealed now, and folded on from what was sealed.
Room unsealed(const Room& lived) {
  auto book = unseal(seal(lived.book));
  EXPECT_TRUE(book);
  return {lived, std::move(*book)};
}

TEST(Evidence, V6_a_sealed_state_answers_what_the_whole_journal_answers) {
  for (const char* moment : {"08:59:59", "09:00:01", "09:30:00", "10:30:00", "11:00:14"}) {
    Room lived = told_until(at(moment));
    Room sealed = unsealed(lived);
    EXPECT_EQ(standing(sealed.book), standing(lived.book)) << moment;
    for (Room* room : {&lived, &sealed}) {
      room->hear(at("11:30:00"), taken("in", "04B2"));
      room->hear(at("12:00:00"), taken("out"));
    }
    EXPECT_EQ(standing(sealed.book), standing(lived.book)) << moment;
    EXPECT_EQ(sealed.ask(at("12:00:01"), password("suzuki")),
              lived.ask(at("12:00:01"), password("suzuki")))
        << moment;
    EXPECT_FALSE(reaches_behind_seal(sealed.book)) << moment;
  }
}

// What a pack must show: an exit that is left out of what was sealed cannot be put back by what
// follows, so whoever was inside stays inside, and the digest is another.
TEST(Evidence, V6_a_seal_shows_what_did_not_happen) {
  const Room inside = told_until(at("09:30:00"));
  const Room outside = told_until(at("10:30:00"));
  EXPECT_EQ(standing(unsealed(inside).book).back().first, PresenceIs::present);
  EXPECT_EQ(standing(unsealed(outside).book).back().first, PresenceIs::absent);
}

TEST(Evidence, V6_news_of_before_the_seal_needs_an_earlier_seal) {
  Observation exit = taken("out");
  exit.occurred_at = at("09:20:00");
  Room sealed = unsealed(told_until(at("10:30:00")));
  EXPECT_FALSE(reaches_behind_seal(sealed.book));
  sealed.hear(at("10:31:00"), exit);
  EXPECT_TRUE(reaches_behind_seal(sealed.book));
}

}  // namespace
}  // namespace zonefactor::core
