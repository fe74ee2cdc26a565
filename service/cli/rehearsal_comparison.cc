// Each line goes through both; what is kept of a decision is that it turned, and how.
#include "service/cli/rehearsal_comparison.h"

#include "service/journal/canonical_writer.h"

namespace zonefactor::cli {

namespace {

// Classes where the class is another, outcomes where only the outcome is.
std::string turn_of(const core::Decision& from, const core::Decision& to) {
  const bool class_turns = from.class_ != to.class_;
  std::string turn(class_turns ? name_of(from.class_) : name_of(from.outcome));
  turn += "->";
  turn += class_turns ? name_of(to.class_) : name_of(to.outcome);
  return turn;
}

void write_side(journal::CanonicalWriter& json, std::string_view key,
                const core::Decision& decision) {
  json.key(key);
  json.begin_object();
  json.key("class");
  json.word(name_of(decision.class_));
  json.key("outcome");
  json.word(name_of(decision.outcome));
  json.key("reasons");
  json.begin_array();
  decision.reasons.each([&](core::Reason reason) { json.word(name_of(reason)); });
  json.end_array();
  json.end_object();
}

}  // namespace

RehearsalComparison::RehearsalComparison(Rehearsal& before, Rehearsal& after)
    : before_(before), after_(after) {}

void RehearsalComparison::Ear::answered(const Answer& answer,
                                        const core::TimeZone& time_of_facility) {
  decision = answer.decision;
  label = answer.label;
  at = answer.at;
  facility_time = &time_of_facility;
}

void RehearsalComparison::take(std::uint64_t number, std::string_view line, std::string& out) {
  Ear from;
  Ear to;
  before_.take(number, line, from);
  after_.take(number, line, to);
  if (from.was_refused && to.was_refused) ++refused_by_both_;
  if (from.was_refused != to.was_refused) ++refused_by_one_;
  if (from.decision && to.decision) compare(number, from, to, out);
}

void RehearsalComparison::compare(std::uint64_t number, const Ear& from, const Ear& to,
                                  std::string& out) {
  const core::Decision& old_one = *from.decision;
  const core::Decision& new_one = *to.decision;
  ZoneChanges& zone = zones_[old_one.zone ? old_one.zone->text : std::string{}];
  ++decisions_;
  ++zone.decisions;
  if (old_one.class_ == new_one.class_ && old_one.outcome == new_one.outcome) return;
  const std::string turn = turn_of(old_one, new_one);
  ++changed_;
  ++by_[turn];
  ++zone.changed;
  ++zone.by[turn];
  ++zone.hours[hour_of(from.at, *from.facility_time)];
  for (std::size_t i = 0; i < zone.gained.size(); ++i) {
    const auto reason = static_cast<core::Reason>(i);
    if (!old_one.reasons.has(reason) && new_one.reasons.has(reason)) ++zone.gained[i];
    if (old_one.reasons.has(reason) && !new_one.reasons.has(reason)) ++zone.lost[i];
  }
  journal::CanonicalWriter json(out);
  json.begin_object();
  json.key("ask");
  json.text(from.label);
  json.key("line");
  json.integer(static_cast<std::int64_t>(number));
  json.key("at");
  json.word(core::format_rfc3339(from.at, *from.facility_time));
  write_side(json, "from", old_one);
  write_side(json, "to", new_one);
  json.end_object();
  json.finish();
  out += '\n';
}

std::string RehearsalComparison::total_line() const {
  std::string line;
  journal::CanonicalWriter json(line);
  json.begin_object();
  json.key("compared");
  json.begin_object();
  json.key("decisions");
  json.integer(static_cast<std::int64_t>(decisions_));
  json.key("changed");
  json.integer(static_cast<std::int64_t>(changed_));
  json.key("by");
  json.begin_object();
  for (const auto& [turn, count] : by_) {
    json.any_key(turn);
    json.integer(static_cast<std::int64_t>(count));
  }
  json.end_object();
  json.end_object();
  json.end_object();
  json.finish();
  return line + "\n";
}

}  // namespace zonefactor::cli
