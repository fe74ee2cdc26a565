#include "service/daemon/signal_thread.h"

#include <pthread.h>
#include <signal.h>

namespace zonefactor::daemon {

namespace {

// Wakes the thread for its own end.
constexpr int kEnd = SIGUSR2;

sigset_t awaited_signals() {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int number : {SIGTERM, SIGINT, SIGHUP, kEnd}) ::sigaddset(&set, number);
  return set;
}

}  // namespace

SignalThread::SignalThread(Inbox& inbox) : inbox_(inbox) {
  // A peer that hangs up while we write is an error of that write, not our end.
  ::signal(SIGPIPE, SIG_IGN);
  const sigset_t awaited = awaited_signals();
  ::pthread_sigmask(SIG_BLOCK, &awaited, nullptr);
  thread_ = std::thread([this, awaited] {
    for (int number = 0; ::sigwait(&awaited, &number) == 0;) {
      if (number == kEnd && ending_) return;
      if (number != kEnd) inbox_.put(number == SIGHUP ? Wish::reload : Wish::stop);
    }
  });
}

SignalThread::~SignalThread() {
  ending_ = true;
  ::pthread_kill(thread_.native_handle(), kEnd);
  thread_.join();
}

}  // namespace zonefactor::daemon
