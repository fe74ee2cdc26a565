// An engine turned by hand on a PostgreSQL of its own.
#pragma once

#include <gtest/gtest.h>

#include "adapters/postgres/migrate.h"
#include "adapters/postgres/postgres_store.h"
#include "tests/support/postgres_server.h"
#include "tests/unit/engine/engine_bench.h"

namespace zonefactor::engine {

// One engine with a connection of its own to the journal.
class PostgresEngine {
 public:
  PostgresEngine(const support::PostgresServer& database, ManualLoop& loop, ManualClock& clock,
                 Retention retention = {})
      : options_{database.connection_string("zonefactor_service"), {}, "chuo"},
        loop_(loop),
        store_(options_) {
    EngineOptions options;
    options.facility_id = "chuo";
    options.signer = sample_signer();
    options.retention = retention;
    options.ticks_to_stall = 1000000;
    static int made = 0;
    EngineParts parts{store_,
                      [this] { return std::make_unique<postgres::PostgresStore>(options_); },
                      [this] { return std::make_unique<postgres::PostgresStore>(options_); },
                      checkpoints_,
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
  void configure(const core::Facility& facility = sample::facility()) {
    Outcome<Configured> outcome;
    engine_->configure(facility, "admin", outcome.done());
    wait_for(outcome).value();
  }
  Outcome<ports::LoginAnswer> ask(const char* request_id = "") {
    Outcome<ports::LoginAnswer> outcome;
    auto question = sample::login("tanaka");
    question.request_id = request_id;
    engine_->ask(question, outcome.done());
    return wait_for(outcome);
  }
  // Entries of no consequence, to fill tiles with.
  void take_heartbeats(std::uint64_t count) {
    for (std::uint64_t seq = 1; seq <= count; ++seq) {
      Outcome<ports::EventResult> outcome;
      engine_->observe(sample::event(core::EventKind::heartbeat, seq, "2026-11-22T08:59:00+09:00"),
                       outcome.done());
      wait_for(outcome);
    }
  }
  Engine& engine() { return *engine_; }
  postgres::PostgresStore store() const { return postgres::PostgresStore(options_); }
  const std::optional<Fatal>& fatal() const { return fatal_; }

 private:
  postgres::StoreOptions options_;
  ManualLoop& loop_;
  postgres::PostgresStore store_;
  MemoryCheckpoints checkpoints_;
  RecordedSignals signals_;
  RecordedNote note_;
  std::optional<Fatal> fatal_;
  std::unique_ptr<Engine> engine_;
};

class EngineOnPostgres : public ::testing::Test {
 protected:
  EngineOnPostgres() { postgres::migrate({.connection = database_.connection_string()}); }
  std::string rows() { return database_.sql("select count(*) from zonefactor.journal"); }

  // Time goes by until then, the last moment of it tick by tick.
  void pass_to(const char* time) {
    const core::Instant until = sample::instant(time);
    if (clock_.now() < until - kLastMoment) clock_.set(until - kLastMoment);
    loop_.pass_until([&] { return clock_.now() >= until; });
  }
  // And until the log before `year` is closed and published to its end.
  void end_log_before(PostgresEngine& engine, const char* time, std::int32_t year) {
    pass_to(time);
    auto store = engine.store();
    loop_.pass_until([&] {
      return store.latest_checkpoint(year) && engine.engine().recording() &&
             store.leaves({year - 1, store.latest_checkpoint(year - 1)->size}, 1).empty();
    });
  }

  static constexpr std::chrono::milliseconds kLastMoment{300};
  support::PostgresServer database_;
  ManualClock clock_{sample::instant("2026-11-22T08:59:00+09:00")};
  ManualLoop loop_{clock_};
};

}  // namespace zonefactor::engine
