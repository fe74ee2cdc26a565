// An engine on a journal in memory, turned by hand: what the engine's tests stand on.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "service/engine/engine.h"
#include "service/journal/entry_codec.h"
#include "tests/unit/engine/counting_randomness.h"
#include "tests/unit/engine/manual_loop.h"
#include "tests/unit/engine/memory_checkpoints.h"
#include "tests/unit/engine/memory_store.h"
#include "tests/unit/engine/sample_facility.h"

namespace zonefactor::engine {

class RecordedSignals final : public ports::SignalSink {
 public:
  void send(const core::Signal& signal) override { sent.push_back(signal); }
  std::vector<core::Signal> sent;
};

// Keeps the last note, as a signal handler would have found it.
class RecordedNote final : public CrashNote {
 public:
  void input(std::string_view digest, std::string_view controller) noexcept override {
    last_input = {std::string(digest), std::string(controller)};
  }
  void entry(core::EntryRef) noexcept override {}
  void clear() noexcept override { ++cleared; }
  std::pair<std::string, std::string> last_input;
  int cleared = 0;
};

// What came of a call: nothing yet, the answer, or that it was unavailable.
template <class T>
class Outcome {
 public:
  ports::Done<T> done() {
    return [kept = kept_](std::variant<T, ports::Unavailable> result) {
      EXPECT_FALSE(kept->has_value()) << "answered twice";
      kept->emplace(std::move(result));
    };
  }
  bool came() const { return kept_->has_value(); }
  bool unavailable() const { return came() && std::holds_alternative<ports::Unavailable>(**kept_); }
  bool too_many() const { return unavailable() && std::get<ports::Unavailable>(**kept_).too_many; }
  const T* get() const { return came() ? std::get_if<T>(&**kept_) : nullptr; }
  const T& value() const {
    const T* value = get();
    if (!value) throw std::runtime_error("no answer came");
    return *value;
  }

 private:
  std::shared_ptr<std::optional<std::variant<T, ports::Unavailable>>> kept_ =
      std::make_shared<std::optional<std::variant<T, ports::Unavailable>>>();
};

using Configured = std::variant<ports::ConfigurationResult, ports::Declined>;
using Recorded = std::variant<core::EntryRef, ports::Declined>;

class EngineBench {
 public:
  explicit EngineBench(const char* start = "2026-11-22T08:59:00+09:00")
      : clock_(sample::instant(start)), loop_(clock_), store_(disk_) {
    options_.facility_id = "chuo";
    options_.version = "test";
    options_.facility_key[0] = 7;
    options_.signer = sample_signer();
  }

  void start() {
    ++starts_;
    EngineParts parts{store_,
                      [this] { return std::make_unique<MemoryStore>(disk_); },
                      [this] { return std::make_unique<MemoryStore>(disk_); },
                      checkpoints_,
                      clock_,
                      loop_,
                      signals_,
                      note_,
                      counting_randomness(std::to_string(starts_)),
                      [this](LogLevel level, const std::string& line) {
                        if (level == LogLevel::error) errors_.push_back(line);
                      },
                      [this](const Fatal& fatal) { fatal_ = fatal; }};
    engine_ = std::make_unique<Engine>(std::move(parts), options_);
    engine_->start();
  }
  void start_and_wait() {
    start();
    loop_.pass_until([this, starts = starts_on_disk() + 1] {
      return engine_->standing().recording && starts_on_disk() == starts;
    });
  }
  std::size_t starts_on_disk() const {
    std::size_t count = 0;
    for (const auto& row : disk_.rows()) count += row.type == "service.started" ? 1u : 0u;
    return count;
  }
  // As after a kill: whatever was not durable is gone.
  void restart() {
    engine_.reset();
    start_and_wait();
  }
  // Another start on what is stored; what stopped it, or nothing where it records.
  std::optional<Fatal> start_over() {
    engine_.reset();
    fatal_.reset();
    start();
    loop_.pass_until([this] { return fatal_ || engine_->standing().recording; });
    return fatal_;
  }
  // Time goes by until then, the last moment of it tick by tick.
  void pass_to(const char* time) {
    const core::Instant until = sample::instant(time);
    if (clock_.now() < until - std::chrono::milliseconds(300))
      clock_.set(until - std::chrono::milliseconds(300));
    loop_.pass_until([&] { return clock_.now() >= until; });
  }
  // What the log's read side gives out at `path`.
  std::optional<ports::LogObject> object(std::int32_t year, const std::string& path) {
    Outcome<std::optional<ports::LogObject>> outcome;
    engine_->read_log({year, path, "auditor-1"}, outcome.done());
    return wait_for(outcome).value();
  }
  void with_sample() {
    start_and_wait();
    configure(sample::facility());
  }

  template <class T>
  const Outcome<T>& wait_for(const Outcome<T>& outcome) {
    loop_.run_until([&outcome] { return outcome.came(); });
    return outcome;
  }
  ports::ConfigurationResult configure(const core::Facility& facility) {
    Outcome<Configured> outcome;
    engine_->configure(facility, "admin", outcome.done());
    return std::get<ports::ConfigurationResult>(wait_for(outcome).value());
  }
  ports::EventResult observe(const ports::DoorReport& report) {
    // Delivered a moment after it happened.
    const core::Instant at = *report.observation.occurred_at + std::chrono::milliseconds(50);
    if (clock_.now() < at) clock_.set(at);
    Outcome<ports::EventResult> outcome;
    engine_->observe(report, outcome.done());
    return wait_for(outcome).value();
  }
  ports::LoginAnswer ask(const ports::LoginQuestion& question) {
    Outcome<ports::LoginAnswer> outcome;
    engine_->ask(question, outcome.done());
    return wait_for(outcome).value();
  }
  // As a terminal does that is told to come back: the service heals meanwhile.
  ports::LoginAnswer ask_until_answered(const ports::LoginQuestion& question) {
    for (int tries = 0; tries < 100; ++tries) {
      Outcome<ports::LoginAnswer> outcome;
      engine_->ask(question, outcome.done());
      loop_.pass_until([&outcome] { return outcome.came(); });
      if (outcome.get()) return *outcome.get();
      loop_.pass_until([this] { return engine_->standing().recording; });
    }
    throw std::runtime_error("the service does not heal");
  }
  // One person comes in by card: granted, opened, passed, closed.
  void come_in(const char* number, std::uint64_t seq) {
    using core::EventKind;
    observe(sample::access(EventKind::access_granted, seq, "ph-in", number,
                           "2026-11-22T09:00:00+09:00"));
    observe(opened(seq + 1, "2026-11-22T09:00:01+09:00"));
    observe(sample::access(EventKind::access_taken, seq + 2, "ph-in", number,
                           "2026-11-22T09:00:02+09:00"));
    observe(closed(seq + 3, "2026-11-22T09:00:04+09:00"));
  }
  static ports::DoorReport opened(std::uint64_t seq, const char* at) {
    return door(core::EventKind::door_opened, seq, at);
  }
  static ports::DoorReport closed(std::uint64_t seq, const char* at) {
    return door(core::EventKind::door_closed, seq, at);
  }

  Disk disk_;
  MemoryCheckpoints checkpoints_;
  ManualClock clock_;
  ManualLoop loop_;
  MemoryStore store_;
  RecordedSignals signals_;
  RecordedNote note_;
  EngineOptions options_;
  std::vector<std::string> errors_;  // lines of the log
  std::optional<Fatal> fatal_;
  std::unique_ptr<Engine> engine_;

 private:
  static ports::DoorReport door(core::EventKind kind, std::uint64_t seq, const char* at) {
    ports::DoorReport report = sample::event(kind, seq, at);
    report.observation.door = core::DoorId("ph-door");
    return report;
  }

  int starts_ = 0;
};

inline core::Fact fact_of(const ports::JournalRow& row) {
  auto decoded = journal::decode(row.body);
  if (!decoded) throw std::runtime_error("cannot decode " + row.body);
  return decoded->fact;
}

template <class T>
std::vector<T> facts_of(const Disk& disk) {
  std::vector<T> all;
  for (const ports::JournalRow& row : disk.rows()) {
    core::Fact fact = fact_of(row);
    if (const T* wanted = std::get_if<T>(&fact)) all.push_back(*wanted);
  }
  return all;
}

class EngineTest : public ::testing::Test, protected EngineBench {};

}  // namespace zonefactor::engine
