// A log's life: it is opened, says who signs it, has its state sealed each day, and is closed when
// the fiscal year ends (rules V1, V6).
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "service/core/sealed_state.h"
#include "service/engine/engine.h"
#include "service/engine/fiscal_year.h"
#include "service/engine/recording.h"
#include "service/journal/log_origin.h"
#include "service/journal/state_codec.h"

namespace zonefactor::engine {

namespace {

// When nobody changes shifts: 04:00 in Japan.
constexpr std::chrono::hours kSealAt = std::chrono::hours(4) - std::chrono::hours(9);

std::int64_t sealing_day(core::Instant instant) {
  return std::chrono::floor<std::chrono::days>(instant - kSealAt).time_since_epoch().count();
}

}  // namespace

void Engine::open_log(std::int32_t year, std::string previous) {
  state_->head.next = {year, 0};
  const bool is_first = previous.empty();
  record(core::LogOpened{journal::origin_of(options_.facility_id, year), is_first,
                         std::move(previous)});
}

// The new log begins with the last checkpoint of the old one; it is signed before the old log's
// last entries are durable, and goes nowhere but into an entry that comes after them.
void Engine::open_next_log(std::int32_t year) {
  const journal::LogTree& closed = writer_.tree();
  open_log(year, options_.signer->checkpoint(state_->head.next.year, closed.size(), closed.root()));
  announce_keys();
  seal();
}

void Engine::announce_keys() {
  std::vector<std::string> keys = options_.signer->verifier_keys(state_->head.next.year);
  if (keys != state_->log_keys) record(core::LogKeys{std::move(keys)});
}

void Engine::seal() {
  settle();
  const std::string state = journal::encode_state(core::seal(state_->book));
  writer_.add(ports::SealedRow{state_->head.next, state});
  record(journal::seal_of(state));
}

// At each tick, by what the clock says and not by the latest entry, which a clock that has stepped
// may have dated. While the step is held against it no log is closed (rule K9), and a clock that
// nothing synchronises skips no year.
void Engine::keep_the_log() {
  const core::OwnClockJudged& clock = core::own_clock(state_->book);
  const core::Instant now = parts_.clock.now();
  const std::int32_t year = fiscal_year_of(now);
  if (clock.off != core::Duration::zero()) return;
  if (!clock.synchronised && year > state_->head.next.year + 1) return;
  if (year > state_->head.next.year) {
    seal();
    record(core::LogClosed{year});
    open_next_log(year);
    parts_.log(LogLevel::info, fmt::format("{}: the log of {} is closed and that of {} opened",
                                           options_.facility_id, year - 1, year));
    keep_to_retention(now);
  } else if (state_->sealed && sealing_day(now) > sealing_day(*state_->sealed)) {
    seal();
    keep_to_retention(now);
  }
}

void Engine::publish_durable(bool keep) {
  const core::Instant now = parts_.clock.now();
  // What witnesses are asked about is kept, so that their lines have something to stand under.
  const bool due = witness_round_.is_wanted() && !witness_round_.is_under_way() &&
                   (!witnesses_asked_ || now - *witnesses_asked_ >= options_.witness_interval);
  publisher_.reached(durable_, now, keep || due);
  publisher_.publish();
}

// A checkpoint that is kept.
void Engine::published() {
  witnesses_asked_ = parts_.clock.now();
  witness_round_.ask(*publisher_.latest(), *witnesses_asked_);
  daily_stamp_.offer(*publisher_.latest(), *witnesses_asked_);
}

void Engine::witnesses_missing(const std::string& missing) {
  parts_.log(missing.empty() ? LogLevel::info : LogLevel::warning,
             fmt::format("{}: {}", options_.facility_id,
                         missing.empty() ? "every witness cosigns again"
                                         : "no cosignature for too long from " + missing));
  if (!missing.empty()) notice(core::FindingKind::witness_missing);
}

void Engine::journal_mismatch(const JournalFault& fault) {
  parts_.log(LogLevel::error, fmt::format("{}: the stored journal does not fit: {}",
                                          options_.facility_id, fault.text()));
  notice(core::FindingKind::journal_mismatch);
}

void Engine::notice(core::FindingKind kind) {
  if (!recording()) return;
  bring_to_now();
  core::Finding finding;
  finding.kind = kind;
  finding.at = now_;
  finding.noticed = true;
  record(std::move(finding));
}

void Engine::read_log(ports::LogQuery query, ports::Done<std::optional<ports::LogObject>> done) {
  using Kind = ports::LogObject::Kind;
  const auto path = parse_log_path(query.path);
  if (!path) return done(std::optional<ports::LogObject>());
  const auto& latest = publisher_.latest();
  const bool is_latest = latest && latest->year == query.year;
  auto read = [this, year = query.year, path = *path, published = is_latest ? latest : std::nullopt,
               done](const ports::Unavailable* failed) {
    if (failed) return done(*failed);
    log_reader_.read(year, path, published, [done](LogReader::Result result) {
      std::visit([&done](auto& held) { done(std::move(held)); }, result);
    });
  };
  if (path->kind != Kind::entries) return read(nullptr);
  if (turned_away(done)) return;
  bring_to_now();
  record(core::AuditRead{query.peer, fmt::format("log {} {}", query.year, query.path)});
  writer_.after_all(std::move(read));
}

}  // namespace zonefactor::engine
