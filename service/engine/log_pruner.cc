#include "service/engine/log_pruner.h"

#include <optional>
#include <utility>

#include "service/journal/tile.h"
#include "service/ports/store.h"

namespace zonefactor::engine {

namespace {

// Whether a start can begin at a seal of the log of `year`.
bool has_seal_to_start_from(ports::Store& store, std::int32_t year, core::Instant now) {
  const auto newest = store.sealed_before({year + 1, 0}, 1);
  if (newest.empty() || newest.front().year != year) return false;
  bool is_old_enough = false;  // its first is at its beginning
  store.read({year, 0}, 1, [&](const ports::JournalRow& row) {
    is_old_enough = row.ref.year == year && row.recorded_at <= now - kSealBeforeEnd;
    return false;
  });
  return is_old_enough;
}

std::optional<PrunableLog> prunable(ports::Store& store, std::int32_t year) {
  const auto latest = store.latest_checkpoint(year);
  if (!latest || !store.leaves({year, latest->size}, 1).empty()) return std::nullopt;
  const std::uint64_t below = latest->size / journal::kTileWidth * journal::kTileWidth;
  if (below == 0) return std::nullopt;
  return PrunableLog{year, below, store.minimum_index(year) >= below};
}

std::vector<PrunableLog> prunable_logs(ports::Store& store, std::int32_t last_year,
                                       core::Instant now) {
  const std::vector<std::int32_t> years = store.years();
  std::vector<PrunableLog> logs;
  for (std::size_t i = 0; i + 2 < years.size() && years[i] <= last_year; ++i) {
    if (!has_seal_to_start_from(store, years[i + 1], now)) continue;
    if (const auto log = prunable(store, years[i])) logs.push_back(*log);
  }
  return logs;
}

}  // namespace

LogPruner::LogPruner(OpenStore open, ports::Loop& loop, Trouble trouble)
    : open_(std::move(open)), loop_(loop), trouble_(std::move(trouble)) {}

template <class Work, class Then>
void LogPruner::with_store(Work work, Then then) {
  thread_.give([this, open = open_, &loop = loop_, work = std::move(work), then = std::move(then),
                alive = std::weak_ptr(alive_)]() mutable {
    std::string why;
    std::optional<decltype(work(std::declval<ports::Store&>()))> result;
    try {
      result = work(*open());
    } catch (const ports::StoreUnavailable& away) {
      why = away.what();
    }
    loop.post([this, result = std::move(result), why = std::move(why), then = std::move(then),
               alive]() mutable {
      if (alive.expired()) return;
      if (result) return then(std::move(*result));
      trouble_(why);
    });
  });
}

void LogPruner::look(std::int32_t last_year, core::Instant now,
                     std::function<void(std::vector<PrunableLog>)> found) {
  with_store([last_year, now](ports::Store& store) { return prunable_logs(store, last_year, now); },
             std::move(found));
}

void LogPruner::prune(PrunableLog log) {
  with_store([log](ports::Store& store) { return store.prune(log.year, log.below, kRowsPerStep); },
             [this, log](std::uint64_t deleted) {
               if (deleted == kRowsPerStep) prune(log);
             });
}

}  // namespace zonefactor::engine
