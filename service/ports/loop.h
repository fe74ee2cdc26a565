// The one thread on which the engine lives, as adapters with threads of their own see it.
#pragma once

#include <chrono>
#include <functional>

namespace zonefactor::ports {

class Loop {
 public:
  virtual ~Loop() = default;
  // Runs `work` on the loop's thread, soon, in the order posted. Callable from any thread.
  virtual void post(std::function<void()> work) = 0;
  // Runs `work` on the loop's thread once `delay` has passed. Callable from any thread.
  virtual void after(std::chrono::milliseconds delay, std::function<void()> work) = 0;
};

}  // namespace zonefactor::ports
