#include "adapters/postgres/migrate.h"

#include <fmt/format.h>

#include <map>
#include <pqxx/connection>
#include <pqxx/result>
#include <pqxx/transaction>

#include "adapters/postgres/connection_string.h"
#include "adapters/postgres/failure.h"
#include "adapters/postgres/migrations.h"
#include "service/ports/store.h"

namespace zonefactor::postgres {
namespace {

// Ours among the advisory locks of a database: the letters "zf", then 1.
constexpr std::int64_t kLock = 0x7a660001;

std::map<int, std::string> applied(pqxx::work& work) {
  std::map<int, std::string> found;
  if (work.exec1("select to_regclass('zonefactor.schema_migration')")[0].is_null()) return found;
  for (const auto row : work.exec("select version, sha256 from zonefactor.schema_migration"))
    found.emplace(row[0].as<int>(), row[1].as<std::string>());
  return found;
}

void check_known(const std::map<int, std::string>& done) {
  const int known = migrations().back().version;
  if (!done.empty() && done.rbegin()->first > known)
    throw ports::StoreUnavailable(fmt::format(
        "storage: the schema is at version {}, this program knows {}; run the newer program",
        done.rbegin()->first, known));
}

void check_unchanged(const Migration& migration, const std::string& sha256) {
  if (sha256 == migration.sha256) return;
  throw ports::StoreUnavailable(
      fmt::format("storage: schema/{} is not what was applied to this database; restore its text "
                  "and put the change into a new numbered file",
                  migration.name));
}

void apply(pqxx::work& work, const Migration& migration) {
  work.exec(std::string(migration.sql));
  work.exec_params(
      "insert into zonefactor.schema_migration (version, name, sha256) values ($1, $2, $3)",
      migration.version, std::string(migration.name), std::string(migration.sha256));
  work.exec("reset role");
}

std::vector<std::string> apply_missing(pqxx::work& work) {
  // Another process waits here and then finds everything done.
  work.exec("set local search_path = ''; set local lock_timeout = '60s'");
  work.exec_params("select pg_advisory_xact_lock($1)", kLock);
  const auto done = applied(work);
  check_known(done);
  std::vector<std::string> now;
  for (const Migration& migration : migrations()) {
    const auto found = done.find(migration.version);
    if (found != done.end()) {
      check_unchanged(migration, found->second);
      continue;
    }
    apply(work, migration);
    now.emplace_back(migration.name);
  }
  return now;
}

}  // namespace

std::vector<std::string> migrate(const MigrateOptions& options) {
  try {
    pqxx::connection connection(connection_string(options.connection, options.password));
    pqxx::work work(connection);
    auto now = apply_missing(work);
    work.commit();
    return now;
  } catch (const ports::StoreUnavailable&) {
    throw;
  } catch (const std::exception& failure) {
    throw ports::StoreUnavailable(words_of(failure));
  }
}

}  // namespace zonefactor::postgres
