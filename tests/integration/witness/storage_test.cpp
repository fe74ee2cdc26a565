// Disks that fail, and files that rot: nothing is signed that is not recorded.
#include <gmock/gmock.h>

#include <filesystem>

#include "tests/integration/witness/running_witness.h"

namespace zonefactor::witness_test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using witness::SampleLog;

class WitnessStorage : public testing::Test {
 protected:
  Reply ask(std::uint64_t old_size, std::uint64_t size) {
    return witness_.post(log_.body(old_size, size));
  }
  SampleLog log_;
  RunningWitness witness_{{log_.settings()}};
  std::string file_ = witness_.state_file(log_.origin(), ".checkpoint");
};

TEST_F(WitnessStorage, where_no_byte_can_be_written_nothing_is_signed) {
  witness_.start();
  EXPECT_EQ(ask(0, 5).status, 200);
  EXPECT_EQ(witness_.stop(), 0);
  // Every write to a file fails, as on a full disk.
  witness_.start_under("ulimit -f 0");
  const Reply reply = ask(5, 9);
  EXPECT_EQ(reply.status, 503);
  EXPECT_THAT(reply.body, Not(HasSubstr("witness.example")));
  EXPECT_EQ(witness_.latest(log_.origin()).status, 200) << "it still says what it had cosigned";
  EXPECT_EQ(ask(0, 9).body, "5\n");
  EXPECT_EQ(witness_.stop(), 0);
  witness_.start();
  EXPECT_EQ(ask(5, 9).status, 200);
}

TEST_F(WitnessStorage, where_the_state_directory_takes_no_file_nothing_is_signed) {
  fs::create_directory(file_ + ".new");
  witness_.start();
  EXPECT_EQ(ask(0, 5).status, 503);
  EXPECT_THAT(witness_.log(), HasSubstr(file_ + ".new: it cannot be written"));
  EXPECT_FALSE(fs::exists(file_));
  fs::remove(file_ + ".new");
  EXPECT_EQ(ask(0, 5).status, 200);
}

TEST_F(WitnessStorage, a_state_directory_removed_under_it_signs_nothing) {
  witness_.start();
  fs::remove_all(fs::path(file_).parent_path());
  EXPECT_EQ(ask(0, 5).status, 503);
  // Nor does one put in its place count: it may be a disk that was not mounted.
  fs::create_directory(fs::path(file_).parent_path());
  EXPECT_EQ(ask(0, 5).status, 503);
}

TEST_F(WitnessStorage, a_damaged_state_file_keeps_it_from_starting_and_is_named) {
  witness_.start();
  EXPECT_EQ(ask(0, 5).status, 200);
  const std::string good = support::read_file(file_);
  EXPECT_EQ(witness_.stop(), 0);
  for (const std::string& damage : {std::string(), good.substr(0, good.size() / 2), good + "x"}) {
    support::write_file(file_, damage);
    const auto run = support::run({program(), "--config", witness_.config()});
    EXPECT_EQ(run.status, 2);
    EXPECT_THAT(run.output, HasSubstr(file_ + ": the state file is damaged: "));
  }
  support::write_file(file_, good);
  witness_.start();
  EXPECT_EQ(ask(5, 9).status, 200);
}

TEST_F(WitnessStorage, a_state_file_damaged_under_it_stops_that_log_alone) {
  const SampleLog other("zonefactor/sample/2027");
  RunningWitness witness({log_.settings(), other.settings()});
  witness.start();
  EXPECT_EQ(witness.post(log_.body(0, 5)).status, 200);
  const std::string file = witness.state_file(log_.origin(), ".checkpoint");
  fs::remove(file);
  EXPECT_EQ(witness.post(log_.body(0, 5)).status, 503);
  EXPECT_THAT(witness.log(), HasSubstr(file + ": the state file is damaged: it was there"));
  EXPECT_EQ(witness.post(other.body(0, 5)).status, 200);
}

}  // namespace
}  // namespace zonefactor::witness_test
