// A book to a value, part by part. What only serves to go back is left out.
#include <algorithm>
#include <cassert>
#include <iterator>

#include "service/core/sealed_state.h"
#include "service/core/timeline.h"

namespace zonefactor::core {

namespace {

std::vector<StagedObject> objects_in(const Staging& staging) {
  std::vector<StagedObject> objects;
  objects.reserve(staging.size());
  for (const auto& [key, object] : staging) objects.push_back(object);
  return objects;
}

bool is_blank(const PersonState& person) {
  return person.presences.empty() && person.seen.empty() && person.waiting.empty() &&
         person.last_read == 0;
}

}  // namespace

class Sealing {
 public:
  explicit Sealing(const Book& book) : timeline_(*book.timeline_), state_(timeline_.state) {}

  SealedState all() {
    assert(timeline_.is_settled());
    sealed_.now = timeline_.now_;
    sealed_.last = last_place();
    sealed_.next_position = timeline_.next_position_;
    sealed_.own_clock = timeline_.ledger.own_clock();
    sealed_.everyone_unknown = state_.everyone_unknown;
    sealed_.heartbeat_controllers = state_.heartbeat_controllers;
    names();
    configuration();
    states();
    ledger();
    life_signs();
    reports();
    return std::move(sealed_);
  }

 private:
  Instant last_place() const {
    if (!timeline_.steps_.empty()) return timeline_.steps_.back().at;
    return std::max(timeline_.sealed_through_, timeline_.horizon_);
  }

  void names() {
    const Ordinals& ordinals = state_.ordinals;
    sealed_.zones = ordinals.zones.ids();
    sealed_.doors = ordinals.doors.ids();
    sealed_.controllers = ordinals.controllers.ids();
    sealed_.persons = ordinals.persons.ids();
  }

  void configuration() {
    const Site& site = state_.site();
    sealed_.closed_at = site.closed_at();
    sealed_.version = site.version();
    sealed_.digest = site.digest();
    sealed_.in_force = objects_in(*timeline_.in_force);
    if (&*timeline_.staging != &*timeline_.in_force)
      sealed_.staged = objects_in(*timeline_.staging);
    for (const PersonPlan& person : site.persons()) {
      for (const DesignationPlan& plan : person.designations) {
        if (plan.said.since == kLongAgo && plan.before.empty()) continue;
        sealed_.designated.push_back(
            {person.person.id, site.zone(plan.zone)->zone.id, plan.said.since, plan.before});
      }
    }
  }

  void states() {
    for (std::size_t i = 0; i < state_.persons_.size(); ++i) {
      if (is_blank(state_.persons_[i])) continue;
      sealed_.people.push_back({static_cast<PersonNo>(i), state_.persons_[i]});
    }
    for (std::size_t i = 0; i < sealed_.zones.size(); ++i) {
      sealed_.heard_of.push_back(state_.heard_of_in(static_cast<ZoneNo>(i)));
      sealed_.zone_states.push_back(state_.zone(static_cast<ZoneNo>(i)));
    }
    for (std::size_t i = 0; i < sealed_.doors.size(); ++i)
      sealed_.door_states.push_back(state_.door(static_cast<DoorNo>(i)));
    for (std::size_t i = 0; i < sealed_.controllers.size(); ++i)
      sealed_.controller_states.push_back(state_.controller(static_cast<ControllerNo>(i)));
    for (const auto& [key, session] : state_.sessions()) sealed_.sessions.push_back({key, session});
    sealed_.timers.assign(state_.timers().begin(), state_.timers().end());
  }

  void ledger() {
    for (const auto& [controller, account] : timeline_.ledger.accounts_) {
      SealedState::Controller sealed{controller, {}, account.clock_trusted, {}};
      sealed.offsets.assign(account.offsets.begin(), account.offsets.end());
      for (const std::string& name : account.boot_order)
        sealed.boots.push_back(boot(name, account.boots.at(name)));
      sealed_.ledger.push_back(std::move(sealed));
    }
  }

  // Whatever used one of these numbers stands at `last` or before it.
  SealedState::Boot boot(const std::string& name, const Ledger::Boot& known) const {
    SealedState::Boot boot{name, known.forgotten_through, {}};
    if (!known.used.empty()) boot.through = std::max(boot.through, {known.used.back().seq});
    // Ascending by number and by time.
    for (const auto& [seq, at] : known.named) {
      if (at <= sealed_.last) {
        boot.through = std::max(boot.through, {seq});
      } else if (boot.through < seq) {
        boot.named.emplace(seq, at);
      }
    }
    return boot;
  }

  void life_signs() {
    for (const auto& account : state_.liveness.accounts_) {
      SealedState::Liveness sealed{
          account.heard, account.lost_at, account.told_lost, account.found, {}};
      for (const auto& silence : account.past) sealed.past.push_back({silence.from, silence.until});
      sealed_.liveness.push_back(std::move(sealed));
    }
    for (const auto& [session, awaited] : timeline_.awaited.awaited_)
      sealed_.awaited.push_back({session, awaited.due, awaited.person});
    for (const auto& [terminal, tried] : timeline_.enumeration.terminals_)
      sealed_.tried.push_back({terminal, tried.at, tried.told});
  }

  void reports() {
    sealed_.credential_reports = timeline_.reports.credentials;
    sealed_.designation_reports = timeline_.reports.designations;
    sealed_.person_reports = timeline_.reports.persons;
    for (const auto& [at, end] : timeline_.reports.ends) sealed_.ends.push_back({at, end});
  }

  const Timeline& timeline_;
  const State& state_;
  SealedState sealed_;
};

SealedState seal(const Book& book) {
  return Sealing(book).all();
}

bool reaches_behind_seal(const Book& book) {
  return book.timeline_->reaches_behind_seal();
}

}  // namespace zonefactor::core
