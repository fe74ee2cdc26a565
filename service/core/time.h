// Points and spans of time as the rules see them: microseconds of UTC, never read from a clock
// here.
//
// Time reaches the core as an argument (rule K1). RFC 3339 text is read and written here so that
// every door, page and journal entry spells an instant the same way.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zonefactor::core {

using Duration = std::chrono::microseconds;
using Instant = std::chrono::time_point<std::chrono::system_clock, Duration>;
using Date = std::chrono::year_month_day;

// What is read has no longer span, and no instant farther from 1970: so a few of them add up, also
// where a forger wrote them.
inline constexpr Duration kMaxSpan = Duration::max() / 4;

// Before everything that is recorded.
inline constexpr Instant kLongAgo{-kMaxSpan};

constexpr Instant instant_of_us(std::int64_t us) {
  return Instant{Duration{us}};
}
constexpr std::int64_t us_of(Instant instant) {
  return instant.time_since_epoch().count();
}

// The offsets of one IANA time zone as a table, so that the core needs no zone database.
// `transitions` are sorted by `at`; before the first one `initial_offset` holds.
struct TimeZone {
  struct Transition {
    Instant at;
    std::chrono::seconds offset;
    bool operator==(const Transition&) const = default;
  };
  std::string name = "UTC";
  std::chrono::seconds initial_offset{0};
  std::vector<Transition> transitions;

  std::chrono::seconds offset_at(Instant instant) const;
  // 00:00 local time of `date`; where a change of offset skips midnight, the first instant after
  // it.
  Instant midnight(Date date) const;
  // The local calendar date at `instant`.
  Date date_at(Instant instant) const;

  bool operator==(const TimeZone&) const = default;
};

// Reads RFC 3339 with an offset ("2026-11-22T09:00:01.25+09:00"); up to nine fraction digits, cut
// to microseconds. Nothing else is accepted: no missing offset, no impossible date, no leap second.
std::optional<Instant> parse_rfc3339(std::string_view text);

// Writes RFC 3339 in `zone`; a fraction of three or six digits only where it is not zero.
std::string format_rfc3339(Instant instant, const TimeZone& zone);

// Reads a full-date ("2027-03-31"); nothing else.
std::optional<Date> parse_date(std::string_view text);
std::string format_date(Date date);

// Reads a duration as the facility file writes it: digits and one of "ms", "s", "min", "h", "d".
std::optional<Duration> parse_duration(std::string_view text);
std::string format_duration(Duration duration);

}  // namespace zonefactor::core
