// docs/rehearsal.md is true: each of its commands runs, and prints what the page shows.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/support/page_commands.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace zonefactor {
namespace {

namespace fs = std::filesystem;

TEST(RehearsalPage, its_commands_print_what_it_shows) {
  support::TempDir dir;
  const fs::path source = ZF_SOURCE_DIR;
  fs::create_directories(dir / "build/release");
  fs::create_directory_symlink(ZF_PROGRAMS, dir / "build/release/bin");
  fs::create_directory_symlink(source / "tests", dir / "tests");
  const auto commands = support::page_commands(support::read_file(source / "docs/rehearsal.md"));
  int shown = 0;
  for (const support::PageCommand& command : commands) {
    std::string script = command.script;
    const std::size_t measuring = script.find("rehearsal_days.py ");
    if (measuring != std::string::npos) script.insert(measuring + 18, "--lines 1000 ");
    const auto result = support::run({"bash", "-euc", "exec 2>errors\n" + script},
                                     {.working_directory = dir.path()});
    EXPECT_EQ(result.status, 0) << script << support::read_file(dir / "errors");
    if (command.shown.empty()) continue;
    ++shown;
    EXPECT_EQ(result.output, command.shown) << script;
  }
  EXPECT_EQ(commands.size(), 7u);
  EXPECT_EQ(shown, 4);
}

}  // namespace
}  // namespace zonefactor
