#include "service/engine/evidence_lookup.h"

#include "service/core/overloaded.h"

namespace zonefactor::engine {

namespace {

std::vector<ports::LogStanding> logs_in(ports::Store& store) {
  std::vector<ports::LogStanding> logs;
  for (const std::int32_t year : store.years()) {
    const auto latest = store.latest_checkpoint(year);
    logs.push_back({year, latest ? latest->size : 0, {}});
  }
  return logs;
}

// A seal whose entry is pruned is none to begin at.
std::vector<ports::SealPlace> seals_in(ports::Store& store, const ports::SealsQuery& query) {
  std::vector<ports::SealPlace> seals;
  for (const core::EntryRef ref : store.sealed_before(query.before, query.limit)) {
    if (ref.index < store.minimum_index(ref.year)) continue;
    store.read(ref, 1, [&](const ports::JournalRow& row) {
      if (row.ref == ref) seals.push_back({ref, row.recorded_at});
      return false;
    });
  }
  return seals;
}

}  // namespace

ports::EvidenceAnswer look_up(ports::Store& store, const ports::EvidenceQuery& query) {
  using Answer = ports::EvidenceAnswer;
  return std::visit(
      core::Overloaded{
          [&](const ports::LogsQuery&) -> Answer { return logs_in(store); },
          [&](const ports::CheckpointsQuery& asked) -> Answer {
            return store.checkpoints(asked.year, asked.from_size, asked.limit);
          },
          [&](const ports::SealsQuery& asked) -> Answer { return seals_in(store, asked); },
          [&](const ports::StateQuery& asked) -> Answer { return store.sealed(asked.seal); },
          [&](const ports::TimestampsQuery& asked) -> Answer {
            return store.timestamps(asked.year);
          }},
      query);
}

}  // namespace zonefactor::engine
