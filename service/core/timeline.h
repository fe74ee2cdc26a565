// All steps in the order they happened, and the state they fold to (rule K4).
//
// News in order is folded in place. Late news takes the state back to where it belongs and folds
// the rest again, so that the state is a function of the set of steps, not of their arrival; what
// follows anew is told once. Going back is bounded: what has fallen out of the window cannot be
// changed.
#pragma once

#include <deque>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "service/core/fold.h"
#include "service/core/judge.h"
#include "service/core/ledger.h"
#include "service/core/state.h"

namespace zonefactor::core {

struct Step {
  struct Login {
    LoginAttempt attempt;
    std::optional<ZoneNo> zone;
    Class judged = Class::undetermined;  // by what is known now
    Class held = Class::undetermined;    // as last told
    Reasons reasons;
  };
  struct Equivocated {
    ControllerId controller;
  };
  using What =
      std::variant<Timer, DoorEvent, Equivocated, ControllerStatus, Login, SessionChanged,
                   Acknowledged, PresenceCorrected, EmergencyDeclared, std::shared_ptr<const Site>>;
  What what;
  Instant at{};
  Instant recorded_at{};
  EntryRef ref;
  State::Mark before = 0;
  Position position = 0;
};

// Whether `a` stands before `b` in the order of rule K4.
bool stands_before(const Step& a, const Step& b);

class Timeline {
 public:
  State state;
  Reports reports;
  Staging staging;
  Ledger ledger;

  Instant now() const { return now_; }
  Consequences advance(Instant now);
  Consequences add(Step step);
  // Judges again everything decided from `since` on, because a report named that time.
  Consequences rejudge(Instant since, EntryRef cause);
  // Rules I4, I7: locks the person's sessions on the zone's terminals.
  Consequences lock(PersonNo person, ZoneNo zone, EntryRef cause);
  // Whether an event at `at` lies before the window (rule K10).
  bool too_late(Instant at, Instant recorded_at) const;

 private:
  std::size_t place_of(const Step& step) const;
  void run_timers(Instant until);
  void apply(Step step, bool again);
  void refold(std::size_t first, std::optional<Step> late);
  void trim();
  // Whether a consequence of this key was not told before; remembers it.
  bool is_news(std::string key);
  Consequences tell(std::optional<Step> late_news, EntryRef cause);
  void tell_missed_entries(EntryRef cause, Consequences& told);
  void tell_changed_verdicts(EntryRef cause, Consequences& told);

  std::deque<Step> steps_;
  Position next_position_ = 1;
  Instant now_{};
  Instant horizon_ = Instant::min();
  Emission emission_;
  bool refolded_ = false;
  std::size_t refolded_from_ = 0;
  std::set<std::string> told_;
  std::deque<std::set<std::string>::iterator> told_in_order_;
};

}  // namespace zonefactor::core
