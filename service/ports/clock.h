// Where "now" comes from: the only place the service reads wall time.
#pragma once

#include "service/core/time.h"

namespace zonefactor::ports {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual core::Instant now() = 0;
};

}  // namespace zonefactor::ports
