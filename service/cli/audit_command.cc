// zonefactor audit list and show: reading the journal. Each reading is itself recorded (rule V1).
#include <fmt/format.h>

#include <memory>

#include "service/cli/client.h"
#include "service/cli/command.h"
#include "service/cli/reply_json.h"

namespace zonefactor::cli {

namespace {

constexpr const char* kKeyVariable = "ZF_KEY_AUDITOR";

struct Arguments {
  Connection connection;
  std::string type;
  std::string from;
  std::string entry;
  int limit = 50;
  bool oldest = false;
  bool json = false;
};

// One line for one entry: when, which, and what an auditor looks for first.
void print_line(simdjson::dom::element e) {
  const std::string type = text_at(e, "/type");
  std::string rest;
  if (type == "login.decided") {
    rest = fmt::format("{} {} {}", text_at(e, "/body/value/class"),
                       text_at(e, "/body/value/outcome"), list_at(e, "/body/value/reasons"));
  } else {
    for (const char* member : {"/body/value/kind", "/body/value/why", "/body/value/what"}) {
      const std::string text = text_at(e, member);
      if (!text.empty()) rest += text + " ";
    }
  }
  fmt::print("{}  {:<24} {:<22} {}\n", text_at(e, "/recorded_at"), text_at(e, "/entry"), type,
             rest);
}

int list(const Arguments& arguments) {
  Client client(arguments.connection, kKeyVariable);
  std::string target = fmt::format("/v1/audit/entries?limit={}&order={}", arguments.limit,
                                   arguments.oldest ? "oldest" : "newest");
  if (!arguments.type.empty()) target += "&type=" + arguments.type;
  if (!arguments.from.empty()) target += "&from=" + arguments.from;
  const Reply reply = client.get(target);
  if (reply.status != 200) return report_refusal(reply);
  if (arguments.json) {
    fmt::print("{}\n", reply.body);
    return kOk;
  }
  const ReplyJson json(reply.body);
  simdjson::dom::array entries;
  if (json.root().at_pointer("/entries").get(entries) != simdjson::SUCCESS) return kUnreachable;
  for (const simdjson::dom::element entry : entries) print_line(entry);
  const std::int64_t next = number_at(json.root(), "/next");
  if (next != 0) fmt::print("more: --from {}\n", next);
  return kOk;
}

// "chuo/2026/17", "2026/17" as the path of the entry; empty for anything else.
std::string path_of(const std::string& entry) {
  const std::size_t index = entry.rfind('/');
  if (index == std::string::npos || index == 0) return {};
  const std::size_t year = entry.rfind('/', index - 1);
  const std::string tail = year == std::string::npos ? entry : entry.substr(year + 1);
  return tail.find_first_not_of("0123456789/") == std::string::npos ? tail : std::string{};
}

int show(const Arguments& arguments) {
  const std::string path = path_of(arguments.entry);
  if (path.empty()) {
    fmt::print(stderr, "{}: name an entry as the answers do, e.g. chuo/2026/17\n", arguments.entry);
    return kWrongUse;
  }
  Client client(arguments.connection, kKeyVariable);
  const Reply reply = client.get("/v1/audit/entries/" + path);
  if (reply.status == 404) {
    fmt::print(stderr, "{}: the journal has no such entry\n", arguments.entry);
    return kNegative;
  }
  if (reply.status != 200) return report_refusal(reply);
  const ReplyJson json(reply.body);
  if (arguments.json) {
    fmt::print("{}\n", reply.body);
    return kOk;
  }
  simdjson::dom::element root = json.root();
  print_line(root);
  simdjson::dom::object body;
  if (root.at_pointer("/body/value").get(body) == simdjson::SUCCESS) {
    for (const auto member : body)
      fmt::print("  {:<14} {}\n", member.key, simdjson::minify(member.value));
  }
  simdjson::dom::object explained;
  if (root.at_pointer("/explained").get(explained) == simdjson::SUCCESS) {
    for (const auto member : explained) {
      fmt::print("  {} is {}\n", member.key, simdjson::minify(member.value));
    }
  }
  return kOk;
}

}  // namespace

void add_audit(CLI::App& app, int& exit_code) {
  CLI::App* audit =
      app.add_subcommand("audit", "Read the journal; each reading is itself recorded");
  audit->require_subcommand(1);

  const auto a = std::make_shared<Arguments>();
  CLI::App* lister = audit->add_subcommand("list", "Entries of the journal, the newest first");
  add_connection(*lister, a->connection, kKeyVariable);
  lister->add_option("--type", a->type,
                     "Only entries of this type, e.g. login.decided, door.event, finding");
  lister->add_option("--from", a->from, "Begin at this index");
  lister->add_option("--limit", a->limit, "At most this many, up to 500")->capture_default_str();
  lister->add_flag("--oldest", a->oldest, "The oldest first");
  lister->add_flag("--json", a->json, "Print the entries as they came");
  lister->footer(
      "Example:\n  . var/quickstart.env && zonefactor audit list --type login.decided --limit 10");
  lister->callback([a, &exit_code] { exit_code = list(*a); });

  const auto b = std::make_shared<Arguments>();
  CLI::App* shower = audit->add_subcommand("show", "One entry in full, with its handles explained");
  add_connection(*shower, b->connection, kKeyVariable);
  shower->add_option("entry", b->entry, "As the answers name it: chuo/2026/17")->required();
  shower->add_flag("--json", b->json, "Print the entry as it came");
  shower->footer("Example:\n  . var/quickstart.env && zonefactor audit show chuo/2026/17");
  shower->callback([b, &exit_code] { exit_code = show(*b); });
}

}  // namespace zonefactor::cli
