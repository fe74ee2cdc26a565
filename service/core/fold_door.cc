// The door leaf, its mode and its troubles: contact, forced, held, tamper (rules P1, P4, Z3, Z4,
// Z5, H2).
#include <algorithm>

#include "service/core/fold.h"

namespace zonefactor::core {

void Fold::door_event(const DoorEvent& event) {
  const Observation& o = event.observation;
  const ControllerPlan* controller = state_.site().controller(o.controller);
  if (controller == nullptr) return;
  origin_ = o.origin;
  follow_sequence(event, controller->no);
  heard(event, controller->no);
  const DoorPlan* door = o.door ? state_.site().door(*o.door) : nullptr;
  switch (o.kind) {
    case EventKind::access_granted:
    case EventKind::access_taken:
    case EventKind::access_not_taken:
    case EventKind::access_denied:
    case EventKind::credential_read:
      access(event);
      return;
    case EventKind::door_opened:
      if (door != nullptr) contact(*door, true);
      return;
    case EventKind::door_closed:
      if (door != nullptr) contact(*door, false);
      return;
    case EventKind::door_forced:
      if (door != nullptr) breach(*door);
      return;
    case EventKind::door_held:
      if (door != nullptr) {
        state_.change_door(door->no).held = true;
        raise(FindingKind::door_held).door = door->door.id;
      }
      return;
    case EventKind::door_restored:
      if (door != nullptr) state_.change_door(door->no).held = false;
      return;
    case EventKind::door_mode:
      if (door != nullptr) mode(*door, *o.mode);
      return;
    case EventKind::tamper:
    case EventKind::fault: {
      disturbance(o);
      Finding& finding =
          raise(o.kind == EventKind::tamper ? FindingKind::tamper : FindingKind::fault);
      finding.controller = o.controller;
      finding.door = o.door;
      finding.access_point = o.access_point;
      return;
    }
    case EventKind::tamper_cleared:
    case EventKind::fault_cleared:
      disturbance(o);
      return;
    case EventKind::duress:
      raise(FindingKind::duress).access_point = o.access_point;
      return;
    case EventKind::emergency_release:
    case EventKind::emergency_restored:
      emergency(o);
      return;
    case EventKind::exit_requested:
    case EventKind::heartbeat:
    case EventKind::boot:
    case EventKind::config_report:
      return;
  }
}

void Fold::contact(const DoorPlan& door, bool open) {
  if (!door.door.contact) return;  // configured without one: what it says proves nothing
  prune(door);
  DoorState& state = state_.change_door(door.no);
  const bool was_open = state.contact == Contact::open;
  state.contact = open ? Contact::open : Contact::closed;
  if (!open) {
    state.held = false;
    return;
  }
  if (!was_open) state.taps_in_opening = 0;
  for (std::size_t i = 0; i < state_.door(door.no).taps.size(); ++i) {
    const OpenTap& waiting = state_.door(door.no).taps[i];
    if (waiting.level != Passage::none && !waiting.awaits_opening) continue;
    const ReaderPlan* reader = state_.site().reader(waiting.tap->reader);
    if (reader == nullptr || occasion_.at - waiting.tap->at > reader->grant_window) continue;
    const bool stands = waiting.awaits_opening;
    const bool within = state_.door(door.no).taps_in_opening < reader->taps_per_opening;
    ++state_.change_door(door.no).taps_in_opening;
    const Passage level = within ? Passage::opened : Passage::granted;
    stands ? upgrade(door.no, i, level) : confirm(door.no, i, level);
  }
}

void Fold::breach(const DoorPlan& door) {
  raise(FindingKind::door_forced).door = door.door.id;
  for (const ZonePlan& zone : state_.site().zones()) {
    if (state_.site().contains(zone.no, door.side_a) ==
        state_.site().contains(zone.no, door.side_b)) {
      continue;
    }
    const bool already = state_.zone(zone.no).breached;
    ZoneState& state = state_.change_zone(zone.no);
    state.breached = true;
    state.breached_by = std::max(state.breached_by, occasion_.ref);
    if (already) continue;
    Finding& finding = raise(FindingKind::zone_breached);
    finding.zone = zone.zone.id;
    finding.door = door.door.id;
  }
}

void Fold::mode(const DoorPlan& door, DoorMode mode) {
  const DoorMode before = state_.door(door.no).mode;
  if (before == mode) return;
  DoorState& state = state_.change_door(door.no);
  state.mode = mode;
  if (stands_open(before) && stands_open(mode)) return;  // open all the while
  state.mode_since = occasion_.position;
  state.mode_ref = occasion_.ref;
}

// Rule Z6. A release of a door opens every zone it bounds.
void Fold::emergency(const Observation& o) {
  const bool begins = o.kind == EventKind::emergency_release;
  const Site& site = state_.site();
  const DoorPlan* door = o.door ? site.door(*o.door) : nullptr;
  for (const ZonePlan& zone : site.zones()) {
    const bool named = o.zone && *o.zone == zone.zone.id;
    const bool bounded = door != nullptr && site.contains(zone.no, door->side_a) !=
                                                site.contains(zone.no, door->side_b);
    if (!named && !bounded) continue;
    ZoneState& released = state_.change_zone(zone.no);
    released.released = begins;
    released.released_by = occasion_.ref;
    if (begins) continue;
    for (const ZonePlan& within : site.zones()) {
      if (site.contains(zone.no, within.no)) {
        state_.change_zone(within.no).unknown_before = occasion_.position;
      }
    }
  }
}

void Fold::disturbance(const Observation& o) {
  const auto apply = [&o](Disturbance& to) {
    if (o.kind == EventKind::tamper || o.kind == EventKind::tamper_cleared) {
      to.tamper = o.kind == EventKind::tamper;
    } else {
      to.fault = o.kind == EventKind::fault;
    }
  };
  const DoorPlan* door = o.door ? state_.site().door(*o.door) : nullptr;
  if (door == nullptr && o.access_point) {
    const ReaderPlan* reader = state_.site().reader(*o.access_point);
    if (reader != nullptr && reader->door) door = state_.site().door(*reader->door);
  }
  if (door != nullptr) {
    apply(state_.change_door(door->no).disturbance);
  } else if (const ControllerPlan* controller = state_.site().controller(o.controller)) {
    apply(state_.change_controller(controller->no).disturbance);
  }
}

void Fold::acknowledgement(const Acknowledged& acknowledged) {
  const ZonePlan* zone = state_.site().zone(acknowledged.zone);
  if (zone == nullptr || acknowledged.what != Acknowledgeable::breach) return;
  // Nobody acknowledged what was not known yet.
  if (state_.zone(zone->no).breached_by > occasion_.ref) return;
  state_.change_zone(zone->no).breached = false;
}

void Fold::fire(const Timer& timer) {
  switch (timer.kind) {
    case TimerKind::sequence_gap:
      doubt_after_gap(timer);
      return;
    case TimerKind::settle_tap: {
      const std::vector<OpenTap>& taps = state_.door(timer.door).taps;
      for (std::size_t i = 0; i < taps.size(); ++i) {
        if (taps[i].tap->position == timer.position && taps[i].level == Passage::none) {
          cancel(timer.door, i);
          return;
        }
      }
      return;
    }
  }
}

Finding& Fold::raise(FindingKind kind) {
  emission_.findings.push_back({Finding{}, occasion_.ref});
  Finding& finding = emission_.findings.back().finding;
  finding.kind = kind;
  finding.at = occasion_.recorded_at;
  return finding;
}

}  // namespace zonefactor::core
