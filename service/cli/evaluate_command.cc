// zonefactor evaluate: ask as a terminal would, and read the answer in words.
#include <fmt/format.h>

#include <memory>

#include "service/cli/client.h"
#include "service/cli/command.h"
#include "service/cli/reply_json.h"
#include "service/journal/canonical_json.h"

namespace zonefactor::cli {

namespace {

constexpr const char* kKeyVariable = "ZF_KEY_TERMINAL";

struct Arguments {
  Connection connection;
  std::string terminal;
  std::string account;
  std::vector<std::string> amr;
  std::string action = "login";
  std::string session;
  std::string session_kind;
  int wait_ms = 0;
  bool json = false;
};

std::string question(const Arguments& a) {
  using journal::Json;
  using journal::JsonArray;
  using journal::JsonObject;
  JsonArray amr(a.amr.begin(), a.amr.end());
  JsonObject context{{"amr", amr}, {"wait_ms", a.wait_ms}};
  if (!a.session.empty()) context.emplace("session", a.session);
  if (!a.session_kind.empty()) context.emplace("session_kind", a.session_kind);
  return journal::canonical(JsonObject{
      {"action", JsonObject{{"name", a.action}}},
      {"context", context},
      {"resource", JsonObject{{"id", a.terminal}, {"type", "terminal"}}},
      {"subject", JsonObject{{"id", a.account}, {"type", "user"}}},
  });
}

void print(const Reply& reply, simdjson::dom::element answer) {
  const auto line = [](std::string_view name, const std::string& value) {
    if (!value.empty()) fmt::print("  {:<12} {}\n", name, value);
  };
  fmt::print("{}  {}\n", text_at(answer, "/context/outcome"), text_at(answer, "/context/class"));
  line("reasons", list_at(answer, "/context/reasons"));
  line("zone reasons", list_at(answer, "/context/zone_reasons"));
  line("warnings", list_at(answer, "/context/warnings"));
  line("at entry", list_at(answer, "/context/factors/entry"));
  line("at terminal", list_at(answer, "/context/factors/terminal"));
  line("valid until", text_at(answer, "/context/valid_until"));
  line("step up by", text_at(answer, "/context/amr_values"));
  line("said (ja)", text_at(answer, "/context/reason_user/ja"));
  line("said (en)", text_at(answer, "/context/reason_user/en"));
  line("entry", reply.entry);
}

int evaluate(const Arguments& arguments) {
  Client client(arguments.connection, kKeyVariable);
  const Reply reply = client.post("/access/v1/evaluation", question(arguments), "application/json");
  if (reply.status != 200) return report_refusal(reply);
  const ReplyJson json(reply.body);
  if (arguments.json) {
    fmt::print("{}\n", reply.body);
  } else {
    print(reply, json.root());
  }
  return flag_at(json.root(), "/decision") ? kOk : kNegative;
}

}  // namespace

void add_evaluate(CLI::App& app, int& exit_code) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* verb =
      app.add_subcommand("evaluate", "Ask the service as a terminal would; the answer is recorded");
  add_connection(*verb, a->connection, kKeyVariable);
  verb->add_option("--terminal", a->terminal, "Terminal id")->required();
  verb->add_option("--account", a->account, "Account that logs in")->required();
  verb->add_option("--amr", a->amr,
                   "Authentication method used at the terminal (RFC 8176); repeatable");
  verb->add_option("--action", a->action, "login, unlock or continue")->capture_default_str();
  verb->add_option("--session", a->session, "Session id");
  verb->add_option("--session-kind", a->session_kind,
                   "console, remote, shadowed, virtual or service");
  verb->add_option("--wait-ms", a->wait_ms,
                   "How long an entry in progress may be waited for, up to 3000");
  verb->add_flag("--json", a->json, "Print the answer as it came");
  verb->footer(
      "Example:\n"
      "  . var/quickstart.env\n"
      "  zonefactor evaluate --terminal $ZF_TERMINAL --account $ZF_ACCOUNT --amr pwd\n"
      "Exit code: 0 allowed, 1 not allowed, 2 refused as asked, 3 unreachable or not recording.");
  verb->callback([a, &exit_code] { exit_code = evaluate(*a); });
}

}  // namespace zonefactor::cli
