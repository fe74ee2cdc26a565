// docs/audit.md and docs/audit.ja.md are true: an auditor who types their commands in order, at a
// hospital that runs, sees what the pages show; and both pages give the same commands.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <sstream>

#include "service/core/time.h"
#include "tests/integration/daemon/running_service.h"
#include "tests/integration/daemon/stamp_authority.h"
#include "tests/support/page_commands.h"
#include "tests/support/wait.h"

namespace zonefactor::daemon_test {
namespace {

namespace fs = std::filesystem;
using support::PageCommand;

// How the page names what each audit has its own of.
constexpr const char* kLogin = "chuo/2026/184502";
constexpr const char* kLog = "chuo/2026";
constexpr const char* kKey =
    "zonefactor/chuo/2026+aa53b31f+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
constexpr const char* kMonth = "2026-11-01";
constexpr const char* kNextMonth = "2026-12-01";
constexpr const char* kMonthAfter = "2027-01-01";
constexpr const char* kDatabase = "host=/run/postgresql dbname=zonefactor user=zonefactor_reader";
// The first block builds the programs; quickstart_test runs it.
constexpr std::size_t kFirstBlock = 1;
// What stands between the output of one block and that of the next.
constexpr const char* kMark = "-- end of a block --";

std::vector<PageCommand> commands_of(const std::string& page) {
  return support::page_commands(support::read_file(fs::path(ZF_SOURCE_DIR) / "docs" / page));
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by);
  return text;
}

// The lines of a text without what differs from hospital to hospital and from day to day.
std::vector<std::string> shape_of(const std::string& text) {
  static const std::vector<std::pair<std::regex, std::string>> kChanging{
      {std::regex(R"(\+[0-9a-f]{8}\+[A-Za-z0-9+/]{43,44}=?)"), "+KEY"},
      {std::regex(R"(\+[0-9a-f]{8}\b)"), "+ID"},
      {std::regex(R"([A-Za-z0-9+/]{43}=)"), "HASH"},
      {std::regex(R"(\b[0-9a-f]{64}\b)"), "HASH"},
      {std::regex(R"(\d{4}-\d\d-\d\d(T[0-9:.]+(Z|[+-]\d\d:\d\d))?)"), "TIME"},
      {std::regex(R"(\b[0-9a-hjkmnp-tv-z]{15}\b)"), "HANDLE"},
      {std::regex(R"(\d+)"), "N"},
      {std::regex(R"( {2,})"), "  "},
  };
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    for (const auto& [changing, stands] : kChanging)
      line = std::regex_replace(line, changing, stands);
    lines.push_back(line);
  }
  return lines;
}

// A line "..." of the page stands for any number of lines.
bool is_shown(const std::vector<std::string>& shown, const std::vector<std::string>& printed,
              std::size_t s = 0, std::size_t p = 0) {
  if (s == shown.size()) return p == printed.size();
  if (shown[s] == "...") {
    for (std::size_t from = p; from <= printed.size(); ++from)
      if (is_shown(shown, printed, s + 1, from)) return true;
    return false;
  }
  return p < printed.size() && shown[s] == printed[p] && is_shown(shown, printed, s + 1, p + 1);
}

std::string rfc3339(core::Instant at) {
  return core::format_rfc3339(at, core::TimeZone{});
}

core::Instant now() {
  return std::chrono::time_point_cast<core::Duration>(std::chrono::system_clock::now());
}

// A hospital in whose "November" Tanaka came in and logged in, and Suzuki tried thrice after having
// left; in whose "December" Tanaka left and tried again. Its authority stamped a checkpoint of
// after that.
class Audited {
 public:
  Audited() {
    authority_.away = true;  // a day has one stamp
    service_.start();
    expect_soon("select count(*) > 0 from zonefactor.checkpoint");  // this hour's
    service_.apply_facility(small_facility());
    month_ = now() - std::chrono::hours(1);
    service_.post("doors", "/v1/events", passage("b1", 1, "ph-in", "04A1B2C3"));
    login_ = service_.post("terminal", "/access/v1/evaluation", question("tanaka"));
    service_.post("doors", "/v1/events", passage("b1", 2, "ph-in", "04B7D1E9"));
    service_.post("doors", "/v1/events", passage("b1", 3, "ph-out", "04B7D1E9"));
    for (int i = 0; i < 3; ++i)
      service_.post("terminal", "/access/v1/evaluation", question("suzuki"));
    next_month_ = now() + std::chrono::milliseconds(10);
    support::wait_until([&] { return now() > next_month_; });
    service_.post("doors", "/v1/events", passage("b1", 4, "ph-out", "04A1B2C3"));
    authority_.away = false;
    service_.restart();  // the first checkpoint after it is kept, and stamped
    const std::string index = login_.substr(login_.rfind('/') + 1);
    expect_soon(
        "select count(*) > 0 from zonefactor.timestamp_token where size = (select min(size) from "
        "zonefactor.checkpoint where size > " +
        index + ")");
    service_.post("terminal", "/access/v1/evaluation", question("tanaka"));
    expect_soon(
        "select (select size from zonefactor.log) = (select count(*) from zonefactor.journal)");
    key_ = service_.zonefactor("auditor", {"audit", "key"}).output;
    key_.erase(key_.find('\n'));
  }

  // The output of each block, in one shell, in a directory as the page's reader has it.
  std::vector<std::string> type(const std::vector<PageCommand>& commands, const std::string& lang) {
    const fs::path desk = directory_ / "audit-2026-11";
    fs::create_directories(directory_ / "build/release");
    fs::create_directories(directory_ / "tests/integration");
    fs::create_directory_symlink(ZF_PROGRAMS, directory_ / "build/release/bin");
    fs::create_directory_symlink(fs::path(ZF_SOURCE_DIR) / "tests/integration/go_verifier",
                                 directory_ / "tests/integration/go_verifier");
    fs::create_directories(desk);
    support::write_file(
        desk / "auditor.env",
        fmt::format("export ZF_URL=http://127.0.0.1:{}\nexport ZF_CA=hospital-ca.pem\n"
                    "export ZF_KEY_AUDITOR=zf_test_key_of_auditor\n",
                    service_.port()));
    fs::copy_file(authority_.certificate(), desk / "authority.pem");
    std::string script = "exec 2>&1\n";
    for (const PageCommand& command : commands)
      script += at_this_hospital(command.script) + "echo '" + kMark + "'\n";
    support::ProcessOptions options;
    options.working_directory = directory_.path();
    options.environment = {{"LANG", lang}, {"GOCACHE", (directory_ / "go").string()}};
    const auto run = support::run({"bash", "-euc", script}, options, std::chrono::minutes(5));
    EXPECT_EQ(run.status, 0) << run.output << service_.log();
    std::vector<std::string> outputs;
    std::string rest = run.output;
    for (std::size_t end = 0; (end = rest.find(kMark)) != std::string::npos;) {
      outputs.push_back(rest.substr(0, end));
      rest.erase(0, end + std::string(kMark).size() + 1);
    }
    return outputs;
  }

 private:
  void expect_soon(const std::string& question) {
    EXPECT_TRUE(support::wait_until([&] {
      return service_.postgres().sql(question, "zonefactor") == "t";
    })) << question
        << service_.log();
  }
  std::string at_this_hospital(std::string script) {
    script = replaced(script, kLogin, login_);
    script = replaced(script, kKey, key_);
    script = replaced(script, kLog, login_.substr(0, login_.rfind('/')));
    script = replaced(script, kMonthAfter, rfc3339(now() + std::chrono::hours(24)));
    script = replaced(script, kNextMonth, rfc3339(next_month_));
    script = replaced(script, kMonth, rfc3339(month_));
    return replaced(
        script, kDatabase,
        replaced(service_.postgres().connection_string("zonefactor_reader", "zonefactor"), "'",
                 ""));
  }

  StampAuthority authority_;
  RunningService service_{{"[facility.timestamps]\nurl = \"" + authority_.url() + "\"\n"}};
  support::TempDir directory_;
  core::Instant month_{};
  core::Instant next_month_{};
  std::string login_;
  std::string key_;
};

std::string lines_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "  " + line + "\n";
  return text;
}

void expect_true(const std::string& page, const std::string& lang) {
  std::vector<PageCommand> commands = commands_of(page);
  ASSERT_GT(commands.size(), kFirstBlock);
  ASSERT_NE(commands.front().script.find("cmake --build"), std::string::npos);
  commands.erase(commands.begin(), commands.begin() + kFirstBlock);
  Audited hospital;
  const std::vector<std::string> outputs = hospital.type(commands, lang);
  ASSERT_EQ(outputs.size(), commands.size());
  std::size_t shown = 0;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    if (commands[i].shown.empty()) continue;
    ++shown;
    EXPECT_TRUE(is_shown(shape_of(commands[i].shown), shape_of(outputs[i])))
        << commands[i].script << "the page shows\n"
        << lines_of(shape_of(commands[i].shown)) << "and it prints\n"
        << lines_of(shape_of(outputs[i])) << "that is\n"
        << outputs[i];
  }
  EXPECT_GE(shown, 12u);
}

TEST(AuditPage, its_commands_print_what_it_shows) {
  expect_true("audit.md", "en_US.UTF-8");
}

TEST(AuditPage, its_commands_print_what_it_shows_in_Japanese) {
  expect_true("audit.ja.md", "ja_JP.UTF-8");
}

TEST(AuditPage, both_languages_give_the_same_commands) {
  const auto english = commands_of("audit.md");
  const auto japanese = commands_of("audit.ja.md");
  ASSERT_EQ(english.size(), japanese.size());
  for (std::size_t i = 0; i < english.size(); ++i) {
    EXPECT_EQ(english[i].script, japanese[i].script);
    EXPECT_EQ(english[i].shown.empty(), japanese[i].shown.empty()) << english[i].script;
  }
}

}  // namespace
}  // namespace zonefactor::daemon_test
