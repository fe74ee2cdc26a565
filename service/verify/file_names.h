// Which files a pack has, and in which order. A name that is not made here is in no pack.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/verify/pack_contents.h"

namespace zonefactor::evidence {

inline constexpr std::string_view kContentsFile = "pack.json";
inline constexpr std::string_view kStateFile = "state";
inline constexpr std::string_view kNamesFile = "names.jsonl";
inline constexpr std::string_view kSumsFile = "SHA256SUMS";

// Of one year's log, in this order.
enum class LogFile : std::uint8_t {
  start_range,
  start_checkpoint,
  end_checkpoint,
  end_stamped,
  end_tsr,
  entries,
};
std::string name_of(std::int32_t year, LogFile file);

// What is made again from the others, in this order; the sums come last of all.
enum class DerivedFile : std::uint8_t {
  readme,
  report_ja,
  report_en,
  decisions,
  events,
  findings,
  entries,
};
inline constexpr std::size_t kDerivedFiles = 7;
std::string name_of(DerivedFile file);

// A year with a checkpoint alone, for the names bound in it, counts as one.
inline constexpr std::size_t kMaxYears = 64;
inline constexpr std::int64_t kMaxFiles = 512;

// Whether it is a name that some pack has.
bool may_be_in_pack(std::string_view name);
// "logs/2026/…": the year; -1 for other names.
std::int32_t year_of(std::string_view name);

// The files of a pack in its order: those that must be there, and of the others those that `has`
// says are. Years without a segment, for names, are `other_years`, ascending.
struct Presence {
  std::vector<std::int32_t> other_years;
  std::vector<std::string> optional;  // names
};
std::vector<std::string> primary_files(const PackContents& contents, const Presence& presence);
std::vector<std::string> all_files(const PackContents& contents, const Presence& presence);

// The name as it may be shown: a stranger's, cut short, without control characters.
std::string printable(std::string_view name);

}  // namespace zonefactor::evidence
