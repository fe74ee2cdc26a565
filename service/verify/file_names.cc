#include "service/verify/file_names.h"

#include <algorithm>
#include <array>

#include "service/journal/decimal.h"

namespace zonefactor::evidence {

namespace {

constexpr std::array<std::string_view, 6> kLogFiles{
    "start.range", "start.checkpoint", "end.checkpoint", "end.stamped", "end.tsr", "entries"};
constexpr std::array<std::string_view, kDerivedFiles> kDerived{
    "README.txt", "report.ja.html", "report.en.html", "decisions.csv",
    "events.csv", "findings.csv",   "entries.jsonl"};
constexpr std::string_view kLogs = "logs/";
constexpr std::int32_t kMaxYear = 9999;
constexpr std::size_t kMostShown = 60;

template <class List>
bool has(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

}  // namespace

std::string name_of(std::int32_t year, LogFile file) {
  return std::string(kLogs) + std::to_string(year) + "/" +
         std::string(kLogFiles[static_cast<std::size_t>(file)]);
}

std::string name_of(DerivedFile file) {
  return std::string(kDerived[static_cast<std::size_t>(file)]);
}

std::int32_t year_of(std::string_view name) {
  if (!name.starts_with(kLogs)) return -1;
  name.remove_prefix(kLogs.size());
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos || !has(kLogFiles, name.substr(slash + 1))) return -1;
  const auto year = journal::parse_decimal(name.substr(0, slash));
  return year && *year <= kMaxYear ? static_cast<std::int32_t>(*year) : -1;
}

bool may_be_in_pack(std::string_view name) {
  return name == kContentsFile || name == kStateFile || name == kNamesFile || name == kSumsFile ||
         has(kDerived, name) || year_of(name) >= 0;
}

std::vector<std::string> primary_files(const PackContents& contents, const Presence& presence) {
  std::vector<std::string> names{std::string(kContentsFile)};
  const auto add = [&](std::int32_t year, LogFile file, bool must) {
    std::string name = name_of(year, file);
    if (must || has(presence.optional, name)) names.push_back(std::move(name));
  };
  std::vector<std::int32_t> years = presence.other_years;
  for (const Segment& segment : contents.segments) years.push_back(segment.year);
  std::sort(years.begin(), years.end());
  for (const std::int32_t year : years) {
    const auto segment =
        std::find_if(contents.segments.begin(), contents.segments.end(),
                     [&](const Segment& candidate) { return candidate.year == year; });
    if (segment == contents.segments.end()) {
      add(year, LogFile::end_checkpoint, true);
      continue;
    }
    if (segment->begin > 0) {
      add(year, LogFile::start_range, true);
      add(year, LogFile::start_checkpoint, false);
    }
    add(year, LogFile::end_checkpoint, true);
    const bool stamped = has(presence.optional, name_of(year, LogFile::end_tsr));
    if (stamped) add(year, LogFile::end_stamped, true);
    if (stamped) add(year, LogFile::end_tsr, true);
    add(year, LogFile::entries, true);
  }
  if (contents.seal) names.emplace_back(kStateFile);
  if (contents.named) names.emplace_back(kNamesFile);
  return names;
}

std::vector<std::string> all_files(const PackContents& contents, const Presence& presence) {
  std::vector<std::string> names = primary_files(contents, presence);
  for (const std::string_view name : kDerived) names.emplace_back(name);
  names.emplace_back(kSumsFile);
  return names;
}

std::string printable(std::string_view name) {
  std::string shown;
  for (const char c : name.substr(0, kMostShown)) shown += c >= ' ' && c <= '~' ? c : '?';
  return name.size() > kMostShown ? shown + "..." : shown;
}

}  // namespace zonefactor::evidence
