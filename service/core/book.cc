// The three verbs over the timeline: which fact becomes which step.
#include "service/core/book.h"

#include <algorithm>

#include "service/core/judge.h"
#include "service/core/timeline.h"

namespace zonefactor::core {

namespace {

bool continues_begun_session(const State& state, const LoginAttempt& attempt) {
  if (!attempt.session) return false;
  const Session* session = state.session({attempt.terminal, *attempt.session});
  return session != nullptr && session->begun && session->account == attempt.account;
}

// Folds one entry's fact; an overload per fact, so that a new fact cannot be ignored.
class Evolution {
 public:
  Evolution(Timeline& timeline, const Entry& entry) : timeline_(timeline), entry_(entry) {}

  Consequences operator()(const LogOpened& fact) {
    if (!fact.previous.empty()) return {};  // what was known goes on
    timeline_.state.everyone_unknown = fact.everyone_unknown;
    return {};
  }
  Consequences operator()(const ServiceStarted&) { return {}; }
  Consequences operator()(const NameBound&) { return {}; }
  Consequences operator()(const ObjectPut& fact) {
    timeline_.staging.change()[staging_key(fact.object)] = {fact.object, entry_.ref};
    return {};
  }
  Consequences operator()(const ObjectRemoved& fact) {
    timeline_.staging.change().erase(staging_key(fact.kind, fact.id));
    return {};
  }
  Consequences operator()(const ConfigurationClosed& fact) {
    timeline_.in_force = timeline_.staging;
    auto site = std::make_shared<Site>(*timeline_.staging, timeline_.state.ordinals, entry_.ref,
                                       fact.version, fact.digest);
    site->follow(timeline_.state.site(), entry_.recorded_at);
    return add(std::shared_ptr<const Site>(std::move(site)), entry_.recorded_at);
  }
  Consequences operator()(const DoorEvent& fact) {
    const ControllerId& id = fact.observation.controller;
    const bool repeated = timeline_.ledger.seen(fact.observation) == Ledger::Seen::forgotten;
    const bool was_trusted = timeline_.ledger.clock_trusted(id);
    const Instant at = timeline_.ledger.take(fact, entry_.recorded_at);
    if (was_trusted && !fact.clock_trusted) note(FindingKind::clock_untrusted, id);
    if (repeated || timeline_.too_late(at, entry_.recorded_at)) {
      note(FindingKind::too_late, id);
      // Its number is none that is missing (rule K8).
      return add(Step::Counted{fact.observation}, entry_.recorded_at);
    }
    State& state = timeline_.state;
    if (const ControllerPlan* plan = state.site().controller(id)) {
      if (state.judged_by_heartbeat(id)) {
        state.liveness.heard(plan->no, entry_.recorded_at, plan->controller.heartbeat);
      }
      const bool says_nothing = fact.observation.kind == EventKind::heartbeat &&
                                timeline_.is_settled() &&
                                is_expected(state, plan->no, fact.observation);
      if (says_nothing) return timeline_.tell_noted();
    }
    return timeline_.add_event(step(fact, at));
  }
  Consequences operator()(const EventRefused& fact) {
    if (fact.why != Refusal::equivocation || !fact.controller) return {};
    return add(Step::Equivocated{*fact.controller}, entry_.recorded_at);
  }
  Consequences operator()(const ControllerStatus& fact) {
    State& state = timeline_.state;
    const ControllerPlan* plan = state.site().controller(fact.controller);
    if (plan == nullptr) return {};
    state.liveness.told(plan->no, fact.online, entry_.recorded_at);
    return timeline_.tell_overdue();
  }
  Consequences operator()(const OwnClockJudged& fact) {
    const bool was_trusted = timeline_.ledger.own_clock().trusted();
    timeline_.ledger.judge_own_clock(fact);
    if (!was_trusted || fact.trusted()) return {};
    note(FindingKind::own_clock_untrusted, std::nullopt);
    return timeline_.tell_noted();
  }
  Consequences operator()(const LoginDecided& fact) {
    Step::Login login;
    login.attempt = fact.attempt;
    const TerminalPlan* terminal = timeline_.state.site().terminal(fact.attempt.terminal);
    if (terminal != nullptr) login.zone = terminal->zone;
    login.judged = login.held = fact.decision.class_;
    login.reasons = fact.decision.reasons;
    watch(fact.attempt);
    return add(std::move(login), entry_.recorded_at);
  }
  Consequences operator()(const SessionChanged& fact) {
    const SessionKey key{fact.terminal, fact.session};
    const bool answers =
        fact.what == SessionDo::ack || fact.what == SessionDo::lock || fact.what == SessionDo::end;
    if (answers) timeline_.awaited.answered(key);
    if (fact.what == SessionDo::begin && fact.account) {
      timeline_.enumeration.begun(fact.terminal, *fact.account);
    }
    return add(fact, entry_.recorded_at);
  }
  Consequences operator()(const Acknowledged& fact) { return add(fact, entry_.recorded_at); }
  Consequences operator()(const CredentialChanged& fact) {
    const Instant since = fact.since.value_or(entry_.recorded_at);
    timeline_.reports.credentials[fact.credential].push_back({fact.state, since, entry_.ref});
    Consequences consequences = timeline_.rejudge(since, entry_.ref);
    if (fact.state != CredentialState::active) append(consequences, end(fact.credential, since));
    return consequences;
  }
  Consequences operator()(const DesignationChanged& fact) {
    const Instant until = fact.valid_until.value_or(entry_.recorded_at);
    const Instant since = std::min(until, entry_.recorded_at);
    const Reports::Designated designated{fact.person, fact.zone};
    timeline_.reports.designations[designated].push_back({fact.valid_until, since, entry_.ref});
    Consequences consequences = timeline_.rejudge(since, entry_.ref);
    if (fact.valid_until) append(consequences, end(designated, until));
    return consequences;
  }
  Consequences operator()(const PersonChanged& fact) {
    timeline_.reports.persons[fact.person].push_back({fact.kind, entry_.recorded_at, entry_.ref});
    return {};
  }
  Consequences operator()(const PresenceCorrected& fact) { return add(fact, entry_.recorded_at); }
  Consequences operator()(const EmergencyDeclared& fact) { return add(fact, entry_.recorded_at); }
  // What was in it is unknown and may have been an exit: its controller's zones are in doubt.
  Consequences operator()(const InputQuarantined& fact) {
    if (!fact.controller) return {};
    return add(Step::Equivocated{*fact.controller}, entry_.recorded_at);
  }
  Consequences operator()(const AuditRead&) { return {}; }
  Consequences operator()(const LogClosed&) { return {}; }
  Consequences operator()(const LogKeys&) { return {}; }
  Consequences operator()(const StateSealed&) { return timeline_.settle(); }
  Consequences operator()(const EvidenceExported&) { return {}; }
  Consequences operator()(const PersonErased&) { return {}; }
  Consequences operator()(const LogPruned&) { return {}; }
  // Consequences are derived anew from their causes; the entries are for the reader.
  Consequences operator()(const Finding&) { return {}; }
  Consequences operator()(const Signal&) { return {}; }
  Consequences operator()(const Readjudicated&) { return {}; }

 private:
  Step step(Step::What what, Instant at) const {
    Step step;
    step.what = std::move(what);
    step.at = at;
    step.recorded_at = entry_.recorded_at;
    step.ref = entry_.ref;
    return step;
  }
  Consequences add(Step::What what, Instant at) { return timeline_.add(step(std::move(what), at)); }
  void note(FindingKind kind, const std::optional<ControllerId>& controller) {
    Finding finding;
    finding.kind = kind;
    finding.at = entry_.recorded_at;
    finding.controller = controller;
    timeline_.note(std::move(finding));
  }
  // Rules I4, I7: at once, or when its time comes.
  Consequences end(const Reports::Ended& ended, Instant since) {
    if (since <= entry_.recorded_at) return add(Step::Ended{ended}, entry_.recorded_at);
    timeline_.reports.ends.emplace(since, Reports::End{ended, entry_.ref});
    return {};
  }
  // Rules T4 and T6: an authentication answers for a lock, and is counted until its session begins.
  void watch(const LoginAttempt& attempt) {
    if (attempt.session && attempt.action != Action::continue_) {
      timeline_.awaited.answered({attempt.terminal, *attempt.session});
    }
    if (continues_begun_session(timeline_.state, attempt)) return;
    const Instant at = entry_.recorded_at;
    if (!timeline_.enumeration.asked(attempt.terminal, attempt.account, at)) return;
    Finding finding;
    finding.kind = FindingKind::enumeration;
    finding.at = at;
    finding.terminal = attempt.terminal;
    timeline_.note(std::move(finding));
  }

  Timeline& timeline_;
  const Entry& entry_;
};

}  // namespace

Book::Book() : timeline_(std::make_unique<Timeline>()) {}
Book::Book(std::set<ControllerId> heartbeat_controllers) : Book() {
  timeline_->state.heartbeat_controllers = std::move(heartbeat_controllers);
}
Book::~Book() = default;
Book::Book(Book&&) noexcept = default;
Book& Book::operator=(Book&&) noexcept = default;

const Site& Book::site() const {
  return timeline_->state.site();
}
Instant Book::now() const {
  return timeline_->now();
}
const State& Book::state() const {
  return timeline_->state;
}

Consequences take(Book& book, const Entry& entry) {
  Consequences consequences = pass_time(book, entry.recorded_at);
  append(consequences, std::visit(Evolution(*book.timeline_, entry), entry.fact));
  return consequences;
}

Consequences settle(Book& book) {
  return book.timeline_->settle();
}

bool is_settled(const Book& book) {
  return book.timeline_->is_settled();
}

Consequences evolve(Book& book, const Entry& entry) {
  Consequences consequences = take(book, entry);
  append(consequences, settle(book));
  return consequences;
}

Consequences pass_time(Book& book, Instant now) {
  return book.timeline_->advance(now);
}

bool is_enumerating(const Book& book, const LoginAttempt& attempt) {
  return !continues_begun_session(book.state(), attempt) &&
         book.timeline_->enumeration.is_too_many(attempt.terminal, book.now());
}

const OwnClockJudged& own_clock(const Book& book) {
  return book.timeline_->ledger.own_clock();
}

Decision decide(const Book& book, const LoginAttempt& attempt) {
  return judge(book.timeline_->state, book.timeline_->reports, attempt, book.now());
}

Admission admit(const Book& book, const Observation& o, Instant now) {
  EventRefused refused;
  refused.content_tag = o.content_tag;
  const auto refuse = [&](Refusal why) {
    refused.why = why;
    return refused;
  };
  const Site& site = book.site();
  const ControllerPlan* controller = site.controller(o.controller);
  if (controller == nullptr) return refuse(Refusal::unknown_controller);
  refused.controller = o.controller;
  if (!has_needed_members(o)) return refuse(Refusal::malformed);

  if (o.access_point) {
    const ReaderPlan* reader = site.reader(*o.access_point);
    if (reader == nullptr) return refuse(Refusal::unknown_point);
    if (reader->controller != controller->no) return refuse(Refusal::not_yours);
  }
  if (o.door) {
    const DoorPlan* door = site.door(*o.door);
    if (door == nullptr) return refuse(Refusal::unknown_point);
    if (door->controller != controller->no) return refuse(Refusal::not_yours);
  }
  if (o.zone) {
    const ZonePlan* zone = site.zone(*o.zone);
    if (zone == nullptr) return refuse(Refusal::unknown_point);
    const auto& bounding = zone->controllers;
    if (std::find(bounding.begin(), bounding.end(), controller->no) == bounding.end()) {
      return refuse(Refusal::not_yours);
    }
  }
  switch (book.timeline_->ledger.seen(o)) {
    case Ledger::Seen::same:
      return Repeated{};
    case Ledger::Seen::other:
      refused.boot = o.boot;
      refused.seq = o.seq;
      return refuse(Refusal::equivocation);
    case Ledger::Seen::no:
    case Ledger::Seen::forgotten:
      break;
  }
  const Ledger::Reading reading = book.timeline_->ledger.read_clock(controller->controller, o, now);
  DoorEvent event;
  event.observation = o;
  event.happened = reading.happened;
  event.uncertainty = reading.uncertainty;
  event.clock_trusted = reading.clock_trusted;
  return event;
}

}  // namespace zonefactor::core
