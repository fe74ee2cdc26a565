// zonefactor check as an operator runs it: what it prints and what it exits with.
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <sstream>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace zonefactor {
namespace {

using support::RunResult;
using support::TempDir;

const std::string kSample = std::string(ZF_SOURCE_DIR) + "/deploy/sample/facility.toml";

RunResult check(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {ZF_PROGRAMS "/zonefactor", "check"});
  return support::run(arguments);
}

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string write(const TempDir& dir, const std::string& text) {
  const std::string path = (dir.path() / "facility.toml").string();
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

std::string sample_with(const std::string& from, const std::string& to) {
  std::string text = text_of(kSample);
  const auto place = text.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  return text.replace(place, from.size(), to);
}

TEST(Check, the_sample_hospital_qualifies) {
  const RunResult run = check({"--on", "2026-11-22", kSample});
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(run.output,
            text_of(std::string(ZF_SOURCE_DIR) + "/tests/unit/cli/sample_check.txt"));
  const RunResult json = check({"--json", "--on", "2026-11-22", kSample});
  EXPECT_EQ(json.status, 0);
  EXPECT_EQ(json.output,
            text_of(std::string(ZF_SOURCE_DIR) + "/tests/unit/cli/sample_check.json"));
}

TEST(Check, Z1_the_day_after_its_review_a_zone_does_not_qualify) {
  EXPECT_EQ(check({"--on", "2036-03-31", kSample}).status, 0);
  const RunResult run = check({"--on", "2036-04-01", kSample});
  EXPECT_EQ(run.status, 1);
  EXPECT_NE(run.output.find("zone_basis_overdue"), std::string::npos);
}

TEST(Check, Z2_a_hatch_is_named_and_the_exit_code_says_that_a_zone_does_not_qualify) {
  const TempDir dir;
  const std::string hatch =
      "[[door]]\nid = \"hatch\"\ncontroller = \"ctl-disp\"\nsides = [\"outside\", "
      "\"dispensing\"]\n";
  const RunResult run = check({write(dir, text_of(kSample) + hatch)});
  EXPECT_EQ(run.status, 1);
  EXPECT_NE(run.output.find("dispensing  不適格 / does not qualify"), std::string::npos);
  EXPECT_NE(run.output.find("Door hatch has no reader on the way in"), std::string::npos);
  EXPECT_NE(run.output.find("pharmacy  適格 / qualifies"), std::string::npos);
}

TEST(Check, S10_a_zone_without_terminals_is_not_called_unfit) {
  const TempDir dir;
  const std::string vestibule =
      "[[zone]]\nid = \"vestibule\"\nexit = \"anonymous\"\n"
      "[[door]]\nid = \"slide\"\ncontroller = \"ctl-disp\"\nsides = [\"outside\", \"vestibule\"]\n";
  const RunResult run = check({write(dir, text_of(kSample) + vestibule)});
  EXPECT_EQ(run.status, 0);
  EXPECT_NE(run.output.find("vestibule  端末なし"), std::string::npos);
}

TEST(Check, A2_A8_what_is_not_stated_is_remarked_on_once) {
  const TempDir dir;
  const RunResult run =
      check({write(dir, sample_with("methods = [\"pwd\", \"fpt\"]\nstep_up = [\"fpt\"]", ""))});
  EXPECT_EQ(run.status, 0);
  EXPECT_NE(run.output.find("methods_not_stated"), std::string::npos);
  EXPECT_NE(run.output.find("step_up_not_stated"), std::string::npos);
  EXPECT_EQ(run.output.find("warning:"), std::string::npos);
}

TEST(Check, A8_a_dead_end_refuses_the_file) {
  const TempDir dir;
  const RunResult run = check({write(dir, sample_with("break_glass = \"self\"", ""))});
  EXPECT_EQ(run.status, 2);
  EXPECT_NE(run.output.find("dead end"), std::string::npos);
  EXPECT_EQ(run.output.find("qualifies"), std::string::npos);
}

TEST(Check, names_every_fault_of_a_file) {
  const TempDir dir;
  const RunResult run =
      check({write(dir, sample_with("sides = [\"outside\", \"radiology\"]",
                                    "sides = [\"outside\", \"radiologie\"]\ncolour = \"red\""))});
  EXPECT_EQ(run.status, 2);
  EXPECT_NE(run.output.find("radiologie"), std::string::npos);
  EXPECT_NE(run.output.find("colour"), std::string::npos);
}

TEST(Check, refuses_what_is_no_day_and_a_file_that_is_not_there) {
  EXPECT_EQ(check({"--on", "tomorrow", kSample}).status, 2);
  EXPECT_EQ(check({"/nonexistent/facility.toml"}).status, 2);
}

TEST(Check, help_shows_examples_and_what_the_exit_codes_mean) {
  const RunResult run = check({"--help"});
  EXPECT_EQ(run.status, 0);
  EXPECT_NE(run.output.find("zonefactor check deploy/sample/facility.toml"), std::string::npos);
  EXPECT_NE(run.output.find("Exit code: 0"), std::string::npos);
}

std::string large_facility() {
  std::string text =
      "[facility]\nid = \"big\"\ntime_zone = \"Asia/Tokyo\"\n[[controller]]\nid = \"c\"\n";
  for (int i = 0; i < 100; ++i) {
    const std::string n = std::to_string(i);
    text += "[[zone]]\nid = \"z" + n +
            "\"\nexit = \"identified\"\nbasis = { kind = \"law\", text = \"x\", review_due = "
            "2099-03-31 }\n[[door]]\nid = \"d" +
            n +
            "\"\ncontroller = \"c\"\ncontact = true\nsides = "
            "[\"outside\", \"z" +
            n + "\"]\n[[access_point]]\nid = \"i" + n + "\"\ndoor = \"d" + n + "\"\nto = \"z" + n +
            "\"\nmethods = [[\"card\"]]\ncard_read = \"cryptographic\"\n"
            "[[access_point]]\nid = \"o" +
            n + "\"\ndoor = \"d" + n +
            "\"\nto = \"outside\"\nmethods = [[\"card\"]]\n[[terminal]]\nid = \"t" + n +
            "\"\nzone = \"z" + n +
            "\"\nplacement = \"fixed\"\nmethods = [\"pwd\"]\nstep_up = [\"otp\"]\n";
  }
  for (int i = 0; i < 10'000; ++i) {
    const std::string n = std::to_string(i);
    text += "[[person]]\nid = \"p" + n + "\"\nkind = \"staff\"\naccounts = [\"a" + n +
            "\"]\n[[credential]]\nid = \"k" + n + "\"\nperson = \"p" + n +
            "\"\nkind = \"card\"\nnumber = \"04" + std::to_string(100'000 + i) +
            "\"\n[[designation]]\nperson = \"p" + n + "\"\nzone = \"z" + std::to_string(i % 100) +
            "\"\n";
  }
  return text;
}

TEST(Check, a_hundred_zones_and_ten_thousand_people_are_judged_at_once) {
  const TempDir dir;
  const std::string path = write(dir, large_facility());
  const auto begin = std::chrono::steady_clock::now();
  const RunResult run = check({"--on", "2026-11-22", path});
  const auto took = std::chrono::steady_clock::now() - begin;
  EXPECT_EQ(run.status, 0) << run.output;
  EXPECT_NE(run.output.find("Zones 100: qualifies 100"), std::string::npos);
  EXPECT_LT(took, std::chrono::seconds{10});  // a fraction of it where nothing else runs
}

}  // namespace
}  // namespace zonefactor
