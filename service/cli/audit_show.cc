// zonefactor audit show: one entry. A decision is told as a story: who, where, when, the answer,
// and the entries that each condition rests on. Each entry that is read is itself recorded (rule
// V1).
#include <fmt/format.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <set>

#include "service/cli/audit_entry_line.h"
#include "service/cli/audit_service.h"
#include "service/cli/audit_verbs.h"
#include "service/cli/command.h"
#include "service/cli/reply_json.h"
#include "service/core/timeline.h"
#include "service/journal/entry_codec.h"
#include "service/verify/decision_text.h"

namespace zonefactor::cli {

namespace {

// Between what an entry was stamped and what it is about.
constexpr core::Duration kMargin = std::chrono::hours(1);

struct Arguments {
  Connection connection;
  std::string entry;
  std::string language;
  bool json = false;
};

evidence::Language language_of(const std::string& asked) {
  if (!asked.empty()) return asked == "ja" ? evidence::Language::ja : evidence::Language::en;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* const value = std::getenv(name);
    if (value != nullptr && *value != '\0')
      return std::string_view(value).starts_with("ja") ? evidence::Language::ja
                                                       : evidence::Language::en;
  }
  return evidence::Language::en;
}

void learn(simdjson::dom::element json, evidence::Names& names) {
  simdjson::dom::object explained;
  if (json.at_pointer("/explained").get(explained) != simdjson::SUCCESS) return;
  for (const auto member : explained) {
    std::string_view plain;
    if (member.value.get(plain) == simdjson::SUCCESS)
      names.insert_or_assign(std::string(member.key), std::string(plain));
  }
}

// The entry of a reply, and what the service explains of it; nothing where it cannot be read.
std::optional<core::Entry> entry_in(simdjson::dom::element json, evidence::Names& names) {
  learn(json, names);
  simdjson::dom::element body;
  if (json.at_pointer("/body").get(body) != simdjson::SUCCESS) return std::nullopt;
  auto decoded = journal::decode(simdjson::minify(body));
  if (!decoded) return std::nullopt;
  return core::Entry{entry_of(text_at(json, "/entry")), decoded->recorded_at,
                     std::move(decoded->fact)};
}

std::string target_of(core::EntryRef ref) {
  return fmt::format("/v1/audit/entries/{}/{}", ref.year, ref.index);
}

// Fetches what a decision's story needs.
class Asking {
 public:
  Asking(Client& client, evidence::Names& names) : client_(client), names_(names) {}

  evidence::DecisionStory story(core::Entry entry) {
    evidence::DecisionStory story;
    story.decided = std::get<core::LoginDecided>(entry.fact);
    story.entry = std::move(entry);
    for (const core::RestsOn& rests : story.decided.decision.evidence) story.borne[rests.entry];
    core::FacilityHead head = facility_head(client_);
    story.setting.take({}, core::ObjectPut{std::move(head)});
    for (auto& [ref, borne] : story.borne) {
      borne.entry = read(ref);
      if (borne.entry) story.setting.take(ref, borne.entry->fact);
    }
    story.setting.take({}, core::ConfigurationClosed{});
    look_for_readjudications(story);
    return story;
  }

 private:
  std::optional<core::Entry> read(core::EntryRef ref) {
    const Reply reply = client_.get_patiently(target_of(ref));
    if (reply.status == 404) return std::nullopt;
    if (reply.status != 200)
      throw std::runtime_error(fmt::format("entry {}/{} cannot be read: the service answered {}",
                                           ref.year, ref.index, reply.status));
    const ReplyJson json(reply.body);
    return entry_in(json.root(), names_);
  }

  void look_for_readjudications(evidence::DecisionStory& story) {
    const core::EntryRef decision = story.entry.ref;
    // What is older than `history` changes nothing any more (rule K10).
    const core::Instant until = story.entry.recorded_at + core::Timeline::kHistory + kMargin;
    std::string from = fmt::format("{}/{}", decision.year, decision.index);
    while (!from.empty()) {
      const Reply reply = client_.get_patiently(fmt::format(
          "/v1/audit/entries?type=readjudicated&order=oldest&limit=500&from={}&until={}", from,
          core::format_rfc3339(until, core::TimeZone())));
      if (reply.status != 200)
        throw std::runtime_error(
            fmt::format("the service answered {}: {}", reply.status, reply.body));
      const ReplyJson json(reply.body);
      simdjson::dom::array entries;
      if (json.root().at_pointer("/entries").get(entries) != simdjson::SUCCESS) return;
      for (const simdjson::dom::element element : entries) {
        auto entry = entry_in(element, names_);
        const auto* again = entry ? std::get_if<core::Readjudicated>(&entry->fact) : nullptr;
        if (again != nullptr && again->decision == decision)
          story.readjudications.push_back(std::move(*entry));
      }
      from = text_at(json.root(), "/next");
    }
  }

  Client& client_;
  evidence::Names& names_;
};

// Why an entry is not there: the log's checkpoint may cover it all the same.
std::string why_absent(core::EntryRef ref, Client& client) {
  const LogStanding standing = log_standing(client);
  const ServedLog log(fetch_from(client, standing.facility), standing.facility, ref.year,
                      standing.keys);
  const auto checkpoint = log.checkpoint();
  if (!checkpoint || ref.index >= checkpoint->size) return "the journal has no such entry";
  return "the entry is no longer given out: it was pruned when its time was over, and the log "
         "keeps "
         "its hash alone";
}

void print_members(simdjson::dom::element root) {
  simdjson::dom::object body;
  if (root.at_pointer("/body/value").get(body) == simdjson::SUCCESS) {
    for (const auto member : body)
      fmt::print("  {:<14} {}\n", member.key, simdjson::minify(member.value));
  }
  simdjson::dom::object explained;
  if (root.at_pointer("/explained").get(explained) == simdjson::SUCCESS) {
    for (const auto member : explained)
      fmt::print("  {} is {}\n", member.key, simdjson::minify(member.value));
  }
}

int show(const Arguments& arguments) {
  const core::EntryRef ref = entry_of(arguments.entry);
  Client client(arguments.connection, kAuditorKey);
  const Reply reply = client.get_patiently(target_of(ref));
  if (reply.status == 404) {
    try {
      fmt::print(stderr, "{}: {}\n", arguments.entry, why_absent(ref, client));
    } catch (const LogFault& fault) {
      fmt::print(stderr, "{}: {}\n", arguments.entry, fault.what());
    }
    return kNegative;
  }
  if (reply.status != 200) return report_refusal(reply);
  if (arguments.json) {
    fmt::print("{}\n", reply.body);
    return kOk;
  }
  const ReplyJson json(reply.body);
  evidence::Names names;
  auto entry = entry_in(json.root(), names);
  if (entry && std::holds_alternative<core::LoginDecided>(entry->fact)) {
    const std::string name = text_at(json.root(), "/entry");
    const auto story = Asking(client, names).story(std::move(*entry));
    fmt::print("{}", evidence::decision_text(name.substr(0, name.find('/')), story, names,
                                             language_of(arguments.language)));
    return kOk;
  }
  fmt::print("{}\n", entry_line(json.root(), facility_head(client).time_zone));
  print_members(json.root());
  return kOk;
}

}  // namespace

void add_audit_show(CLI::App& audit, int& exit_code) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* verb = audit.add_subcommand(
      "show", "One entry in full; a decision as a story, with the entries it rests on");
  add_connection(*verb, a->connection, kAuditorKey);
  verb->add_option("entry", a->entry, "As the answers name it: chuo/2026/17")->required();
  verb->add_option("--lang", a->language, "ja or en; otherwise as LANG says")
      ->check(CLI::IsMember({"ja", "en"}));
  verb->add_flag("--json", a->json, "Print the entry as it came");
  verb->footer(
      "Examples:\n"
      "  . var/quickstart.env && zonefactor audit show chuo/2026/17\n"
      "  zonefactor audit show chuo/2026/184502 --lang ja\n"
      "Exit code: 0 shown, 1 no such entry, 2 wrong use, 3 the service does not answer.");
  verb->callback([a, &exit_code] { exit_code = show(*a); });
}

}  // namespace zonefactor::cli
