// One connection with the settings the journal's promises need, and the statements prepared on it.
//
// A session that broke stays broken: libpqxx would silently connect again, to a server that may
// know nothing of what went before. One thread at a time.
#pragma once

#include <optional>
#include <pqxx/connection>
#include <string>

namespace zonefactor::postgres {

// The server process behind a session; its number may be used again, its start not.
struct Backend {
  int pid = 0;
  std::string started;
};

class Session {
 public:
  // Connects, refuses a server that does not flush, and ends `predecessor` for good: once a session
  // exists, nothing that was sent on the one before can still be committed. Throws libpqxx's
  // exceptions and ports::StoreUnavailable.
  Session(const std::string& connection_string, const std::optional<Backend>& predecessor);

  pqxx::connection& connection() { return connection_; }
  const Backend& backend() const { return backend_; }
  bool lives() const { return connection_.is_open(); }
  // Whether the server has closed an idle session, or said anything unasked: better open a new one
  // now, while nothing is under way.
  bool is_stale() const;

 private:
  void settle();
  void check_schema();
  void end(const Backend& predecessor);
  void prepare();

  pqxx::connection connection_;
  Backend backend_;
};

}  // namespace zonefactor::postgres
