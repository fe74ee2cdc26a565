// docs/facility.md names what the parser knows, all of it and nothing else.
#include <gtest/gtest.h>

#include "adapters/files/facility_toml.h"
#include "adapters/files/people_csv.h"
#include "tests/unit/files/documented.h"

namespace zonefactor::files {
namespace {

TEST(FacilityPage, names_every_member_the_parser_knows_and_no_other) {
  Documented known;
  for (const KnownMember& each : facility_members()) known[each.table].insert(each.member);
  EXPECT_EQ(documented_in("docs/facility.md"), known);
}

TEST(FacilityPage, shows_the_headers_of_the_imports) {
  std::ifstream file(std::string(ZONEFACTOR_SOURCE_DIR) + "/docs/facility.md");
  std::set<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.insert(line);
  for (const auto table :
       {PeopleTable::people, PeopleTable::credentials, PeopleTable::designations}) {
    EXPECT_EQ(lines.count(std::string(header_of(table))), 1U) << header_of(table);
  }
}

}  // namespace
}  // namespace zonefactor::files
