// Where lock signals go once their entries are durable (rule T4).
#pragma once

#include "service/core/fact.h"

namespace zonefactor::ports {

class SignalSink {
 public:
  virtual ~SignalSink() = default;
  // On the loop's thread; must not block.
  virtual void send(const core::Signal& signal) = 0;
};

}  // namespace zonefactor::ports
