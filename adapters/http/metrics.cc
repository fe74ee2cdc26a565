#include "adapters/http/metrics.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace zonefactor::http {

void Metrics::count_decision(const core::Decision& decision) {
  ++decisions_[static_cast<std::size_t>(decision.class_)]
              [static_cast<std::size_t>(decision.outcome)];
  decision.reasons.each([&](core::Reason reason) { ++reasons_[static_cast<std::size_t>(reason)]; });
}

void Metrics::count_decision_time(std::chrono::steady_clock::duration took) {
  const std::int64_t us = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), us);
  ++times_[static_cast<std::size_t>(bound - kBounds.begin())];
  time_sum_us_ += us;
}

void Metrics::count_event(const ports::EventResult& result) {
  if (result.verdict == ports::EventVerdict::refused) {
    ++events_refused_[static_cast<std::size_t>(result.why)];
  } else {
    ++events_taken_[result.verdict == ports::EventVerdict::accepted ? 0 : 1];
  }
}

void Metrics::count_response(std::string_view endpoint, unsigned status) {
  ++responses_[{endpoint, status}];
}

void Metrics::append_text(std::string& out) const {
  append_decisions(out);
  append_events(out);
  append_times(out);
  append_responses(out);
}

void Metrics::append_decisions(std::string& out) const {
  const auto to = std::back_inserter(out);
  fmt::format_to(to,
                 "# TYPE zonefactor_decisions counter\n"
                 "# HELP zonefactor_decisions Login decisions answered.\n");
  for (std::size_t c = 0; c < kClasses; ++c) {
    for (std::size_t o = 0; o < kOutcomes; ++o) {
      fmt::format_to(to, "zonefactor_decisions_total{{class=\"{}\",outcome=\"{}\"}} {}\n",
                     core::name_of(static_cast<core::Class>(c)),
                     core::name_of(static_cast<core::Outcome>(o)), decisions_[c][o]);
    }
  }
  fmt::format_to(to,
                 "# TYPE zonefactor_reasons counter\n"
                 "# HELP zonefactor_reasons Reasons given; one decision may give several.\n");
  for (std::size_t r = 0; r < reasons_.size(); ++r) {
    fmt::format_to(to, "zonefactor_reasons_total{{reason=\"{}\"}} {}\n",
                   core::name_of(static_cast<core::Reason>(r)), reasons_[r]);
  }
  fmt::format_to(to,
                 "# TYPE zonefactor_unrecorded counter\n"
                 "# HELP zonefactor_unrecorded Requests answered 503: they could not be recorded.\n"
                 "zonefactor_unrecorded_total {}\n",
                 unavailable_);
}

void Metrics::append_events(std::string& out) const {
  const auto to = std::back_inserter(out);
  fmt::format_to(to,
                 "# TYPE zonefactor_http_events counter\n"
                 "# HELP zonefactor_http_events Door events received over HTTP.\n"
                 "zonefactor_http_events_total{{result=\"accepted\"}} {}\n"
                 "zonefactor_http_events_total{{result=\"duplicate\"}} {}\n",
                 events_taken_[0], events_taken_[1]);
  for (std::size_t r = 0; r < events_refused_.size(); ++r) {
    fmt::format_to(to, "zonefactor_http_events_total{{result=\"refused\",reason=\"{}\"}} {}\n",
                   core::name_of(static_cast<core::Refusal>(r)), events_refused_[r]);
  }
}

void Metrics::append_times(std::string& out) const {
  const auto to = std::back_inserter(out);
  fmt::format_to(to,
                 "# TYPE zonefactor_decision_seconds histogram\n"
                 "# UNIT zonefactor_decision_seconds seconds\n"
                 "# HELP zonefactor_decision_seconds From a question to its recorded answer.\n");
  std::uint64_t cumulative = 0;
  for (std::size_t i = 0; i < kBounds.size(); ++i) {
    cumulative += times_[i];
    fmt::format_to(to, "zonefactor_decision_seconds_bucket{{le=\"{}\"}} {}\n",
                   static_cast<double>(kBounds[i]) / 1e6, cumulative);
  }
  cumulative += times_.back();
  fmt::format_to(to,
                 "zonefactor_decision_seconds_bucket{{le=\"+Inf\"}} {}\n"
                 "zonefactor_decision_seconds_sum {}\n"
                 "zonefactor_decision_seconds_count {}\n",
                 cumulative, static_cast<double>(time_sum_us_) / 1e6, cumulative);
}

void Metrics::append_responses(std::string& out) const {
  const auto to = std::back_inserter(out);
  fmt::format_to(to,
                 "# TYPE zonefactor_http_responses counter\n"
                 "# HELP zonefactor_http_responses Answers by endpoint and HTTP status.\n");
  for (const auto& [key, count] : responses_) {
    fmt::format_to(to, "zonefactor_http_responses_total{{endpoint=\"{}\",status=\"{}\"}} {}\n",
                   key.first, key.second, count);
  }
}

}  // namespace zonefactor::http
