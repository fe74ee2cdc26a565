// Counts of what a rehearsal tells: per zone, reason and hour of the facility's time.
//
// Promise: it keeps counts and no line, so its size does not grow with the input.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>

#include "service/cli/rehearsal.h"

namespace zonefactor::cli {

template <class E>
using CountsOf = std::array<std::uint64_t, core::count_of<E>()>;

template <class Counts>
std::uint64_t total_of(const Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

constexpr std::size_t kHours = 24;

// The hour of the day at `instant` in the facility's time.
std::size_t hour_of(core::Instant instant, const core::TimeZone& facility_time);

// The zone's id, empty where there is none; what has no zone stands last.
struct ZoneOrder {
  bool operator()(const std::string& a, const std::string& b) const {
    return a.empty() != b.empty() ? b.empty() : a < b;
  }
};
template <class Counts>
using ByZone = std::map<std::string, Counts, ZoneOrder>;

struct ZoneCounts {
  std::uint64_t decisions = 0;
  CountsOf<core::Class> classes{};
  CountsOf<core::Outcome> outcomes{};
  CountsOf<core::Reason> reasons{};  // one decision may have several
  std::array<CountsOf<core::Class>, kHours> hours{};
};

class RehearsalCounts final : public RehearsalListener {
 public:
  void answered(const Answer& answer, const core::TimeZone& facility_time) override;
  void found(const core::Finding& finding, const core::TimeZone& facility_time) override;
  void signalled(const core::Signal& signal, const core::TimeZone& facility_time) override;
  void verdict_changed(const ChangedVerdict& changed) override;
  void refused(const RefusedLine& refused) override;

  std::uint64_t decisions = 0;
  std::uint64_t refused_lines = 0;
  ByZone<ZoneCounts> zones;
  CountsOf<core::FindingKind> findings{};
  CountsOf<core::SignalKind> signals{};
  std::array<CountsOf<core::Class>, core::count_of<core::Class>()> verdicts{};  // [from][to]
  // By why; beyond the first hundred kinds under `kOtherRefusals`.
  std::map<std::string, std::uint64_t, std::less<>> refusals;
};

// Calls `take(from, to, count)` for each pair of classes that was counted.
template <class Take>
void each_verdict(const RehearsalCounts& counts, Take take) {
  for (std::size_t from = 0; from < counts.verdicts.size(); ++from) {
    for (std::size_t to = 0; to < counts.verdicts.size(); ++to) {
      if (counts.verdicts[from][to] == 0) continue;
      take(name_of(static_cast<core::Class>(from)), name_of(static_cast<core::Class>(to)),
           counts.verdicts[from][to]);
    }
  }
}

inline constexpr std::string_view kOtherRefusals = "other reasons";

}  // namespace zonefactor::cli
