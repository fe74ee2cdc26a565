// One count up for each thing told.
#include "service/cli/rehearsal_counts.h"

namespace zonefactor::cli {

namespace {

// A refusal may quote a file, so the kinds of refusal are as many as the input likes.
constexpr std::size_t kMaxRefusalKinds = 100;

template <class E>
constexpr std::size_t index_of(E value) {
  return static_cast<std::size_t>(value);
}

}  // namespace

std::size_t hour_of(core::Instant instant, const core::TimeZone& facility_time) {
  const core::Instant local = instant + facility_time.offset_at(instant);
  const auto since_midnight = local - std::chrono::floor<std::chrono::days>(local);
  return static_cast<std::size_t>(
      std::chrono::duration_cast<std::chrono::hours>(since_midnight).count());
}

void RehearsalCounts::answered(const Answer& answer, const core::TimeZone& facility_time) {
  const core::Decision& decision = answer.decision;
  ++decisions;
  ZoneCounts& zone = zones[decision.zone ? decision.zone->text : std::string{}];
  ++zone.decisions;
  ++zone.classes[index_of(decision.class_)];
  ++zone.outcomes[index_of(decision.outcome)];
  ++zone.hours[hour_of(answer.at, facility_time)][index_of(decision.class_)];
  decision.reasons.each([&](core::Reason reason) { ++zone.reasons[index_of(reason)]; });
}

void RehearsalCounts::found(const core::Finding& finding, const core::TimeZone&) {
  ++findings[index_of(finding.kind)];
}

void RehearsalCounts::signalled(const core::Signal& signal, const core::TimeZone&) {
  ++signals[index_of(signal.kind)];
}

void RehearsalCounts::verdict_changed(const ChangedVerdict& changed) {
  ++verdicts[index_of(changed.from)][index_of(changed.to)];
}

void RehearsalCounts::refused(const RefusedLine& refused) {
  ++refused_lines;
  auto known = refusals.find(refused.why);
  if (known == refusals.end()) {
    const bool room = refusals.size() < kMaxRefusalKinds;
    known = refusals.try_emplace(std::string(room ? refused.why : kOtherRefusals), 0).first;
  }
  ++known->second;
}

}  // namespace zonefactor::cli
