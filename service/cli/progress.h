// How far a long run is, on one line of standard error that is written over and cleared at the end.
//
// Promise: nothing at all is written where it is not shown, and at most twice a second where it is.
// A clock is read here for the eye only: nothing that is printed elsewhere depends on it.
#pragma once

#include <chrono>
#include <cstdint>

namespace zonefactor::cli {

class Progress {
 public:
  // `bytes_expected` is 0 where nobody knows.
  Progress(bool shown, std::uint64_t bytes_expected, const char* counted = "lines");
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void reached(std::uint64_t bytes, std::uint64_t lines);
  // Takes the line away, so that something else can be written there.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  bool shown_;
  std::uint64_t bytes_expected_;
  const char* counted_;
  Clock::time_point begun_;
  Clock::time_point written_;
  bool stands_ = false;  // there is a line to clear
};

}  // namespace zonefactor::cli
