// A child process of a test: its output is kept, and it never outlives the object or the test.
//
// Thread rule: the kernel kills the child when the thread that started it ends, so start it from a
// thread that lives as long as the child shall.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace zonefactor::support {

using namespace std::chrono_literals;

struct ProcessOptions {
  std::map<std::string, std::string> environment{};  // added to ours
  std::string input{};                               // what it reads from standard input
  std::filesystem::path output_file{};               // appended to; empty: kept in memory
  std::filesystem::path working_directory{};         // empty: ours
  std::string user{};                                // runs as this user where we are root
};

class Process {
 public:
  // Starts `argv`, looked up in PATH where it has no slash. Throws where it cannot be started.
  explicit Process(const std::vector<std::string>& argv, const ProcessOptions& options = {});
  ~Process();  // kills it and its process group
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  bool running();
  // Waits for its end: the exit status, 128 + n after signal n, or std::nullopt once `deadline`
  // passed.
  std::optional<int> wait(std::chrono::milliseconds deadline = 20s);
  // Sends a signal; nothing where it has ended already.
  void signal(int number);
  // Standard output and standard error so far.
  std::string output() const;

 private:
  pid_t pid_ = -1;
  int pid_fd_ = -1;
  int output_fd_ = -1;
  std::optional<int> status_;
};

struct RunResult {
  int status = 0;
  std::string output;
};
// Runs a program to its end; throws where it takes longer than `deadline`.
RunResult run(const std::vector<std::string>& argv, const ProcessOptions& options = {},
              std::chrono::milliseconds deadline = 60s);

}  // namespace zonefactor::support
