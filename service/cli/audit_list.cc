// zonefactor audit list: the journal's entries page by page. Each page is itself recorded (rule
// V1).
#include <fmt/format.h>

#include <memory>

#include "service/cli/audit_entry_line.h"
#include "service/cli/audit_service.h"
#include "service/cli/audit_verbs.h"
#include "service/cli/command.h"
#include "service/cli/reply_json.h"

namespace zonefactor::cli {

namespace {

struct Arguments {
  Connection connection;
  std::string type;
  std::string from;
  std::string since;
  std::string until;
  std::string person;
  std::string terminal;
  std::string zone;
  std::string class_;
  std::string reason;
  int limit = 50;
  bool oldest = false;
  bool json = false;
};

// Whatever a URL's query could mistake goes as its bytes in hex.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool usual = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._:@/").find(c) != std::string_view::npos;
    out += usual ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string target_of(const Arguments& a, Client& client) {
  std::string target =
      fmt::format("/v1/audit/entries?limit={}&order={}", a.limit, a.oldest ? "oldest" : "newest");
  const auto add = [&target](std::string_view name, const std::string& value) {
    if (!value.empty()) target += fmt::format("&{}={}", name, escaped(value));
  };
  const auto add_time = [&](const char* name, const std::string& value) {
    if (value.empty()) return;
    const core::Instant at = instant_of(fmt::format("--{}", name), value, client);
    add(name, core::format_rfc3339(at, core::TimeZone{}));
  };
  add("type", a.type);
  add("from", a.from);
  add_time("since", a.since);
  add_time("until", a.until);
  add("person", a.person);
  add("terminal", a.terminal);
  add("zone", a.zone);
  add("class", a.class_);
  add("reason", a.reason);
  return target;
}

int list(const Arguments& arguments) {
  Client client(arguments.connection, kAuditorKey);
  const Reply reply = client.get_patiently(target_of(arguments, client));
  if (reply.status != 200) return report_refusal(reply);
  if (arguments.json) {
    fmt::print("{}\n", reply.body);
    return kOk;
  }
  const ReplyJson json(reply.body);
  simdjson::dom::array entries;
  if (json.root().at_pointer("/entries").get(entries) != simdjson::SUCCESS) return kUnreachable;
  const core::TimeZone zone = facility_head(client).time_zone;
  for (const simdjson::dom::element entry : entries) fmt::print("{}\n", entry_line(entry, zone));
  const std::string next = text_at(json.root(), "/next");
  if (!next.empty()) fmt::print(stderr, "more: --from {}\n", next);
  return kOk;
}

}  // namespace

void add_audit_list(CLI::App& audit, int& exit_code) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* verb = audit.add_subcommand("list", "Entries of the journal, the newest first");
  add_connection(*verb, a->connection, kAuditorKey);
  verb->add_option("--since", a->since,
                   "Recorded from then on: 2026-11-22 or 2026-11-22T09:00:00 in the facility's "
                   "time, or RFC 3339 with an offset");
  verb->add_option("--until", a->until, "Recorded before then");
  verb->add_option("--person", a->person,
                   "Entries that name this person of the facility file, or their accounts, "
                   "credentials and numbers as configured now");
  verb->add_option("--terminal", a->terminal, "Entries about this terminal");
  verb->add_option("--zone", a->zone, "Entries about this zone, its doors and readers");
  verb->add_option("--class", a->class_, "Decisions of this class, e.g. undetermined");
  verb->add_option("--reason", a->reason, "Decisions that give this reason, e.g. presence_absent");
  verb->add_option("--type", a->type,
                   "Only entries of this type, e.g. login.decided, door.event, finding");
  verb->add_option("--from", a->from,
                   "Go on here, as the page before says: 2026/184502; an index alone is one of the "
                   "log that is written");
  verb->add_option("--limit", a->limit, "At most this many, up to 500")->capture_default_str();
  verb->add_flag("--oldest", a->oldest, "The oldest first");
  verb->add_flag("--json", a->json, "Print the entries as they came");
  verb->footer(
      "Examples:\n"
      "  . var/quickstart.env && zonefactor audit list --type login.decided --limit 10\n"
      "  zonefactor audit list --since 2026-11-22 --until 2026-11-23 --class undetermined\n"
      "  zonefactor audit list --person p-1042 --zone dispensing --oldest\n"
      "A page may end before it is full: the service looks at 100 000 entries a time. Go on with\n"
      "--from as it says.\n"
      "Exit code: 0 done, 2 wrong use, 3 the service does not answer.");
  verb->callback([a, &exit_code] { exit_code = list(*a); });
}

}  // namespace zonefactor::cli
