// A real PostgreSQL cluster of a test's own: initdb, start, stop, kill, restart, and nothing left.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace zonefactor::support {

enum class PostgresStop { fast, immediate };

struct PostgresOptions {
  bool fsync = true;
  bool tcp = false;                     // also listen on 127.0.0.1, with passwords (scram-sha-256)
  std::vector<std::string> settings{};  // "max_connections=30"
};

class PostgresServer {
 public:
  // Makes the cluster and starts it. As root it runs as user postgres.
  explicit PostgresServer(PostgresOptions options = {});
  ~PostgresServer();

  void start();  // returns once it accepts connections
  void stop(PostgresStop how = PostgresStop::fast);
  void kill9();  // the postmaster and every backend, as a power cut would
  bool running();

  // By unix socket, without a password.
  std::string connection_string(const std::string& user = "postgres",
                                const std::string& database = "postgres") const;
  // By TCP on 127.0.0.1, with a password.
  std::string tcp_connection_string(const std::string& user, const std::string& password,
                                    const std::string& database = "postgres") const;
  std::uint16_t port() const { return port_; }

  // Runs SQL as the superuser: unaligned rows, one per line, columns parted by '|', without the
  // last newline. Throws with the server's words.
  std::string sql(const std::string& text, const std::string& database = "postgres");
  std::string log() const;

 private:
  PostgresOptions options_;
  TempDir directory_;
  std::uint16_t port_;
  std::unique_ptr<Process> postmaster_;
};

}  // namespace zonefactor::support
