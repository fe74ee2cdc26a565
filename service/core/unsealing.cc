// A value back to a book. It may come from a stranger's file: every number is looked at before
// anything is indexed by it.
#include <algorithm>
#include <memory>
#include <utility>

#include "service/core/overloaded.h"
#include "service/core/sealed_state.h"
#include "service/core/timeline.h"

namespace zonefactor::core {

namespace {

// Whether every number in a sealed state is one of those it names.
class Numbers {
 public:
  explicit Numbers(const SealedState& sealed) : sealed_(sealed) {}

  bool are_good() const {
    return sealed_.heard_of.size() == sealed_.zones.size() &&
           sealed_.zone_states.size() == sealed_.zones.size() &&
           sealed_.door_states.size() == sealed_.doors.size() &&
           sealed_.controller_states.size() == sealed_.controllers.size() &&
           sealed_.liveness.size() <= sealed_.controllers.size() && all(sealed_.people) &&
           all(sealed_.heard_of) && all(sealed_.door_states) && all(sealed_.zone_states) &&
           all(sealed_.sessions) && all(sealed_.timers);
  }

 private:
  template <class Values>
  bool all(const Values& values) const {
    for (const auto& value : values) {
      if (!this->good(value)) return false;
    }
    return true;
  }
  template <class Value>
  bool good(const std::optional<Value>& value) const {
    return !value || good(*value);
  }
  bool good(PersonNo no) const { return index_of(no) < sealed_.persons.size(); }
  bool good(DoorNo no) const { return index_of(no) < sealed_.doors.size(); }
  bool good(ControllerNo no) const { return index_of(no) < sealed_.controllers.size(); }
  bool good(ZoneNo no) const { return index_of(no) < sealed_.zones.size(); }
  bool good_side(ZoneNo no) const { return no == kOutside || good(no); }
  bool good(const std::set<PersonNo>& persons) const { return all(persons); }
  bool good(const TapPtr& tap) const {
    return !tap || (good(tap->person) && good_side(tap->from) && good_side(tap->to));
  }
  bool good(const Presence& presence) const {
    return good(presence.zone) && good(presence.pending) &&
           (!presence.entry || (presence.entry->tap && good(presence.entry->tap)));
  }
  bool good(const SeenAt& seen) const { return good(seen.controller) && good_side(seen.place); }
  bool good(const Waiting& waiting) const { return good(waiting.door); }
  bool good(const SealedState::OnePerson& person) const {
    return good(person.no) && all(person.state.presences) && all(person.state.seen) &&
           all(person.state.waiting);
  }
  // What a timer does not name, it has left at 0.
  template <class No>
  static bool none_or(bool good, No no) {
    return good || index_of(no) == 0;
  }
  bool good(const Timer& timer) const {
    return none_or(good(timer.door), timer.door) &&
           none_or(good(timer.controller), timer.controller) &&
           none_or(good(timer.person), timer.person) && none_or(good_side(timer.zone), timer.zone);
  }
  bool good(const Shared<OpenTap>& open) const {
    return open->tap && good(open->tap) && all(open->before);
  }
  bool good(const Egressed::Absent& absent) const {
    return good(absent.person) && good(absent.before);
  }
  bool good(const Egressed::Doubted& doubted) const { return good(doubted.zone); }
  bool good(const Egressed& egressed) const {
    return all(egressed.absent) && all(egressed.doubted);
  }
  bool good(const DoorState& door) const {
    return all(door.taps) && good(door.hold) && good(door.egressed);
  }
  bool good(const Release& release) const { return good(release.controller) && good(release.door); }
  bool good(const ZoneState& zone) const { return all(zone.releases); }
  bool good(const SealedState::OneSession& session) const { return good(session.session.person); }

  const SealedState& sealed_;
};

Staging staging_of(std::vector<StagedObject> objects) {
  Staging staging;
  for (StagedObject& object : objects) {
    std::string key = staging_key(object.object);
    staging.insert_or_assign(std::move(key), std::move(object));
  }
  return staging;
}

template <class IdType, class No>
bool enrol(Register<IdType, No>& numbers, const std::vector<IdType>& ids) {
  for (const IdType& id : ids) numbers.enrol(id);
  return numbers.size() == ids.size();  // each once
}

}  // namespace

class Unsealing {
 public:
  explicit Unsealing(SealedState sealed)
      : sealed_(std::move(sealed)), timeline_(*book_.timeline_), state_(timeline_.state) {}

  std::optional<Book> book() {
    if (!Numbers(sealed_).are_good() || !names() || !configuration()) return std::nullopt;
    timeline_.now_ = timeline_.told_until_ = sealed_.now;
    timeline_.sealed_through_ = sealed_.last;
    timeline_.next_position_ = sealed_.next_position;
    timeline_.ledger.judge_own_clock(sealed_.own_clock);
    state_.everyone_unknown = sealed_.everyone_unknown;
    state_.heartbeat_controllers = std::move(sealed_.heartbeat_controllers);
    states();
    ledger();
    life_signs();
    reports();
    return std::move(book_);
  }

 private:
  bool names() {
    Ordinals& ordinals = state_.ordinals;
    return enrol(ordinals.zones, sealed_.zones) && enrol(ordinals.doors, sealed_.doors) &&
           enrol(ordinals.controllers, sealed_.controllers) &&
           enrol(ordinals.persons, sealed_.persons);
  }

  bool configuration() {
    timeline_.in_force = Shared(staging_of(std::move(sealed_.in_force)));
    timeline_.staging = timeline_.in_force;
    if (sealed_.staged) timeline_.staging = Shared(staging_of(std::move(*sealed_.staged)));
    if (sealed_.version == 0) return sealed_.designated.empty();
    auto site = std::make_shared<Site>(*timeline_.in_force, state_.ordinals, sealed_.closed_at,
                                       sealed_.version, sealed_.digest);
    // Nothing may be in force that had no number.
    if (state_.ordinals.zones.size() != sealed_.zones.size() ||
        state_.ordinals.doors.size() != sealed_.doors.size() ||
        state_.ordinals.controllers.size() != sealed_.controllers.size() ||
        state_.ordinals.persons.size() != sealed_.persons.size()) {
      return false;
    }
    for (SealedState::Designated& said : sealed_.designated) {
      if (!site->recall(said.person, said.zone, said.since, std::move(said.before))) return false;
    }
    state_.site_ = std::move(site);
    return true;
  }

  void states() {
    for (SealedState::OnePerson& person : sealed_.people) {
      if (state_.persons_.size() <= index_of(person.no))
        state_.persons_.resize(index_of(person.no) + 1);
      state_.persons_[index_of(person.no)] = std::move(person.state);
    }
    state_.heard_of_ = std::move(sealed_.heard_of);
    for (ZoneState& zone : sealed_.zone_states) state_.zones_.push_back(std::move(zone));
    for (DoorState& door : sealed_.door_states) state_.doors_.push_back(std::move(door));
    for (ControllerState& controller : sealed_.controller_states)
      state_.controllers_.push_back(std::move(controller));
    for (SealedState::OneSession& session : sealed_.sessions) {
      state_.index_session(session.key, session.session);
      state_.sessions_.emplace(std::move(session.key), std::move(session.session));
    }
    state_.timers_.insert(sealed_.timers.begin(), sealed_.timers.end());
  }

  void ledger() {
    for (SealedState::Controller& sealed : sealed_.ledger) {
      Ledger::Account& account = timeline_.ledger.accounts_[sealed.controller];
      account.clock_trusted = sealed.clock_trusted;
      account.offsets.assign(sealed.offsets.begin(), sealed.offsets.end());
      for (SealedState::Boot& boot : sealed.boots) {
        account.boot_order.push_back(boot.boot);
        Ledger::Boot& known = account.boots[boot.boot];
        known.named = std::move(boot.named);
        if (boot.through) known.named.emplace(*boot.through, sealed_.last);
      }
    }
  }

  void life_signs() {
    for (SealedState::Liveness& sealed : sealed_.liveness) {
      Liveness::Account account{sealed.heard, sealed.lost_at, sealed.told_lost, sealed.found, {}};
      for (const SealedState::Silence& silence : sealed.past)
        account.past.push_back({silence.from, silence.until});
      const auto no = static_cast<ControllerNo>(state_.liveness.accounts_.size());
      if (account.heard && !account.found) state_.liveness.due_.emplace(account.silent_from(), no);
      state_.liveness.accounts_.push_back(std::move(account));
    }
    for (SealedState::AwaitedLock& lock : sealed_.awaited) {
      timeline_.awaited.by_due_.emplace(lock.due, lock.session);
      timeline_.awaited.awaited_.emplace(std::move(lock.session),
                                         AwaitedLocks::Awaited{lock.due, std::move(lock.person)});
    }
    for (SealedState::Tried& tried : sealed_.tried) {
      timeline_.enumeration.terminals_.emplace(std::move(tried.terminal),
                                               Enumeration::Tried{std::move(tried.at), tried.told});
    }
  }

  void reports() {
    timeline_.reports.credentials = std::move(sealed_.credential_reports);
    timeline_.reports.designations = std::move(sealed_.designation_reports);
    timeline_.reports.persons = std::move(sealed_.person_reports);
    for (SealedState::End& end : sealed_.ends) timeline_.reports.ends.emplace(end.at, end.end);
  }

  SealedState sealed_;
  Book book_;
  Timeline& timeline_;
  State& state_;
};

std::optional<Book> unseal(SealedState sealed) {
  return Unsealing(std::move(sealed)).book();
}

}  // namespace zonefactor::core
