// The host's clock: the only place where the service reads wall time (rule K1).
#pragma once

#include "service/ports/clock.h"

namespace zonefactor::daemon {

class SystemClock final : public ports::Clock {
 public:
  core::Instant now() override {
    return std::chrono::floor<core::Duration>(std::chrono::system_clock::now());
  }
};

}  // namespace zonefactor::daemon
