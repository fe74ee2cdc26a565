// zonefactor rehearse: the rules over a file, before they are in force.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>

#include "service/cli/command.h"
#include "service/cli/facility_file.h"
#include "service/cli/rehearsal.h"

namespace zonefactor::cli {

namespace {

constexpr std::size_t kMaxInputBytes = std::size_t{4} << 30;
constexpr std::size_t kFlushBytes = 1 << 16;

struct Arguments {
  std::filesystem::path facility;
  std::string input = "-";
};

std::optional<std::string> read_input(const std::string& input) {
  std::string why;
  if (input != "-") {
    auto text = read_file(input, kMaxInputBytes, why);
    if (!text) fmt::print(stderr, "{}\n", why);
    return text;
  }
  return std::string(std::istreambuf_iterator<char>(std::cin), {});
}

void flush(std::string& out) {
  std::fwrite(out.data(), 1, out.size(), stdout);
  out.clear();
}

int rehearse(const Arguments& arguments) {
  const std::optional<core::Facility> facility = load_facility(arguments.facility);
  if (!facility) return kWrongUse;
  const std::optional<std::string> input = read_input(arguments.input);
  if (!input) return kWrongUse;

  const std::filesystem::path base = arguments.input == "-"
                                         ? std::filesystem::current_path()
                                         : std::filesystem::absolute(arguments.input).parent_path();
  Rehearsal rehearsal(*facility, controllers_with_heartbeat(*input),
                      [base](const std::string& path) { return try_facility(base / path); });
  std::string out;
  std::uint64_t number = 0;
  std::string_view rest = *input;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    ++number;
    if (line.empty()) continue;
    rehearsal.take(number, line, out);
    if (out.size() > kFlushBytes) flush(out);
  }
  flush(out);
  return kOk;
}

}  // namespace

void add_rehearse(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* verb = app.add_subcommand(
      "rehearse",
      "Run door events and logins from a file through the rules: no database, no network");
  verb->add_option("--facility", arguments->facility, "Facility file (TOML)")->required();
  verb->add_option("input", arguments->input,
                   "Events and questions, one JSON object a line; - is standard input");
  verb->footer(
      "Each line has \"at\" and one of event, ask, acknowledge, change, facility, session, start.\n"
      "Example:\n"
      "  echo "
      "'{\"at\":\"2026-11-22T09:00:00+09:00\",\"ask\":{\"terminal\":\"ph-t01\",\"account\":"
      "\"tanaka\","
      "\"amr\":[\"pwd\"]}}' |\n"
      "    zonefactor rehearse --facility facility.toml\n"
      "Exit code: 0 once the facility file is taken, 2 if it is not.");
  verb->callback([arguments, &exit_code] { exit_code = rehearse(*arguments); });
}

}  // namespace zonefactor::cli
