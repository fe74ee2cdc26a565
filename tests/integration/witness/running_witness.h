// The real zonefactor-witness on loopback, in a directory of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/journal/signed_note.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/witness/sample_log.h"

namespace zonefactor::witness_test {

// The program's file.
std::string program();

struct Reply {
  int status = 0;  // 0: no answer
  std::string type;
  std::string body;
};

class RunningWitness {
 public:
  // `listener` and `rest` are added to the configuration's [listener] and to its end.
  explicit RunningWitness(std::vector<witness::Settings::Log> logs,
                          const std::string& listener = "", const std::string& rest = "");

  void start();  // throws where it does not come up
  void kill9();
  int stop();  // its exit status
  // Starts it under a shell that does `limit` before, such as "ulimit -f 0".
  void start_under(const std::string& limit);
  support::Process& process() { return *process_; }

  std::uint16_t port() const { return port_; }
  std::string config() const { return (directory_ / "witness.toml").string(); }
  std::string state_file(const std::string& origin, const std::string& ending) const;
  const journal::VerifierKey& key() const { return key_; }
  std::string log() const;

  // Over plain HTTP.
  Reply post(const std::string& body, const std::string& target = "/add-checkpoint") const;
  Reply get(const std::string& target) const;
  // What is served of a log: 200 with the note, or another status.
  Reply latest(const std::string& origin) const;

 private:
  void come_up(const std::vector<std::string>& argv);

  support::TempDir directory_;
  std::uint16_t port_;
  journal::VerifierKey key_;
  std::unique_ptr<support::Process> process_;
};

}  // namespace zonefactor::witness_test
