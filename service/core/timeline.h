// All steps in the order they happened, and the state they fold to (rule K4).
//
// News in order is folded in place. Late news takes the state back to where it belongs and folds
// the rest again, so that the state is a function of the set of steps, not of their arrival; what
// follows anew is told once. Going back is bounded by time and by number: what has fallen out of
// the window cannot be changed.
#pragma once

#include <deque>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "service/core/awaited_locks.h"
#include "service/core/enumeration.h"
#include "service/core/fold.h"
#include "service/core/ledger.h"
#include "service/core/reports.h"
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
  // An event that came too late to change a state; its number came (rules K8, K10).
  struct Counted {
    Observation observation;
  };
  // A credential or designation that a report has ended (rules I4, I7).
  struct Ended {
    Reports::Ended what;
  };
  using What =
      std::variant<Timer, DoorEvent, Equivocated, Counted, Login, SessionChanged, Acknowledged,
                   PresenceCorrected, EmergencyDeclared, Ended, std::shared_ptr<const Site>>;
  What what;
  Instant at{};
  Instant recorded_at{};
  EntryRef ref;
  State::Mark before = 0;
  Position position = 0;
};

void append(Consequences& to, Consequences more);

// Whether `a` stands before `b` in the order of rule K4.
bool stands_before(const Step& a, const Step& b);

class Timeline {
 public:
  // How many steps can be taken back, and how far in time (rules K4, K10).
  static constexpr std::size_t kMaxSteps = 262'144;
  static constexpr Duration kHistory = std::chrono::days{7};
  // Late news that may wait does so no longer than this.
  static constexpr Duration kSettle = 50ms;

  State state;
  Reports reports;
  Shared<Staging> staging{Staging{}};   // put and removed, in force or not yet
  Shared<Staging> in_force{Staging{}};  // what the latest closing put in force
  Ledger ledger;
  AwaitedLocks awaited;
  Enumeration enumeration;

  Instant now() const { return now_; }
  Consequences advance(Instant now);
  Consequences add(Step step);
  // Takes a door event in. One that comes late waits for others that may come with it, so that the
  // rest is folded again once for all of them; it is settled by the next step of another kind, by
  // `settle`, or `kSettle` after it came.
  Consequences add_event(Step step);
  Consequences settle();
  bool is_settled() const { return late_.empty(); }
  // Judges again everything decided from `since` on, because a report named that time.
  Consequences rejudge(Instant since, EntryRef cause);
  // A finding that no step gives rise to; told with the next ones, or by `tell_noted`.
  void note(Finding finding) { noted_.push_back(std::move(finding)); }
  Consequences tell_noted() { return tell(EntryRef{}); }
  Consequences tell_overdue() {
    note_overdue();
    return tell_noted();
  }
  // Whether an event at `at` lies before the window (rule K10).
  bool too_late(Instant at, Instant recorded_at) const;
  // Whether something since the seal it began from was about what stood before it (rule V6).
  bool reaches_behind_seal() const { return reaches_behind_; }

 private:
  friend class Sealing;
  friend class Unsealing;
  std::size_t place_of(const Step& step) const;
  void look_behind_seal(Instant at);
  void run_timers(Instant until);
  void run_until(Instant until);
  void note_overdue();
  void apply(Step step, bool again);
  void refold(std::size_t first);
  static void draw_back(std::vector<Step>& tail, const Observation& event, Instant at, int boots);
  void trim();
  // Whether a consequence of this key was not told before; remembers it.
  bool is_news(std::string key);
  Consequences tell(EntryRef cause);
  void tell_signals(Consequences& told);
  void tell_missed_entries(Consequences& told);
  void tell_changed_verdicts(EntryRef cause, Consequences& told);
  EntryRef cause_of(const Step& login, EntryRef cause) const;
  void note_breached();
  bool was_breached(const Finding& finding) const;
  bool is_stale(const Emission::Sent& sent) const;
  bool is_gone(PersonNo person, ZoneNo zone) const;

  struct Late {
    EntryRef ref;
    Instant at{};
    bool stale = false;  // older than rule K5 takes for news
    std::optional<NumberId> credential;
  };

  // What stood at the seal that this began from cannot be taken back: the place of its last step,
  // and whether late news would have had to.
  Instant sealed_through_ = kLongAgo;
  bool reaches_behind_ = false;
  std::deque<Step> steps_;
  Position next_position_ = 1;
  Instant now_{};
  Instant horizon_ = kLongAgo;
  Emission emission_;
  std::vector<Finding> noted_;
  std::vector<Step> late_;      // not yet folded
  std::vector<Late> refolded_;  // the late news folded since the last telling, in its order
  Instant told_until_{};        // what is told now was not known before
  std::set<ZoneNo> breached_;   // before anything was folded again
  bool again_ = false;          // something was folded again since the last telling
  std::size_t again_from_ = 0;
  std::set<std::string> told_;
  std::deque<std::set<std::string>::iterator> told_in_order_;
};

}  // namespace zonefactor::core
