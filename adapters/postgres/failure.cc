#include "adapters/postgres/failure.h"

#include <fmt/format.h>

#include <pqxx/except>
#include <string_view>

namespace zonefactor::postgres {
namespace {

struct Remedy {
  std::string_view sign;  // beginning of the SQLSTATE, or words of libpq
  std::string_view remedy;
};

constexpr Remedy kBySqlState[] = {
    {"53100", "the disk of PostgreSQL is full: free or add space, the service goes on by itself"},
    {"53300", "PostgreSQL has no connection left: raise max_connections or close other clients"},
    {"53", "PostgreSQL is short of memory or of another resource: see its log"},
    {"25006",
     "the server is read-only, perhaps a standby: name the primary as the host of the storage"},
    {"42P01", "the schema is missing: apply the migrations: zonefactor migrate"},
    {"3F000", "the schema is missing: apply the migrations: zonefactor migrate"},
    {"42501",
     "this role may not do it: connect as zonefactor_service to write, as zonefactor_reader to "
     "read"},
    {"57014", "the server did not finish in time: look for a slow or full disk"},
    {"55P03", "another session holds the journal's head: find it in pg_stat_activity and end it"},
    {"57P", "PostgreSQL is stopping, starting or ended our session: wait, or start it"},
    {"58", "PostgreSQL cannot use its files: see its log and the disk"},
    {"XX", "PostgreSQL reports damage: stop, see its log, and restore from a backup if need be"},
};

constexpr Remedy kByWords[] = {
    {"password authentication failed", "check the user and the password file of the storage"},
    {"no password supplied", "name the password file of the storage"},
    {"Peer authentication failed", "run as that system user, or use a password by TCP"},
    {"no pg_hba.conf entry", "let pg_hba.conf admit this user from this address"},
    {"not permitted to log in", "connect as zonefactor_service or zonefactor_reader"},
    {"starting up", "PostgreSQL is starting: wait"},
    {"shutting down", "PostgreSQL is stopping: start it again"},
    {"too many", "raise max_connections or close other clients"},
    {"does not exist", "create it, or correct the storage address"},
    {"certificate",
     "check ca_file (of migrate: sslmode and sslrootcert), and the server's certificate"},
    {"SSL", "check ca_file (of migrate: sslmode and sslrootcert), and the server's certificate"},
    {"timeout expired", "check the storage address, the network and the firewall"},
    {"Connection refused", "start PostgreSQL, or correct the storage address"},
    {"No such file", "start PostgreSQL, or correct the storage address"},
    {"could not translate host name", "correct the storage address, or the name service"},
    {"session is read-only", "connect to the primary"},
    {"_is_of_a_checkpoint", "publish that checkpoint first, and keep it"},
};

template <class Failure>
bool is(const std::exception& failure) {
  return dynamic_cast<const Failure*>(&failure) != nullptr;
}

// The library forgets the SQLSTATE of the errors it has types for.
std::string sql_state(const std::exception& failure) {
  if (is<pqxx::disk_full>(failure)) return "53100";
  if (is<pqxx::out_of_memory>(failure)) return "53200";
  if (is<pqxx::too_many_connections>(failure)) return "53300";
  if (is<pqxx::insufficient_privilege>(failure)) return "42501";
  if (is<pqxx::undefined_table>(failure)) return "42P01";
  const auto* sql = dynamic_cast<const pqxx::sql_error*>(&failure);
  return sql == nullptr ? std::string() : sql->sqlstate();
}

std::string_view remedy_for(const std::string& state, std::string_view words) {
  for (const Remedy& known : kBySqlState)
    if (!state.empty() && state.starts_with(known.sign)) return known.remedy;
  for (const Remedy& known : kByWords)
    if (words.find(known.sign) != std::string_view::npos) return known.remedy;
  return "see PostgreSQL's log";
}

bool leaves_doubt(const std::exception& failure) {
  return is<pqxx::in_doubt_error>(failure) || is<pqxx::broken_connection>(failure) ||
         is<pqxx::statement_completion_unknown>(failure);
}

}  // namespace

std::string words_of(const std::exception& failure) {
  // An error's DETAIL may quote a row; only the first line is repeated.
  std::string_view words = failure.what();
  const bool on_connecting = is<pqxx::broken_connection>(failure);
  if (!on_connecting) words = words.substr(0, words.find('\n'));
  while (words.ends_with('\n')) words.remove_suffix(1);
  std::string line(words);
  for (char& c : line)
    if (c == '\n' || c == '\t') c = ' ';
  return fmt::format("storage: {}; {}", line, remedy_for(sql_state(failure), line));
}

std::string words_of_break() {
  return "storage: the connection to PostgreSQL broke during a statement; see PostgreSQL's log, "
         "and "
         "start it where it stopped";
}

ports::AppendResult outcome_of(const std::exception& failure, bool session_lives) {
  // A session that was ended may have been ended after its commit.
  if (!session_lives || leaves_doubt(failure) || sql_state(failure).starts_with("57P"))
    return ports::AppendResult::in_doubt;
  // The head stands before entries that exist: another writer, or a restored head.
  if (is<pqxx::unique_violation>(failure) &&
      std::string_view(failure.what()).find("journal_pkey") != std::string_view::npos)
    return ports::AppendResult::head_moved;
  // The server said no and still answers, so the statement was undone.
  return ports::AppendResult::unavailable;
}

}  // namespace zonefactor::postgres
