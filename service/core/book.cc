// The three verbs over the timeline: which fact becomes which step.
#include "service/core/book.h"

#include <algorithm>

#include "service/core/timeline.h"

namespace zonefactor::core {

namespace {

void append(Consequences& to, Consequences more) {
  to.findings.insert(to.findings.end(), more.findings.begin(), more.findings.end());
  to.signals.insert(to.signals.end(), more.signals.begin(), more.signals.end());
  to.readjudications.insert(to.readjudications.end(), more.readjudications.begin(),
                            more.readjudications.end());
}

// Folds one entry's fact; an overload per fact, so that a new fact cannot be ignored.
class Evolution {
 public:
  Evolution(Timeline& timeline, const Entry& entry) : timeline_(timeline), entry_(entry) {}

  Consequences operator()(const LogOpened& fact) {
    timeline_.state.everyone_unknown = fact.everyone_unknown;
    return {};
  }
  Consequences operator()(const ServiceStarted&) { return {}; }
  Consequences operator()(const NameBound&) { return {}; }
  Consequences operator()(const ObjectPut& fact) {
    timeline_.staging[staging_key(fact.object)] = {fact.object, entry_.ref};
    return {};
  }
  Consequences operator()(const ObjectRemoved& fact) {
    timeline_.staging.erase(staging_key(fact.kind, fact.id));
    return {};
  }
  Consequences operator()(const ConfigurationClosed& fact) {
    auto site = std::make_shared<const Site>(timeline_.staging, timeline_.state.ordinals,
                                             entry_.ref, fact.version, fact.digest);
    return add(std::move(site), entry_.recorded_at);
  }
  Consequences operator()(const DoorEvent& fact) {
    const Instant at = timeline_.ledger.take(fact, entry_.recorded_at);
    if (timeline_.too_late(at, entry_.recorded_at)) {
      Finding finding;
      finding.kind = FindingKind::too_late;
      finding.at = entry_.recorded_at;
      finding.controller = fact.observation.controller;
      Consequences consequences;
      consequences.findings.push_back(finding);
      return consequences;
    }
    return add(fact, at);
  }
  Consequences operator()(const EventRefused& fact) {
    if (fact.why != Refusal::equivocation || !fact.controller) return {};
    return add(Step::Equivocated{*fact.controller}, entry_.recorded_at);
  }
  Consequences operator()(const ControllerStatus& fact) { return add(fact, entry_.recorded_at); }
  Consequences operator()(const LoginDecided& fact) {
    Step::Login login;
    login.attempt = fact.attempt;
    const TerminalPlan* terminal = timeline_.state.site().terminal(fact.attempt.terminal);
    if (terminal != nullptr) login.zone = terminal->zone;
    login.judged = login.held = fact.decision.class_;
    login.reasons = fact.decision.reasons;
    return add(std::move(login), entry_.recorded_at);
  }
  Consequences operator()(const SessionChanged& fact) { return add(fact, entry_.recorded_at); }
  Consequences operator()(const Acknowledged& fact) { return add(fact, entry_.recorded_at); }
  Consequences operator()(const CredentialChanged& fact) {
    const Instant since = fact.since.value_or(entry_.recorded_at);
    timeline_.reports.credentials[fact.credential].push_back({fact.state, since, entry_.ref});
    Consequences consequences = timeline_.rejudge(since, entry_.ref);
    if (fact.state == CredentialState::active || since > entry_.recorded_at) return consequences;
    const CredentialPlan* plan = timeline_.state.site().credential(fact.credential);
    if (plan == nullptr) return consequences;
    const PersonState person = timeline_.state.person(plan->person);
    for (const Presence& presence : person.presences) {
      const bool founded = presence.standing == Standing::present && presence.entry &&
                           presence.entry->tap->credential == fact.credential;
      if (founded) append(consequences, timeline_.lock(plan->person, presence.zone, entry_.ref));
    }
    return consequences;
  }
  Consequences operator()(const DesignationChanged& fact) {
    const Instant until = fact.valid_until.value_or(entry_.recorded_at);
    const Instant since = std::min(until, entry_.recorded_at);
    timeline_.reports.designations[{fact.person, fact.zone}].push_back(
        {fact.valid_until, since, entry_.ref});
    Consequences consequences = timeline_.rejudge(since, entry_.ref);
    const PersonPlan* person = timeline_.state.site().person(fact.person);
    const ZonePlan* zone = timeline_.state.site().zone(fact.zone);
    if (fact.valid_until && until <= entry_.recorded_at && person != nullptr && zone != nullptr) {
      append(consequences, timeline_.lock(person->no, zone->no, entry_.ref));
    }
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
  // Consequences are derived anew from their causes; the entries are for the reader.
  Consequences operator()(const Finding&) { return {}; }
  Consequences operator()(const Signal&) { return {}; }
  Consequences operator()(const Readjudicated&) { return {}; }

 private:
  Consequences add(Step::What what, Instant at) {
    Step step;
    step.what = std::move(what);
    step.at = at;
    step.recorded_at = entry_.recorded_at;
    step.ref = entry_.ref;
    return timeline_.add(std::move(step));
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

Consequences evolve(Book& book, const Entry& entry) {
  Consequences consequences = pass_time(book, entry.recorded_at);
  append(consequences, std::visit(Evolution(*book.timeline_, entry), entry.fact));
  return consequences;
}

Consequences pass_time(Book& book, Instant now) {
  return book.timeline_->advance(now);
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
