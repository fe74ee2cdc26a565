// Where "now" comes from: the only place the service reads wall time.
#pragma once

#include "service/core/time.h"

namespace zonefactor::ports {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual core::Instant now() = 0;
  // Time that never steps, from any beginning: what `now` is measured against (rule K9). By default
  // the clock is its own measure.
  virtual core::Duration steady() { return now().time_since_epoch(); }
  // Whether the host says that its clock is synchronised.
  virtual bool synchronised() { return true; }
};

}  // namespace zonefactor::ports
