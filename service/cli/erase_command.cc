// zonefactor erase: what explains a person's identifiers in the journal is deleted for good.
#include <fmt/format.h>

#include <memory>

#include "service/cli/client.h"
#include "service/cli/command.h"
#include "service/cli/reply_json.h"
#include "service/core/ids.h"

namespace zonefactor::cli {

namespace {

constexpr const char* kKeyVariable = "ZF_KEY_ADMIN";

struct Arguments {
  Connection connection;
  std::string person;
  bool json = false;
};

int erase_person(const Arguments& arguments) {
  if (!core::is_legal_id(arguments.person)) {
    fmt::print(stderr, "{}: name a person by their id in the facility file, e.g. p-1042\n",
               arguments.person);
    return kWrongUse;
  }
  Client client(arguments.connection, kKeyVariable);
  const Reply reply = client.post(
      "/v1/erasures", fmt::format(R"({{"person":"{}"}})", arguments.person), "application/json");
  if (reply.status == 409) {
    report_refusal(reply);
    return kNegative;
  }
  if (reply.status != 200) return report_refusal(reply);
  if (arguments.json) {
    fmt::print("{}\n", reply.body);
    return kOk;
  }
  const ReplyJson json(reply.body);
  fmt::print("{} is erased: {} rows that explained them are deleted; recorded as {}\n",
             arguments.person, number_at(json.root(), "/rows"), text_at(json.root(), "/entry"));
  return kOk;
}

}  // namespace

void add_erase(CLI::App& app, int& exit_code) {
  CLI::App* erase = app.add_subcommand("erase", "Delete what explains the journal's identifiers");
  erase->require_subcommand(1);

  const auto a = std::make_shared<Arguments>();
  CLI::App* verb = erase->add_subcommand(
      "person", "A person who is no longer in the facility file; cannot be undone");
  add_connection(*verb, a->connection, kKeyVariable);
  verb->add_option("id", a->person, "Their id in earlier facility files")->required();
  verb->add_flag("--json", a->json, "Print the result as it came");
  verb->footer(
      "Example:\n  . var/quickstart.env && zonefactor erase person p-1042\n"
      "Exit code: 0 erased, 1 still in force or not known, 2 wrong use, 3 unreachable.");
  verb->callback([a, &exit_code] { exit_code = erase_person(*a); });
}

}  // namespace zonefactor::cli
