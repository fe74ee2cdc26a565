// zonefactor audit sample: some decisions, drawn so that anybody can draw them again, each proven
// to stand in the log.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "service/cli/audit_service.h"
#include "service/cli/audit_verbs.h"
#include "service/cli/command.h"
#include "service/cli/drawing.h"
#include "service/cli/whole_logs.h"
#include "service/journal/canonical_json.h"
#include "service/journal/entry_codec.h"

namespace zonefactor::cli {

namespace {

using journal::JsonArray;
using journal::JsonObject;

struct Arguments {
  LogAccess access;
  std::string seed;
  std::uint64_t count = 0;
  std::string class_;
  std::string since;
  std::string until;
  bool json = false;
};

// Which decisions are drawn from.
struct Question {
  std::optional<core::Class> class_;
  std::optional<core::Instant> since;
  std::optional<core::Instant> until;

  bool takes(const journal::Decoded& entry) const {
    const auto* decided = std::get_if<core::LoginDecided>(&entry.fact);
    return decided != nullptr && (!class_ || decided->decision.class_ == *class_) &&
           (!since || entry.recorded_at >= *since) && (!until || entry.recorded_at < *until);
  }
};

struct Sampled {
  std::vector<journal::Checkpoint> logs;   // that were read whole
  std::vector<core::EntryRef> population;  // in the journal's order
  std::optional<std::int32_t> pruned;      // the log before them, whose entries are gone
};

Question question_of(const Arguments& arguments, Client& client) {
  Question question;
  if (!arguments.class_.empty()) {
    question.class_ = core::from_name<core::Class>(arguments.class_);
    if (!question.class_)
      throw std::invalid_argument(fmt::format(
          "--class {}: no class of the rules; zone_equivalent is one", arguments.class_));
  }
  if (!arguments.since.empty()) question.since = instant_of("--since", arguments.since, client);
  if (!arguments.until.empty()) question.until = instant_of("--until", arguments.until, client);
  return question;
}

Sampled read_population(const WholeLogs& whole, const Question& question) {
  Sampled sampled;
  sampled.pruned = whole.pruned;
  sampled.logs = read_logs(whole, [&](core::EntryRef ref, std::string_view bytes) {
    const auto decoded = journal::decode(bytes);
    if (decoded && question.takes(*decoded)) sampled.population.push_back(ref);
    return true;
  });
  return sampled;
}

// What was drawn as one line; the proof was checked before.
std::string line_of(const std::string& name, const journal::Decoded& entry,
                    const core::TimeZone& zone) {
  const auto& decided = std::get<core::LoginDecided>(entry.fact);
  std::string reasons;
  (decided.decision.reasons | decided.decision.zone_reasons).each([&](core::Reason reason) {
    reasons += fmt::format(" {}", core::name_of(reason));
  });
  return fmt::format("{}  {}  {} {}  {}{}", name, core::format_rfc3339(entry.recorded_at, zone),
                     core::name_of(decided.decision.class_),
                     core::name_of(decided.decision.outcome), decided.attempt.terminal.text,
                     reasons);
}

class Report {
 public:
  Report(const Arguments& arguments, const Sampled& sampled, std::string facility,
         core::TimeZone zone)
      : arguments_(arguments),
        sampled_(sampled),
        facility_(std::move(facility)),
        zone_(std::move(zone)) {}

  void put(core::EntryRef ref, std::string_view bytes) {
    const std::string name = fmt::format("{}/{}/{}", facility_, ref.year, ref.index);
    lines_.push_back(line_of(name, journal::decode(bytes).value(), zone_));
    JsonObject row;
    row.emplace("bytes", std::string(bytes));
    row.emplace("entry", name);
    row.emplace("leaf", journal::hex(journal::leaf_hash(bytes)));
    row.emplace("proven", true);
    drawn_.emplace_back(std::move(row));
  }

  void print() {
    if (arguments_.json) return print_json();
    fmt::print("population  {} decisions{}{}{}\n", sampled_.population.size(),
               arguments_.class_.empty() ? "" : " of class " + arguments_.class_,
               arguments_.since.empty() ? "" : " since " + arguments_.since,
               arguments_.until.empty() ? "" : " until " + arguments_.until);
    if (sampled_.pruned)
      fmt::print("pruned      the log of {}: the population begins behind it\n", *sampled_.pruned);
    for (const journal::Checkpoint& log : sampled_.logs)
      fmt::print("log         {} of {} entries, root {}\n", log.origin, log.size,
                 journal::hex(log.root));
    fmt::print("seed        {}\n", arguments_.seed);
    for (const std::string& line : lines_) fmt::print("proven      {}\n", line);
  }

 private:
  void print_json() {
    JsonArray logs;
    for (const journal::Checkpoint& log : sampled_.logs)
      logs.emplace_back(
          JsonObject{{"origin", log.origin}, {"root", journal::hex(log.root)}, {"size", log.size}});
    JsonObject question;
    if (!arguments_.class_.empty()) question.emplace("class", arguments_.class_);
    if (!arguments_.since.empty()) question.emplace("since", arguments_.since);
    if (!arguments_.until.empty()) question.emplace("until", arguments_.until);
    JsonObject all;
    all.emplace("drawn", std::move(drawn_));
    all.emplace("logs", std::move(logs));
    all.emplace("population", sampled_.population.size());
    if (sampled_.pruned) all.emplace("pruned", std::int64_t{*sampled_.pruned});
    all.emplace("query", std::move(question));
    all.emplace("seed", arguments_.seed);
    fmt::print("{}\n", journal::canonical(all));
  }

  const Arguments& arguments_;
  const Sampled& sampled_;
  std::string facility_;
  core::TimeZone zone_;
  std::vector<std::string> lines_;
  JsonArray drawn_;
};

int sample(const Arguments& arguments) {
  Client client(arguments.access.connection, kAuditorKey);
  const LogStanding standing = log_standing(client, arguments.access.keys);
  const FetchObject fetch = fetch_from(client, standing.facility);
  const Question question = question_of(arguments, client);
  const WholeLogs whole = whole_logs(fetch, standing.facility, standing.year, standing.keys);
  const Sampled sampled = read_population(whole, question);
  Report report(arguments, sampled, standing.facility, facility_head(client).time_zone);
  for (const std::uint64_t member :
       draw(arguments.seed, sampled.population.size(), arguments.count)) {
    const core::EntryRef ref = sampled.population[member];
    const auto at = [&](const ServedLog& log) { return log.year() == ref.year; };
    const auto log = std::find_if(whole.logs.begin(), whole.logs.end(), at);
    const auto& read = sampled.logs[static_cast<std::size_t>(log - whole.logs.begin())];
    const std::string entry = log->entry(ref.index, read);
    log->proof(ref.index, entry);
    report.put(ref, entry);
  }
  report.print();
  return kOk;
}

}  // namespace

void add_audit_sample(CLI::App& audit, int& exit_code) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* verb = audit.add_subcommand(
      "sample", "Draw decisions that anybody can draw again, and prove each of them");
  add_log_access(*verb, a->access);
  verb->add_option("--seed", a->seed, "Any text; whoever has it draws the same")->required();
  verb->add_option("--count", a->count, "How many to draw")
      ->required()
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{100'000}));
  verb->add_option("--class", a->class_, "Only decisions of this class, e.g. zone_equivalent");
  verb->add_option("--since", a->since, "Recorded from then on, as list has it");
  verb->add_option("--until", a->until, "Recorded before then");
  verb->add_flag("--json", a->json, "Print the result as JSON");
  verb->footer(
      "Examples:\n"
      "  . var/quickstart.env && zonefactor audit sample --seed 2026-11 --count 5\n"
      "  zonefactor audit sample --seed 417 --count 25 --class zone_equivalent \\\n"
      "    --since 2026-11-01 --until 2026-12-01 --json\n"
      "The population are the decisions asked for, numbered from 0 in the journal's order; draw i "
      "is\n"
      "SHA-256(seed \"/\" i), read as one big-endian number, modulo their number, and one drawn\n"
      "already is passed over. All entries are read and held against the log's root, so that the\n"
      "population is whole. The log grows: --until keeps the population the same.\n"
      "Exit code: 0 drawn and proven, 1 something is not proven, 2 wrong use, 3 the service does\n"
      "not answer.");
  verb->callback([a, &exit_code] { exit_code = sample(*a); });
}

}  // namespace zonefactor::cli
