// The life of an engine: replay, ticks, commits and their failures, the end.
#include "service/engine/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/engine/fiscal_year.h"
#include "service/engine/guarded_replay.h"

namespace zonefactor::engine {

namespace {

constexpr std::chrono::milliseconds kFirstRetry{200};
constexpr std::chrono::milliseconds kLongestRetry{5000};
// 600 ms: with the commit and the storing of it a checkpoint is never a second behind.
constexpr int kTicksPerCheckpoint = 3;

const char* words_for(ports::AppendResult result) {
  switch (result) {
    case ports::AppendResult::committed:
      return "the batch was committed";
    case ports::AppendResult::head_moved:
      return "the journal's head was elsewhere";
    case ports::AppendResult::in_doubt:
      return "the connection broke around a commit";
    case ports::AppendResult::unavailable:
      return "the storage did not take the batch";
  }
  __builtin_unreachable();
}

}  // namespace

Engine::Engine(EngineParts parts, EngineOptions options)
    : parts_(std::move(parts)),
      options_(std::move(options)),
      digests_(options_.facility_key),
      refusals_(options_.refusals_per_second),
      writer_(parts_.store, storage_, parts_.loop,
              [this](Batch batch, ports::AppendResult result, const std::string& why) {
                if (result == ports::AppendResult::committed) {
                  committed(std::move(batch));
                } else {
                  lose_state(batch, result, why);
                }
              }),
      auditor_(parts_.open_audit_store, parts_.loop),
      log_reader_(parts_.open_audit_store, parts_.loop),
      pruner_(parts_.open_log_store, parts_.loop,
              [this](const std::string& why) {
                parts_.log(LogLevel::error, fmt::format("{}: nothing is pruned until tomorrow: {}",
                                                        options_.facility_id, why));
              }),
      publisher_({parts_.open_log_store, parts_.checkpoint_copy, options_.signer, parts_.loop,
                  [this](const std::string& why) {
                    fatal({Fatal::Kind::head_disagrees, why});
                  },
                  [this](const std::string& why) {
                    parts_.log(LogLevel::error, fmt::format("{}: no checkpoint is published: {}",
                                                            options_.facility_id, why));
                  },
                  [this](bool kept) {
                    if (kept) published();
                    finish_stopping();
                  }}),
      witness_round_(
          {parts_.open_log_store, options_.witnesses, options_.signer, parts_.loop,
           [this](const std::string& why) {
             fatal({Fatal::Kind::head_disagrees, why});
           },
           [this](const std::string& claim) {
             parts_.log(LogLevel::error, fmt::format("{}: {}", options_.facility_id, claim));
           },
           [this](const std::string& why) {
             parts_.log(LogLevel::warning, fmt::format("{}: {}", options_.facility_id, why));
           },
           [this](const std::string& missing) { witnesses_missing(missing); }},
          options_.witness_patience),
      daily_stamp_({parts_.open_log_store, options_.timestamps, parts_.loop,
                    [this](const std::string& why) {
                      parts_.log(LogLevel::warning,
                                 fmt::format("{}: {}", options_.facility_id, why));
                    }}),
      self_audit_({parts_.open_log_store, parts_.loop,
                   [this](const JournalFault& fault) { journal_mismatch(fault); },
                   [this](const JournalSound& sound) {
                     parts_.log(
                         LogLevel::info,
                         fmt::format("{}: the stored journal is sound up to {}/{}: {} "
                                     "entries, {} tiles, {} checkpoints, {} sealed states",
                                     options_.facility_id, sound.end.year, sound.end.index,
                                     sound.entries, sound.tiles, sound.checkpoints, sound.seals));
                   },
                   [this](const std::string& why) {
                     parts_.log(LogLevel::warning, fmt::format("{}: the self-audit begins anew: {}",
                                                               options_.facility_id, why));
                   }},
                  options_.facility_id) {}

Engine::~Engine() {
  *cancelled_ = true;
}

void Engine::start() {
  recover_after(std::chrono::milliseconds(0));
  after(kTick, [this] { tick(); });
}

void Engine::stop(std::function<void()> flushed) {
  stopping_ = true;
  why_not_ = "the service is stopping";
  flushed_ = std::move(flushed);
  *cancelled_ = true;
  if (state_ && !stalled_) answer_parked();
  finish_stopping();
}

void Engine::finish_stopping() {
  if (!stopping_ || !flushed_ || !writer_.idle()) return;
  if (state_ && !publishes_last_) {  // what was recorded last is published too
    publishes_last_ = true;
    publish_durable(false);
  }
  if (state_ && publisher_.is_at_work()) return;
  std::exchange(flushed_, nullptr)();
}

void Engine::after(std::chrono::milliseconds delay, std::function<void()> work) {
  parts_.loop.after(delay, [work = std::move(work), alive = std::weak_ptr(alive_)] {
    if (!alive.expired()) work();
  });
}

void Engine::recover_after(std::chrono::milliseconds delay) {
  after(delay, [this] {
    if (stopping_) return;
    ReplayInput input{
        known_,
        {},
        options_.first_year != 0 ? options_.first_year : fiscal_year_of(parts_.clock.now())};
    const bool first = !durable_known_;
    GuardedReplay whole(parts_.store, parts_.checkpoint_copy, options_.signer,
                        first ? options_.witnesses : Witnesses());
    storage_.give([this, input = std::move(input), whole = std::move(whole), &loop = parts_.loop,
                   &note = parts_.crash_note, cancelled = cancelled_,
                   alive = std::weak_ptr(alive_)]() mutable {
      auto result = std::make_shared<ReplayResult>(whole.run(std::move(input), note, *cancelled));
      loop.post([this, result, alive] {
        if (!alive.expired()) replayed(std::move(*result));
      });
    });
  });
}

// At once the first time; then ever longer, so that a storage that only says no is not asked
// without a pause.
std::chrono::milliseconds Engine::next_delay() {
  const int before = failures_++;
  if (before == 0) return std::chrono::milliseconds(0);
  return std::min(kLongestRetry, kFirstRetry * (1 << std::min(before - 1, 5)));
}

void Engine::replayed(ReplayResult result) {
  if (stopping_) return;
  if (auto* good = std::get_if<Replayed>(&result)) return begin(std::move(*good));
  if (const auto* end = std::get_if<Fatal>(&result)) return fatal(*end);
  const std::string& why = std::get<StorageAway>(result).why;
  const auto delay = next_delay();
  why_not_ = "the storage cannot be reached";
  parts_.log(LogLevel::error, fmt::format("{}: {}; every answer is 503; trying again in {} ms",
                                          options_.facility_id, why, delay.count()));
  recover_after(delay);
}

void Engine::begin(Replayed replayed) {
  state_ = std::move(replayed.state);
  durable_ = state_->head;
  durable_.frontier = replayed.tree.frontier().hashes();
  if (!durable_known_) self_audit_.start();
  durable_known_ = true;
  known_.read_to(durable_, replayed.last_leaf);
  writer_.begin_at(durable_, std::move(replayed.tree));
  for (const ports::Head& closed : replayed.closed)
    publisher_.reached(closed, closed.last_recorded_at, true);
  // Closed by a run that ended before the next log was open.
  if (state_->closed_for) publisher_.reached(durable_, durable_.last_recorded_at, true);
  why_not_.clear();
  own_clock_.emplace(parts_.clock, durable_.last_recorded_at);
  parts_.log(LogLevel::info, fmt::format("{}: journal read up to {}/{}", options_.facility_id,
                                         durable_.next.year, durable_.next.index));
  for (const std::string& claim : replayed.unfounded)
    parts_.log(LogLevel::error, fmt::format("{}: {}", options_.facility_id, claim));
  record_start(replayed.drifted_names);
  record_erased_again(replayed.erased_again);
}

void Engine::record_start(const std::vector<ports::NameRow>& drifted_names) {
  const core::EntryRef first = state_->head.next;
  if (state_->closed_for) {
    // Before anything falls due: nothing stands behind the entry that closes a log.
    now_ = state_->head.last_recorded_at;
    open_next_log(*state_->closed_for);
  }
  bring_to_now();
  if (first.index == 0) open_log(first.year, {});
  record(core::ServiceStarted{options_.version, core::kRuleEdition});
  announce_keys();
  judge_own_clock();
  for (const ports::NameRow& row : drifted_names) {
    if (!drift_told_.insert(row.handle).second) continue;
    core::Finding finding;
    finding.kind = core::FindingKind::config_drift;
    finding.noticed = true;
    finding.at = now_;
    if (row.kind == spelling(NameKind::person)) finding.person = core::PersonId(row.handle);
    record(std::move(finding));
    parts_.log(LogLevel::warning,
               fmt::format("{}: the explaining row of handle {} does not open its commitment and "
                           "is not used: somebody changed it behind the service's back",
                           options_.facility_id, row.handle));
  }
  for (const CrashedInput& input : options_.crashed) {
    if (input.times < kCrashesToQuarantine || state_->quarantined.count(input.digest) != 0)
      continue;
    record(core::InputQuarantined{input.digest, input.controller});
    parts_.log(LogLevel::error, fmt::format("{}: input {} stopped the service {} times and is "
                                            "taken no more",
                                            options_.facility_id, input.digest, input.times));
  }
}

void Engine::committed(Batch batch) {
  durable_ = head_after(batch);
  const auto& rows = batch.writing.rows;
  if (!rows.empty() && rows.back().type == "log.closed") publisher_.reached(durable_, now_, true);
  known_.committed(batch);
  failures_ = 0;
  ticks_in_flight_ = 0;
  if (stalled_) {
    stalled_ = false;
    if (!stopping_) why_not_.clear();
    parts_.log(LogLevel::info, fmt::format("{}: the storage answers again", options_.facility_id));
  }
  // The next batch is on its way before these answers are: the disk never waits for them.
  writer_.advance();
  for (Release& release : batch.releases) release(nullptr);
  for (const core::Signal& signal : batch.signals) parts_.signals.send(signal);
  finish_stopping();
}

void Engine::lose_state(const Batch& batch, ports::AppendResult result, const std::string& why) {
  if (result == ports::AppendResult::in_doubt) known_.doubted(batch);
  why_not_ = fmt::format("{}; the journal is read again", words_for(result));
  parts_.log(LogLevel::error,
             fmt::format("{}: {}; every answer is 503 until then{}{}", options_.facility_id,
                         why_not_, why.empty() ? "" : "; the storage said: ", why));
  state_.reset();
  stalled_ = false;
  ticks_in_flight_ = 0;
  std::vector<Release> releases = batch.releases;
  for (Release& release : writer_.abandon()) releases.push_back(std::move(release));
  if (!stopping_) recover_after(next_delay());
  fail_waiting(std::move(releases));
  finish_stopping();
}

void Engine::fail_waiting(std::vector<Release> releases) {
  const ports::Unavailable failed{std::chrono::seconds(1), why_not_};
  auto parked = parked_.take_if([](const ParkedQuestion&) { return true; });
  for (Release& release : releases) release(&failed);
  for (const ParkedQuestion& question : parked) {
    for (const auto& done : question.dones) done(failed);
  }
}

void Engine::fatal(const Fatal& fatal) {
  why_not_ = fatal.why;
  parts_.log(LogLevel::error, fmt::format("{}: {}", options_.facility_id, fatal.why));
  parts_.on_fatal(fatal);
}

void Engine::tick() {
  after(kTick, [this] { tick(); });
  if (!state_ || stopping_) return;
  if (writer_.in_flight() && !stalled_ && ++ticks_in_flight_ >= options_.ticks_to_stall) {
    stalled_ = true;
    why_not_ = "the storage has not answered for too long";
    parts_.log(LogLevel::error, fmt::format("{}: {}; every answer is 503 until it does",
                                            options_.facility_id, why_not_));
    fail_waiting(writer_.take_releases());
  }
  if (stalled_) return;
  judge_own_clock();
  bring_to_now();
  keep_the_log();
  ask_parked_again();
  if (++ticks_since_checkpoint_ < kTicksPerCheckpoint) return;
  ticks_since_checkpoint_ = 0;
  publish_durable(false);
}

// Rule K9. The entry names the time that the clock says; it never goes backwards.
void Engine::judge_own_clock() {
  const core::OwnClockJudged judged = own_clock_->look();
  if (judged == core::own_clock(state_->book)) return;
  bring_to_now();
  record(judged);
  const std::string words = words_for(judged);
  parts_.log(words.empty() ? LogLevel::info : LogLevel::warning,
             fmt::format("{}: {}", options_.facility_id,
                         words.empty() ? "the host's clock is trusted again" : words));
}

}  // namespace zonefactor::engine
