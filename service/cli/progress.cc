// The line is taken away with a carriage return and the terminal's "erase to the end of the line".
#include "service/cli/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace zonefactor::cli {

namespace {

constexpr std::chrono::milliseconds kBetween{500};
constexpr std::uint64_t kLinesBetweenLooks = 64;  // at the clock

}  // namespace

Progress::Progress(bool shown, std::uint64_t bytes_expected, const char* counted)
    : shown_(shown),
      bytes_expected_(bytes_expected),
      counted_(counted),
      begun_(Clock::now()),
      written_(begun_) {}

void Progress::reached(std::uint64_t bytes, std::uint64_t lines) {
  if (!shown_ || lines % kLinesBetweenLooks != 0) return;
  const Clock::time_point now = Clock::now();
  if (now - written_ < kBetween) return;
  written_ = now;
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(now - begun_).count();
  const std::uint64_t rate = lines * 1000 / static_cast<std::uint64_t>(std::max<long>(ms, 1));
  clear();
  if (bytes_expected_ != 0) fmt::print(stderr, "{:3} %  ", bytes * 100 / bytes_expected_);
  fmt::print(stderr, "{} {}  {} {}/s", lines, counted_, rate, counted_);
  std::fflush(stderr);
  stands_ = true;
}

void Progress::clear() {
  if (!stands_) return;
  fmt::print(stderr, "\r\x1b[K");
  stands_ = false;
}

}  // namespace zonefactor::cli
