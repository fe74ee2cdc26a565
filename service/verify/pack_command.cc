// zonefactor-verify pack: a whole evidence pack, from its bytes to every name and table in it.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "service/verify/command.h"
#include "service/verify/derived_files.h"
#include "service/verify/derived_output.h"
#include "service/verify/pack_verification.h"
#include "service/verify/progress.h"
#include "service/verify/trusted_checkpoint.h"
#include "service/verify/words.h"

namespace zonefactor::verify {

namespace {

struct Arguments {
  std::filesystem::path pack;
  std::filesystem::path policy;
  std::filesystem::path older;    // empty: none
  std::filesystem::path reports;  // empty: not written out
};

ExitCode exit_of(evidence::PackExit exit) {
  switch (exit) {
    case evidence::PackExit::verified:
      return kVerified;
    case evidence::PackExit::failed:
      return kFailed;
    case evidence::PackExit::malformed:
      return kMalformed;
    case evidence::PackExit::untrusted:
      return kUntrusted;
  }
  return kMalformed;
}

Failure failure_of(const std::string& pack, const evidence::PackVerdict& verdict) {
  const evidence::PackFault& fault = *verdict.fault;
  Failure failure;
  failure.exit = exit_of(verdict.exit);
  failure.file = fault.file.empty() || fault.file == pack ? pack : pack + ": " + fault.file;
  if (fault.entry) {
    failure.file += fmt::format(", entry {}/{}", fault.entry->year, fault.entry->index);
    failure.index = fault.entry->index;
  }
  failure.what = fmt::format("{} ({})", fault.what, evidence::name_of(fault.step));
  failure.remedy = fault.remedy;
  return failure;
}

std::string time_of(core::Instant at) {
  return core::format_rfc3339(at, core::TimeZone{});
}

void describe_matter(const evidence::PackContents& contents, bool period_ended, Report& report,
                     journal::JsonObject& pack) {
  if (contents.kind == evidence::PackKind::decision) {
    const std::string decision = evidence::text_of(contents.facility, *contents.decision);
    report.lines.emplace_back("decision", decision);
    pack.emplace("decision", decision);
    return;
  }
  report.lines.emplace_back(
      "period", fmt::format("{} to {}{}", time_of(contents.from), time_of(contents.until),
                            period_ended ? "" : "; no entry shows that it had ended"));
  pack.emplace("from", time_of(contents.from));
  pack.emplace("until", time_of(contents.until));
  pack.emplace("period_ended", period_ended);
}

journal::Json describe_segment(const std::string& facility,
                               const evidence::PackVerdict::SegmentFacts& facts, Report& report) {
  const evidence::Segment& place = facts.place;
  report.lines.emplace_back("entries", fmt::format("{}/{}/{} to {}, every one between", facility,
                                                   place.year, place.begin, place.end - 1));
  report.lines.emplace_back("root in hex", facts.root);
  journal::JsonArray witnesses;
  for (const std::string& witness : facts.cosigned_by) {
    report.lines.emplace_back("cosigned by", witness);
    witnesses.emplace_back(shown(witness));
  }
  journal::JsonObject json{{"begin", number(place.begin)}, {"cosigned_by", std::move(witnesses)},
                           {"end", number(place.end)},     {"root", facts.root},
                           {"stamped", facts.stamped},     {"year", std::int64_t{place.year}}};
  if (facts.cosigned_at) {
    const std::string at = time_of_seconds(*facts.cosigned_at);
    report.lines.emplace_back("written by", at);
    json.emplace("cosigned_at", at);
  }
  if (facts.stamped)
    report.lines.emplace_back("stamped", "RFC 3161, not looked into; README.txt says how");
  return json;
}

Report report_of(const evidence::PackVerdict& verdict) {
  const evidence::PackContents& contents = verdict.contents;
  Report report;
  journal::JsonObject pack{{"decisions", number(verdict.derived_decisions)},
                           {"derived_entries", number(verdict.derived_entries)},
                           {"entries", number(verdict.entries)},
                           {"facility", contents.facility},
                           {"names", number(verdict.names)},
                           {"purpose", core::name_of(contents.purpose)}};
  describe_matter(contents, verdict.period_ended, report, pack);
  report.lines.emplace_back("purpose", core::name_of(contents.purpose));
  journal::JsonArray segments;
  for (const auto& facts : verdict.segments)
    segments.push_back(describe_segment(contents.facility, facts, report));
  pack.emplace("segments", std::move(segments));
  report.lines.emplace_back(
      "derived", fmt::format("{} of {} entries, {} decisions among them: as recorded",
                             verdict.derived_entries, verdict.entries, verdict.derived_decisions));
  report.lines.emplace_back("names", contents.named ? fmt::format("{}, each opens what the log "
                                                                  "commits to",
                                                                  verdict.names)
                                                    : "none; people stand under handles");
  if (!verdict.unproven.empty()) {
    report.lines.emplace_back(
        "not proven",
        fmt::format("{}: made by version {}, and otherwise than version {} makes them; read "
                    "those that --reports wrote",
                    fmt::join(verdict.unproven, ", "), contents.program,
                    evidence::program_version()));
  }
  journal::JsonArray unproven;
  for (const std::string& file : verdict.unproven) unproven.emplace_back(file);
  pack.emplace("program", contents.program);
  pack.emplace("unproven", std::move(unproven));
  report.members.emplace("pack", std::move(pack));
  return report;
}

void write_reports(const Arguments& arguments, const evidence::PackVerdict& verdict,
                   Report& report) {
  try {
    evidence::write_derived(arguments.pack.string(), verdict.contents, arguments.reports);
  } catch (const std::runtime_error& error) {
    throw Failure{kMalformed, arguments.pack.string(),
                  fmt::format("is verified, but not written out: {}", error.what()),
                  "name another directory"};
  }
  report.lines.emplace_back("reports",
                            fmt::format("in {}, made by this program from the verified entries",
                                        arguments.reports.string()));
}

Report verify_one(const Arguments& arguments) {
  const journal::LogPolicy policy = read_policy(arguments.policy);
  std::optional<TrustedCheckpoint> older;
  if (!arguments.older.empty()) older = read_checkpoint(arguments.older, policy);
  std::optional<Progress> progress;
  std::optional<evidence::PackStep> step;
  evidence::PackOptions options;
  if (older) options.older = older->checkpoint;
  options.reports_anew = !arguments.reports.empty();
  const evidence::PackVerdict verdict = evidence::verify_pack(
      arguments.pack.string(), policy,
      [&](evidence::PackStep now, std::uint64_t done, std::uint64_t of) {
        if (step != now) progress.emplace(of);
        step = now;
        progress->reached(done);
      },
      options);
  if (verdict.fault) throw failure_of(arguments.pack.string(), verdict);
  Report report = report_of(verdict);
  if (!arguments.reports.empty()) write_reports(arguments, verdict, report);
  if (older) {
    report.lines.emplace_back(
        "goes on", fmt::format("from the {} entries of {}, unchanged", older->checkpoint.size,
                               arguments.older.string()));
    report.members.emplace("older", json_of(*older));
  }
  return report;
}

}  // namespace

void add_pack(CLI::App& app, Chosen& chosen) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "pack",
      "Whether an evidence pack proves what it says, down to every decision, name and "
      "table");
  command->add_option("file", arguments->pack, "The pack, a ZIP")->required();
  command->add_option("--policy", arguments->policy, kPolicyHelp)->required();
  command->add_option("--older", arguments->older,
                      "A checkpoint that you hold from before: the pack has to go on from it");
  command->add_option("--reports", arguments->reports,
                      "A new directory to write the reports and tables to, made by this program "
                      "and not taken from the pack; needed where another version made the pack "
                      "and wrote them otherwise");
  command->add_flag("--json", chosen.json, "Print one JSON object");
  command->footer(
      "Examples:\n"
      "  zonefactor-verify pack login.zip --policy auditor.policy\n"
      "  zonefactor-verify pack november.zip --policy auditor.policy --json\n"
      "  zonefactor-verify pack december.zip --policy auditor.policy --older november.checkpoint\n"
      "  zonefactor-verify pack old.zip --policy auditor.policy --reports old-reports");
  command->callback([arguments, &chosen] {
    chosen.command = "pack";
    chosen.verify = [arguments] { return verify_one(*arguments); };
  });
}

}  // namespace zonefactor::verify
