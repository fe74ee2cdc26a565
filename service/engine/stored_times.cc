#include "service/engine/stored_times.h"

namespace zonefactor::engine {

core::EntryRef StoredTimes::first_at(core::Instant time) const {
  const auto is_before = [time](const ports::JournalRow& row) { return row.recorded_at < time; };
  const auto years = store_.years();
  for (auto year = years.rbegin(); year != years.rend(); ++year)
    if (holds({*year, 0}, is_before)) return {*year, partition(*year, is_before)};
  return {years.empty() ? 0 : years.front(), 0};
}

std::uint64_t StoredTimes::size_of(std::int32_t year) const {
  return partition(year, [](const ports::JournalRow&) { return true; });
}

// The first index of the log whose entry, or the next one stored, is not before.
std::uint64_t StoredTimes::partition(std::int32_t year, const IsBefore& is_before) const {
  std::uint64_t behind = 1;
  while (holds({year, behind - 1}, is_before)) behind *= 2;
  std::uint64_t first = behind / 2;
  --behind;
  while (first < behind) {
    const std::uint64_t middle = first + (behind - first) / 2;
    if (holds({year, middle}, is_before)) {
      first = middle + 1;
    } else {
      behind = middle;
    }
  }
  return first;
}

bool StoredTimes::holds(core::EntryRef ref, const IsBefore& is_before) const {
  bool found = false;
  store_.read(ref, 1, [&](const ports::JournalRow& row) {
    found = row.ref.year == ref.year && is_before(row);
    return false;
  });
  return found;
}

}  // namespace zonefactor::engine
