// The door leaf, its mode and its troubles: contact, forced, held, tamper (rules P1, P4, Z3, Z4,
// Z5, H2).
#include <algorithm>
#include <utility>
#include <vector>

#include "service/core/fold.h"

namespace zonefactor::core {

namespace {

// While its controller is lost, how often to look whether a pending entry can be settled.
constexpr Duration kAskAgain = 60s;

constexpr std::size_t kMostBreaches = 16;  // remembered for one zone one by one

}  // namespace

void Fold::door_event(const DoorEvent& event) {
  const Observation& o = event.observation;
  const ControllerPlan* controller = state_.site().controller(o.controller);
  if (controller == nullptr) return;
  origin_ = o.origin;
  clock_trusted_ = event.clock_trusted;
  follow_sequence(o, controller->no);
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
      if (door != nullptr) held_open(*door);
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
      duress(event);
      return;
    case EventKind::emergency_release:
    case EventKind::emergency_restored:
      emergency(o);
      return;
    case EventKind::exit_requested:
      if (door != nullptr) exit_requested(*door);
      return;
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
    state.unexplained.reset();
    state.egressed.reset();
    if (const auto hold = std::exchange(state.hold, std::nullopt)) state_.drop_timer(*hold);
    return;
  }
  if (!was_open) {
    state.opened = occasion_.position;
    state.taps_in_opening = 0;
    // A request is for one opening; for another only where nothing else explains that.
    state.requested_in_opening = is_requested(door) && !(state.request_used && is_granted(door));
    state.request_used = true;
    Timer timer;
    timer.due = occasion_.at + door.held_after;
    timer.kind = TimerKind::held_open;
    timer.position = occasion_.position;
    timer.door = door.no;
    timer.ref = occasion_.ref;
    state.hold = timer;
    state_.add_timer(timer);
  }
  let_through(door);
  if (!was_open) opened(door);
}

// Rules P1, P4: the opening confirms who waits for it, and is what those passed who were told to
// have passed just before it.
void Fold::let_through(const DoorPlan& door) {
  std::vector<Position> waiting;  // confirming one may take others off the door
  for (const Shared<OpenTap>& open : state_.door(door.no).taps) {
    const ReaderPlan* reader = state_.site().reader(open->tap->reader);
    const bool in_time = reader != nullptr && occasion_.at - open->tap->at <= reader->grant_window;
    const bool used = open->level != Passage::none && !open->awaits_opening && open->opening != 0;
    if (in_time && !used) waiting.push_back(open->tap->position);
  }
  for (const Position made : waiting) {
    const std::size_t index = index_of_tap(door.no, made);
    if (index < state_.door(door.no).taps.size()) let_through(door, index);
  }
}

void Fold::let_through(const DoorPlan& door, std::size_t index) {
  DoorState& state = state_.change_door(door.no);
  OpenTap& open = state.taps[index].change();
  open.opening = state.opened;
  open.ambiguous = state.requested_in_opening;
  const bool confirmed = open.level != Passage::none;
  if (confirmed && !open.awaits_opening) {
    if (open.ambiguous) upgrade(door.no, index, open.level);
    return;
  }
  const ReaderPlan* reader = state_.site().reader(open.tap->reader);
  const bool within = state.taps_in_opening < reader->taps_per_opening;
  ++state.taps_in_opening;
  const Passage level = within ? Passage::opened : Passage::granted;
  confirmed ? upgrade(door.no, index, level) : confirm(door.no, index, level);
}

// Rule X4: what an opening means for those who may have gone out, and whether anything explains it.
void Fold::opened(const DoorPlan& door) {
  const DoorState& state = state_.door(door.no);
  if (state.requested_in_opening) return anonymous_egress(door, nullptr);
  if (is_granted(door)) return;
  if (door.egress == Egress::handle || !is_locked(door)) {
    Egressed egressed;
    egressed.at = occasion_.position;
    anonymous_egress(door, &egressed);
    state_.change_door(door.no).egressed = std::move(egressed);
    return;
  }
  state_.change_door(door.no).unexplained = occasion_.ref;
  breach(door);
}

// A passage while the door stands open explains the opening: the breach is none after all, and
// nobody went out by it.
void Fold::explain_opening(const DoorPlan& door) {
  if (state_.door(door.no).egressed) {
    take_back(*std::exchange(state_.change_door(door.no).egressed, std::nullopt));
  }
  if (!state_.door(door.no).unexplained) return;
  const EntryRef opening = *std::exchange(state_.change_door(door.no).unexplained, std::nullopt);
  for (const ZoneNo zone : door.bounds) std::erase(state_.change_zone(zone).breaches, opening);
}

// Rule Z4: told by the controller, or open for too long.
void Fold::held_open(const DoorPlan& door) {
  if (state_.door(door.no).held) return;
  state_.change_door(door.no).held = true;
  raise(FindingKind::door_held).door = door.door.id;
}

void Fold::breach(const DoorPlan& door) {
  raise(FindingKind::door_forced).door = door.door.id;
  for (const ZoneNo no : door.bounds) {
    std::vector<EntryRef>& breaches = state_.change_zone(no).breaches;
    const bool already = !breaches.empty();
    // The oldest stays: without it a zone could seem whole that nobody has acknowledged.
    if (breaches.size() == kMostBreaches) breaches.erase(breaches.begin() + 1);
    breaches.insert(std::upper_bound(breaches.begin(), breaches.end(), occasion_.ref),
                    occasion_.ref);
    if (already) continue;
    Finding& finding = raise(FindingKind::zone_breached);
    finding.zone = state_.site().zone(no)->zone.id;
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

// Rule Z6. A release of a door opens every zone it bounds; each release is taken back by its like,
// and those of doors by the zone's.
void Fold::emergency(const Observation& o) {
  const bool begins = o.kind == EventKind::emergency_release;
  const Site& site = state_.site();
  const DoorPlan* door = o.door ? site.door(*o.door) : nullptr;
  for (const ZonePlan& zone : site.zones()) {
    const bool named = o.zone && *o.zone == zone.zone.id;
    const bool bounded = door != nullptr && site.contains(zone.no, door->side_a) !=
                                                site.contains(zone.no, door->side_b);
    if (!named && !bounded) continue;
    const ControllerNo controller = site.controller(o.controller)->no;
    std::vector<Release>& releases = state_.change_zone(zone.no).releases;
    std::erase_if(releases, [&](const Release& release) {
      return release.controller == controller && (named || release.door == door->no);
    });
    if (begins) {
      releases.push_back(
          {controller, named ? std::nullopt : std::optional(door->no), occasion_.ref});
      continue;
    }
    for (const ZonePlan& within : site.zones()) {
      if (site.contains(zone.no, within.no)) {
        state_.change_zone(within.no).unknown_before = occasion_.position;
      }
    }
  }
}

// Rule H2. What is said of a door holds for its readers: its clearing clears theirs.
void Fold::disturbance(const Observation& o) {
  const bool is_tamper = o.kind == EventKind::tamper || o.kind == EventKind::tamper_cleared;
  const bool begins = o.kind == EventKind::tamper || o.kind == EventKind::fault;
  const auto apply = [&](Disturbances& to, const Disturbances::Part& part) {
    std::set<Disturbances::Part>& parts = is_tamper ? to.tampered : to.at_fault;
    if (begins) {
      parts.insert(part);
    } else if (part) {
      parts.erase(part);
    } else {
      parts.clear();
    }
  };
  const Site& site = state_.site();
  const ReaderPlan* reader = o.access_point ? site.reader(*o.access_point) : nullptr;
  const DoorPlan* door = o.door ? site.door(*o.door) : nullptr;
  if (door == nullptr && reader != nullptr && reader->door) door = site.door(*reader->door);
  if (door != nullptr) {
    apply(state_.change_door(door->no).disturbances, o.access_point);
  } else if (const ControllerPlan* controller = site.controller(o.controller)) {
    apply(state_.change_controller(controller->no).disturbances, o.access_point);
  }
}

void Fold::acknowledgement(const Acknowledged& acknowledged) {
  const ZonePlan* zone = state_.site().zone(acknowledged.zone);
  if (zone == nullptr) return;
  // Nobody acknowledged what was not known yet.
  switch (acknowledged.what) {
    case Acknowledgeable::breach:
      std::erase_if(state_.change_zone(zone->no).breaches,
                    [this](EntryRef breach) { return breach < occasion_.ref; });
      return;
    case Acknowledgeable::drift:
      for (const DoorNo no : zone->boundary) {
        std::erase_if(state_.change_door(no).drifts, [this](const auto& reader) {
          return reader.second.found && *reader.second.found < occasion_.ref;
        });
      }
      return;
    case Acknowledgeable::held:
    case Acknowledgeable::equivocation:
    case Acknowledgeable::gap:
    case Acknowledgeable::clock:
      return;  // closes the finding, not the doubt (rule K8)
  }
}

// Rule E1. A zone whose people have no emergency is in no scope; of several declarations the
// longest counts.
void Fold::declaration(const EmergencyDeclared& declared) {
  for (const ZoneId& id : declared.zones) {
    const ZonePlan* zone = state_.site().zone(id);
    if (zone == nullptr || zone->zone.break_glass == BreakGlass::none) continue;
    ZoneState& state = state_.change_zone(zone->no);
    if (!state.emergency_until || *state.emergency_until < declared.until) {
      state.emergency_until = declared.until;
      state.emergency_by = occasion_.ref;
    }
    Finding& finding = raise(FindingKind::emergency_declared);
    finding.person = declared.by;
    finding.zone = id;
  }
}

void Fold::fire(const Timer& timer) {
  switch (timer.kind) {
    case TimerKind::sequence_gap:
      doubt_after_gap(timer);
      return;
    case TimerKind::held_open: {
      state_.change_door(timer.door).hold.reset();
      const DoorPlan* door = state_.site().door(timer.door);
      if (door != nullptr) held_open(*door);
      return;
    }
    case TimerKind::egress_grace:
      end_grace(timer);
      return;
    case TimerKind::emergency_review:
      raise_about(FindingKind::emergency_unreviewed, timer.person, timer.zone);
      return;
    case TimerKind::settle_tap:
      settle_tap(timer);
      return;
  }
}

// Rule P1. Silence of a controller that is lost says nothing of its door.
void Fold::settle_tap(const Timer& timer) {
  const std::vector<Shared<OpenTap>>& taps = state_.door(timer.door).taps;
  const auto tap = std::find_if(taps.begin(), taps.end(), [&](const Shared<OpenTap>& open) {
    return open->tap->position == timer.position && open->level == Passage::none;
  });
  if (tap == taps.end()) return;
  const DoorPlan* door = state_.site().door(timer.door);
  if (door != nullptr && state_.liveness.unobserved(door->controller, occasion_.at, Duration{0})) {
    Timer again = timer;
    again.due += kAskAgain;
    return state_.add_timer(again);
  }
  cancel(timer.door, static_cast<std::size_t>(tap - taps.begin()));
}

Finding& Fold::raise(FindingKind kind) {
  emission_.findings.push_back({Finding{}, occasion_.ref});
  Finding& finding = emission_.findings.back().finding;
  finding.kind = kind;
  finding.at = occasion_.recorded_at;
  return finding;
}

// A finding about somebody in a zone; without the zone where the configuration has it no longer.
void Fold::raise_about(FindingKind kind, PersonNo person, ZoneNo zone) {
  Finding& finding = raise(kind);
  finding.person = state_.ordinals.persons.id(person);
  if (const ZonePlan* plan = state_.site().zone(zone)) finding.zone = plan->zone.id;
}

}  // namespace zonefactor::core
