#include "service/verify/period_figures.h"

namespace zonefactor::evidence {

namespace {

using core::FindingKind;

// What may hide an event from the service.
bool is_gap(const core::Finding& finding) {
  return finding.kind == FindingKind::sequence_gap ||
         finding.kind == FindingKind::controller_offline ||
         finding.kind == FindingKind::own_clock_untrusted;
}

template <class F>
bool is(const core::Entry& entry) {
  return std::holds_alternative<F>(entry.fact);
}

}  // namespace

void PeriodFigures::Shown::add(const core::Entry& entry, std::optional<core::Instant> before) {
  if (entries.size() < kMostShown) {
    entries.push_back({entry, before});
  } else {
    ++more;
  }
}

void PeriodFigures::take(const core::Entry& entry) {
  ++entries;
  if (!first) first = entry;
  if (is<core::ServiceStarted>(entry)) {
    gaps.add(entry, last ? std::optional(last->recorded_at) : std::nullopt);
  }
  if (const auto* decided = std::get_if<core::LoginDecided>(&entry.fact)) count(entry, *decided);
  if (const auto* finding = std::get_if<core::Finding>(&entry.fact)) count(entry, *finding);
  if (is<core::DoorEvent>(entry)) ++door_events;
  if (is<core::EventRefused>(entry)) ++refused_events;
  if (is<core::ConfigurationClosed>(entry)) ++configurations;
  if (is<core::Readjudicated>(entry)) readjudications.add(entry);
  if (is<core::EvidenceExported>(entry) || is<core::AuditRead>(entry)) exports.add(entry);
  if (is<core::OwnClockJudged>(entry)) gaps.add(entry);
  last = entry;
}

void PeriodFigures::count(const core::Entry& entry, const core::LoginDecided& decided) {
  const core::Decision& decision = decided.decision;
  ++decisions;
  ++classes[static_cast<std::size_t>(decision.class_)];
  ++outcomes[static_cast<std::size_t>(decision.outcome)];
  ++zones[decision.zone ? decision.zone->text : std::string()]
         [static_cast<std::size_t>(decision.class_)];
  if (decision.class_ == core::Class::emergency) emergencies.add(entry);
  decision.reasons.each([&](core::Reason reason) { ++reasons[static_cast<std::size_t>(reason)]; });
}

void PeriodFigures::count(const core::Entry& entry, const core::Finding& finding) {
  ++findings[static_cast<std::size_t>(finding.kind)];
  if (is_gap(finding)) gaps.add(entry);
}

}  // namespace zonefactor::evidence
