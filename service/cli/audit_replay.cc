// zonefactor audit replay: every decision of the journal derived again from its entries, which are
// held against the log's checkpoint, by the rules of this program.
#include <fmt/format.h>

#include <memory>

#include "service/cli/audit_service.h"
#include "service/cli/audit_verbs.h"
#include "service/cli/command.h"
#include "service/cli/http_evidence.h"
#include "service/cli/journal_replay.h"
#include "service/cli/whole_logs.h"
#include "service/journal/canonical_json.h"

namespace zonefactor::cli {

namespace {

using journal::JsonObject;

struct Arguments {
  LogAccess access;
  std::string from;
  std::string to;
  std::string since;
  std::string until;
  bool json = false;
};

ReplayRange range_of(const Arguments& arguments, Client& client) {
  ReplayRange range;
  if (!arguments.from.empty()) range.from = entry_of(arguments.from);
  if (!arguments.to.empty()) range.to = entry_of(arguments.to);
  if (!arguments.since.empty()) range.since = instant_of("--since", arguments.since, client);
  if (!arguments.until.empty()) range.until = instant_of("--until", arguments.until, client);
  return range;
}

int report(const journal::Difference& difference, bool json) {
  if (json) {
    fmt::print("{}\n", journal::canonical(JsonObject{{"derived", difference.derived},
                                                     {"index", difference.ref.index},
                                                     {"log", std::int64_t{difference.ref.year}},
                                                     {"recorded", difference.recorded},
                                                     {"sound", false},
                                                     {"what", difference.what}}));
    return kNegative;
  }
  fmt::print("entry {}/{} {}\n", difference.ref.year, difference.ref.index, difference.what);
  if (!difference.recorded.empty()) fmt::print("  recorded  {}\n", difference.recorded);
  if (!difference.derived.empty()) fmt::print("  derived   {}\n", difference.derived);
  fmt::print("what stands behind it is not judged: ask whoever runs the log, and keep this\n");
  return kNegative;
}

int report(const JournalReplay& replay, const journal::Checkpoint& checkpoint,
           std::optional<std::int32_t> pruned, bool json) {
  if (replay.difference()) return report(*replay.difference(), json);
  if (json) {
    JsonObject members{{"decisions", replay.decisions()}, {"entries", replay.entries()},
                       {"origin", checkpoint.origin},     {"root", journal::hex(checkpoint.root)},
                       {"size", checkpoint.size},         {"sound", true}};
    if (pruned) {
      members.emplace("derived_from",
                      fmt::format("{}/{}", replay.begun_at()->year, replay.begun_at()->index));
      members.emplace("pruned", std::int64_t{*pruned});
    }
    fmt::print("{}\n", journal::canonical(members));
  } else {
    if (pruned)
      fmt::print(
          "the log of {} is pruned: derived from the sealed state {}/{} on; what stands before it "
          "is not judged\n",
          *pruned, replay.begun_at()->year, replay.begun_at()->index);
    fmt::print(
        "{} entries derived again, and with them {} decisions of the part asked for: all as "
        "recorded\nread up to the checkpoint of {} over {} entries, root {}\n",
        replay.entries(), replay.decisions(), checkpoint.origin, checkpoint.size,
        journal::hex(checkpoint.root));
  }
  return kOk;
}

// What was asked for has to be there.
void expect_within(const ReplayRange& range, core::EntryRef begun_at, std::int32_t pruned) {
  if (!range.to || *range.to >= begun_at) return;
  throw std::invalid_argument(
      fmt::format("--to {}/{}: the log of {} is pruned, and nothing before {}/{} can be derived",
                  range.to->year, range.to->index, pruned, begun_at.year, begun_at.index));
}

int replay(const Arguments& arguments) {
  Client client(arguments.access.connection, kAuditorKey);
  const LogStanding standing = log_standing(client, arguments.access.keys);
  const FetchObject fetch = fetch_from(client, standing.facility);
  const ReplayRange range = range_of(arguments, client);
  const WholeLogs whole = whole_logs(fetch, standing.facility, standing.year, standing.keys);
  HttpEvidence evidence(client);
  JournalReplay replaying =
      whole.pruned ? JournalReplay([&](core::EntryRef seal) { return evidence.state(seal); }, range)
                   : JournalReplay(range);
  const auto read = read_logs(whole, [&](core::EntryRef ref, std::string_view bytes) {
    replaying.take(ref, bytes);
    return !replaying.is_over() && !replaying.difference();
  });
  replaying.end();
  if (!replaying.begun_at() && !replaying.difference())
    throw LogFault(
        fmt::format("the log of {} is pruned, and no entry behind it seals a state to derive from",
                    *whole.pruned));
  if (whole.pruned && !replaying.difference())
    expect_within(range, replaying.begun_at().value(), *whole.pruned);
  return report(replaying, read.back(), whole.pruned, arguments.json);
}

}  // namespace

void add_audit_replay(CLI::App& audit, int& exit_code) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* verb = audit.add_subcommand(
      "replay", "Derive the journal again by the rules of this program, and compare every answer");
  add_log_access(*verb, a->access);
  CLI::Option* from = verb->add_option("--from", a->from, "The part that begins here: 2026/184502");
  CLI::Option* to = verb->add_option("--to", a->to, "and has this entry as its last");
  verb->add_option("--since", a->since, "The part recorded from then on")->excludes(from);
  verb->add_option("--until", a->until, "and before then")->excludes(to);
  verb->add_flag("--json", a->json, "Print the result as JSON");
  verb->footer(
      "Examples:\n"
      "  . var/quickstart.env && zonefactor audit replay\n"
      "  zonefactor audit replay --since 2026-11-01 --until 2026-12-01\n"
      "It downloads every entry, holds them against the log's checkpoint, and derives from the\n"
      "beginning: what stands before the part asked for is derived too, since it rests on that.\n"
      "Where a log is pruned, it derives from the first sealed state behind it, and says so.\n"
      "Exit code: 0 everything is as recorded, 1 the first difference was named, 2 wrong use, 3\n"
      "the service does not answer.");
  verb->callback([a, &exit_code] { exit_code = replay(*a); });
}

}  // namespace zonefactor::cli
