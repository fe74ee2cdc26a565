// The engine on a real PostgreSQL: what the journal in memory promises the unit tests holds there
// too.
#include <gtest/gtest.h>

#include "adapters/postgres/migrate.h"
#include "adapters/postgres/postgres_store.h"
#include "tests/support/postgres_server.h"
#include "tests/unit/engine/engine_bench.h"

namespace zonefactor::engine {
namespace {

// One engine with a connection of its own to the journal.
class PostgresEngine {
 public:
  PostgresEngine(const support::PostgresServer& database, ManualLoop& loop, ManualClock& clock)
      : options_{database.connection_string("zonefactor_service"), {}, "chuo"},
        loop_(loop),
        store_(options_) {
    EngineOptions options;
    options.facility_id = "chuo";
    options.ticks_to_stall = 1000000;
    static int made = 0;
    EngineParts parts{store_,
                      [this] { return std::make_unique<postgres::PostgresStore>(options_); },
                      clock,
                      loop,
                      signals_,
                      note_,
                      counting_randomness("postgres" + std::to_string(++made)),
                      [](LogLevel, const std::string&) {},
                      [this](const Fatal& fatal) { fatal_ = fatal; }};
    engine_ = std::make_unique<Engine>(std::move(parts), options);
    engine_->start();
  }

  void wait_until_recording() {
    loop_.pass_until([this] { return engine_->recording(); });
  }
  template <class T>
  const Outcome<T>& wait_for(const Outcome<T>& outcome) {
    loop_.run_until([&outcome] { return outcome.came(); });
    return outcome;
  }
  void configure() {
    Outcome<Configured> outcome;
    engine_->configure(sample::facility(), "admin", outcome.done());
    wait_for(outcome).value();
  }
  Outcome<ports::LoginAnswer> ask(const char* request_id = "") {
    Outcome<ports::LoginAnswer> outcome;
    auto question = sample::login("tanaka");
    question.request_id = request_id;
    engine_->ask(question, outcome.done());
    return wait_for(outcome);
  }
  const std::optional<Fatal>& fatal() const { return fatal_; }

 private:
  postgres::StoreOptions options_;
  ManualLoop& loop_;
  postgres::PostgresStore store_;
  RecordedSignals signals_;
  RecordedNote note_;
  std::optional<Fatal> fatal_;
  std::unique_ptr<Engine> engine_;
};

class EngineOnPostgres : public ::testing::Test {
 protected:
  EngineOnPostgres() { postgres::migrate({.connection = database_.connection_string()}); }
  std::string rows() { return database_.sql("select count(*) from zonefactor.journal"); }

  support::PostgresServer database_;
  ManualClock clock_{sample::instant("2026-11-22T08:59:00+09:00")};
  ManualLoop loop_{clock_};
};

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
