// A whole zonefactord for a test: its own PostgreSQL, configuration, keys and port, started as an
// operator would, killed as a power cut would.
#pragma once

#include <httplib.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/postgres_server.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace zonefactor::daemon_test {

struct ServiceOptions {
  std::string facility_tables{};  // TOML after the [[facility]] table, e.g. [[facility.mqtt]]
};

class RunningService {
 public:
  explicit RunningService(ServiceOptions options = {});

  // What the program finds in its environment beside ours.
  void set_environment(std::map<std::string, std::string> environment) {
    environment_ = std::move(environment);
  }
  // Starts the program and waits until it is ready; with `ready` false only until it answers at
  // all.
  void start(bool ready = true);
  void kill9();
  // SIGTERM; its exit code.
  int stop();
  // Stops it, which has to go well, and starts it again.
  void restart();
  bool running() { return process_ != nullptr && process_->running(); }
  support::Process& process() { return *process_; }
  bool is_ready();

  // A second program on the same journal with a port of its own; its exit code within the deadline.
  std::unique_ptr<support::Process> start_rival();

  // A client with the key of role "terminal", "doors", "admin", "auditor" or "monitor".
  httplib::Client client(const std::string& role) const;
  std::uint16_t port() const { return port_; }
  // Runs `zonefactor` as the peer of this role (empty: of none).
  support::RunResult zonefactor(const std::string& role, std::vector<std::string> arguments) const;
  void apply_facility(const std::string& toml);
  // JSON to `path` as the peer of this role, which has to be taken; the entry that answers it.
  std::string post(const std::string& role, const char* path, const std::string& body) const;
  // Tanaka logs in so many times; each is answered.
  void ask(int times) const;
  // The log that is written: "chuo/2026".
  std::string written_log();
  // The log's keys as the auditor's policy file, "auditor.policy" in the directory.
  void write_policy() const;

  // Rows of the journal, oldest first: "index|type|body".
  std::vector<std::string> journal();
  support::PostgresServer& postgres() { return postgres_; }
  std::string log() const;
  const support::TempDir& directory() const { return directory_; }

 private:
  void write_config(const std::string& name, std::uint16_t port, const std::string& state) const;

  ServiceOptions options_;
  std::map<std::string, std::string> environment_;
  support::PostgresServer postgres_;
  support::TempDir directory_;
  std::uint16_t port_;
  std::unique_ptr<support::Process> process_;
};

// A dispensing room with readers in and out; tanaka and suzuki belong there. Controllers ctl-1,
// ctl-2.
std::string small_facility();

// An AuthZEN question for ph-t01 with a password.
std::string question(const std::string& account);

// A passage of `number` at reader `point` of ctl-1, or ctl-2 for points that begin with "x".
std::string passage(const std::string& boot, std::uint64_t seq, const std::string& point,
                    const std::string& number);

}  // namespace zonefactor::daemon_test
