// Every story, and every history beside this file, records a log that is derived again from itself;
// and the golden journal gets the logs it lacks, on demand.
//
// ZONEFACTOR_APPEND_GOLDEN=1 appends the logs of scripts that have none yet. What is recorded is
// never written again, also where its script has changed since.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "tests/edition/derivation.h"
#include "tests/edition/golden_journal.h"
#include "tests/edition/recorder.h"
#include "tests/edition/script.h"

namespace zonefactor::edition {
namespace {

class Recording : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (std::getenv("ZONEFACTOR_APPEND_GOLDEN")) append_missing();
  }

 private:
  // Nothing is added to a journal of other rules than those of this build.
  static void append_missing() {
    std::set<std::string> recorded;
    for (const RecordedLog& log : golden_logs()) {
      const std::string difference = first_difference(log);
      ASSERT_TRUE(difference.empty()) << difference << "\n  nothing was appended";
      recorded.insert(log.name);
    }
    std::ofstream file(golden_path(), std::ios::app | std::ios::binary);
    for (const Script& script : scripts()) {
      if (!recorded.contains(script.name)) file << text_of(record(script));
    }
  }
};

TEST_F(Recording, V4_every_log_is_derived_again_from_itself) {
  for (const Script& script : scripts()) {
    const std::string difference = first_difference(record(script));
    EXPECT_TRUE(difference.empty()) << difference;
  }
}

TEST_F(Recording, A6_the_same_script_gives_the_same_bytes) {
  const std::vector<Script> all = scripts();
  ASSERT_FALSE(all.empty());
  for (const Script& script : all) {
    EXPECT_EQ(text_of(record(script)), text_of(record(script))) << script.name;
  }
}

// Rule V2: what a script says of people does not reach its log.
TEST_F(Recording, V2_people_accounts_and_numbers_stand_under_handles) {
  const Script script =
      read_script(ZONEFACTOR_TESTS_DIR "/scenarios/tanaka_comes_in_and_logs_in.story");
  const RecordedLog log = record(script);
  ASSERT_FALSE(log.entries.empty());
  for (const RecordedEntry& entry : log.entries) {
    EXPECT_EQ(entry.bytes.find("tanaka"), std::string::npos) << entry.bytes;
    EXPECT_EQ(entry.bytes.find("04A1"), std::string::npos) << entry.bytes;
  }
}

}  // namespace
}  // namespace zonefactor::edition
