// What systemd is told: ready, reloading, stopping, alive. Nothing where nobody asked for it.
#pragma once

#include <string>

namespace zonefactor::daemon {

class ServiceManager {
 public:
  void ready() const;
  // A start may take long; it is not yet lost.
  void starting(const std::string& status) const;
  void reloading() const;
  void stopping() const;
  void alive() const;
};

}  // namespace zonefactor::daemon
