// Time zones by name, as tables of offsets.
#include "adapters/files/time_zone.h"

#include <gtest/gtest.h>

namespace zonefactor::files {
namespace {

using namespace std::chrono_literals;

TEST(TimeZone, Tokyo_has_one_offset) {
  const auto zone = load_time_zone("Asia/Tokyo");
  ASSERT_TRUE(zone);
  EXPECT_EQ(zone->initial_offset, 9h);
  EXPECT_TRUE(zone->transitions.empty());
}

TEST(TimeZone, summer_time_changes_at_the_right_instants) {
  const auto zone = load_time_zone("Europe/Berlin");
  ASSERT_TRUE(zone);
  EXPECT_LE(zone->transitions.size(), 60U);
  const auto spring = *core::parse_rfc3339("2026-03-29T01:00:00Z");
  EXPECT_EQ(zone->offset_at(spring - 1us), 1h);
  EXPECT_EQ(zone->offset_at(spring), 2h);
  const auto autumn = *core::parse_rfc3339("2036-10-26T01:00:00Z");
  EXPECT_EQ(zone->offset_at(autumn - 1us), 2h);
  EXPECT_EQ(zone->offset_at(autumn), 1h);
}

TEST(TimeZone, only_names_of_the_zone_database_are_known) {
  EXPECT_TRUE(load_time_zone("UTC"));
  for (const char* name :
       {"", "JST-9", "/etc/localtime", "../Asia/Tokyo", "Asia", "posixrules\n"}) {
    EXPECT_FALSE(load_time_zone(name)) << name;
  }
}

}  // namespace
}  // namespace zonefactor::files
