// The whole way of evidence: recorded by the running service on PostgreSQL, exported over HTTP,
// verified by a program that knows neither.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <filesystem>

#include "service/core/time.h"
#include "tests/integration/daemon/running_service.h"
#include "tests/support/wait.h"

namespace zonefactor::daemon_test {
namespace {

namespace fs = std::filesystem;

std::string in_hours(int hours) {
  const auto now = std::chrono::time_point_cast<core::Duration>(std::chrono::system_clock::now());
  return core::format_rfc3339(now + std::chrono::hours(hours), core::TimeZone());
}

// A morning: Tanaka comes in, logs in and goes; Suzuki logs in without having come.
class Evidence : public testing::Test {
 protected:
  void SetUp() override {
    service_.start();
    service_.apply_facility(small_facility());
    service_.post("doors", "/v1/events", passage("b1", 1, "ph-in", "04A1B2C3"));
    login_ = service_.post("terminal", "/access/v1/evaluation", question("tanaka"));
    other_ = service_.post("terminal", "/access/v1/evaluation", question("suzuki"));
    service_.post("doors", "/v1/events", passage("b1", 2, "ph-out", "04A1B2C3"));
    service_.restart();  // the first checkpoint after it is kept
    service_.write_policy();
  }

  support::RunResult export_to(const std::string& file, std::vector<std::string> arguments,
                               const std::string& role = "auditor") {
    arguments.insert(arguments.begin(), {"audit", "export", "--out", file});
    return service_.zonefactor(role, arguments);
  }
  support::RunResult verify(const std::string& file) {
    support::ProcessOptions options;
    options.working_directory = service_.directory().path();
    return support::run({std::string(ZF_PROGRAMS) + "/zonefactor-verify", "pack", file, "--policy",
                         "auditor.policy"},
                        options);
  }
  std::string bytes(const std::string& file) {
    return support::read_file(service_.directory() / file);
  }
  std::size_t rows_with(const std::string& text) {
    const auto rows = service_.journal();
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(),
                      [&](const std::string& row) { return row.find(text) != std::string::npos; }));
  }
  void expect_nothing(const std::string& file) {
    for (const auto& there : fs::directory_iterator(service_.directory().path()))
      EXPECT_FALSE(there.path().filename().string().starts_with(file)) << there.path();
  }

  RunningService service_;
  std::string login_;
  std::string other_;
};

TEST_F(Evidence, of_one_decision_is_verified_by_an_auditor_and_is_on_record) {
  const auto made = export_to("login.zip", {"--decision", login_, "--purpose", "incident"});
  ASSERT_EQ(made.status, 0) << made.output << service_.log();
  EXPECT_NE(made.output.find("login.zip: verified"), std::string::npos) << made.output;
  EXPECT_EQ(fs::status(service_.directory() / "login.zip").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  const auto checked = verify("login.zip");
  EXPECT_EQ(checked.status, 0) << checked.output;
  EXPECT_NE(checked.output.find(login_), std::string::npos) << checked.output;
  const std::string pack = bytes("login.zip");
  EXPECT_EQ(pack.find("tanaka"), std::string::npos) << "it is pseudonymous";
  EXPECT_EQ(pack.find("04A1B2C3"), std::string::npos);
  EXPECT_EQ(rows_with("|evidence.exported|"), 1u);
  EXPECT_EQ(rows_with("\"peer\":\"auditor\",\"purpose\":\"incident\""), 1u);
  EXPECT_EQ(rows_with("\"named\":true"), 0u);
}

TEST_F(Evidence, of_one_decision_with_names_names_whom_it_is_about) {
  const auto made = export_to(
      "named.zip", {"--decision", login_, "--purpose", "subject_request", "--names", "--json"});
  ASSERT_EQ(made.status, 0) << made.output;
  EXPECT_EQ(verify("named.zip").status, 0);
  const std::string pack = bytes("named.zip");
  EXPECT_NE(pack.find("tanaka"), std::string::npos);
  EXPECT_NE(pack.find("04A1B2C3"), std::string::npos);
  EXPECT_EQ(pack.find("suzuki"), std::string::npos);
  EXPECT_EQ(rows_with("\"named\":true"), 1u);
}

TEST_F(Evidence, of_a_period_is_verified_with_names_and_without) {
  for (const bool named : {false, true}) {
    std::vector<std::string> arguments{"--from", in_hours(-1), "--until", in_hours(1)};
    if (named) arguments.push_back("--names");
    const std::string file = named ? "named.zip" : "period.zip";
    const auto made = export_to(file, arguments);
    ASSERT_EQ(made.status, 0) << made.output;
    const auto checked = verify(file);
    EXPECT_EQ(checked.status, 0) << checked.output;
    EXPECT_EQ(bytes(file).find("suzuki") != std::string::npos, named);
  }
  // A day of the facility's time.
  const auto today = export_to("day.zip", {"--from", "2026-01-01", "--until", "2099-01-01"});
  EXPECT_EQ(today.status, 0) << today.output;
  EXPECT_EQ(rows_with("|evidence.exported|"), 3u);
}

TEST_F(Evidence, of_a_day_over_several_tiles_is_verified) {
  httplib::Client terminal = service_.client("terminal");
  for (int i = 0; i < 600; ++i)
    ASSERT_TRUE(terminal.Post("/access/v1/evaluation", question("tanaka"), "application/json"));
  service_.restart();  // all of it is published
  const auto made =
      export_to("day.zip", {"--from", in_hours(-1), "--until", in_hours(1), "--names"});
  ASSERT_EQ(made.status, 0) << made.output;
  EXPECT_NE(made.output.find("602 decisions among them"), std::string::npos) << made.output;
  EXPECT_EQ(verify("day.zip").status, 0);
}

TEST_F(Evidence, with_the_same_end_has_the_same_bytes) {
  const auto first = export_to("one.zip", {"--decision", login_, "--json"});
  ASSERT_EQ(first.status, 0) << first.output;
  simdjson::dom::parser parser;
  simdjson::dom::element json;
  const std::string line = first.output.substr(first.output.find('{'));
  ASSERT_EQ(parser.parse(line).get(json), simdjson::SUCCESS) << first.output;
  const std::uint64_t end = json.at_pointer("/segments/0/end").get_uint64().value();
  const auto again =
      export_to("other.zip", {"--decision", login_, "--end-size", std::to_string(end)});
  ASSERT_EQ(again.status, 0) << again.output;
  EXPECT_EQ(bytes("one.zip"), bytes("other.zip"));
}

TEST_F(Evidence, waits_for_the_checkpoint_of_what_was_just_decided) {
  const std::string login = service_.post("terminal", "/access/v1/evaluation", question("tanaka"));
  const auto made = export_to("new.zip", {"--decision", login});
  EXPECT_EQ(made.status, 0) << made.output;
  EXPECT_EQ(verify("new.zip").status, 0);
}

TEST_F(Evidence, says_what_was_wrong_and_leaves_nothing_behind) {
  const auto by_admin = export_to("no.zip", {"--decision", login_}, "admin");
  EXPECT_EQ(by_admin.status, 2) << by_admin.output;
  EXPECT_NE(by_admin.output.find("role auditor"), std::string::npos) << by_admin.output;
  const auto by_nobody = export_to("no.zip", {"--decision", login_}, "");
  EXPECT_EQ(by_nobody.status, 2) << by_nobody.output;
  EXPECT_EQ(export_to("no.zip", {}).status, 2);
  EXPECT_EQ(export_to("no.zip", {"--decision", "2026/1"}).status, 2);
  EXPECT_EQ(export_to("no.zip", {"--decision", "kita/2026/1"}).status, 2);
  EXPECT_EQ(export_to("no.zip", {"--from", "2026-11-31", "--until", "2026-12-01"}).status, 2);
  EXPECT_EQ(export_to("no.zip", {"--from", "2026-11-01"}).status, 2);
  EXPECT_EQ(export_to("no.zip", {"--decision", login_, "--purpose", "curiosity"}).status, 2);
  const std::string first = login_.substr(0, login_.rfind('/')) + "/0";
  const auto no_decision = export_to("no.zip", {"--decision", first});
  EXPECT_EQ(no_decision.status, 2);
  EXPECT_NE(no_decision.output.find("is no login decision but log.opened"), std::string::npos)
      << no_decision.output;
  EXPECT_EQ(rows_with("|evidence.exported|"), 0u);
  service_.stop();
  const auto away = export_to("no.zip", {"--decision", login_});
  EXPECT_EQ(away.status, 3) << away.output;
  expect_nothing("no.zip");
}

TEST_F(Evidence, V3_an_altered_pack_is_refused_and_the_file_named) {
  ASSERT_EQ(export_to("login.zip", {"--decision", login_}).status, 0);
  std::string pack = bytes("login.zip");
  const std::size_t at = pack.find("\"class\":\"zone_equivalent\"");
  ASSERT_NE(at, std::string::npos);
  pack[at + 10] = 'Z';
  support::write_file(service_.directory() / "altered.zip", pack);
  const auto checked = verify("altered.zip");
  EXPECT_NE(checked.status, 0);
  EXPECT_NE(checked.output.find("/entries"), std::string::npos) << checked.output;
  // Another's policy.
  support::write_file(
      service_.directory() / "auditor.policy",
      "log zonefactor/chuo/2026+aa53b31f+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c\n"
      "quorum none\n");
  EXPECT_EQ(verify("login.zip").status, 3);
}

// Two card numbers swapped behind the service's back: found at the next start, and no pack says
// that one was the other's.
TEST_F(Evidence, V7_swapped_card_numbers_are_found_and_go_into_no_pack) {
  EXPECT_EQ(service_.stop(), 0);
  service_.postgres().sql(
      "update zonefactor.names as one set plain = other.plain from zonefactor.names as other "
      "where one.kind = 'number' and other.kind = 'number' and one.handle <> other.handle",
      "zonefactor");
  service_.start();
  EXPECT_EQ(rows_with("config_drift"), 2u);
  const auto made = export_to("named.zip", {"--decision", login_, "--names"});
  ASSERT_EQ(made.status, 0) << made.output;
  EXPECT_EQ(verify("named.zip").status, 0);
  const std::string pack = bytes("named.zip");
  EXPECT_NE(pack.find("tanaka"), std::string::npos);
  EXPECT_EQ(pack.find("04A1B2C3"), std::string::npos);
  EXPECT_EQ(pack.find("04B7D1E9"), std::string::npos);
}

}  // namespace
}  // namespace zonefactor::daemon_test
