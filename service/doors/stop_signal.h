// SIGINT and SIGTERM as something to wait for, beside time and lines of standard input.
//
// Construct it before any thread starts: the signals are blocked in every thread from then on.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace zonefactor::doors {

class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  // Waits for `time`; true where a signal came before, or had come.
  bool within(std::chrono::milliseconds time);
  // The next line of standard input without its end; std::nullopt at its end, or once a signal
  // came.
  std::optional<std::string> next_line();

 private:
  bool wait(int fd, int timeout_ms);

  int signal_fd_;
  bool came_ = false;
  bool input_ended_ = false;
  std::string pending_;
};

}  // namespace zonefactor::doors
