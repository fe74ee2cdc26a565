// Whether our own clock can be believed: it must run as steady time does, and be synchronised (rule
// K9).
//
// A step is what two looks differ by beyond a second; slewing never shows. It is held against the
// clock until it is undone, or for ten minutes: by then every controller's offset is measured anew.
#pragma once

#include <string>

#include "service/core/fact.h"
#include "service/ports/clock.h"

namespace zonefactor::engine {

class OwnClock {
 public:
  // `last_recorded_at`: the journal's latest time; a clock that stands before it has stepped.
  OwnClock(ports::Clock& clock, core::Instant last_recorded_at);
  core::OwnClockJudged look();
  // Whether it has been looked at for so long, and ran as steady time does.
  bool is_steady_for(core::Duration span) const;

 private:
  ports::Clock& clock_;
  core::Duration ahead_of_steady_{};
  core::Duration off_{};
  core::Duration stepped_at_{};  // of steady time; at first when it began to be looked at
};

// For the operator: what is wrong with it, and the remedy; empty where nothing is.
std::string words_for(const core::OwnClockJudged& judged);

}  // namespace zonefactor::engine
