// The sample hospital: it is right, it has what the quickstart shows, and its two forms agree.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "adapters/files/people_csv.h"
#include "adapters/files/read_file.h"
#include "tests/unit/files/small_facility.h"

namespace zonefactor::files {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string sample(const std::string& name) {
  auto bytes = read_file(std::string(ZONEFACTOR_SOURCE_DIR) + "/deploy/sample/" + name, 1 << 20);
  if (const auto* fault = std::get_if<Fault>(&bytes)) {
    ADD_FAILURE() << to_text(*fault);
    return {};
  }
  return std::get<std::string>(std::move(bytes));
}

const FacilityFile& hospital() {
  static const FacilityFile file = taken(sample("facility.toml"));
  return file;
}

TEST(SampleHospital, is_taken_without_a_warning) {
  EXPECT_THAT(hospital().warnings, IsEmpty());
  EXPECT_TRUE(hospital().names_people);
}

TEST(SampleHospital, has_twelve_people_six_terminals_and_four_controllers) {
  const core::Facility& f = hospital().facility;
  EXPECT_THAT(f.zones, SizeIs(4));
  EXPECT_THAT(f.controllers, SizeIs(4));
  EXPECT_THAT(f.terminals, SizeIs(6));
  ASSERT_THAT(f.persons, SizeIs(12));
  std::map<core::AccountId, int> holders;
  for (const core::Person& person : f.persons) {
    for (const core::AccountId& account : person.accounts) ++holders[account];
  }
  EXPECT_EQ(std::count_if(holders.begin(), holders.end(),
                          [](const auto& each) { return each.second > 1; }),
            1);
  EXPECT_EQ(
      std::count_if(f.persons.begin(), f.persons.end(),
                    [](const core::Person& p) { return p.kind == core::PersonKind::visitor; }),
      1);
}

TEST(SampleHospital, its_CSV_files_say_the_same_as_its_facility_file) {
  const core::Facility& f = hospital().facility;
  const std::map<PeopleTable, std::string> files{{PeopleTable::people, "people.csv"},
                                                 {PeopleTable::credentials, "credentials.csv"},
                                                 {PeopleTable::designations, "designations.csv"}};
  for (const auto& [table, name] : files) {
    auto result = import_people(table, sample(name), name, ImportMode::full, f);
    if (const auto* faults = std::get_if<std::vector<Fault>>(&result)) {
      for (const Fault& fault : *faults) ADD_FAILURE() << to_text(fault);
      continue;
    }
    EXPECT_THAT(std::get<PeopleImport>(result).differences, IsEmpty()) << name;
  }
}

TEST(SampleHospital, can_be_loaded_from_its_CSV_files_alone) {
  core::Facility f = hospital().facility;
  const core::Facility whole = f;
  f.persons.clear();
  f.credentials.clear();
  f.designations.clear();
  for (const auto& [table, name] : {std::pair{PeopleTable::people, "people.csv"},
                                    std::pair{PeopleTable::credentials, "credentials.csv"},
                                    std::pair{PeopleTable::designations, "designations.csv"}}) {
    auto result = import_people(table, sample(name), name, ImportMode::delta, f);
    ASSERT_TRUE(std::holds_alternative<PeopleImport>(result));
    f = std::get<PeopleImport>(std::move(result)).facility;
  }
  EXPECT_EQ(f, whole);
}

}  // namespace
}  // namespace zonefactor::files
