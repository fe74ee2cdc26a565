// The engine on a real PostgreSQL: what the journal in memory promises the unit tests holds there
// too.
#include <gtest/gtest.h>

#include "tests/integration/engine/postgres_engine.h"

namespace zonefactor::engine {
namespace {

TEST_F(EngineOnPostgres, H4_a_second_start_gives_the_same_answer_under_the_same_request_id) {
  core::EntryRef first;
  {
    PostgresEngine engine(database_, loop_, clock_);
    engine.wait_until_recording();
    engine.configure();
    first = engine.ask("r-1").value().entry;
  }
  PostgresEngine again(database_, loop_, clock_);
  again.wait_until_recording();
  EXPECT_EQ(again.ask("r-1").value().entry, first);
}

TEST_F(EngineOnPostgres, H3_a_database_that_goes_away_is_waited_for_and_nothing_answered_is_lost) {
  PostgresEngine engine(database_, loop_, clock_);
  engine.wait_until_recording();
  engine.configure();
  std::vector<core::EntryRef> answered{engine.ask().value().entry};
  for (const auto how : {support::PostgresStop::fast, support::PostgresStop::immediate}) {
    database_.stop(how);
    EXPECT_TRUE(engine.ask().unavailable());
    database_.start();
    engine.wait_until_recording();
    for (auto outcome = engine.ask();; outcome = engine.ask()) {
      if (outcome.unavailable()) {
        engine.wait_until_recording();
        continue;
      }
      answered.push_back(outcome.value().entry);
      break;
    }
  }
  for (const core::EntryRef& entry : answered) {
    EXPECT_EQ(database_.sql("select type from zonefactor.journal where idx = " +
                            std::to_string(entry.index)),
              "login.decided");
  }
  EXPECT_FALSE(engine.fatal().has_value());
}

TEST_F(EngineOnPostgres, of_two_engines_on_one_journal_the_first_is_told_to_end) {
  PostgresEngine first(database_, loop_, clock_);
  first.wait_until_recording();
  first.configure();
  PostgresEngine second(database_, loop_, clock_);
  second.wait_until_recording();
  EXPECT_NE(second.ask().get(), nullptr);
  EXPECT_TRUE(first.ask().unavailable());
  loop_.pass_until([&] { return first.fatal().has_value(); });
  EXPECT_EQ(first.fatal()->kind, Fatal::Kind::head_disagrees);
  EXPECT_FALSE(second.fatal().has_value());
}

}  // namespace
}  // namespace zonefactor::engine
