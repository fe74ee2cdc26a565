// Taking entries in and looking through them.
#include "tests/simulation/history.h"

#include <algorithm>
#include <tuple>

#include "service/core/objects.h"

namespace zonefactor::simulation {

using namespace std::chrono_literals;

bool before(const Told& a, const Told& b) {
  const auto place = [](const Told& told) {
    const core::Observation& o = told.observation;
    return std::tie(told.at, o.controller, o.boot, o.seq);
  };
  return place(a) < place(b);
}

void History::take(const core::Entry& entry) {
  const core::Fact& fact = entry.fact;
  if (const auto* put = std::get_if<core::ObjectPut>(&fact)) {
    staged_.insert_or_assign(core::staging_key(put->object), put->object);
  } else if (const auto* removed = std::get_if<core::ObjectRemoved>(&fact)) {
    staged_.erase(core::staging_key(removed->kind, removed->id));
  } else if (std::holds_alternative<core::ConfigurationClosed>(fact)) {
    close_version(entry.recorded_at);
  } else if (const auto* event = std::get_if<core::DoorEvent>(&fact)) {
    take_event(entry, *event);
  } else if (const auto* refused = std::get_if<core::EventRefused>(&fact)) {
    if (refused->why == core::Refusal::equivocation && refused->controller) {
      equivocations_.emplace_back(*refused->controller, entry.recorded_at);
    }
  } else if (const auto* decided = std::get_if<core::LoginDecided>(&fact)) {
    logins_.emplace_back(entry.recorded_at, decided->attempt);
  } else if (const auto* change = std::get_if<core::SessionChanged>(&fact)) {
    take_session(entry, *change);
  } else if (const auto* card = std::get_if<core::CredentialChanged>(&fact)) {
    reports_.credentials.emplace_back(entry.recorded_at, *card);
  } else if (const auto* designation = std::get_if<core::DesignationChanged>(&fact)) {
    reports_.designations.emplace_back(entry.recorded_at, *designation);
  } else if (const auto* acknowledged = std::get_if<core::Acknowledged>(&fact)) {
    reports_.acknowledgements.emplace_back(entry.ref, *acknowledged);
  } else if (const auto* correction = std::get_if<core::PresenceCorrected>(&fact)) {
    reports_.corrections.emplace_back(entry.recorded_at, *correction);
  } else if (const auto* declared = std::get_if<core::EmergencyDeclared>(&fact)) {
    reports_.emergencies.emplace_back(entry.recorded_at, *declared);
  }
}

void History::close_version(core::Instant at) {
  core::Facility facility;
  struct Add {
    core::Facility& to;
    void operator()(const core::FacilityHead& o) { to.head = o; }
    void operator()(const core::Zone& o) { to.zones.push_back(o); }
    void operator()(const core::Controller& o) { to.controllers.push_back(o); }
    void operator()(const core::Door& o) { to.doors.push_back(o); }
    void operator()(const core::AccessPoint& o) { to.access_points.push_back(o); }
    void operator()(const core::Terminal& o) { to.terminals.push_back(o); }
    void operator()(const core::Person& o) { to.persons.push_back(o); }
    void operator()(const core::Credential& o) { to.credentials.push_back(o); }
    void operator()(const core::Designation& o) { to.designations.push_back(o); }
  };
  for (const auto& [key, object] : staged_) std::visit(Add{facility}, object);
  holders_.clear();
  for (const core::Person& person : facility.persons) {
    for (const auto& account : person.accounts) holders_[account].insert(person.id);
    for (const auto& account : person.emergency_accounts) holders_[account].insert(person.id);
  }
  versions_.emplace_back(at, std::move(facility));
}

void History::take_event(const core::Entry& entry, const core::DoorEvent& event) {
  told_.push_back(
      {entry.ref, entry.recorded_at, event.happened, event.observation, event.clock_trusted});
  Told& told = told_.back();
  settle_time(told);
  by_ref_[told.ref] = &told;
  const core::Observation& o = told.observation;
  if (o.credential) by_number_[*o.credential].push_back(&told);
  if (o.door) by_door_[*o.door].push_back(&told);
  if (o.access_point) {
    const auto* reader = find_by_id(site().access_points, *o.access_point);
    if (reader != nullptr && reader->door) by_door_[*reader->door].push_back(&told);
  }
}

// Within one boot, never against the numbers: no later than what followed it (rule K4). A heartbeat
// is where it came; the last number of a boot is before the boot that names it.
void History::settle_time(Told& told) {
  const core::Observation& o = told.observation;
  const std::pair boot{o.controller, o.boot};
  if (o.kind == core::EventKind::heartbeat) {
    told.at = told.recorded_at;
    return name(boot, o.seq, told.at);
  }
  auto& numbers = numbers_[boot];
  for (const auto& [seq, later] : numbers) {
    if (seq > o.seq) told.at = std::min(told.at, later->at);
  }
  for (const auto& [seq, at] : beats_[boot]) {
    if (seq >= o.seq) told.at = std::min(told.at, at);
  }
  numbers[o.seq] = &told;
  lower(boot, o.seq, told.at);
  if (o.previous) name({o.controller, o.previous->boot}, o.previous->seq, told.at - 1us);
}

void History::name(const std::pair<core::ControllerId, std::string>& boot, std::uint64_t seq,
                   core::Instant at) {
  beats_[boot].emplace_back(seq, at);
  lower(boot, seq, at);
}

void History::lower(const std::pair<core::ControllerId, std::string>& boot, std::uint64_t seq,
                    core::Instant at) {
  for (const auto& [number, told] : numbers_[boot]) {
    if (number > seq) return;
    const bool moved = told->at > at;
    told->at = std::min(told->at, at);
    // And with it what came before the boot that it begins.
    const auto& previous = told->observation.previous;
    if (moved && previous) name({boot.first, previous->boot}, previous->seq, told->at - 1us);
  }
}

void History::take_session(const core::Entry& entry, const core::SessionChanged& change) {
  const std::pair key{change.terminal, change.session};
  if (change.what == core::SessionDo::begin) {
    sessions_[key] = {change.account.value_or(core::AccountId()), entry.recorded_at};
  } else if (change.what == core::SessionDo::end) {
    sessions_.erase(key);
  }
}

const core::Facility& History::site_at(core::Instant at) const {
  const auto later = std::find_if(versions_.begin(), versions_.end(),
                                  [&](const auto& version) { return version.first > at; });
  return later == versions_.begin() ? later->second : std::prev(later)->second;
}

const std::set<core::PersonId>& History::holders(const core::AccountId& account) const {
  static const std::set<core::PersonId> kNobody;
  const auto held = holders_.find(account);
  return held == holders_.end() ? kNobody : held->second;
}

Sides History::sides_of(const core::AccessPoint& reader) const {
  if (reader.inside) return {*reader.inside, *reader.inside};
  const core::Door* door = find_by_id(site().doors, *reader.door);
  return {door->side_a == reader.to ? door->side_b : door->side_a, reader.to};
}

bool History::identifies(const core::AccessPoint& reader) {
  return std::none_of(reader.methods.begin(), reader.methods.end(), [](core::Methods methods) {
    return methods == core::Methods{core::Method::code};
  });
}

std::optional<core::Credential> History::credential_of(const Told& told) const {
  if (!told.observation.credential) return std::nullopt;
  for (const core::Credential& held : site_at(told.at).credentials) {
    if (held.number == *told.observation.credential) return held;
  }
  return std::nullopt;
}

std::vector<Sighting> History::sightings(const core::PersonId& person) const {
  std::vector<Sighting> found;
  for (const core::Credential& ever : versions_.front().second.credentials) {
    if (ever.person != person) continue;
    const auto told_by = by_number_.find(ever.number);
    if (told_by == by_number_.end()) continue;
    for (const Told* told : told_by->second) {
      const auto* reader = find_by_id(site().access_points, *told->observation.access_point);
      if (reader == nullptr || !credential_of(*told)) continue;
      found.push_back({told, reader, sides_of(*reader)});
    }
  }
  return found;
}

const Told* History::told_at(core::EntryRef ref) const {
  const auto place = by_ref_.find(ref);
  return place == by_ref_.end() ? nullptr : place->second;
}

const std::vector<const Told*>& History::told_of(const core::DoorId& door) const {
  static const std::vector<const Told*> kNothing;
  const auto place = by_door_.find(door);
  return place == by_door_.end() ? kNothing : place->second;
}

const std::vector<std::pair<std::uint64_t, core::Instant>>& History::beats_of(
    const std::pair<core::ControllerId, std::string>& boot) const {
  static const std::vector<std::pair<std::uint64_t, core::Instant>> kNone;
  const auto beats = beats_.find(boot);
  return beats == beats_.end() ? kNone : beats->second;
}

core::DoorMode History::mode_of(const core::DoorId& door, core::Instant at) const {
  const Told* last = nullptr;
  for (const Told* told : told_of(door)) {
    if (told->observation.kind != core::EventKind::door_mode || told->at > at) continue;
    if (last == nullptr || before(*last, *told)) last = told;
  }
  return last == nullptr ? core::DoorMode::locked : *last->observation.mode;
}

const std::string* History::tag_of(const core::Observation& o) const {
  if (o.kind == core::EventKind::heartbeat) return nullptr;
  const auto boot = numbers_.find({o.controller, o.boot});
  if (boot == numbers_.end()) return nullptr;
  const auto told = boot->second.find(o.seq);
  return told == boot->second.end() ? nullptr : &told->second->observation.content_tag;
}

}  // namespace zonefactor::simulation
