// Keeping old values before every change, and going back to them.
#include "service/core/state.h"

#include <cassert>

namespace zonefactor::core {

namespace {

template <class Container, class No>
auto& grown(Container& container, No no) {
  while (container.size() <= index_of(no)) container.emplace_back();
  return container[index_of(no)];
}

template <class Container, class No>
const auto& present_or_blank(const Container& container, No no) {
  static const typename Container::value_type kBlank{};
  return index_of(no) < container.size() ? container[index_of(no)] : kBlank;
}

}  // namespace

bool stands_open(DoorMode mode) {
  switch (mode) {
    case DoorMode::unlocked:
    case DoorMode::locked_open:
    case DoorMode::maintenance:
      return true;
    case DoorMode::locked:
    case DoorMode::blocked:
      return false;
  }
  __builtin_unreachable();
}

void State::change_site(std::shared_ptr<const Site> site) {
  undo_.emplace_back(SiteWas{std::move(site_)});
  site_ = std::move(site);
}

template <class Kept, class No>
Kept& State::changed(std::deque<Kept>& container, No no) {
  Kept& state = grown(container, no);
  undo_.emplace_back(Was<No, Kept>{no, state});
  return state;
}

const PersonState& State::person(PersonNo no) const {
  return present_or_blank(persons_, no);
}
PersonState& State::change_person(PersonNo no) {
  return changed(persons_, no);
}

const std::set<PersonNo>& State::heard_of_in(ZoneNo no) const {
  return present_or_blank(heard_of_, no);
}
void State::note_heard_of(ZoneNo zone, PersonNo person) {
  grown(heard_of_, zone).insert(person);
}

const DoorState& State::door(DoorNo no) const {
  return present_or_blank(doors_, no);
}
DoorState& State::change_door(DoorNo no) {
  return changed(doors_, no);
}

const ZoneState& State::zone(ZoneNo no) const {
  return present_or_blank(zones_, no);
}
ZoneState& State::change_zone(ZoneNo no) {
  return changed(zones_, no);
}

const ControllerState& State::controller(ControllerNo no) const {
  return present_or_blank(controllers_, no);
}
ControllerState& State::change_controller(ControllerNo no) {
  return changed(controllers_, no);
}

void State::change_last_seq(ControllerNo no, std::size_t boot, std::uint64_t last_seq) {
  std::uint64_t& known = grown(controllers_, no).boots[boot].last_seq;
  undo_.emplace_back(LastSeqWas{no, boot, known});
  known = last_seq;
}

const Session* State::session(const SessionKey& key) const {
  const auto place = sessions_.find(key);
  return place == sessions_.end() ? nullptr : &place->second;
}

Session& State::change_session(const SessionKey& key) {
  const auto place = sessions_.find(key);
  if (place == sessions_.end()) {
    undo_.emplace_back(SessionWas{key, std::nullopt});
    return sessions_[key];
  }
  undo_.emplace_back(SessionWas{key, place->second});
  return place->second;
}

void State::give_session(const SessionKey& key, std::optional<PersonNo> person) {
  Session& session = change_session(key);
  unindex_session(key, session);
  session.person = person;
  index_session(key, session);
}

void State::index_session(const SessionKey& key, const Session& session) {
  if (session.person) sessions_by_person_.emplace(*session.person, key);
}

void State::unindex_session(const SessionKey& key, const Session& session) {
  if (session.person) sessions_by_person_.erase({*session.person, key});
}

std::vector<SessionKey> State::sessions_of(PersonNo person) const {
  std::vector<SessionKey> keys;
  for (auto place = sessions_by_person_.lower_bound({person, {}});
       place != sessions_by_person_.end() && place->first == person; ++place) {
    keys.push_back(place->second);
  }
  return keys;
}

void State::drop_session(const SessionKey& key) {
  const auto place = sessions_.find(key);
  if (place == sessions_.end()) return;
  unindex_session(key, place->second);
  undo_.emplace_back(SessionWas{key, std::move(place->second)});
  sessions_.erase(place);
}

void State::add_timer(const Timer& timer) {
  if (timers_.insert(timer).second) undo_.emplace_back(TimerAdded{timer});
}

void State::drop_timer(const Timer& timer) {
  if (timers_.erase(timer) != 0) undo_.emplace_back(TimerDropped{timer});
}

void State::undo(Undo& change) {
  struct Restore {
    State& state;
    void operator()(PersonWas& was) { state.persons_[index_of(was.no)] = std::move(was.state); }
    void operator()(DoorWas& was) { state.doors_[index_of(was.no)] = std::move(was.state); }
    void operator()(ZoneWas& was) { state.zones_[index_of(was.no)] = std::move(was.state); }
    void operator()(ControllerWas& was) {
      state.controllers_[index_of(was.no)] = std::move(was.state);
    }
    void operator()(LastSeqWas& was) {
      state.controllers_[index_of(was.no)].boots[was.boot].last_seq = was.last_seq;
    }
    void operator()(SessionWas& was) {
      const auto place = state.sessions_.find(was.key);
      if (place != state.sessions_.end()) {
        state.unindex_session(was.key, place->second);
        state.sessions_.erase(place);
      }
      if (!was.state) return;
      state.index_session(was.key, *was.state);
      state.sessions_.emplace(was.key, std::move(*was.state));
    }
    void operator()(TimerAdded& was) { state.timers_.erase(was.timer); }
    void operator()(TimerDropped& was) { state.timers_.insert(was.timer); }
    void operator()(SiteWas& was) { state.site_ = std::move(was.site); }
  };
  std::visit(Restore{*this}, change);
}

void State::roll_back(Mark mark) {
  assert(mark >= base_);
  while (this->mark() > mark) {
    undo(undo_.back());
    undo_.pop_back();
  }
}

void State::forget(Mark mark) {
  while (base_ < mark && !undo_.empty()) {
    undo_.pop_front();
    ++base_;
  }
}

}  // namespace zonefactor::core
