#include "tests/support/page_commands.h"

namespace zonefactor::support {

namespace {

// The lines of the block that opens at `begin`; `end` is where its closing mark stands.
std::string block_at(std::string_view page, std::size_t begin, std::size_t& end) {
  const std::size_t first = page.find('\n', begin) + 1;
  end = page.find("```", first);
  return std::string(page.substr(first, end - first));
}

}  // namespace

std::vector<PageCommand> page_commands(std::string_view page) {
  constexpr std::string_view kScript = "```sh\n";
  constexpr std::string_view kShown = "\n\n```text\n";
  std::vector<PageCommand> commands;
  for (std::size_t at = 0; (at = page.find(kScript, at)) != std::string_view::npos;) {
    PageCommand command;
    command.script = block_at(page, at, at);
    at += 3;
    if (page.substr(at).starts_with(kShown)) command.shown = block_at(page, at + 2, at);
    commands.push_back(command);
  }
  return commands;
}

}  // namespace zonefactor::support
