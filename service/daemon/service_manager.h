// What systemd is told: ready, reloading, stopping, alive. Nothing where nobody asked for it. Any
// thread.
#pragma once

#include <atomic>
#include <string>

namespace zonefactor::daemon {

class ServiceManager {
 public:
  void ready();
  // A start may take long; it is not yet lost.
  void starting(const std::string& status) const;
  // Around a reload. Silent until it was ready once, as the word for "reloaded" is READY too.
  void reloading() const;
  void reloaded();
  void stopping() const;
  void alive() const;

 private:
  std::atomic<bool> was_ready_{false};
};

}  // namespace zonefactor::daemon
