#include "service/verify/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace zonefactor::verify {

namespace {
constexpr std::chrono::seconds kBetween{2};
}  // namespace

void Progress::reached(std::uint64_t entries) {
  const Clock::time_point now = Clock::now();
  if (now - told_ < kBetween) return;
  told_ = now;
  const std::uint64_t hundredth = std::max<std::uint64_t>(expected_ / 100, 1);
  fmt::print(stderr, "{} of {} entries, {} %\n", entries, expected_,
             std::min<std::uint64_t>(entries / hundredth, 100));
}

}  // namespace zonefactor::verify
