// Order, going back, folding again, and telling what is new of it.
#include "service/core/timeline.h"

#include <algorithm>
#include <tuple>

#include "service/core/overloaded.h"

namespace zonefactor::core {

namespace {

// How many steps can be taken back, and how far (rule K4).
constexpr std::size_t kMaxSteps = 65'536;
constexpr Duration kHistory = std::chrono::days{7};
// Rule K5: older news signals nothing that a newer state contradicts.
constexpr Duration kLate = 60s;
// What was told is remembered to tell it once; bounded like the window.
constexpr std::size_t kMaxTold = 65'536;

// What falls due at an instant comes before what happens at it; door events before what we
// recorded.
int rank(const Step& step) {
  if (std::holds_alternative<Timer>(step.what)) return 0;
  return std::holds_alternative<DoorEvent>(step.what) ? 1 : 2;
}

auto event_order(const Observation& o) {
  return std::make_tuple(std::cref(o.controller.text), std::cref(o.boot), o.seq,
                         o.kind == EventKind::heartbeat);
}

// What tells one consequence from another: its kind, the entry it came from, whom it is about.
class Key {
 public:
  Key(char sort, int kind, EntryRef source) {
    text_.push_back(sort);
    for (const std::int64_t part :
         {std::int64_t{kind}, std::int64_t{source.year}, static_cast<std::int64_t>(source.index)}) {
      text_.append(std::to_string(part)).push_back('|');
    }
  }
  template <class IdType>
  Key& about(const std::optional<IdType>& id) {
    if (id) text_.append(id->text);
    text_.push_back('|');
    return *this;
  }
  std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

std::string key_of(const Finding& f, EntryRef source) {
  Key key('f', static_cast<int>(f.kind), source);
  key.about(f.person).about(f.zone).about(f.door).about(f.access_point).about(f.controller);
  key.about(f.terminal).about(f.session);
  return std::move(key).text();
}

std::string key_of(const Signal& signal, EntryRef source) {
  Key key('s', static_cast<int>(signal.kind), source);
  key.about(std::optional(signal.session));
  return std::move(key).text();
}

}  // namespace

bool stands_before(const Step& a, const Step& b) {
  if (a.at != b.at) return a.at < b.at;
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  if (const auto* x = std::get_if<DoorEvent>(&a.what)) {
    const auto& y = std::get<DoorEvent>(b.what);
    return event_order(x->observation) < event_order(y.observation);
  }
  if (const auto* x = std::get_if<Timer>(&a.what)) return *x < std::get<Timer>(b.what);
  return a.ref < b.ref;
}

bool Timeline::too_late(Instant at, Instant recorded_at) const {
  return at < horizon_ || at < recorded_at - kHistory;
}

Consequences Timeline::advance(Instant now) {
  if (now <= now_) return {};
  now_ = now;
  run_timers(now_);
  return tell(std::nullopt, EntryRef{});
}

// The first step that `step` stands before. What fell due at the same instant holds no place: it
// may have been made due by a step of that instant, and folding again makes it anew.
std::size_t Timeline::place_of(const Step& step) const {
  std::size_t first = steps_.size();
  for (std::size_t i = steps_.size(); i > 0 && steps_[i - 1].at >= step.at; --i) {
    if (std::holds_alternative<Timer>(steps_[i - 1].what) && steps_[i - 1].at == step.at) continue;
    if (!stands_before(step, steps_[i - 1])) break;
    first = i - 1;
  }
  return first;
}

Consequences Timeline::add(Step step) {
  now_ = std::max(now_, step.recorded_at);
  const EntryRef cause = step.ref;
  const std::size_t first = place_of(step);
  std::optional<Step> late;
  if (first == steps_.size()) {
    run_timers(step.at);
    apply(std::move(step), false);
  } else {
    late = step;
    refold(first, std::move(step));
  }
  run_timers(now_);
  Consequences told = tell(std::move(late), cause);
  trim();
  return told;
}

Consequences Timeline::rejudge(Instant since, EntryRef cause) {
  std::size_t first = steps_.size();
  while (first > 0 && steps_[first - 1].at >= since) --first;
  if (first == steps_.size()) return {};
  refold(first, std::nullopt);
  run_timers(now_);
  return tell(std::nullopt, cause);
}

Consequences Timeline::lock(PersonNo person, ZoneNo zone, EntryRef cause) {
  const Occasion occasion{now_, now_, cause, next_position_};
  Fold(state, occasion, emission_).lock_sessions(person, zone);
  return tell(std::nullopt, cause);
}

// Fires what is due up to and including `until`, each at its own time.
void Timeline::run_timers(Instant until) {
  while (!state.timers().empty() && state.timers().begin()->due <= until) {
    Step step;
    const Timer timer = *state.timers().begin();
    step.what = timer;
    step.at = step.recorded_at = timer.due;
    step.ref = timer.ref;
    apply(std::move(step), refolded_);
  }
}

void Timeline::apply(Step step, bool again) {
  step.before = state.mark();
  step.position = next_position_++;
  const Occasion occasion{step.at, step.recorded_at, step.ref, step.position};
  Fold fold(state, occasion, emission_);
  std::visit(Overloaded{
                 [&](const Timer& timer) {
                   state.drop_timer(timer);
                   fold.fire(timer);
                 },
                 [&](const DoorEvent& event) { fold.door_event(event); },
                 [&](const Step::Equivocated& what) { fold.equivocation(what.controller); },
                 [&](const ControllerStatus& status) { fold.controller_status(status); },
                 [&](Step::Login& login) {
                   if (again) {
                     const Decision decision = judge(state, reports, login.attempt, step.at);
                     login.judged = decision.class_;
                     login.reasons = decision.reasons;
                   }
                   fold.login(login.attempt, login.judged, login.reasons);
                 },
                 [&](const SessionChanged& change) { fold.session(change); },
                 [&](const Acknowledged& acknowledged) { fold.acknowledgement(acknowledged); },
                 [&](const PresenceCorrected& correction) { fold.correction(correction); },
                 [&](const EmergencyDeclared& declared) { fold.declaration(declared); },
                 [&](const std::shared_ptr<const Site>& site) { fold.configuration(site); },
             },
             step.what);
  steps_.push_back(std::move(step));
}

// Takes back every step from `first` on and folds them again, with `late` among them.
void Timeline::refold(std::size_t first, std::optional<Step> late) {
  state.roll_back(steps_[first].before);
  next_position_ = steps_[first].position;
  std::vector<Step> tail;
  for (std::size_t i = first; i < steps_.size(); ++i) {
    if (!std::holds_alternative<Timer>(steps_[i].what)) tail.push_back(std::move(steps_[i]));
  }
  steps_.resize(first);
  if (late) {
    if (const auto* event = std::get_if<DoorEvent>(&late->what)) {
      // Its predecessors in the boot cannot have happened after it.
      for (Step& step : tail) {
        const auto* other = std::get_if<DoorEvent>(&step.what);
        if (other != nullptr && other->observation.controller == event->observation.controller &&
            other->observation.boot == event->observation.boot &&
            event_order(other->observation) < event_order(event->observation)) {
          step.at = std::min(step.at, late->at);
        }
      }
    }
    tail.push_back(std::move(*late));
  }
  std::sort(tail.begin(), tail.end(), stands_before);
  refolded_ = true;
  refolded_from_ = first;
  for (Step& step : tail) {
    run_timers(step.at);
    apply(std::move(step), true);
  }
}

void Timeline::trim() {
  while (steps_.size() > kMaxSteps) {
    horizon_ = steps_.front().at;
    steps_.pop_front();
    state.forget(steps_.front().before);
  }
}

bool Timeline::is_news(std::string key) {
  const auto [place, is_new] = told_.insert(std::move(key));
  if (!is_new) return false;
  told_in_order_.push_back(place);
  if (told_in_order_.size() > kMaxTold) {
    told_.erase(told_in_order_.front());
    told_in_order_.pop_front();
  }
  return true;
}

// Rule S5: the person's absence was not known after all, so those logins were undecidable.
void Timeline::tell_missed_entries(EntryRef cause, Consequences& told) {
  for (const Emission::MissedEntry& missed : emission_.missed_entries) {
    for (std::size_t i = steps_.size(); i-- > 0 && steps_[i].at >= missed.since;) {
      auto* login = std::get_if<Step::Login>(&steps_[i].what);
      if (login == nullptr || login->zone != missed.zone ||
          !login->reasons.has(Reason::presence_absent)) {
        continue;
      }
      const std::vector<PersonNo>& holders = state.site().holders(login->attempt.account);
      if (holders.size() != 1 || holders.front() != missed.person) continue;
      login->reasons.remove(Reason::presence_absent);
      login->reasons.add(Reason::presence_unknown);
      login->judged = class_of_failing(login->reasons);
      if (login->judged == login->held) continue;
      told.readjudications.push_back({steps_[i].ref, login->held, login->judged, cause});
      login->held = login->judged;
    }
  }
}

void Timeline::tell_changed_verdicts(EntryRef cause, Consequences& told) {
  if (!refolded_) return;
  for (std::size_t i = refolded_from_; i < steps_.size(); ++i) {
    auto* login = std::get_if<Step::Login>(&steps_[i].what);
    if (login == nullptr || login->judged == login->held) continue;
    told.readjudications.push_back({steps_[i].ref, login->held, login->judged, cause});
    login->held = login->judged;
  }
}

// Turns what the folding gave rise to into what is news, in the order of interfaces.md section 6.
Consequences Timeline::tell(std::optional<Step> late_news, EntryRef cause) {
  Consequences told;
  for (Emission::Raised& raised : emission_.findings) {
    if (!is_news(key_of(raised.finding, raised.source))) continue;
    if (refolded_) raised.finding.at = now_;
    told.findings.push_back(std::move(raised.finding));
  }
  const bool stale = late_news && late_news->recorded_at - late_news->at > kLate;
  for (Emission::Sent& sent : emission_.signals) {
    if (!is_news(key_of(sent.signal, sent.source))) continue;  // also what rule K5 withholds below
    if (stale && sent.left &&
        presence_view(state, sent.left->first, sent.left->second, now_).is != PresenceIs::absent) {
      continue;
    }
    if (refolded_) sent.signal.at = now_;
    told.signals.push_back(std::move(sent.signal));
  }
  tell_missed_entries(cause, told);
  tell_changed_verdicts(cause, told);
  emission_ = Emission{};
  refolded_ = false;

  std::stable_sort(told.findings.begin(), told.findings.end(),
                   [](const Finding& a, const Finding& b) {
                     return std::tie(a.at, a.kind) < std::tie(b.at, b.kind);
                   });
  std::stable_sort(told.signals.begin(), told.signals.end(), [](const Signal& a, const Signal& b) {
    return std::tie(a.at, a.terminal, a.session) < std::tie(b.at, b.terminal, b.session);
  });
  std::sort(told.readjudications.begin(), told.readjudications.end(),
            [](const Readjudicated& a, const Readjudicated& b) { return a.decision < b.decision; });
  return told;
}

}  // namespace zonefactor::core
