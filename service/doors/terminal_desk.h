// Terminals that ask the service over HTTPS, each as itself, and the watchers of the same morning.
//
// One connection per caller, kept alive. Throws std::runtime_error where the service does not
// answer; what it answers is the caller's to judge.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "service/journal/canonical_json.h"

namespace zonefactor::doors {

struct DeskOptions {
  std::string url;
  std::filesystem::path ca_file;
  std::filesystem::path terminal_certificates;  // directory of terminal-ID.pem and terminal-ID.key
  std::filesystem::path keys;                   // directory of API keys: one per terminal, and
                                                // `monitor`, `auditor`, `admin`
};

struct LoginReply {
  bool allowed = false;
  std::string class_;
  std::string outcome;
  std::vector<std::string> reasons;
  std::vector<std::string> entry_factors;
  std::vector<std::string> terminal_factors;
  std::string entry;  // where the answer is recorded
  std::chrono::microseconds took{0};
};

class TerminalDesk {
 public:
  explicit TerminalDesk(DeskOptions options);
  ~TerminalDesk();
  TerminalDesk(const TerminalDesk&) = delete;
  TerminalDesk& operator=(const TerminalDesk&) = delete;

  // Asks as `terminal`, proven by its certificate or, with `by_key`, by its API key.
  LoginReply ask(const std::string& terminal, bool by_key, const journal::JsonObject& question);

  // Whether the service has recorded `seq` of `boot` from `controller`.
  bool has_recorded(const std::string& controller, const std::string& boot, std::int64_t seq);

  // The door entry that the recorded decision rests on; empty where there is none.
  std::string rests_on(const std::string& decision_entry);

  void acknowledge(const journal::JsonObject& what);
  void report_credential(const std::string& credential, const journal::JsonObject& state);

 private:
  struct Caller;
  Caller& caller(const std::string& name, bool by_key);
  std::string watch(const std::string& as, const std::string& target);
  void administer(const std::string& target, const journal::JsonObject& body);

  DeskOptions options_;
  std::map<std::string, std::unique_ptr<Caller>> callers_;
};

}  // namespace zonefactor::doors
