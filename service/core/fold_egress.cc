// Exits nobody can name: who may have gone out through an opening (rules X2, X4, P7).
#include <algorithm>
#include <vector>

#include "service/core/fold.h"

namespace zonefactor::core {

bool Fold::is_requested(const DoorPlan& door) const {
  const auto& asked = state_.door(door.no).requested_at;
  return asked && occasion_.at - *asked <= door.grant_window;
}

bool Fold::is_granted(const DoorPlan& door) const {
  const auto& granted = state_.door(door.no).granted_at;
  return granted && occasion_.at - *granted <= door.grant_window;
}

// Rules Z5 and Z6.
bool Fold::is_locked(const DoorPlan& door) const {
  const bool released = std::any_of(door.bounds.begin(), door.bounds.end(),
                                    [this](ZoneNo zone) { return is_released(state_.zone(zone)); });
  return !released && !stands_open(state_.door(door.no).mode);
}

void Fold::exit_requested(const DoorPlan& door) {
  DoorState& state = state_.change_door(door.no);
  state.requested_at = occasion_.at;
  state.request_used = state.contact == Contact::open;
  const bool contact_works = door.door.contact && state.disturbances.at_fault.empty();
  // Where no opening can be seen, the request stands for it, as a grant does (rule P1).
  if (!contact_works) return anonymous_egress(door, nullptr);
  if (state.contact != Contact::open) return;
  // Somebody inside turned to the open door: whoever came in through this opening may not have.
  state.requested_in_opening = true;
  const Position opening = state.opened;
  for (std::size_t i = 0; i < state_.door(door.no).taps.size(); ++i) {
    const OpenTap tap = *state_.door(door.no).taps[i];
    if (tap.level == Passage::none || tap.opening != opening) continue;
    state_.change_door(door.no).taps[i].change().ambiguous = true;
    upgrade(door.no, i, tap.level);
  }
  anonymous_egress(door, nullptr);
}

// Out of every zone that the door bounds: of nested ones the inner, of neighbours both. `kept` is
// told how it was before.
void Fold::anonymous_egress(const DoorPlan& door, Egressed* kept) {
  const DoorState& state = state_.door(door.no);
  entrants_.clear();
  for (const Shared<OpenTap>& tap : state.taps) {
    const bool through_it = tap->level != Passage::none && tap->opening == state.opened;
    if (state.contact == Contact::open && through_it) entrants_.push_back(tap->tap);
  }
  for (const ZoneNo zone : door.bounds) leave_anonymously(zone, kept);
}

// Whether the presence began through the opening under way.
bool Fold::is_entrance(const Presence& record) const {
  return record.entry &&
         std::find(entrants_.begin(), entrants_.end(), record.entry->tap) != entrants_.end();
}

// Whether the person is in the zone, and did not come in through the opening under way.
bool Fold::was_inside(const PersonState& person, ZoneNo zone) const {
  return std::any_of(person.presences.begin(), person.presences.end(), [&](const Presence& record) {
    if (!state_.site().contains(zone, record.zone)) return false;
    if (is_entrance(record)) return false;
    const PresenceIs is = settled_view(state_, record, occasion_.at).is;
    return is == PresenceIs::present || is == PresenceIs::uncertain;
  });
}

// Whether anybody may be in the zone of whom nothing is known.
bool Fold::somebody_is_unknown(ZoneNo zone) const {
  std::size_t heard_of = 0;
  for (const PersonNo no : state_.heard_of_in(zone)) {
    const Presence* here = find_presence(state_.person(no), zone);
    if (here == nullptr || state_.site().person(no) == nullptr) continue;
    ++heard_of;
    if (settled_view(state_, *here, occasion_.at).is == PresenceIs::unknown) return true;
  }
  return unheard_of(state_, zone).is == PresenceIs::unknown &&
         heard_of < state_.site().persons().size();
}

// Rule X2.
void Fold::leave_anonymously(ZoneNo zone, Egressed* kept) {
  const Site& site = state_.site();
  std::set<PersonNo> inside;
  std::vector<ZoneNo> zones;
  for (const ZonePlan& within : site.zones()) {
    if (!site.contains(zone, within.no)) continue;
    zones.push_back(within.no);
    state_.change_zone(within.no).last_egress = occasion_.position;
    for (const PersonNo no : state_.heard_of_in(within.no)) {
      if (site.person(no) != nullptr && was_inside(state_.person(no), zone)) inside.insert(no);
    }
  }
  if (inside.empty()) return;
  const bool one_of_them = inside.size() > 1 || somebody_is_unknown(zone);
  for (const ZoneNo within : zones) {
    if (one_of_them) {
      doubt_all_inside(within, kept);
    } else {
      infer_absence(*inside.begin(), within, kept);
    }
  }
}

// Of several inside nobody knows who went. Who came in through this very opening did not.
void Fold::doubt_all_inside(ZoneNo zone, Egressed* kept) {
  ZoneState& state = state_.change_zone(zone);
  if (kept != nullptr) kept->doubted.push_back({zone, state.egress_before, state.egress_by});
  state.egress_before = occasion_.position;
  state.egress_by = occasion_.ref;
  for (const PersonNo no : state_.heard_of_in(zone)) {
    const Presence* record = find_presence(state_.person(no), zone);
    const bool only_came_in =
        record != nullptr && is_entrance(*record) && !was_inside(state_.person(no), zone);
    if (only_came_in) change_presence(no, zone).spared = occasion_.position;
  }
}

// As if nobody had gone out by this opening. What has become known since stays; whoever may have
// gone out since is in doubt, or is absent as nobody else was there.
void Fold::take_back(const Egressed& egressed) {
  for (const Egressed::Absent& absent : egressed.absent) {
    const ZoneNo no = absent.before.zone;
    const Presence* record = find_presence(state_.person(absent.person), no);
    const bool only_inferred =
        record != nullptr && record->absent_by_inference && record->known == egressed.at;
    const ZoneState& zone = state_.zone(no);
    const bool may_be_in = zone.last_egress == egressed.at || zone.egress_before > egressed.at;
    if (!only_inferred || !may_be_in) continue;
    Presence& restored = change_presence(absent.person, no);
    TapPtr pending = restored.pending;
    restored = absent.before;
    restored.pending = std::move(pending);
  }
  for (const Egressed::Doubted& doubted : egressed.doubted) {
    if (state_.zone(doubted.zone).egress_before != egressed.at) continue;
    ZoneState& state = state_.change_zone(doubted.zone);
    state.egress_before = doubted.egress_before;
    state.egress_by = doubted.egress_by;
  }
}

// Absent for new logins, and nothing more: it is inferred, so it locks nobody out at once.
void Fold::infer_absence(PersonNo person, ZoneNo zone, Egressed* kept) {
  const Presence* known = find_presence(state_.person(person), zone);
  if (known == nullptr || known->standing != Standing::present) return;
  Presence& record = change_presence(person, zone);
  if (kept != nullptr) kept->absent.push_back({person, record});
  record.standing = Standing::absent;
  record.absent_by_inference = true;
  record.absence_known_at = occasion_.at;
  record.known = occasion_.position;
  record.affirmed_by = occasion_.ref;
  const ZonePlan* plan = state_.site().zone(zone);
  if (plan == nullptr || is_released(state_.zone(zone))) return;  // rule Z6: sessions are untouched
  Timer timer;
  timer.due = occasion_.at + plan->zone.egress_grace;
  timer.kind = TimerKind::egress_grace;
  timer.position = occasion_.position;
  timer.person = person;
  timer.zone = zone;
  timer.ref = occasion_.ref;
  state_.add_timer(timer);
}

// Nobody has said since that the person is still there: running sessions fall (rule F8).
void Fold::end_grace(const Timer& timer) {
  const Presence* record = find_presence(state_.person(timer.person), timer.zone);
  const bool still = record != nullptr && record->absent_by_inference &&
                     record->standing == Standing::absent && record->known == timer.position;
  if (!still) return;
  for (const SessionKey& key : state_.sessions_of(timer.person)) {
    const TerminalPlan* terminal = state_.site().terminal(key.first);
    const bool here = terminal != nullptr && terminal->zone == timer.zone;
    if (!here || state_.session(key)->class_ != Class::zone_equivalent) continue;
    fall(key, Reason::presence_absent);
    step_up(key);
  }
}

}  // namespace zonefactor::core
