// Lock signals as lines of the log: terminals that follow them take them from the journal's reader.
#pragma once

#include <fmt/format.h>

#include "service/daemon/logger.h"
#include "service/ports/signal_sink.h"

namespace zonefactor::daemon {

class LoggedSignals final : public ports::SignalSink {
 public:
  explicit LoggedSignals(const Logger& log) : log_(log) {}
  void send(const core::Signal& signal) override {
    log_.info("signal",
              fmt::format("{} for terminal {}", core::name_of(signal.kind), signal.terminal.text));
  }

 private:
  const Logger& log_;
};

}  // namespace zonefactor::daemon
