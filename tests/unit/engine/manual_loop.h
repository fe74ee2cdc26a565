// A loop and a clock that a test turns by hand: work runs when the test runs it, timers when it
// moves time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>

#include "service/ports/clock.h"
#include "service/ports/loop.h"
#include "tests/unit/engine/other_threads.h"

namespace zonefactor::engine {

class ManualClock final : public ports::Clock {
 public:
  explicit ManualClock(core::Instant start) : now_(start) {}
  core::Instant now() override { return now_; }
  core::Duration steady() override { return now_.time_since_epoch() - stepped_; }
  bool synchronised() override { return is_synchronised; }
  // Time passes until then.
  void set(core::Instant instant) { now_ = instant; }
  void move(core::Duration by) { now_ += by; }
  // No time passes; somebody sets the clock.
  void step(core::Duration by) {
    now_ += by;
    stepped_ += by;
  }

  bool is_synchronised = true;

 private:
  core::Instant now_;
  core::Duration stepped_{};
};

class ManualLoop final : public ports::Loop {
 public:
  explicit ManualLoop(ManualClock& clock) : clock_(clock) {}

  void post(std::function<void()> work) override {
    {
      const std::lock_guard lock(mutex_);
      ready_.push_back(std::move(work));
    }
    changed_.notify_one();
  }

  void after(std::chrono::milliseconds delay, std::function<void()> work) override {
    const std::lock_guard lock(mutex_);
    timers_.emplace(passed_ + delay, std::move(work));
  }

  // Runs what is ready, until `done`; waits for other threads' work. Throws where none comes.
  template <class Condition>
  void run_until(Condition done) {
    while (!done()) run_one(std::chrono::seconds(20));
  }

  // As `run_until`, and moves time by a tick whenever nothing has come for a moment and no other
  // thread is at work: on a busy machine, time does not run away from them.
  template <class Condition>
  void pass_until(Condition done) {
    for (int idle = 0; !done();) {
      if (run_ready()) continue;
      if (await_work(std::chrono::milliseconds(1)) || !other_threads_wait()) continue;
      if (++idle > 20000) throw std::runtime_error("the condition never came true");
      advance(std::chrono::milliseconds(100));
    }
  }

  // Moves loop time and the clock, and runs the timers due.
  void advance(std::chrono::milliseconds by) {
    const auto end = passed_ + by;
    for (;;) {
      std::function<void()> work;
      {
        const std::lock_guard lock(mutex_);
        const auto first = timers_.begin();
        if (first == timers_.end() || first->first > end) break;
        move_to(std::max(first->first, passed_));
        work = std::move(first->second);
        timers_.erase(first);
      }
      work();
    }
    move_to(end);
  }

  bool run_ready() {
    bool any = false;
    for (;;) {
      std::function<void()> work;
      {
        const std::lock_guard lock(mutex_);
        if (ready_.empty()) return any;
        work = std::move(ready_.front());
        ready_.pop_front();
      }
      any = true;
      work();
    }
  }

 private:
  void move_to(std::chrono::milliseconds passed) {
    clock_.move(passed - passed_);
    passed_ = passed;
  }

  bool await_work(std::chrono::milliseconds at_most) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, at_most, [this] { return !ready_.empty(); });
  }

  void run_one(std::chrono::seconds deadline) {
    advance(std::chrono::milliseconds(0));
    if (!await_work(deadline)) throw std::runtime_error("nothing came to run");
    std::function<void()> work;
    {
      const std::lock_guard lock(mutex_);
      work = std::move(ready_.front());
      ready_.pop_front();
    }
    work();
  }

  ManualClock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> ready_;
  std::multimap<std::chrono::milliseconds, std::function<void()>> timers_;
  std::chrono::milliseconds passed_{0};
};

}  // namespace zonefactor::engine
