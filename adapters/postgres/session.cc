#include "adapters/postgres/session.h"

#include <fmt/format.h>
#include <poll.h>

#include <pqxx/except>
#include <pqxx/nontransaction>
#include <pqxx/result>
#include <span>

#include "adapters/postgres/evidence_statements.h"
#include "adapters/postgres/migrations.h"
#include "adapters/postgres/statements.h"
#include "service/ports/store.h"

namespace zonefactor::postgres {
namespace {

// Whatever the role, the database or the server has been set to. remote_apply waits for more than
// "on" does and may stay; everything weaker goes.
constexpr const char* kSettle = R"sql(
select set_config('search_path', '', false),
       set_config('synchronous_commit',
                  case current_setting('synchronous_commit')
                    when 'remote_apply' then 'remote_apply' else 'on' end, false),
       set_config('default_transaction_isolation', 'read committed', false),
       set_config('statement_timeout', '10s', false),
       set_config('lock_timeout', '5s', false),
       set_config('idle_in_transaction_session_timeout', '30s', false),
       set_config('plan_cache_mode', 'force_generic_plan', false),
       set_config('jit', 'off', false)
)sql";

// Ours among the advisory locks with two keys: the letters "zfjo", and the facility's hash.
constexpr int kClaim = 0x7a666a6f;
constexpr const char* kLockNotAvailable = "55P03";

constexpr const char* kBackend =
    "select pid, backend_start::text from pg_stat_activity where pid = pg_backend_pid()";

}  // namespace

Session::Session(const std::string& connection_string, const std::optional<Backend>& predecessor)
    : connection_(connection_string) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  // Deprecated because later versions never reactivate; this one does unless it is told not to.
  connection_.inhibit_reactivation(true);
#pragma GCC diagnostic pop
  settle();
  check_schema();
  if (predecessor) end(*predecessor);
  prepare();
}

bool Session::is_stale() const {
  pollfd socket{.fd = connection_.sock(), .events = POLLIN, .revents = 0};
  return ::poll(&socket, 1, 0) != 0;
}

void Session::settle() {
  pqxx::nontransaction work(connection_);
  work.exec1(kSettle);
  if (work.exec1("select current_setting('fsync')")[0].as<std::string>() != "on")
    throw ports::StoreUnavailable(
        "storage: PostgreSQL runs with fsync off, so a power cut could take answers already given; "
        "set fsync = on and reload");
  const pqxx::row self = work.exec1(kBackend);
  backend_ = {self[0].as<int>(), self[1].as<std::string>()};
}

void Session::check_schema() {
  pqxx::nontransaction work(connection_);
  const int found =
      work.exec1("select coalesce(max(version), 0) from zonefactor.schema_migration")[0].as<int>();
  const int needed = migrations().back().version;
  if (found < needed)
    throw ports::StoreUnavailable(
        fmt::format("storage: the schema is at version {}, this program needs {}; apply the "
                    "migrations: zonefactor migrate",
                    found, needed));
  if (found > needed)
    throw ports::StoreUnavailable(fmt::format(
        "storage: the schema is at version {}, this program knows {}; run the newer program", found,
        needed));
}

void Session::end(const Backend& predecessor) {
  pqxx::nontransaction work(connection_);
  const auto ended = work.exec_params(
      "select pg_terminate_backend(pid, 5000) from pg_stat_activity "
      "where pid = $1 and backend_start = $2::timestamptz",
      predecessor.pid, predecessor.started);
  if (!ended.empty() && !ended[0][0].as<bool>())
    throw ports::StoreUnavailable(
        fmt::format("storage: our session before this one (process {}) is still at work; wait",
                    predecessor.pid));
}

void Session::claim(const std::string& facility) {
  pqxx::nontransaction work(connection_);
  try {
    work.exec_params("select pg_advisory_lock($1, hashtext($2))", kClaim, facility);
  } catch (const pqxx::sql_error& refused) {
    if (refused.sqlstate() != kLockNotAvailable) throw;
  }
}

void Session::prepare() {
  const auto prepare_all = [this](std::span<const Statement> statements) {
    for (const Statement& statement : statements) {
      connection_.prepare(statement.name, statement.sql);
      connection_.prepare_now(statement.name);
    }
  };
  prepare_all(kJournalStatements);
  prepare_all(kEvidenceStatements);
}

}  // namespace zonefactor::postgres
