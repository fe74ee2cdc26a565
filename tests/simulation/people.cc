// The choreography at a door, second by second.
#include "tests/simulation/people.h"

#include <algorithm>

namespace zonefactor::simulation {

namespace {

using core::EventKind;
using core::Method;
using namespace std::chrono_literals;

bool stands_open(core::DoorMode mode) {
  return mode == core::DoorMode::unlocked || mode == core::DoorMode::locked_open ||
         mode == core::DoorMode::maintenance;
}

}  // namespace

People::People(const core::Facility& site, Dice dice, core::Instant dawn)
    : site_(site), dice_(dice), now_(dawn) {
  for (const core::Person& person : site_.persons) {
    day_.stays[person.id].push_back({dawn, std::nullopt, false});
  }
  for (const core::Controller& controller : site_.controllers) {
    Make& make = makes_[controller.id];
    make.tells_passages = !dice_.percent(25);
    make.tells_grants = !make.tells_passages || !dice_.percent(25);
    make.tells_methods = dice_.percent(50);
  }
}

void People::happen(core::Instant at, Happening::What what, std::string words) {
  day_.happenings.push_back({at, std::move(what), std::move(words)});
}

void People::see(core::Instant at, Seen seen, const std::string& words) {
  std::string text = seen.controller.text + " sees " + std::string(core::name_of(seen.kind));
  if (seen.door) text += " at " + seen.door->text;
  if (seen.reader) text += " at " + seen.reader->text;
  happen(at, std::move(seen), text + words);
}

void People::see_door(core::Instant at, const Way& way, EventKind kind) {
  const bool of_the_contact = kind == EventKind::door_opened || kind == EventKind::door_closed ||
                              kind == EventKind::door_held || kind == EventKind::door_forced;
  if (of_the_contact && !way.door->contact) return;
  Seen seen;
  seen.controller = way.door->controller;
  seen.kind = kind;
  seen.door = way.door->id;
  see(at, std::move(seen), "");
}

void People::see_read(core::Instant at, const Way& way, EventKind kind,
                      const core::PersonId& person, const Presented& shown) {
  const Make& make = makes_[way.door->controller];
  if (kind == EventKind::access_granted && !make.tells_grants) return;
  if (kind == EventKind::access_taken && !make.tells_passages) return;
  Seen seen;
  seen.controller = way.door->controller;
  seen.kind = kind;
  seen.reader = way.reader->id;
  seen.credential = shown.number;
  if (make.tells_methods) seen.methods = shown.methods;
  see(at, std::move(seen),
      " by " + person.text + ", " + word_of(way.from) + " to " + word_of(way.to));
}

const core::Side& People::side_of(const core::PersonId& person) const {
  return day_.stays.at(person).back().side;
}

std::vector<Way> People::ways_out_of(const core::ZoneId& zone) const {
  std::vector<Way> ways;
  for (const core::Door& door : site_.doors) {
    for (const bool forth : {true, false}) {
      Way way;
      way.door = &door;
      way.from = forth ? door.side_a : door.side_b;
      way.to = forth ? door.side_b : door.side_a;
      if (way.from != core::Side(zone)) continue;
      for (const core::AccessPoint& reader : site_.access_points) {
        if (reader.door == door.id && reader.to == way.to) way.reader = &reader;
      }
      way.egress = door.egress.value_or(core::Egress::rex);
      ways.push_back(way);
    }
  }
  return ways;
}

std::vector<Way> People::ways_of(const core::PersonId& person) const {
  const core::Side& side = side_of(person);
  if (side) return ways_out_of(*side);
  std::vector<Way> ways;
  for (const core::Zone& zone : site_.zones) {
    for (Way way : ways_out_of(zone.id)) {
      if (way.to) continue;
      std::swap(way.from, way.to);
      way.reader = nullptr;
      for (const core::AccessPoint& reader : site_.access_points) {
        if (reader.door == way.door->id && reader.to == way.to) way.reader = &reader;
      }
      ways.push_back(way);
    }
  }
  return ways;
}

std::optional<People::Presented> People::presented(const core::PersonId& person,
                                                   const core::AccessPoint& reader) {
  std::vector<Presented> possible;
  for (const core::Methods combination : reader.methods) {
    if (combination == core::Methods{Method::code}) {
      possible.push_back({core::NumberId("code-1234"), combination});
      continue;
    }
    std::optional<core::NumberId> first;
    bool has_all = true;
    combination.each([&](Method method) {
      const auto held = std::find_if(
          site_.credentials.begin(), site_.credentials.end(),
          [&](const core::Credential& c) { return c.person == person && c.kind == method; });
      has_all = has_all && held != site_.credentials.end();
      if (has_all && !first) first = held->number;
    });
    if (has_all && first) possible.push_back({*first, combination});
  }
  if (possible.empty()) return std::nullopt;
  return dice_.one_of(possible);
}

bool People::is_open_to_all(const core::DoorId& door) const {
  const auto leaf = leaves_.find(door);
  return leaf != leaves_.end() && (leaf->second.released || stands_open(leaf->second.mode));
}

core::Instant People::start(const Way& way) {
  return std::max(now_, leaves_[way.door->id].free_at) + dice_.between(100ms, 900ms);
}

void People::pass_through(core::Instant at, const core::PersonId& person, const Way& way,
                          bool by_reader) {
  std::vector<Stay>& stays = day_.stays[person];
  stays.push_back({std::max(at, stays.back().since), way.to, by_reader});
  free_at_[person] = at;
}

bool People::walk(const core::PersonId& person, const Way& way) {
  const bool inward = way.reader != nullptr;
  const auto shown = inward ? presented(person, *way.reader) : std::nullopt;
  const bool open = is_open_to_all(way.door->id);
  const bool leaves_by_hand =
      !inward && way.from && !(way.door->entry_none && way.from != way.door->side_b);
  if (!shown && !open && !leaves_by_hand) return false;
  core::Instant at = std::max(start(way), free_at_[person]);
  const bool reads = shown && (!open || dice_.percent(50));
  if (reads) see_read(at, way, EventKind::access_granted, person, *shown);
  if (!reads && !open && way.egress != core::Egress::handle) {
    see_door(at, way, EventKind::exit_requested);
  }
  at += dice_.between(400ms, 3s);
  see_door(at, way, EventKind::door_opened);
  at += dice_.between(200ms, 2s);
  if (reads) see_read(at, way, EventKind::access_taken, person, *shown);
  pass_through(at, person, way,
               reads && way.reader->methods != core::MethodCombinations{{Method::code}});
  at += dice_.between(500ms, 4s);
  see_door(at, way, EventKind::door_closed);
  leaves_[way.door->id].free_at = at;
  return true;
}

bool People::turn_back(const core::PersonId& person, const Way& way) {
  if (way.reader == nullptr) return false;
  const auto shown = presented(person, *way.reader);
  if (!shown) return false;
  core::Instant at = std::max(start(way), free_at_[person]);
  see_read(at, way, EventKind::access_granted, person, *shown);
  at += dice_.between(5s, 9s);
  if (dice_.percent(50)) see_read(at, way, EventKind::access_not_taken, person, *shown);
  leaves_[way.door->id].free_at = at;
  free_at_[person] = at;
  return true;
}

bool People::be_denied(const core::PersonId& person, const Way& way) {
  if (way.reader == nullptr) return false;
  const auto shown = presented(person, *way.reader);
  if (!shown) return false;
  const core::Instant at = std::max(start(way), free_at_[person]);
  see_read(at, way, EventKind::access_denied, person, *shown);
  free_at_[person] = at;
  return true;
}

bool People::let_in_behind(const core::PersonId& first, const core::PersonId& second,
                           const Way& way) {
  if (!walk(first, way)) return false;
  const core::Instant at = leaves_[way.door->id].free_at - 300ms;
  if (free_at_[second] > at) return true;
  pass_through(at, second, way, false);
  return true;
}

bool People::walk_together(const core::PersonId& first, const core::PersonId& second,
                           const Way& way) {
  if (way.reader == nullptr) return false;
  const auto one = presented(first, *way.reader);
  const auto two = presented(second, *way.reader);
  if (!one || !two) return false;
  core::Instant at = std::max({start(way), free_at_[first], free_at_[second]});
  see_read(at, way, EventKind::access_granted, first, *one);
  const bool before_opening = dice_.percent(50);
  if (before_opening) see_read(at += 1200ms, way, EventKind::access_granted, second, *two);
  see_door(at += 800ms, way, EventKind::door_opened);
  if (!before_opening) see_read(at += 700ms, way, EventKind::access_granted, second, *two);
  see_read(at += 500ms, way, EventKind::access_taken, first, *one);
  pass_through(at, first, way, true);
  see_read(at += 900ms, way, EventKind::access_taken, second, *two);
  pass_through(at, second, way, true);
  see_door(at += 2s, way, EventKind::door_closed);
  leaves_[way.door->id].free_at = at;
  return true;
}

bool People::call_the_next(const Way& way) {
  if (!way.from || way.reader != nullptr || way.egress == core::Egress::handle) return false;
  core::Instant at = start(way);
  see_door(at, way, EventKind::exit_requested);
  see_door(at += dice_.between(300ms, 2s), way, EventKind::door_opened);
  see_door(at += dice_.between(1s, 8s), way, EventKind::door_closed);
  leaves_[way.door->id].free_at = at;
  return true;
}

bool People::read_at_desk(const core::PersonId& person) {
  const core::Side& side = side_of(person);
  if (!side) return false;
  for (const core::AccessPoint& reader : site_.access_points) {
    if (reader.inside != side || !reader.controller) continue;
    const auto shown = presented(person, reader);
    if (!shown) return false;
    Seen seen;
    seen.controller = *reader.controller;
    seen.kind = EventKind::credential_read;
    seen.reader = reader.id;
    seen.credential = shown->number;
    const core::Instant at = std::max(now_, free_at_[person]) + dice_.between(100ms, 2s);
    see(at, std::move(seen), " by " + person.text + " inside " + word_of(side));
    free_at_[person] = at;
    return true;
  }
  return false;
}

void People::hold_open(const Way& way, bool told) {
  core::Instant at = start(way);
  if (way.from && way.reader == nullptr && way.egress != core::Egress::handle) {
    see_door(at, way, EventKind::exit_requested);
    at += 500ms;
  }
  see_door(at, way, EventKind::door_opened);
  at += dice_.between(61s, 150s);
  if (told) see_door(at - 1s, way, EventKind::door_held);
  see_door(at, way, EventKind::door_closed);
  leaves_[way.door->id].free_at = at;
}

void People::force(const Way& way, bool told) {
  core::Instant at = start(way) + 12s;
  see_door(at, way, EventKind::door_opened);
  if (told) see_door(at += 100ms, way, EventKind::door_forced);
  see_door(at += dice_.between(1s, 6s), way, EventKind::door_closed);
  leaves_[way.door->id].free_at = at;
}

void People::set_mode(const core::DoorId& door, core::DoorMode mode) {
  const core::Door* plan = find_by_id(site_.doors, door);
  Leaf& leaf = leaves_[door];
  leaf.mode = mode;
  Seen seen;
  seen.controller = plan->controller;
  seen.kind = EventKind::door_mode;
  seen.door = door;
  seen.mode = mode;
  const core::Instant at = std::max(now_, leaf.free_at) + 50ms;
  leaf.free_at = at;
  see(at, std::move(seen), ": " + std::string(core::name_of(mode)));
}

void People::release(const core::DoorId& door, bool begins) {
  Leaf& leaf = leaves_[door];
  leaf.released = begins;
  leaf.free_at = std::max(now_, leaf.free_at) + 50ms;
  disturb(door, begins ? EventKind::emergency_release : EventKind::emergency_restored);
}

void People::disturb(const core::DoorId& door, EventKind kind) {
  Seen seen;
  seen.controller = find_by_id(site_.doors, door)->controller;
  seen.kind = kind;
  seen.door = door;
  see(std::max(now_, leaves_[door].free_at) + 50ms, std::move(seen), "");
}

Day People::take_day(core::Instant end) {
  day_.end = end;
  std::stable_sort(day_.happenings.begin(), day_.happenings.end(),
                   [](const Happening& a, const Happening& b) { return a.at < b.at; });
  return std::move(day_);
}

}  // namespace zonefactor::simulation
