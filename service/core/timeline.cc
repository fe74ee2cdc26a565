// Order, going back, folding again, and telling what is new of it.
#include "service/core/timeline.h"

#include <algorithm>
#include <tuple>

#include "service/core/judge.h"
#include "service/core/overloaded.h"

namespace zonefactor::core {

namespace {

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

// Whether the numbers say that `a` came before `b`.
bool precedes(const Observation& a, const Observation& b) {
  return a.controller == b.controller && a.boot == b.boot && event_order(a) < event_order(b);
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
  key.about(std::optional(signal.terminal)).about(std::optional(signal.session));
  return std::move(key).text();
}

// The order of interfaces.md section 6.
void put_in_order(Consequences& told) {
  std::stable_sort(told.findings.begin(), told.findings.end(),
                   [](const Finding& a, const Finding& b) {
                     return std::tie(a.at, a.kind) < std::tie(b.at, b.kind);
                   });
  std::stable_sort(told.signals.begin(), told.signals.end(), [](const Signal& a, const Signal& b) {
    return std::tie(a.at, a.terminal, a.session) < std::tie(b.at, b.terminal, b.session);
  });
  std::sort(told.readjudications.begin(), told.readjudications.end(),
            [](const Readjudicated& a, const Readjudicated& b) { return a.decision < b.decision; });
}

}  // namespace

void append(Consequences& to, Consequences more) {
  to.findings.insert(to.findings.end(), more.findings.begin(), more.findings.end());
  to.signals.insert(to.signals.end(), more.signals.begin(), more.signals.end());
  to.readjudications.insert(to.readjudications.end(), more.readjudications.begin(),
                            more.readjudications.end());
}

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
  Consequences told;
  if (!is_settled()) {
    const Instant due = late_.front().recorded_at + kSettle;
    if (now < due) {
      now_ = std::max(now_, now);
      return told;
    }
    now_ = std::max(now_, due);
    told = settle();
  }
  if (now <= now_) return told;
  told_until_ = now_;
  now_ = now;
  run_until(now_);
  note_overdue();
  append(told, tell(EntryRef{}));
  return told;
}

// What fell due outside the fold: terminals that did not answer, controllers that fell silent.
void Timeline::note_overdue() {
  for (Finding& overdue : awaited.take_overdue(now_)) note(std::move(overdue));
  for (const auto& [since, no] : state.liveness.take_lost(now_)) {
    Finding finding;
    finding.kind = FindingKind::controller_offline;
    finding.at = since;
    finding.controller = state.ordinals.controllers.id(no);
    note(std::move(finding));
  }
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

// At the same instant it may stand before what was sealed or behind it: that cannot be told.
void Timeline::look_behind_seal(Instant at) {
  if (at <= sealed_through_ && sealed_through_ >= now_ - kHistory) reaches_behind_ = true;
}

Consequences Timeline::add(Step step) {
  Consequences told = settle();
  told_until_ = now_ = std::max(now_, step.recorded_at);
  look_behind_seal(step.at);
  const EntryRef cause = step.ref;
  const std::size_t first = place_of(step);
  if (first == steps_.size()) {
    run_timers(step.at);
    apply(std::move(step), false);
  } else {
    late_.push_back(std::move(step));
    refold(first);
  }
  run_timers(now_);
  append(told, tell(cause));
  trim();
  return told;
}

Consequences Timeline::add_event(Step step) {
  if (is_settled() && place_of(step) == steps_.size()) return add(std::move(step));
  now_ = std::max(now_, step.recorded_at);
  look_behind_seal(step.at);
  late_.push_back(std::move(step));
  return {};
}

Consequences Timeline::settle() {
  if (is_settled()) return {};
  std::size_t first = steps_.size();
  for (const Step& step : late_) first = std::min(first, place_of(step));
  const EntryRef cause = late_.back().ref;
  refold(first);
  run_timers(now_);
  Consequences told = tell(cause);
  trim();
  return told;
}

Consequences Timeline::rejudge(Instant since, EntryRef cause) {
  Consequences told = settle();
  trim();
  look_behind_seal(since);
  std::size_t first = steps_.size();
  while (first > 0 && steps_[first - 1].at >= since) --first;
  if (first == steps_.size()) return told;
  refold(first);
  run_timers(now_);
  append(told, tell(cause));
  return told;
}

// Fires what is due up to and including `until`, each at its own time.
void Timeline::run_timers(Instant until) {
  while (!state.timers().empty() && state.timers().begin()->due <= until) {
    Step step;
    const Timer timer = *state.timers().begin();
    step.what = timer;
    step.at = step.recorded_at = timer.due;
    step.ref = timer.ref;
    apply(std::move(step), again_);
  }
}

// The same, with what a report said would end by then.
void Timeline::run_until(Instant until) {
  while (!reports.ends.empty() && reports.ends.begin()->first <= until) {
    const auto [due, end] = *reports.ends.begin();
    reports.ends.erase(reports.ends.begin());
    run_timers(due);
    if (!reports.stands(end)) continue;
    Step step;
    step.what = Step::Ended{end.of};
    step.at = step.recorded_at = due;
    step.ref = end.report;
    apply(std::move(step), again_);
  }
  run_timers(until);
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
                 [&](const Step::Counted& what) { fold.count(what.observation); },
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
                 [&](const Step::Ended& ended) { fold.end(ended.what); },
                 [&](const std::shared_ptr<const Site>& site) { fold.configuration(site); },
             },
             step.what);
  steps_.push_back(std::move(step));
}

// Takes back every step from `first` on and folds them again, with the late ones among them.
void Timeline::refold(std::size_t first) {
  const bool from_the_end = first == steps_.size();
  if (!again_) note_breached();
  if (!from_the_end) {
    state.roll_back(steps_[first].before);
    next_position_ = steps_[first].position;
  }
  std::vector<Step> tail;
  for (std::size_t i = first; i < steps_.size(); ++i) {
    if (!std::holds_alternative<Timer>(steps_[i].what)) tail.push_back(std::move(steps_[i]));
  }
  steps_.resize(first);
  for (Step& step : late_) {
    const auto* event = std::get_if<DoorEvent>(&step.what);
    refolded_.push_back({step.ref, step.at, step.recorded_at - step.at > kLate,
                         event == nullptr ? std::nullopt : event->observation.credential});
    if (event != nullptr) draw_back(tail, event->observation, step.at, kMaxBoots);
    tail.push_back(std::move(step));
  }
  late_.clear();
  std::sort(tail.begin(), tail.end(), stands_before);
  again_from_ = again_ ? std::min(again_from_, first) : first;
  again_ = true;
  for (Step& step : tail) {
    run_timers(step.at);
    apply(std::move(step), true);
  }
}

// Its predecessors cannot have happened after it, nor theirs after them.
void Timeline::draw_back(std::vector<Step>& tail, const Observation& event, Instant at, int boots) {
  std::vector<std::pair<Observation, Instant>> drawn;
  for (Step& step : tail) {
    const auto* other = std::get_if<DoorEvent>(&step.what);
    // A heartbeat stands where it came.
    if (other == nullptr || other->observation.kind == EventKind::heartbeat) continue;
    const bool of_boot_before = is_of_boot_before(other->observation, event);
    if (!of_boot_before && !precedes(other->observation, event)) continue;
    const Instant bound = of_boot_before ? at - kJustBefore : at;
    if (step.at <= bound) continue;
    step.at = bound;
    if (other->observation.previous) drawn.emplace_back(other->observation, bound);
  }
  if (boots == 0) return;  // boots that name each other in a ring end somewhere
  for (const auto& [boot, bound] : drawn) draw_back(tail, boot, bound, boots - 1);
}

void Timeline::trim() {
  while (!steps_.empty() && (steps_.size() > kMaxSteps || steps_.front().at < now_ - kHistory)) {
    horizon_ = std::max(horizon_, steps_.front().at);
    steps_.pop_front();
    state.forget(steps_.empty() ? state.mark() : steps_.front().before);
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

// Whether late news of old times gave rise to it: the news itself, or what was folded again for it.
bool Timeline::is_stale(const Emission::Sent& sent) const {
  const auto own = std::find_if(refolded_.begin(), refolded_.end(),
                                [&](const Late& late) { return late.ref == sent.source; });
  if (own != refolded_.end()) return own->stale;
  return std::any_of(refolded_.begin(), refolded_.end(),
                     [](const Late& late) { return late.stale; });
}

// Whether the newest that is known still says so; an absence that is only inferred locks nobody.
bool Timeline::is_gone(PersonNo person, ZoneNo zone) const {
  const PresenceView view = presence_view(state, person, zone, now_);
  return view.is == PresenceIs::absent && !(view.record && view.record->absent_by_inference);
}

void Timeline::tell_signals(Consequences& told) {
  for (Emission::Sent& sent : emission_.signals) {
    if (!is_news(key_of(sent.signal, sent.source))) continue;  // also what rule K5 withholds below
    // It has ended since the time that late news speaks of.
    if (state.session({sent.signal.terminal, sent.signal.session}) == nullptr) continue;
    if (sent.left && is_stale(sent) && !is_gone(sent.left->first, sent.left->second)) continue;
    sent.signal.at = again_ ? now_ : std::max(sent.signal.at, told_until_);
    if (sent.signal.kind == SignalKind::lock) {
      std::optional<PersonId> person;
      if (sent.left) person = state.ordinals.persons.id(sent.left->first);
      awaited.sent(sent.signal, std::move(person));
    }
    told.signals.push_back(std::move(sent.signal));
  }
}

// Rule S5: the person's absence was not known after all, so those logins were undecidable.
void Timeline::tell_missed_entries(Consequences& told) {
  for (const Emission::MissedEntry& missed : emission_.missed_entries) {
    bool before_it = false;  // the exit that shows it
    for (std::size_t i = steps_.size(); i-- > 0 && steps_[i].at >= missed.since;) {
      before_it = before_it || (std::holds_alternative<DoorEvent>(steps_[i].what) &&
                                steps_[i].ref == missed.source);
      if (!before_it) continue;
      auto* login = std::get_if<Step::Login>(&steps_[i].what);
      if (login == nullptr || login->zone != missed.zone ||
          !login->reasons.has(Reason::presence_absent)) {
        continue;
      }
      if (state.site().sole_holder(login->attempt.account) != missed.person) continue;
      login->reasons.remove(Reason::presence_absent);
      login->reasons.add(Reason::presence_unknown);
      if (login->judged != Class::emergency) login->judged = class_of_failing(login->reasons);
      if (login->judged == login->held) continue;
      told.readjudications.push_back({steps_[i].ref, login->held, login->judged, missed.source});
      login->held = login->judged;
    }
  }
}

// Of several late events the one that speaks of the login's person; among those, or where there is
// none such, the last that stands before it.
EntryRef Timeline::cause_of(const Step& login, EntryRef cause) const {
  const auto& attempt = std::get<Step::Login>(login.what).attempt;
  const std::vector<PersonNo>& holders = state.site().holders(attempt.account);
  const Late* best = nullptr;
  bool best_is_own = false;
  for (const Late& late : refolded_) {
    if (late.at > login.at) continue;
    bool own = false;
    if (late.credential) {
      for (const CredentialPlan& plan : state.site().credentials(*late.credential)) {
        own = own || std::find(holders.begin(), holders.end(), plan.person) != holders.end();
      }
    }
    const bool better =
        best == nullptr || (own && !best_is_own) || (own == best_is_own && late.at >= best->at);
    if (!better) continue;
    best = &late;
    best_is_own = own;
  }
  return best == nullptr ? cause : best->ref;
}

void Timeline::tell_changed_verdicts(EntryRef cause, Consequences& told) {
  if (!again_) return;
  for (std::size_t i = again_from_; i < steps_.size(); ++i) {
    auto* login = std::get_if<Step::Login>(&steps_[i].what);
    if (login == nullptr || login->judged == login->held) continue;
    told.readjudications.push_back(
        {steps_[i].ref, login->held, login->judged, cause_of(steps_[i], cause)});
    login->held = login->judged;
  }
}

void Timeline::note_breached() {
  for (const ZonePlan& zone : state.site().zones()) {
    if (!state.zone(zone.no).breaches.empty()) breached_.insert(zone.no);
  }
}

// A zone that was breached before the late news and is after it, has not been breached again.
bool Timeline::was_breached(const Finding& finding) const {
  const ZonePlan* zone = finding.kind == FindingKind::zone_breached && finding.zone
                             ? state.site().zone(*finding.zone)
                             : nullptr;
  return zone != nullptr && breached_.contains(zone->no);
}

// Turns what the folding gave rise to into what is news.
Consequences Timeline::tell(EntryRef cause) {
  Consequences told;
  told.findings = std::exchange(noted_, {});
  for (Emission::Raised& raised : emission_.findings) {
    if (!is_news(key_of(raised.finding, raised.source)) || was_breached(raised.finding)) continue;
    raised.finding.at = again_ ? now_ : std::max(raised.finding.at, told_until_);
    told.findings.push_back(std::move(raised.finding));
  }
  tell_signals(told);
  tell_missed_entries(told);
  tell_changed_verdicts(cause, told);
  emission_ = Emission{};
  refolded_.clear();
  breached_.clear();
  again_ = false;
  put_in_order(told);
  return told;
}

}  // namespace zonefactor::core
