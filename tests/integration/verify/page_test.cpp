// docs/verify.md is true: each of its commands runs, and prints what the page shows.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "service/journal/entry_codec.h"
#include "tests/edition/golden_journal.h"
#include "tests/integration/verify/log_on_disk.h"
#include "tests/integration/verify/verify_program.h"
#include "tests/support/page_commands.h"
#include "tests/support/temp_dir.h"

namespace zonefactor::verify {
namespace {

namespace fs = std::filesystem;
using support::write_file;

// What the page's reader has been given: a morning of the golden journal.
void write_evidence(const fs::path& directory) {
  const auto logs = edition::golden_logs();
  const auto morning = std::find_if(logs.begin(), logs.end(), [](const auto& log) {
    return log.name == "tanaka_comes_in_and_logs_in";
  });
  ASSERT_NE(morning, logs.end());
  LogOnDisk log(directory / "mirror/chuo/2026");
  std::uint64_t login = 0;
  for (const auto& entry : morning->entries) {
    if (log.size() == 20)
      write_file(directory / "older.checkpoint", signed_by_all(log.checkpoint()));
    const auto decoded = journal::decode(entry.bytes);
    if (std::holds_alternative<core::LoginDecided>(decoded->fact)) login = entry.ref.index;
    log.append(entry.bytes);
  }
  log.publish();
  write_file(directory / "newer.checkpoint", signed_by_all(log.checkpoint()));
  write_file(directory / "between.proof", lines_of(log.consistency(20)));
  write_file(directory / "login.tlog-proof", log.proof(login).text());
  write_file(directory / "login.entry", log.entry(login));
}

TEST(VerifyPage, its_commands_print_what_it_shows) {
  const support::TempDir dir;
  fs::create_directories(dir / "build/release");
  fs::create_directory_symlink(ZF_PROGRAMS, dir / "build/release/bin");
  write_evidence(dir.path());
  const auto commands =
      support::page_commands(support::read_file(fs::path(ZF_SOURCE_DIR) / "docs/verify.md"));
  std::size_t shown = 0;
  for (const support::PageCommand& command : commands) {
    const auto run =
        support::run({"bash", "-euc", command.script}, {.working_directory = dir.path()});
    EXPECT_EQ(run.status, 0) << command.script << run.output;
    if (command.shown.empty()) continue;
    ++shown;
    EXPECT_EQ(run.output, command.shown) << command.script;
  }
  EXPECT_EQ(support::read_file(dir / "auditor.policy"), policy_text());
  EXPECT_EQ(commands.size(), 8u);
  EXPECT_EQ(shown, 7u);
}

}  // namespace
}  // namespace zonefactor::verify
