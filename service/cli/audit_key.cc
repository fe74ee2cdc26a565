// zonefactor audit key: who signs the log, for an auditor's policy file.
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "service/cli/audit_service.h"
#include "service/cli/audit_verbs.h"
#include "service/cli/client.h"
#include "service/cli/command.h"
#include "service/cli/reply_json.h"
#include "service/journal/canonical_json.h"
#include "service/journal/log_origin.h"

namespace zonefactor::cli {

namespace {

struct Arguments {
  Connection connection;
  std::optional<std::int32_t> year;
  bool json = false;
};

std::vector<std::string> keys_at(const ReplyJson& json, const char* pointer) {
  simdjson::dom::array array;
  if (json.root().at_pointer(pointer).get(array) != simdjson::SUCCESS)
    throw std::runtime_error(
        fmt::format("the service's answer has no {}; is it of this version?", pointer));
  std::vector<std::string> keys;
  for (const simdjson::dom::element key : array)
    keys.emplace_back(std::string_view(key.get_string().value()));
  return keys;
}

// Next year's are told before its log is there; those of the years before come with their logs.
std::vector<std::string> keys_of_year(std::int32_t year, const ReplyJson& status, Client& client) {
  const std::int32_t written = entry_of(text_at(status.root(), "/next_entry")).year;
  if (year == written) return keys_at(status, "/log/keys");
  if (year == written + 1) return keys_at(status, "/log/next_keys");
  const LogStanding logs = log_standing(client);
  const std::string origin = journal::origin_of(logs.facility, year);
  std::vector<std::string> keys;
  for (const journal::VerifierKey& key : logs.keys) {
    if (key.name == origin) keys.push_back(key.text());
  }
  if (keys.empty())
    throw std::invalid_argument(
        fmt::format("--year {}: there is no log {}, and of those to come the service names the "
                    "keys of {} alone",
                    year, origin, written + 1));
  return keys;
}

// What an auditor's policy file names: who signs the checkpoints of the log that is written, or of
// another year's.
int keys(const Arguments& arguments) {
  Client client(arguments.connection, kAuditorKey);
  const Reply reply = client.get("/v1/status");
  if (reply.status != 200) return report_refusal(reply);
  const ReplyJson status(reply.body);
  const std::vector<std::string> keys =
      arguments.year ? keys_of_year(*arguments.year, status, client) : keys_at(status, "/log/keys");
  if (arguments.json) {
    fmt::print("{}\n", journal::canonical(journal::JsonArray(keys.begin(), keys.end())));
    return kOk;
  }
  for (const std::string& key : keys) fmt::print("{}\n", key);
  return kOk;
}

}  // namespace

void add_audit_key(CLI::App& audit, int& exit_code) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* verb =
      audit.add_subcommand("key", "The log's verifier keys, for an auditor's policy file");
  add_connection(*verb, a->connection, kAuditorKey);
  verb->add_option("--year", a->year,
                   "Of that fiscal year's log instead of the one that is written; next year's is "
                   "told beforehand")
      ->check(CLI::Range(0, 9999));
  verb->add_flag("--json", a->json, "Print them as a JSON array");
  verb->footer(
      "Examples:\n  . var/quickstart.env && zonefactor audit key\n"
      "  zonefactor audit key --year 2027\n"
      "Each fiscal year's log has its own key. Exit code: 0 done, 2 wrong use, 3 the service does\n"
      "not answer.");
  verb->callback([a, &exit_code] { exit_code = keys(*a); });
}

}  // namespace zonefactor::cli
