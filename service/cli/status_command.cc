// zonefactor status: is it recording, which controllers speak, how do the zones stand.
#include <fmt/format.h>

#include <memory>

#include "service/cli/client.h"
#include "service/cli/command.h"
#include "service/cli/reply_json.h"

namespace zonefactor::cli {

namespace {

constexpr const char* kKeyVariable = "ZF_KEY_MONITOR";

struct Arguments {
  Connection connection;
  bool json = false;
};

void print(simdjson::dom::element status) {
  const bool recording = flag_at(status, "/recording");
  fmt::print("facility {}: {}\n", text_at(status, "/facility"),
             recording ? "recording" : "NOT RECORDING, every question is answered 503");
  if (!recording) fmt::print("  {}\n", text_at(status, "/why_not"));
  fmt::print("  configuration version {}, next entry {}\n",
             number_at(status, "/configuration/version"), text_at(status, "/next_entry"));
  fmt::print("  log        {} entries under a signed checkpoint\n",
             number_at(status, "/log/published"));
  simdjson::dom::array list;
  if (status.at_pointer("/controllers").get(list) == simdjson::SUCCESS) {
    for (const simdjson::dom::element c : list) {
      const std::string heard = text_at(c, "/last_heard");
      fmt::print("  controller {:<16} {:<8} boot {} seq {}  {}\n", text_at(c, "/id"),
                 flag_at(c, "/online") ? "online" : "OFFLINE", text_at(c, "/boot"),
                 number_at(c, "/seq"), heard.empty() ? "never heard" : "last heard " + heard);
    }
  }
  if (status.at_pointer("/zones").get(list) == simdjson::SUCCESS) {
    for (const simdjson::dom::element z : list) {
      fmt::print("  zone       {:<16} {} present{}{}\n", text_at(z, "/id"),
                 number_at(z, "/present"),
                 flag_at(z, "/boundary_qualifies") ? "" : "  BOUNDARY DOES NOT QUALIFY",
                 flag_at(z, "/breached") ? "  BREACHED, acknowledge it" : "");
    }
  }
}

int status(const Arguments& arguments) {
  Client client(arguments.connection, kKeyVariable);
  const Reply reply = client.get("/v1/status");
  if (reply.status != 200) return report_refusal(reply);
  const ReplyJson json(reply.body);
  if (arguments.json) {
    fmt::print("{}\n", reply.body);
  } else {
    print(json.root());
  }
  return flag_at(json.root(), "/recording") ? kOk : kNegative;
}

}  // namespace

void add_status(CLI::App& app, int& exit_code) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* verb = app.add_subcommand("status", "Is the service recording, and who speaks to it");
  add_connection(*verb, a->connection, kKeyVariable);
  verb->add_flag("--json", a->json, "Print the status as it came");
  verb->footer(
      "Example:\n  . var/quickstart.env && zonefactor status\n"
      "Exit code: 0 recording, 1 not recording, 2 refused, 3 unreachable.");
  verb->callback([a, &exit_code] { exit_code = status(*a); });
}

}  // namespace zonefactor::cli
