#include "service/witness/log_lines.h"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

namespace zonefactor::witness {

namespace {

constexpr std::chrono::seconds kQuiet{10};

}  // namespace

void LogLines::say(std::string_view line) {
  const std::string bytes = fmt::format("zonefactor-witness: {}\n", line);
  std::fwrite(bytes.data(), 1, bytes.size(), stderr);
}

void LogLines::say_sometimes(const std::string& kind, std::string_view line) {
  Kind& known = kinds_[kind];
  const auto now = std::chrono::steady_clock::now();
  if (now < known.next) {
    ++known.left_out;
    return;
  }
  known.next = now + kQuiet;
  const std::uint64_t left_out = std::exchange(known.left_out, 0);
  say(left_out == 0 ? std::string(line) : fmt::format("{} (and {} more before)", line, left_out));
}

}  // namespace zonefactor::witness
