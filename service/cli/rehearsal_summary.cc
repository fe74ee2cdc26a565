// Tables for people; rehearsal_summary_json.cc has the same for programs.
#include "service/cli/rehearsal_summary.h"

#include <fmt/format.h>

#include "service/cli/rehearsal_labels.h"
#include "service/cli/text_table.h"
#include "service/core/site.h"

namespace zonefactor::cli {

namespace {

// In the order of core::Class; short enough for the head of a column.
struct Heading {
  std::string_view ja;
  std::string_view en;
};
constexpr std::array<Heading, core::count_of<core::Class>()> kClassHeadings{
    {{"端末で二要素", "native"},
     {"区画で同等", "equivalent"},
     {"同等でない", "not equivalent"},
     {"判定できない", "undetermined"},
     {"緊急", "emergency"}}};
constexpr std::string_view kNone = "  なし / none\n";

std::string both(const core::LocalText& text) {
  return text.ja == text.en ? text.ja : text.ja + " / " + text.en;
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
  const std::uint64_t share = per_mille(part, whole);
  if (share == 0 && part != 0) return "< 0.1 %";
  return fmt::format("{}.{} %", share / 10, share % 10);
}

std::string facility_line(const core::Site& site) {
  return fmt::format("施設 / facility: {}  {}\n", site.head().id, both(site.head().name));
}

std::string span_line(const Rehearsal& rehearsal) {
  const auto span = rehearsal.span();
  if (!span) return "期間 / time: なし / none\n";
  const core::TimeZone& zone = rehearsal.site().head().time_zone;
  return fmt::format("期間 / time: {} - {}\n", core::format_rfc3339(span->first, zone),
                     core::format_rfc3339(span->second, zone));
}

std::string zone_line(const std::string& id, const core::Site& site) {
  return fmt::format("\n区画 / zone: {}  {}\n", id.empty() ? "-" : id, both(zone_name(id, site)));
}

std::string hour_name(std::size_t hour) {
  return fmt::format("{:02}-{:02}", hour, hour + 1);
}

void add_class_row(TextTable& table, std::string name, const CountsOf<core::Class>& classes) {
  std::vector<std::string> row{std::move(name), std::to_string(total_of(classes))};
  for (const std::uint64_t count : classes) row.push_back(std::to_string(count));
  table.add(std::move(row));
}

std::string class_table(const ZoneCounts& zone) {
  TextTable table(kClassHeadings.size() + 2);
  std::vector<std::string> ja{"時刻", "判定"};
  std::vector<std::string> en{"hour", "decisions"};
  for (const Heading& heading : kClassHeadings) {
    ja.emplace_back(heading.ja);
    en.emplace_back(heading.en);
  }
  table.add(std::move(ja));
  table.add(std::move(en));
  for (std::size_t hour = 0; hour < kHours; ++hour) {
    if (total_of(zone.hours[hour]) == 0) continue;
    add_class_row(table, hour_name(hour), zone.hours[hour]);
  }
  add_class_row(table, "合計 / total", zone.classes);
  return table.text();
}

std::string outcome_line(const ZoneCounts& zone) {
  std::string line = "  回答 / outcome:";
  for (std::size_t i = 0; i < zone.outcomes.size(); ++i) {
    line += fmt::format("{} {} {}", i == 0 ? "" : ",", name_of(static_cast<core::Outcome>(i)),
                        zone.outcomes[i]);
  }
  return line + "\n";
}

std::string reason_table(const ZoneCounts& zone) {
  TextTable table(3);
  table.add(
      {"理由 / reason", "件数 / count", "割合 / share", "本人への表示 / what the person reads"});
  for (std::size_t i = 0; i < zone.reasons.size(); ++i) {
    if (zone.reasons[i] == 0) continue;
    const auto reason = static_cast<core::Reason>(i);
    table.add({std::string(name_of(reason)), std::to_string(zone.reasons[i]),
               percent(zone.reasons[i], zone.decisions), both(short_text(reason))});
  }
  return table.text();
}

// The names that were counted, one a row.
template <class E>
std::string counted_words(const CountsOf<E>& counts) {
  if (total_of(counts) == 0) return std::string(kNone);
  TextTable table(2);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    table.add({std::string(name_of(static_cast<E>(i))), std::to_string(counts[i])});
  }
  return table.text();
}

std::string counted_texts(const std::map<std::string, std::uint64_t, std::less<>>& counts) {
  if (counts.empty()) return std::string(kNone);
  TextTable table(2);
  for (const auto& [text, count] : counts) table.add({text, std::to_string(count)});
  return table.text();
}

std::map<std::string, std::uint64_t, std::less<>> verdict_texts(const RehearsalCounts& counts) {
  std::map<std::string, std::uint64_t, std::less<>> texts;
  each_verdict(counts, [&](std::string_view from, std::string_view to, std::uint64_t count) {
    texts[fmt::format("{} -> {}", from, to)] = count;
  });
  return texts;
}

std::string change_table(const ZoneChanges& zone) {
  TextTable turns(2);
  turns.add({"変化 / turn", "件数 / count"});
  for (const auto& [turn, count] : zone.by) turns.add({turn, std::to_string(count)});
  TextTable hours(2);
  hours.add({"時刻 / hour", "件数 / count"});
  for (std::size_t hour = 0; hour < kHours; ++hour) {
    if (zone.hours[hour] != 0) hours.add({hour_name(hour), std::to_string(zone.hours[hour])});
  }
  TextTable reasons(3);
  reasons.add({"理由 / reason", "増 / comes", "減 / goes", "本人への表示 / what the person reads"});
  for (std::size_t i = 0; i < zone.gained.size(); ++i) {
    if (zone.gained[i] == 0 && zone.lost[i] == 0) continue;
    const auto reason = static_cast<core::Reason>(i);
    reasons.add({std::string(name_of(reason)), std::to_string(zone.gained[i]),
                 std::to_string(zone.lost[i]), both(short_text(reason))});
  }
  return turns.text() + "\n" + hours.text() + "\n" + reasons.text();
}

}  // namespace

std::string summary_text(const RehearsalCounts& counts, std::uint64_t lines,
                         const Rehearsal& rehearsal) {
  const core::Site& site = rehearsal.site();
  std::string out = facility_line(site) + span_line(rehearsal);
  out += fmt::format("行 / lines: {}（うち拒否 / refused: {}）\n", lines, counts.refused_lines);
  out += fmt::format("判定 / decisions: {}\n", counts.decisions);
  for (const auto& [id, zone] : counts.zones) {
    out += zone_line(id, site) + class_table(zone) + outcome_line(zone);
    if (total_of(zone.reasons) != 0) out += "\n" + reason_table(zone);
  }
  out += "\n検知 / findings\n" + counted_words<core::FindingKind>(counts.findings);
  out += "\n通知 / signals\n" + counted_words<core::SignalKind>(counts.signals);
  out += "\n後から変わった判定 / verdicts changed by later news\n" +
         counted_texts(verdict_texts(counts));
  out += "\n拒否した行 / refused lines\n" + counted_texts(counts.refusals);
  return out;
}

std::string comparison_text(const RehearsalComparison& comparison, const Rehearsal& rehearsal) {
  const core::Site& site = rehearsal.site();
  std::string out = facility_line(site) + span_line(rehearsal);
  out += fmt::format("判定 / decisions: {}\n変わる / changed: {}（{}）\n", comparison.decisions(),
                     comparison.changed(), percent(comparison.changed(), comparison.decisions()));
  for (const auto& [id, zone] : comparison.zones()) {
    out += zone_line(id, site);
    out += fmt::format("  判定 / decisions: {}  変わる / changed: {}（{}）\n", zone.decisions,
                       zone.changed, percent(zone.changed, zone.decisions));
    if (zone.changed != 0) out += "\n" + change_table(zone);
  }
  return out;
}

}  // namespace zonefactor::cli
