// Asks the loop's thread for something and waits for it. Never on the loop's own thread.
#pragma once

#include <future>
#include <utility>

#include "service/ports/loop.h"

namespace zonefactor::daemon {

template <class Work>
auto on_loop(ports::Loop& loop, Work work) {
  std::packaged_task<decltype(work())()> task(std::move(work));
  auto result = task.get_future();
  loop.post([&task] { task(); });
  return result.get();
}

}  // namespace zonefactor::daemon
