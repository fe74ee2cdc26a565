#include "service/engine/own_clock.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace zonefactor::engine {

namespace {

constexpr core::Duration kStep = std::chrono::seconds(1);
constexpr core::Duration kForgotten = std::chrono::minutes(10);

bool is_step(core::Duration by) {
  return by > kStep || by < -kStep;
}

core::Duration ahead(ports::Clock& clock) {
  return clock.now().time_since_epoch() - clock.steady();
}

}  // namespace

OwnClock::OwnClock(ports::Clock& clock, core::Instant last_recorded_at)
    : clock_(clock), ahead_of_steady_(ahead(clock)), stepped_at_(clock.steady()) {
  const core::Duration back = clock.now() - last_recorded_at;
  if (back < -kStep) off_ = back;
}

core::OwnClockJudged OwnClock::look() {
  const core::Duration before = std::exchange(ahead_of_steady_, ahead(clock_));
  if (const core::Duration by = ahead_of_steady_ - before; is_step(by)) {
    off_ += by;
    stepped_at_ = clock_.steady();
  }
  if (!is_step(off_) || clock_.steady() - stepped_at_ >= kForgotten) off_ = core::Duration{0};
  return {off_, clock_.synchronised()};
}

bool OwnClock::is_steady_for(core::Duration span) const {
  return clock_.steady() - stepped_at_ >= span;
}

std::string words_for(const core::OwnClockJudged& judged) {
  if (judged.off != core::Duration{0}) {
    return fmt::format("the host's clock has stepped by {} ms: see what sets it",
                       judged.off.count() / 1000);
  }
  return judged.synchronised ? std::string()
                             : "the host's clock is not synchronised: start its time service";
}

}  // namespace zonefactor::engine
