// zonefactor apply and import: a configuration version, and people from the hospital's own lists.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "service/cli/client.h"
#include "service/cli/command.h"
#include "service/cli/facility_file.h"
#include "service/cli/reply_json.h"

namespace zonefactor::cli {

namespace {

constexpr const char* kKeyVariable = "ZF_KEY_ADMIN";
constexpr std::size_t kMaxFileBytes = std::size_t{4} << 20;

struct Arguments {
  Connection connection;
  std::filesystem::path file;
  std::string kind;
  bool full = false;
  bool dry_run = false;
  bool json = false;
};

void print_strings(simdjson::dom::element reply, const char* pointer, std::FILE* to) {
  simdjson::dom::array list;
  if (reply.at_pointer(pointer).get(list) != simdjson::SUCCESS) return;
  for (const simdjson::dom::element item : list) {
    std::string_view text;
    if (item.get(text) == simdjson::SUCCESS) fmt::print(to, "{}\n", text);
  }
}

int report_faults(const Reply& reply) {
  if (reply.status == 400 && reply.body.find("\"faults\"") != std::string::npos) {
    print_strings(ReplyJson(reply.body).root(), "/faults", stderr);
    return kWrongUse;
  }
  return report_refusal(reply);
}

void print_version(const Reply& reply) {
  const ReplyJson json(reply.body);
  const std::int64_t changed = number_at(json.root(), "/objects_changed");
  if (changed == 0) {
    fmt::print("nothing differs from what is in force; nothing was recorded\n");
  } else {
    fmt::print("version {} is in force: {} objects changed, digest {}\n",
               number_at(json.root(), "/version"), changed, text_at(json.root(), "/digest"));
  }
}

std::optional<std::string> file_of(const Arguments& arguments) {
  std::string why;
  auto text = read_file(arguments.file, kMaxFileBytes, why);
  if (!text) fmt::print(stderr, "{}\n", why);
  return text;
}

int apply(const Arguments& arguments) {
  if (!load_facility(arguments.file)) return kWrongUse;  // every fault, before anything is sent
  const auto text = file_of(arguments);
  if (!text) return kWrongUse;
  Client client(arguments.connection, kKeyVariable);
  const Reply reply = client.put("/v1/facility", *text, "application/toml");
  if (reply.status != 200) return report_faults(reply);
  if (arguments.json) {
    fmt::print("{}\n", reply.body);
  } else {
    print_version(reply);
  }
  return kOk;
}

int import(const Arguments& arguments) {
  const auto text = file_of(arguments);
  if (!text) return kWrongUse;
  Client client(arguments.connection, kKeyVariable);
  const std::string target = fmt::format("/v1/import/{}?full={}&dry_run={}", arguments.kind,
                                         arguments.full ? 1 : 0, arguments.dry_run ? 1 : 0);
  const Reply reply = client.post(target, *text, "text/csv");
  if (reply.status != 200) return report_faults(reply);
  if (arguments.json) {
    fmt::print("{}\n", reply.body);
    return kOk;
  }
  print_strings(ReplyJson(reply.body).root(), "/differences", stdout);
  if (arguments.dry_run) {
    fmt::print("dry run: nothing was changed\n");
  } else {
    print_version(reply);
  }
  return kOk;
}

}  // namespace

void add_apply(CLI::App& app, int& exit_code) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* verb =
      app.add_subcommand("apply", "Put a facility file in force as a new configuration version");
  add_connection(*verb, a->connection, kKeyVariable);
  verb->add_option("facility", a->file, "Facility file (TOML)")->required();
  verb->add_flag("--json", a->json, "Print the result as it came");
  verb->footer(
      "Example:\n  . var/quickstart.env && zonefactor apply deploy/sample/facility.toml\n"
      "Exit code: 0 in force, 2 the file has faults (each is printed; the version in force stays), "
      "3 unreachable.");
  verb->callback([a, &exit_code] { exit_code = apply(*a); });
}

void add_import(CLI::App& app, int& exit_code) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* verb =
      app.add_subcommand("import", "Import people, credentials or designations from CSV");
  add_connection(*verb, a->connection, kKeyVariable);
  verb->add_option("kind", a->kind, "people, credentials or designations")
      ->required()
      ->check(CLI::IsMember({"people", "credentials", "designations"}));
  verb->add_option("file", a->file, "CSV file, UTF-8 or CP932, with its header line")->required();
  verb->add_flag("--full", a->full, "The file is the whole list: what it does not name goes");
  verb->add_flag("--dry-run", a->dry_run, "Print the difference and change nothing");
  verb->add_flag("--json", a->json, "Print the result as it came");
  verb->footer(
      "Example:\n  . var/quickstart.env && zonefactor import people staff.csv --dry-run\n"
      "Exit code: 0 done, 2 the file has faults (each is printed, nothing changed), 3 "
      "unreachable.");
  verb->callback([a, &exit_code] { exit_code = import(*a); });
}

}  // namespace zonefactor::cli
