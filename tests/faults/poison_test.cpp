// A poison input does not stop the service for good: the third start sets it aside and goes on.
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <filesystem>

#include "adapters/postgres/migrate.h"
#include "tests/support/postgres_server.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace zonefactor::faults {
namespace {

class PoisonTest : public ::testing::Test {
 protected:
  PoisonTest() { postgres::migrate({.connection = database_.connection_string()}); }

  support::RunResult start() {
    return support::run(
        {ZF_POISONED_ENGINE, database_.connection_string("zonefactor_service"), notes()});
  }
  std::string count(const std::string& type) {
    return database_.sql("select count(*) from zonefactor.journal where type = '" + type + "'");
  }

  std::filesystem::path notes() const { return directory_ / "crash-notes"; }

  support::PostgresServer database_;
  support::TempDir directory_;
};

TEST_F(PoisonTest, an_input_that_stopped_the_process_twice_is_set_aside_at_the_third_start) {
  EXPECT_EQ(start().status, 128 + SIGABRT);
  EXPECT_EQ(count("input.quarantined"), "0");
  EXPECT_EQ(start().status, 128 + SIGABRT);
  EXPECT_EQ(count("input.quarantined"), "0");

  const auto third = start();
  EXPECT_EQ(third.status, 0) << third.output;
  EXPECT_NE(third.output.find("poison: refused"), std::string::npos) << third.output;
  EXPECT_EQ(count("input.quarantined"), "1");
  EXPECT_EQ(database_.sql("select count(*) from zonefactor.journal where type = "
                          "'input.quarantined' and convert_from(body, 'UTF8') like '%ctl-1%'"),
            "1");

  const auto fourth = start();
  EXPECT_EQ(fourth.status, 0) << fourth.output;
  EXPECT_NE(fourth.output.find("poison: refused"), std::string::npos) << fourth.output;
  EXPECT_EQ(count("input.quarantined"), "1");
}

TEST_F(PoisonTest, a_crash_of_more_than_a_day_ago_is_forgotten) {
  EXPECT_EQ(start().status, 128 + SIGABRT);
  std::string noted = support::read_file(notes());
  const auto time = noted.rfind(' ') + 1;
  const std::int64_t yesterday = std::stoll(noted.substr(time)) - 25 * 60 * 60;
  support::write_file(notes(), noted.substr(0, time) + std::to_string(yesterday) + "\n");

  EXPECT_EQ(start().status, 128 + SIGABRT);
  noted = support::read_file(notes());
  EXPECT_EQ(std::count(noted.begin(), noted.end(), '\n'), 1) << noted;
  EXPECT_EQ(start().status, 128 + SIGABRT);
  EXPECT_EQ(count("input.quarantined"), "0");
  EXPECT_EQ(start().status, 0);
  EXPECT_EQ(count("input.quarantined"), "1");
}

TEST_F(PoisonTest, V2_the_note_of_a_crash_names_no_card) {
  start();
  const std::string noted = support::read_file(notes());
  EXPECT_EQ(noted.substr(0, 11), "input chuo ");
  EXPECT_NE(noted.find(" ctl-1 "), std::string::npos) << noted;
  EXPECT_EQ(noted.find("04A1B2C3"), std::string::npos) << noted;
}

}  // namespace
}  // namespace zonefactor::faults
