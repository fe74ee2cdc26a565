// How far a long run is, as lines of standard error: the first after two seconds, then one every
// two. A run shorter than that says nothing. A clock is read here for the eye only.
#pragma once

#include <chrono>
#include <cstdint>

namespace zonefactor::verify {

class Progress {
 public:
  explicit Progress(std::uint64_t expected) : expected_(expected), told_(Clock::now()) {}
  // So many entries of the expected are behind us.
  void reached(std::uint64_t entries);

 private:
  using Clock = std::chrono::steady_clock;

  std::uint64_t expected_;
  Clock::time_point told_;
};

}  // namespace zonefactor::verify
