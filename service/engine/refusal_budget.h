// How many refused messages are recorded per second: a flood of rubbish must not fill the journal.
// Beyond the budget the sender is told to come back later, so that no message is dropped
// unrecorded.
#pragma once

#include <cstddef>

#include "service/core/time.h"

namespace zonefactor::engine {

class RefusalBudget {
 public:
  explicit RefusalBudget(std::size_t per_second) : per_second_(per_second) {}

  bool spend(core::Instant now) {
    if (now >= window_ends_) {
      window_ends_ = now + std::chrono::seconds(1);
      spent_ = 0;
    }
    if (spent_ >= per_second_) return false;
    ++spent_;
    return true;
  }

 private:
  std::size_t per_second_;
  std::size_t spent_ = 0;
  core::Instant window_ends_{};
};

}  // namespace zonefactor::engine
