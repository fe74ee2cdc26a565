// What the supervisor is told to do, by signals and from the loop's thread. Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>

namespace zonefactor::daemon {

enum class Wish : std::uint8_t {
  stop,         // SIGTERM, SIGINT
  reload,       // SIGHUP
  start_doors,  // a facility records now: its doors may be read
  fatal,        // an engine cannot go on
  loop_ended,
};

class Inbox {
 public:
  void put(Wish wish) {
    {
      const std::lock_guard lock(mutex_);
      wishes_.push_back(wish);
    }
    changed_.notify_one();
  }
  // std::nullopt once `deadline` has passed.
  std::optional<Wish> take(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_until(lock, deadline, [this] { return !wishes_.empty(); })) {
      return std::nullopt;
    }
    const Wish wish = wishes_.front();
    wishes_.pop_front();
    return wish;
  }
  Wish take() {
    for (;;) {
      if (auto wish = take(std::chrono::steady_clock::now() + std::chrono::hours(1))) return *wish;
    }
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Wish> wishes_;
};

}  // namespace zonefactor::daemon
