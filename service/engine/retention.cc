// What has been kept long enough goes: once a day, after the state was sealed (rule V6).
//
// The entry that says so comes before the deleting, which then goes on for as many days as it
// takes.
#include <fmt/format.h>

#include <utility>

#include "service/engine/engine.h"
#include "service/engine/fiscal_year.h"

namespace zonefactor::engine {

namespace {

constexpr const char* kItself = "zonefactord";
constexpr core::Duration kSteadyBefore = std::chrono::hours(1);

}  // namespace

void Engine::keep_to_retention(core::Instant now) {
  const Retention& retention = options_.retention;
  // What goes does not come back: no wrong clock may say that its time has come.
  if (!core::own_clock(state_->book).synchronised || !own_clock_->is_steady_for(kSteadyBefore))
    return;
  if (retention.names_after > core::Duration::zero()) {
    std::vector<std::string> handles;
    for (const core::PersonId& person :
         state_->belongings.gone_before(now - retention.names_after)) {
      for (std::string& handle : record_erasure(person, kItself).handles)
        handles.push_back(std::move(handle));
    }
    if (!handles.empty()) {
      writer_.after_all([this, handles = std::move(handles)](const ports::Unavailable* failed) {
        if (!failed) erase_rows(handles, [](const ports::Unavailable*) {});
      });
    }
  }
  if (retention.log_years == 0) return;
  pruner_.look(fiscal_year_of(now) - 1 - retention.log_years, now,
               [this](std::vector<PrunableLog> logs) {
                 if (!recording()) return;  // another day
                 for (const PrunableLog& log : logs) prune(log);
               });
}

void Engine::prune(const PrunableLog& log) {
  // Said once, also where the deleting has not begun by the next day.
  if (!log.is_begun && !state_->pruned.contains(log.year)) {
    bring_to_now();
    record(core::LogPruned{log.year, log.below, kItself});
    parts_.log(LogLevel::info,
               fmt::format("{}: the retention of the log of {} has passed: its entries below {} go",
                           options_.facility_id, log.year, log.below));
  }
  writer_.after_all([this, log](const ports::Unavailable* failed) {
    if (!failed) pruner_.prune(log);
  });
}

}  // namespace zonefactor::engine
