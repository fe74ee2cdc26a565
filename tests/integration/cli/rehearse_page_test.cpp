// docs/rehearsal.md is true: each of its commands runs, and prints what the page shows.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace zonefactor {
namespace {

namespace fs = std::filesystem;

struct Command {
  std::string script;
  std::string shown;  // empty: the page shows nothing
};

std::string take_block(const std::string& page, std::size_t begin, std::size_t& end) {
  const std::size_t first = page.find('\n', begin) + 1;
  end = page.find("```", first);
  return page.substr(first, end - first);
}

std::vector<Command> commands_of(const std::string& page) {
  std::vector<Command> commands;
  const std::string opening = "```sh\n";
  for (std::size_t at = 0; (at = page.find(opening, at)) != std::string::npos;) {
    Command command;
    command.script = take_block(page, at, at);
    at += 3;
    if (page.compare(at, 10, "\n\n```text\n") == 0) command.shown = take_block(page, at + 2, at);
    commands.push_back(command);
  }
  return commands;
}

TEST(RehearsalPage, its_commands_print_what_it_shows) {
  support::TempDir dir;
  const fs::path source = ZF_SOURCE_DIR;
  fs::create_directories(dir / "build/release");
  fs::create_directory_symlink(ZF_PROGRAMS, dir / "build/release/bin");
  fs::create_directory_symlink(source / "tests", dir / "tests");
  const std::vector<Command> commands =
      commands_of(support::read_file(source / "docs/rehearsal.md"));
  int shown = 0;
  for (const Command& command : commands) {
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
