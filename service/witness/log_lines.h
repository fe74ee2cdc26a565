// The witness's lines on standard error, for whoever runs it.
//
// Promise: nobody fills the disk by asking: of one kind a line is printed every ten seconds at
// most, and says how many were left out. A line that cannot be printed stops nothing. One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace zonefactor::witness {

class LogLines {
 public:
  void say(std::string_view line);
  // `kind` is one of a few.
  void say_sometimes(const std::string& kind, std::string_view line);

 private:
  struct Kind {
    std::chrono::steady_clock::time_point next{};
    std::uint64_t left_out = 0;
  };
  std::map<std::string, Kind> kinds_;
};

}  // namespace zonefactor::witness
