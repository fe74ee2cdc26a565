// What the API counts of itself, as OpenMetrics text. Counts and times only: never a name, a room
// or a person (rule V5). On the loop's thread.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "service/core/decision.h"
#include "service/ports/service.h"

namespace zonefactor::http {

class Metrics {
 public:
  void count_decision(const core::Decision& decision);
  // From the question's arrival to its answer's leaving.
  void count_decision_time(std::chrono::steady_clock::duration took);
  void count_unavailable() { ++unavailable_; }
  void count_event(const ports::EventResult& result);
  void count_response(std::string_view endpoint, unsigned status);

  // Families without the closing "# EOF".
  void append_text(std::string& out) const;

 private:
  void append_decisions(std::string& out) const;
  void append_events(std::string& out) const;
  void append_times(std::string& out) const;
  void append_responses(std::string& out) const;

  static constexpr std::size_t kClasses = core::count_of<core::Class>();
  static constexpr std::size_t kOutcomes = core::count_of<core::Outcome>();
  // Upper bounds of the histogram in microseconds; the last bucket has none.
  static constexpr std::array<std::int64_t, 13> kBounds{500,     1000,    2500,    5000,   10000,
                                                        25000,   50000,   100000,  250000, 500000,
                                                        1000000, 3000000, 10000000};

  std::array<std::array<std::uint64_t, kOutcomes>, kClasses> decisions_{};
  std::array<std::uint64_t, core::count_of<core::Reason>()> reasons_{};
  std::array<std::uint64_t, 2> events_taken_{};  // accepted, duplicate
  std::array<std::uint64_t, core::count_of<core::Refusal>()> events_refused_{};
  std::array<std::uint64_t, kBounds.size() + 1> times_{};
  std::int64_t time_sum_us_ = 0;
  std::uint64_t unavailable_ = 0;
  std::map<std::pair<std::string_view, unsigned>, std::uint64_t> responses_;
};

}  // namespace zonefactor::http
