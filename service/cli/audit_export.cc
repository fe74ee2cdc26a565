// zonefactor audit export: an evidence pack of one login decision or of a period, verified before
// it stands where it was asked for. That it was taken away is itself an entry (rule V1).
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <memory>

#include "adapters/files/time_zone.h"
#include "service/cli/audit_verbs.h"
#include "service/cli/client.h"
#include "service/cli/command.h"
#include "service/cli/facility_file.h"
#include "service/cli/http_evidence.h"
#include "service/cli/pack_export.h"
#include "service/journal/canonical_json.h"
#include "service/journal/decimal.h"

namespace zonefactor::cli {

namespace {

using Kind = ExportFailure::Kind;

struct Arguments {
  Connection connection;
  std::string decision;
  std::string from;
  std::string until;
  std::string purpose = "audit";
  std::string out;
  std::string policy_file;
  std::uint64_t end_size = 0;
  bool names = false;
  bool json = false;
};

volatile std::sig_atomic_t interrupted = 0;

void interrupt(int) {
  interrupted = 1;
}

// On one line of a terminal, at most twice a second; elsewhere one line for each step.
class ExportLine {
 public:
  ~ExportLine() { clear(); }
  void reached(std::string_view step, std::uint64_t done, std::uint64_t of) {
    if (interrupted != 0) throw ExportFailure(Kind::wrong_use, "stopped: nothing was written");
    const bool is_new = step != step_;
    step_ = step;
    const auto now = std::chrono::steady_clock::now();
    if (!on_terminal_) {
      if (is_new) fmt::print(stderr, "{}\n", step);
      return;
    }
    if (!is_new && now - written_ < std::chrono::milliseconds(500)) return;
    written_ = now;
    clear();
    fmt::print(stderr, "{}", step);
    if (of > 0) fmt::print(stderr, ": {} of {} entries", done, of);
    std::fflush(stderr);
    stands_ = true;
  }
  void clear() {
    if (stands_) fmt::print(stderr, "\r\x1b[K");
    stands_ = false;
  }

 private:
  const bool on_terminal_ = isatty(STDERR_FILENO) == 1;
  std::string step_;
  std::chrono::steady_clock::time_point written_;
  bool stands_ = false;
};

// "chuo/2026/184502".
core::EntryRef decision_of(const std::string& text, const std::string& facility) {
  const std::size_t index = text.rfind('/');
  const std::size_t year =
      index == std::string::npos || index == 0 ? std::string::npos : text.rfind('/', index - 1);
  if (year != std::string::npos && text.substr(0, year) == facility) {
    const auto y = journal::parse_decimal(text.substr(year + 1, index - year - 1));
    const auto i = journal::parse_decimal(text.substr(index + 1));
    if (y && *y <= 9999 && i) return {static_cast<std::int32_t>(*y), *i};
  }
  throw ExportFailure(
      Kind::wrong_use,
      fmt::format("--decision {}: name it as the answer's header ZoneFactor-Entry did, e.g. "
                  "{}/2026/184502",
                  text, facility));
}

core::TimeZone zone_of(HttpEvidence& service) {
  const std::string name = service.time_zone();
  if (auto zone = files::load_time_zone(name)) return std::move(*zone);
  throw ExportFailure(Kind::wrong_use,
                      fmt::format("this machine does not know the facility's time zone {}: install "
                                  "tzdata, or give times with their offset",
                                  name));
}

// A date is its midnight in the facility's time.
core::Instant instant_of(const std::string& option, const std::string& text,
                         HttpEvidence& service) {
  if (const auto instant = core::parse_rfc3339(text)) return *instant;
  if (const auto date = core::parse_date(text)) return zone_of(service).midnight(*date);
  throw ExportFailure(
      Kind::wrong_use,
      fmt::format("{} {}: neither a date (2026-11-01) nor RFC 3339 (2026-11-01T08:00:00+09:00)",
                  option, text));
}

void set_period(const Arguments& arguments, HttpEvidence& service, ExportWish& wish) {
  wish.from = instant_of("--from", arguments.from, service);
  wish.until = instant_of("--until", arguments.until, service);
  if (wish.from < wish.until) return;
  throw ExportFailure(Kind::wrong_use, "--from has to be before --until");
}

PackWish wish_of(const Arguments& arguments, HttpEvidence& service) {
  PackWish wish;
  wish.what.facility = service.facility();
  if (arguments.end_size > 0) wish.what.end_size = arguments.end_size;
  if (!arguments.decision.empty()) {
    wish.what.decision = decision_of(arguments.decision, service.facility());
  } else if (!arguments.from.empty()) {
    set_period(arguments, service, wish.what);
  } else {
    throw ExportFailure(Kind::wrong_use, "say what to export: --decision, or --from and --until");
  }
  const auto purpose = core::from_name<core::ExportPurpose>(arguments.purpose);
  if (!purpose) {
    throw ExportFailure(Kind::wrong_use,
                        "--purpose is audit, incident, subject_request or "
                        "authority");
  }
  wish.purpose = *purpose;
  wish.named = arguments.names;
  if (arguments.policy_file.empty()) return wish;
  std::string why;
  const auto text = read_file(arguments.policy_file, journal::kMaxPolicyBytes, why);
  if (text) wish.policy = journal::parse_policy(*text, &why);
  if (!wish.policy) {
    throw ExportFailure(Kind::wrong_use, fmt::format("{}: {}", arguments.policy_file, why));
  }
  return wish;
}

std::string text_of(const std::string& facility, const evidence::Segment& segment) {
  return fmt::format("{}/{}/{} to {}", facility, segment.year, segment.begin, segment.end - 1);
}

journal::JsonObject json_of(const evidence::PackVerdict::SegmentFacts& facts) {
  return {{"begin", facts.place.begin},
          {"end", facts.place.end},
          {"root", facts.root},
          {"year", std::int64_t{facts.place.year}}};
}

void print_json(const std::string& path, const evidence::PackVerdict& verdict) {
  journal::JsonArray segments;
  for (const auto& facts : verdict.segments) segments.emplace_back(json_of(facts));
  journal::JsonObject json{{"decisions", verdict.derived_decisions},
                           {"entries", verdict.entries},
                           {"file", path},
                           {"names", verdict.names},
                           {"segments", std::move(segments)}};
  if (verdict.contents.kind == evidence::PackKind::period)
    json.emplace("period_ended", verdict.period_ended);
  fmt::print("{}\n", journal::canonical(json));
}

void print(const std::string& path, const evidence::PackVerdict& verdict) {
  fmt::print("{}: verified\n", path);
  for (const auto& facts : verdict.segments) {
    fmt::print("entries   {}\nroot      {}\n", text_of(verdict.contents.facility, facts.place),
               facts.root);
  }
  fmt::print("derived   {} entries, {} decisions among them: as recorded\n",
             verdict.derived_entries, verdict.derived_decisions);
  if (verdict.contents.named) fmt::print("names     {}\n", verdict.names);
  if (verdict.contents.kind == evidence::PackKind::period && !verdict.period_ended)
    fmt::print("note      the period had not ended, or nothing happened since\n");
  fmt::print("check it  zonefactor-verify pack {} --policy POLICY\n", path);
}

ExitCode exit_of(Kind kind) {
  switch (kind) {
    case Kind::negative:
      return kNegative;
    case Kind::wrong_use:
      return kWrongUse;
    case Kind::unreachable:
      return kUnreachable;
  }
  return kUnreachable;
}

int run(const Arguments& arguments) {
  ExportLine line;
  std::signal(SIGINT, interrupt);
  std::signal(SIGTERM, interrupt);
  try {
    Client client(arguments.connection, kAuditorKey);
    HttpEvidence service(client);
    const PackWish wish = wish_of(arguments, service);
    const evidence::PackVerdict verdict =
        export_pack(service, wish, arguments.out,
                    [&line](std::string_view step, std::uint64_t done, std::uint64_t of) {
                      line.reached(step, done, of);
                    });
    line.clear();
    arguments.json ? print_json(arguments.out, verdict) : print(arguments.out, verdict);
    return kOk;
  } catch (const ExportFailure& failure) {
    line.clear();
    fmt::print(stderr, "zonefactor: {}\n", failure.what());
    return exit_of(failure.kind());
  }
}

}  // namespace

void add_audit_export(CLI::App& audit, int& exit_code) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* verb = audit.add_subcommand(
      "export", "Evidence of one login decision or of a period, as a file that proves itself");
  add_connection(*verb, a->connection, kAuditorKey);
  CLI::Option* decision = verb->add_option("--decision", a->decision,
                                           "The decision as its answer named it: chuo/2026/184502");
  CLI::Option* from = verb->add_option(
      "--from", a->from, "From this date (facility time) or RFC 3339 time on; with --until");
  CLI::Option* until = verb->add_option("--until", a->until, "Until before this date or time");
  from->needs(until);
  until->needs(from);
  from->excludes(decision);
  verb->add_option("--purpose", a->purpose,
                   "What for: audit, incident, subject_request, authority; goes on record")
      ->capture_default_str();
  verb->add_flag("--names", a->names,
                 "With the names, accounts and card numbers that it is about; goes on record");
  verb->add_option("--out", a->out, "The file to make; it must not be there")->required();
  verb->add_option("--policy", a->policy_file,
                   "Verify by this policy (C2SP tlog-policy) instead of the service's own keys");
  verb->add_option("--end-size", a->end_size,
                   "End with the kept checkpoint of this size, as an earlier export did")
      ->check(CLI::PositiveNumber);
  verb->add_flag("--json", a->json, "Print what was made as one JSON object");
  verb->footer(
      "Examples:\n"
      "  . var/quickstart.env && zonefactor audit export --decision chuo/2026/57 --purpose "
      "incident "
      "--out login.zip\n"
      "  . var/quickstart.env && zonefactor audit export --from 2026-11-01 --until 2026-12-01 "
      "--out november.zip\n"
      "Exit code: 0 made and verified; 1 what the service gave does not verify; 2 wrong use; 3 the "
      "service or the disk cannot be reached.");
  verb->callback([a, &exit_code] { exit_code = run(*a); });
}

}  // namespace zonefactor::cli
