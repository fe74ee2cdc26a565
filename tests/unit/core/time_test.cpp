// Reading and writing points and spans of time, and midnight where a change of offset skips it.
#include <gtest/gtest.h>

#include "service/core/time.h"

namespace zonefactor::core {
namespace {

using namespace std::chrono_literals;

Instant utc(int hour, int minute, int second, int us = 0) {
  return Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}} +
         std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second} +
         Duration{us};
}

TEST(Rfc3339, reads_an_instant_with_its_offset) {
  EXPECT_EQ(parse_rfc3339("2026-11-22T09:00:01.25+09:00"), utc(0, 0, 1, 250'000));
  EXPECT_EQ(parse_rfc3339("2026-11-22T00:00:01Z"), utc(0, 0, 1));
  EXPECT_EQ(parse_rfc3339("2026-11-21T18:30:00-05:30"), utc(0, 0, 0));
}

TEST(Rfc3339, cuts_a_fraction_to_microseconds) {
  EXPECT_EQ(parse_rfc3339("2026-11-22T00:00:00.123456999Z"), utc(0, 0, 0, 123'456));
}

TEST(Rfc3339, takes_nothing_else) {
  for (const char* text :
       {"", "2026-11-22", "2026-11-22T09:00:00", "2026-11-22T09:00:00+0900",
        "2026-11-22T09:00+09:00", "2026-02-30T09:00:00Z", "2026-13-01T09:00:00Z",
        "2026-11-22T24:00:00Z", "2026-11-22T09:60:00Z", "2026-12-31T23:59:60Z",
        "2026-11-22T09:00:00.Z", "2026-11-22T09:00:00.1234567890Z", "2026-11-22T09:00:00Z ",
        " 2026-11-22T09:00:00Z", "2026-11-22T09:00:00+24:00", "26-11-22T09:00:00Z"}) {
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  }
}

TEST(Rfc3339, writes_local_time_with_a_fraction_only_where_there_is_one) {
  const TimeZone tokyo{"Asia/Tokyo", 9h, {}};
  EXPECT_EQ(format_rfc3339(utc(0, 0, 1), tokyo), "2026-11-22T09:00:01+09:00");
  EXPECT_EQ(format_rfc3339(utc(0, 0, 1, 250'000), tokyo), "2026-11-22T09:00:01.250+09:00");
  EXPECT_EQ(format_rfc3339(utc(0, 0, 1, 1), TimeZone{}), "2026-11-22T00:00:01.000001Z");
  EXPECT_EQ(format_rfc3339(utc(0, 0, 0), TimeZone{"x", -(3h + 30min), {}}),
            "2026-11-21T20:30:00-03:30");
}

TEST(Date, is_a_full_date_and_nothing_else) {
  EXPECT_EQ(parse_date("2027-03-31"), (Date{std::chrono::year{2027} / 3 / 31}));
  EXPECT_FALSE(parse_date("2027-02-29"));
  EXPECT_FALSE(parse_date("2027-3-31"));
  EXPECT_FALSE(parse_date("2027-03-31T00:00:00Z"));
}

TEST(Durations, read_and_write_as_the_facility_file_has_them) {
  EXPECT_EQ(parse_duration("250ms"), Duration{250ms});
  EXPECT_EQ(parse_duration("10s"), Duration{10s});
  EXPECT_EQ(parse_duration("60min"), Duration{1h});
  EXPECT_EQ(parse_duration("14h"), Duration{14h});
  EXPECT_EQ(parse_duration("7d"), Duration{24h * 7});
  EXPECT_EQ(format_duration(Duration{90min}), "90min");
  EXPECT_EQ(format_duration(Duration{250ms}), "250ms");
}

TEST(Durations, take_no_sign_no_fraction_no_other_unit) {
  for (const char* text :
       {"", "s", "10", "10 s", "-10s", "+10s", "1.5h", "10m", "10S", "9999999999s"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

TEST(Midnight, is_local) {
  const TimeZone tokyo{"Asia/Tokyo", 9h, {}};
  EXPECT_EQ(tokyo.midnight(Date{std::chrono::year{2026} / 11 / 22}), utc(0, 0, 0) - 9h);
}

TEST(Midnight, that_is_skipped_is_the_first_instant_after_it) {
  // At 00:00 of the 22nd the clocks of this zone go to 01:00: the day begins at 01:00.
  const Instant change = utc(0, 0, 0) - 9h;
  const TimeZone zone{"x", 9h, {{change, 10h}}};
  EXPECT_EQ(zone.midnight(Date{std::chrono::year{2026} / 11 / 22}), change);
  EXPECT_EQ(zone.date_at(change - Duration{1}), (Date{std::chrono::year{2026} / 11 / 21}));
  EXPECT_EQ(zone.date_at(change), (Date{std::chrono::year{2026} / 11 / 22}));
}

TEST(Midnight, that_comes_twice_is_the_first) {
  // At 00:30 of the 22nd the clocks go back to 23:30 of the 21st.
  const Instant change = utc(0, 30, 0) - 10h;
  const TimeZone zone{"x", 10h, {{change, 9h}}};
  EXPECT_EQ(zone.midnight(Date{std::chrono::year{2026} / 11 / 22}), utc(0, 0, 0) - 10h);
}

}  // namespace
}  // namespace zonefactor::core
