// What no table of a facility file can show alone.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "adapters/files/facility_draft.h"

namespace zonefactor::files {

namespace {

std::string_view word_for(Named named) {
  switch (named) {
    case Named::zone:
      return "zone";
    case Named::controller:
      return "controller";
    case Named::door:
      return "door";
    case Named::access_point:
      return "access_point";
    case Named::terminal:
      return "terminal";
    case Named::person:
      return "person";
    case Named::credential:
      return "credential";
  }
  __builtin_unreachable();
}

void resolve(FacilityDraft& draft, Faults& faults) {
  for (const Reference& reference : draft.references) {
    const auto& known = draft.ids[reference.to];
    if (known.count(reference.id) > 0) continue;
    const std::string_view word = word_for(reference.to);
    if (reference.to == Named::zone && reference.id == "outside") {
      faults.add(reference.line, fmt::format("{}: \"outside\" is not a zone", reference.where),
                 "it is the rest of the world and can only be a side of a door");
      continue;
    }
    std::vector<std::string_view> candidates;
    for (const auto& [id, line] : known) candidates.push_back(id);
    faults.add(reference.line,
               fmt::format("{}: there is no {} {}", reference.where, word, in_quotes(reference.id)),
               did_you_mean(reference.id, candidates,
                            fmt::format("add [[{}]] with this id, or name one that exists", word)));
  }
}

// Zones within themselves; each ring is told once.
void find_rings(const FacilityDraft& draft, Faults& faults) {
  const auto& zones = draft.facility.zones;
  std::map<core::ZoneId, std::size_t> place;
  for (std::size_t i = 0; i < zones.size(); ++i) place.emplace(zones[i].id, i);
  std::vector<std::size_t> walk_of(zones.size(), 0);
  for (std::size_t start = 0; start < zones.size(); ++start) {
    const std::size_t walk = start + 1;
    std::size_t at = start;
    while (walk_of[at] == 0) {
      walk_of[at] = walk;
      const auto outer = zones[at].within ? place.find(*zones[at].within) : place.end();
      if (outer == place.end()) break;
      at = outer->second;
      if (walk_of[at] == walk) {
        faults.add(draft.zone_lines[at],
                   fmt::format("[[zone]] {}: it lies within itself", in_quotes(zones[at].id.text)),
                   "let `within` lead from the inner zone to the outer, without a ring");
      }
    }
  }
}

std::string side_text(const core::Side& side) {
  return side ? side->text : "outside";
}

// Whether who goes from `from` to `to` enters a zone, and does not only leave one for the zone
// around it. A ring of zones is a fault told elsewhere; here it ends the walk.
bool leads_in(const FacilityDraft& draft, const core::Side& from, const core::Side& to) {
  if (!to) return false;
  const auto& zones = draft.facility.zones;
  core::Side around = from;
  for (std::size_t steps = 0; around && steps <= zones.size(); ++steps) {
    if (around == to) return false;
    const auto zone = std::find_if(zones.begin(), zones.end(),
                                   [&](const core::Zone& each) { return each.id == *around; });
    around = zone == zones.end() ? core::Side{} : zone->within;
  }
  return true;
}

void check_readers_sides(const FacilityDraft& draft, Faults& faults) {
  std::map<core::DoorId, const core::Door*> doors;
  for (const core::Door& door : draft.facility.doors) doors.emplace(door.id, &door);
  const auto& points = draft.facility.access_points;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!points[i].door) continue;
    const auto door = doors.find(*points[i].door);
    if (door == doors.end()) continue;
    const core::Door& d = *door->second;
    if (d.side_a == d.side_b) continue;
    if (points[i].to == d.side_a || points[i].to == d.side_b) {
      const core::Side& from = points[i].to == d.side_a ? d.side_b : d.side_a;
      if (d.entry_none && leads_in(draft, from, points[i].to)) {
        faults.add(draft.access_point_lines[i],
                   fmt::format("[[access_point]] {}: it leads in by door {}, which has entry = "
                               "\"none\" (rule Z2)",
                               in_quotes(points[i].id.text), in_quotes(d.id.text)),
                   "remove the access point, or the door's entry");
      }
      continue;
    }
    faults.add(draft.access_point_lines[i],
               fmt::format("[[access_point]] {}: to = {} is no side of door {}",
                           in_quotes(points[i].id.text), in_quotes(side_text(points[i].to)),
                           in_quotes(d.id.text)),
               fmt::format("write {}", listed({side_text(d.side_a), side_text(d.side_b)})));
  }
}

// A reader inside a zone hangs on the controller of the zone's doors, where that is only one.
void give_inside_readers_a_controller(FacilityDraft& draft, Faults& faults) {
  auto& points = draft.facility.access_points;
  for (std::size_t i = 0; i < points.size(); ++i) {
    core::AccessPoint& point = points[i];
    if (!point.inside || point.controller) continue;
    if (draft.ids[Named::zone].count(point.inside->text) == 0) continue;
    std::set<core::ControllerId> controllers;
    for (const core::Door& door : draft.facility.doors) {
      if (door.side_a == point.inside || door.side_b == point.inside) {
        controllers.insert(door.controller);
      }
    }
    if (controllers.size() == 1) {
      point.controller = *controllers.begin();
      continue;
    }
    faults.add(draft.access_point_lines[i],
               fmt::format("[[access_point]] {}: the doors of zone {} have {} controllers",
                           in_quotes(point.id.text), in_quotes(point.inside->text),
                           controllers.empty() ? "no" : "several"),
               "add controller = \"...\"");
  }
}

// Rule A8.
void find_dead_ends(const FacilityDraft& draft, Faults& faults) {
  std::map<core::ZoneId, const core::Zone*> zones;
  for (const core::Zone& zone : draft.facility.zones) zones.emplace(zone.id, &zone);
  const auto& terminals = draft.facility.terminals;
  for (std::size_t i = 0; i < terminals.size(); ++i) {
    const core::Terminal& terminal = terminals[i];
    if (!terminal.zone || !terminal.step_up || !terminal.step_up->empty()) continue;
    const auto zone = zones.find(*terminal.zone);
    if (zone == zones.end() || zone->second->break_glass == core::BreakGlass::self) continue;
    faults.add(
        draft.terminal_lines[i],
        fmt::format("[[terminal]] {}: it has no step-up method, and people of zone {} cannot "
                    "help themselves: a refusal there is a dead end",
                    in_quotes(terminal.id.text), in_quotes(terminal.zone->text)),
        "give the terminal a step_up method, or the zone break_glass = \"self\"; an "
        "emergency cannot be declared for a zone yet");
  }
}

}  // namespace

void connect(FacilityDraft& draft, Faults& faults) {
  resolve(draft, faults);
  find_rings(draft, faults);
  check_readers_sides(draft, faults);
  give_inside_readers_a_controller(draft, faults);
  find_dead_ends(draft, faults);
}

}  // namespace zonefactor::files
