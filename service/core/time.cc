// RFC 3339, ISO dates, the facility file's durations, and local time from a table of offsets.
#include "service/core/time.h"

#include <array>

namespace zonefactor::core {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Reads exactly `count` digits from the front of `text`, or nothing.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

void put_digits(std::string& out, std::int64_t value, int count) {
  std::array<char, 20> buffer{};
  for (int i = count - 1; i >= 0; --i) {
    buffer[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  out.append(buffer.data(), static_cast<std::size_t>(count));
}

std::optional<Date> take_date(std::string_view& text) {
  const auto year = take_digits(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_digits(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day) return std::nullopt;
  const Date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                  std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

// The fraction after the seconds, in microseconds; further digits are cut.
std::optional<Duration> take_fraction(std::string_view& text) {
  if (!take(text, '.')) return Duration{0};
  std::int64_t us = 0;
  std::size_t digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (digits < 6) us = us * 10 + (text.front() - '0');
    ++digits;
    text.remove_prefix(1);
  }
  if (digits == 0 || digits > 9) return std::nullopt;
  for (; digits < 6; ++digits) us *= 10;
  return Duration{us};
}

std::optional<seconds> take_offset(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return seconds{0};
  const bool negative = !text.empty() && text.front() == '-';
  if (!negative && (text.empty() || text.front() != '+')) return std::nullopt;
  text.remove_prefix(1);
  const auto hour = take_digits(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = take_digits(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  const seconds offset = hours{*hour} + minutes{*minute};
  return negative ? -offset : offset;
}

}  // namespace

std::chrono::seconds TimeZone::offset_at(Instant instant) const {
  seconds offset = initial_offset;
  for (const Transition& transition : transitions) {
    if (transition.at > instant) break;
    offset = transition.offset;
  }
  return offset;
}

Instant TimeZone::midnight(Date date) const {
  const Instant local{std::chrono::time_point_cast<Duration>(std::chrono::sys_days{date})};
  // Midnight in the offset of the moment; tried with every offset near it, the earliest that fits.
  for (const Instant probe : {local - days{1}, local, local + days{1}}) {
    const Instant candidate = local - offset_at(probe);
    if (offset_at(candidate) == offset_at(probe)) return candidate;
  }
  for (const Transition& transition : transitions) {
    if (transition.at > local - days{1}) return transition.at;  // midnight was skipped
  }
  return local - initial_offset;
}

Date TimeZone::date_at(Instant instant) const {
  return Date{std::chrono::floor<days>(instant + offset_at(instant))};
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !(take(text, 'T') || take(text, 't') || take(text, ' '))) return std::nullopt;
  const auto hour = take_digits(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = take_digits(text, 2);
  if (!minute || *minute > 59 || !take(text, ':')) return std::nullopt;
  const auto second = take_digits(text, 2);
  if (!second || *second > 59) return std::nullopt;
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return Instant{std::chrono::sys_days{*date}} + hours{*hour} + minutes{*minute} +
         seconds{*second} + *fraction - *offset;
}

std::string format_date(Date date) {
  std::string out;
  put_digits(out, static_cast<int>(date.year()), 4);
  out += '-';
  put_digits(out, static_cast<unsigned>(date.month()), 2);
  out += '-';
  put_digits(out, static_cast<unsigned>(date.day()), 2);
  return out;
}

std::string format_rfc3339(Instant instant, const TimeZone& zone) {
  const seconds offset = zone.offset_at(instant);
  const Instant local = instant + offset;
  const auto day = std::chrono::floor<days>(local);
  std::string out = format_date(Date{day});
  out += 'T';
  const std::int64_t us = (local - day).count();
  put_digits(out, us / 3'600'000'000, 2);
  out += ':';
  put_digits(out, us / 60'000'000 % 60, 2);
  out += ':';
  put_digits(out, us / 1'000'000 % 60, 2);
  if (const std::int64_t fraction = us % 1'000'000; fraction != 0) {
    out += '.';
    if (fraction % 1000 == 0) {
      put_digits(out, fraction / 1000, 3);
    } else {
      put_digits(out, fraction, 6);
    }
  }
  if (offset == seconds{0}) return out + "Z";
  out += offset < seconds{0} ? '-' : '+';
  const std::int64_t minutes_east = std::abs(offset.count()) / 60;
  put_digits(out, minutes_east / 60, 2);
  out += ':';
  put_digits(out, minutes_east % 60, 2);
  return out;
}

std::optional<Date> parse_date(std::string_view text) {
  const auto date = take_date(text);
  return text.empty() ? date : std::nullopt;
}

namespace {

struct Unit {
  std::string_view name;
  std::int64_t us;
};
// Longest first where one name ends another, largest first for writing.
constexpr std::array<Unit, 5> kUnits{{{"d", 86'400'000'000},
                                      {"h", 3'600'000'000},
                                      {"min", 60'000'000},
                                      {"ms", 1'000},
                                      {"s", 1'000'000}}};

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  std::int64_t count = 0;
  std::size_t digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (++digits > 9) return std::nullopt;
    count = count * 10 + (text.front() - '0');
    text.remove_prefix(1);
  }
  if (digits == 0) return std::nullopt;
  for (const Unit& unit : kUnits) {
    if (unit.name == text) {
      if (count > kMaxSpan.count() / unit.us) return std::nullopt;
      return Duration{count * unit.us};
    }
  }
  return std::nullopt;
}

std::string format_duration(Duration duration) {
  constexpr std::array<Unit, 4> kExact{
      {{"h", 3'600'000'000}, {"min", 60'000'000}, {"s", 1'000'000}, {"ms", 1'000}}};
  for (const Unit& unit : kExact) {
    if (duration.count() % unit.us == 0) {
      return std::to_string(duration.count() / unit.us) + std::string(unit.name);
    }
  }
  return std::to_string(duration.count()) + "us";
}

}  // namespace zonefactor::core
