// zonefactor check: is the facility file sound, and can each zone ever give an equivalent login?
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>

#include "service/cli/command.h"
#include "service/cli/facility_file.h"
#include "service/cli/qualification_report.h"

namespace zonefactor::cli {

namespace {

struct Arguments {
  std::filesystem::path facility;
  std::string on;
  bool json = false;
};

core::Instant now() {
  return std::chrono::time_point_cast<core::Duration>(std::chrono::system_clock::now());
}

// The start of the day asked for, in the facility's time; without one, now.
std::optional<core::Instant> instant_of(const Arguments& arguments, const core::TimeZone& zone) {
  if (arguments.on.empty()) return now();
  const std::optional<core::Date> date = core::parse_date(arguments.on);
  if (!date) {
    fmt::print(stderr, "--on {}: no date; write it as in 2027-04-01\n", arguments.on);
    return std::nullopt;
  }
  return zone.midnight(*date);
}

int check(const Arguments& arguments) {
  const std::optional<core::Facility> facility = load_facility_unremarked(arguments.facility);
  if (!facility) return kWrongUse;
  const std::optional<core::Instant> instant = instant_of(arguments, facility->head.time_zone);
  if (!instant) return kWrongUse;
  core::Ordinals ordinals;
  const core::Site site(core::stage(*facility, {}), ordinals, {}, 1, {});
  const core::Qualification qualification = core::qualify(site, *instant);
  fmt::print("{}", arguments.json ? report_as_json(site, qualification, *instant)
                                  : report_as_text(site, qualification));
  const bool none_spoilt = std::none_of(
      qualification.zones.begin(), qualification.zones.end(),
      [](const auto& zone) { return zone.verdict == core::Verdict::does_not_qualify; });
  return none_spoilt ? kOk : kNegative;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* verb = app.add_subcommand(
      "check",
      "Validate a facility file; say for each zone, in Japanese and English, whether it can give "
      "an equivalent login, what spoils or weakens it, and what would mend it");
  verb->add_option("facility", arguments->facility, "Facility file (TOML)")->required();
  verb->add_option("--on", arguments->on,
                   "Judge as of the start of this day, facility time, such as 2027-04-01; default: "
                   "now");
  verb->add_flag("--json", arguments->json, "Print one JSON object");
  verb->footer(
      "Examples:\n"
      "  zonefactor check deploy/sample/facility.toml\n"
      "  zonefactor check --on 2027-04-01 hospital.toml     which reviews will be overdue by then\n"
      "  zonefactor check --json hospital.toml | jq '.zones[] | select(.qualifies | not)'\n"
      "Exit code: 0 every zone that has terminals qualifies, 1 some zone does not, 2 the file has "
      "faults (each is printed).");
  verb->callback([arguments, &exit_code] { exit_code = check(*arguments); });
}

}  // namespace zonefactor::cli
