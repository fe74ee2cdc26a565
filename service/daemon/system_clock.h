// The host's clock: the only place where the service reads wall time (rule K1).
#pragma once

#include <sys/timex.h>

#include "service/ports/clock.h"

namespace zonefactor::daemon {

class SystemClock final : public ports::Clock {
 public:
  core::Instant now() override {
    return std::chrono::floor<core::Duration>(std::chrono::system_clock::now());
  }
  core::Duration steady() override {
    return std::chrono::floor<core::Duration>(std::chrono::steady_clock::now().time_since_epoch());
  }
  // As the kernel was told by whoever keeps its time (adjtimex(2)).
  bool synchronised() override {
    timex asked{};
    return ::adjtimex(&asked) != TIME_ERROR && (asked.status & STA_UNSYNC) == 0;
  }
};

}  // namespace zonefactor::daemon
