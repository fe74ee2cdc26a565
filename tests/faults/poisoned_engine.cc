// An engine on a real journal whose clock dies while one marked event is applied: what a bug of
// ours looks like from outside. Prints what came of the event.
//
//   poisoned_engine CONNECTION NOTES_FILE
#include <fmt/format.h>

#include <cstdlib>
#include <memory>

#include "adapters/http/loop.h"
#include "adapters/postgres/postgres_store.h"
#include "service/daemon/crash_notes.h"
#include "service/engine/engine.h"
#include "tests/unit/engine/counting_randomness.h"
#include "tests/unit/engine/memory_checkpoints.h"
#include "tests/unit/engine/sample_facility.h"

namespace zonefactor::engine {
namespace {

class DyingClock final : public ports::Clock {
 public:
  core::Instant now() override {
    if (armed) std::abort();
    return std::chrono::floor<core::Duration>(std::chrono::system_clock::now());
  }
  bool armed = false;
};

class NoSignals final : public ports::SignalSink {
 public:
  void send(const core::Signal&) override {}
};

const char* words_for(const std::variant<ports::EventResult, ports::Unavailable>& result) {
  const auto* event = std::get_if<ports::EventResult>(&result);
  if (!event) return "unavailable";
  switch (event->verdict) {
    case ports::EventVerdict::accepted:
      return "accepted";
    case ports::EventVerdict::duplicate:
      return "duplicate";
    case ports::EventVerdict::refused:
      return "refused";
  }
  __builtin_unreachable();
}

// Configures the sample, reports a sound event, then the poisonous one, then ends.
class Script {
 public:
  Script(const std::string& connection, const std::string& notes)
      : options_{connection, {}, "chuo"}, notes_(notes), store_(options_) {
    EngineOptions options;
    options.facility_id = "chuo";
    options.signer = sample_signer();
    options.crashed = notes_.crashed_inputs("chuo");
    EngineParts parts{store_,
                      [this] { return std::make_unique<postgres::PostgresStore>(options_); },
                      [this] { return std::make_unique<postgres::PostgresStore>(options_); },
                      checkpoints_,
                      clock_,
                      loop_,
                      signals_,
                      notes_.note_of("chuo"),
                      counting_randomness(connection),
                      [](LogLevel, const std::string& line) { fmt::print(stderr, "{}\n", line); },
                      [](const Fatal&) { std::_Exit(3); }};
    engine_ = std::make_unique<Engine>(std::move(parts), std::move(options));
  }

  void run() {
    loop_.post([this] {
      engine_->start();
      wait_until_recording();
    });
    loop_.run();
  }

 private:
  void wait_until_recording() {
    if (engine_->recording()) return configure();
    loop_.after(std::chrono::milliseconds(5), [this] { wait_until_recording(); });
  }
  void configure() {
    engine_->configure(sample::facility(), "test", [this](const auto&) { report_sound(); });
  }
  void report_sound() {
    auto sound = sample::event(core::EventKind::heartbeat, 0, "2026-11-22T09:00:00+09:00");
    engine_->observe(sound, [this](const auto& result) {
      fmt::print("sound: {}\n", words_for(result));
      report_poison();
    });
  }
  void report_poison() {
    clock_.armed = true;
    engine_->observe(sample::access(core::EventKind::access_taken, 1, "ph-in", "04A1B2C3",
                                    "2026-11-22T09:00:00+09:00"),
                     [this](const auto& result) {
                       fmt::print("poison: {}\n", words_for(result));
                       loop_.post([this] { engine_->stop([this] { loop_.stop(); }); });
                     });
    clock_.armed = false;
  }

  postgres::StoreOptions options_;
  daemon::CrashNotes notes_;
  postgres::PostgresStore store_;
  DyingClock clock_;
  MemoryCheckpoints checkpoints_;
  NoSignals signals_;
  http::HttpLoop loop_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace
}  // namespace zonefactor::engine

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  zonefactor::engine::Script(argv[1], argv[2]).run();
  return 0;
}
