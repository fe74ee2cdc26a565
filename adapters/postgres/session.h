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

  // Waits until no other session that claimed the facility's journal is left. A killed service's
  // session first does what it was sent, which may be a commit: once it is gone, the head is
  // final. Waits 5 s: behind a living rival, or the session of a host that lost power, the
  // compare-and-swap of the head keeps the journal whole alone. Throws libpqxx's exceptions.
  void claim(const std::string& facility);

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
