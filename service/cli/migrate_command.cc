// zonefactor migrate: bring a database to the schema this version needs.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "adapters/postgres/migrate.h"
#include "service/cli/command.h"
#include "service/cli/password_file.h"
#include "service/ports/store.h"

namespace zonefactor::cli {

namespace {

struct Arguments {
  std::string connection;
  std::filesystem::path password_file;
};

int migrate(const Arguments& arguments) {
  postgres::MigrateOptions options{arguments.connection, read_password(arguments.password_file)};
  try {
    const std::vector<std::string> applied = postgres::migrate(options);
    for (const std::string& file : applied) fmt::print("applied {}\n", file);
    if (applied.empty()) fmt::print("nothing to do: the schema is the one this version needs\n");
    return kOk;
  } catch (const ports::StoreUnavailable& error) {
    fmt::print(stderr, "{}\n", error.what());
    return kUnreachable;
  }
}

}  // namespace

void add_migrate(CLI::App& app, int& exit_code) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* verb =
      app.add_subcommand("migrate", "Create or update the database schema and its roles");
  verb->add_option(
          "connection", a->connection,
          "libpq key=value pairs of a role that may create roles and schemas, without a password")
      ->required();
  verb->add_option("--password-file", a->password_file, "File with that role's password");
  verb->footer(
      "Example:\n  zonefactor migrate 'host=/run/postgresql dbname=zonefactor user=postgres'\n"
      "Running it twice changes nothing more. Exit code: 0 done, 2 wrong use, 3 the database "
      "refused.");
  verb->callback([a, &exit_code] { exit_code = migrate(*a); });
}

}  // namespace zonefactor::cli
