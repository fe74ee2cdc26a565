// Signals as wishes: SIGTERM and SIGINT ask to stop, SIGHUP to reload.
//
// Construct it before any other thread, so that all of them leave these signals to it.
#pragma once

#include <atomic>
#include <thread>

#include "service/daemon/inbox.h"

namespace zonefactor::daemon {

class SignalThread {
 public:
  explicit SignalThread(Inbox& inbox);
  ~SignalThread();
  SignalThread(const SignalThread&) = delete;
  SignalThread& operator=(const SignalThread&) = delete;

 private:
  Inbox& inbox_;
  std::atomic<bool> ending_{false};
  std::thread thread_;
};

}  // namespace zonefactor::daemon
