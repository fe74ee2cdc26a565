// Exits nobody can name: who may have gone out through an opening (rules X2, X4, P7).
#include <algorithm>
#include <vector>

#include "service/core/fold.h"

namespace zonefactor::core {

bool Fold::is_requested(const DoorPlan& door) const {
  const auto& asked = state_.door(door.no).requested_at;
  return asked && occasion_.at - *asked <= door.grant_window;
}

// Rules Z5 and Z6.
bool Fold::is_locked(const DoorPlan& door) const {
  const bool released = std::any_of(door.bounds.begin(), door.bounds.end(),
                                    [this](ZoneNo zone) { return state_.zone(zone).released; });
  return !released && !stands_open(state_.door(door.no).mode);
}

void Fold::exit_requested(const DoorPlan& door) {
  DoorState& state = state_.change_door(door.no);
  state.requested_at = occasion_.at;
  const bool contact_works = door.door.contact && !state.disturbance.fault;
  // Where no opening can be seen, the request stands for it, as a grant does (rule P1).
  if (!contact_works) return anonymous_egress(door, occasion_.position);
  if (state.contact != Contact::open) return;
  // Somebody inside turned to the open door: whoever came in through this opening may not have.
  const Position since = state.opened;
  for (std::size_t i = 0; i < state_.door(door.no).taps.size(); ++i) {
    const OpenTap& tap = state_.door(door.no).taps[i];
    if (tap.level == Passage::none || tap.confirmed_position < since) continue;
    state_.change_door(door.no).taps[i].ambiguous = true;
    upgrade(door.no, i, tap.level);
  }
  anonymous_egress(door, since);
}

// Out of every zone that the door bounds: of nested ones the inner, of neighbours both.
void Fold::anonymous_egress(const DoorPlan& door, Position since) {
  for (const ZoneNo zone : door.bounds) leave_anonymously(zone, since);
}

// Rule X2. Those affirmed inside at `since` or later came in by this opening, or were seen after
// it.
void Fold::leave_anonymously(ZoneNo zone, Position since) {
  const Site& site = state_.site();
  bool somebody_unknown = false;
  std::vector<PersonNo> inside;
  for (const PersonPlan& plan : site.persons()) {
    const PersonState& person = state_.person(plan.no);
    const Presence* here = find_presence(person, zone);
    const PresenceView view =
        here == nullptr ? unheard_of(state_, zone) : settled_view(state_, *here, occasion_.at);
    somebody_unknown = somebody_unknown || view.is == PresenceIs::unknown;
    const bool is_inside =
        std::any_of(person.presences.begin(), person.presences.end(), [&](const Presence& record) {
          if (!site.contains(zone, record.zone) || record.affirmed >= since) return false;
          const PresenceIs is = settled_view(state_, record, occasion_.at).is;
          return is == PresenceIs::present || is == PresenceIs::uncertain;
        });
    if (is_inside) inside.push_back(plan.no);
  }
  if (inside.empty()) return;
  for (const ZonePlan& within : site.zones()) {
    if (!site.contains(zone, within.no)) continue;
    if (inside.size() == 1 && !somebody_unknown) {
      infer_absence(inside.front(), within.no);
    } else {
      ZoneState& state = state_.change_zone(within.no);
      state.egress_before = std::max(state.egress_before, since);
      state.egress_by = occasion_.ref;
    }
  }
}

// Absent for new logins, and nothing more: it is inferred, so it locks nobody out at once.
void Fold::infer_absence(PersonNo person, ZoneNo zone) {
  const Presence* known = find_presence(state_.person(person), zone);
  if (known == nullptr || known->standing != Standing::present) return;
  Presence& record = change_presence(person, zone);
  record.standing = Standing::absent;
  record.absent_by_inference = true;
  record.absence_known_at = occasion_.at;
  record.known = occasion_.position;
  record.affirmed_by = occasion_.ref;
  const ZonePlan* plan = state_.site().zone(zone);
  if (plan == nullptr || state_.zone(zone).released) return;  // rule Z6: sessions are untouched
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
  for (const auto& [key, session] : state_.sessions()) {
    const TerminalPlan* terminal = state_.site().terminal(key.first);
    const bool here = terminal != nullptr && terminal->zone == timer.zone;
    const bool rests_on_it =
        here && session.person == timer.person && session.class_ == Class::zone_equivalent;
    if (!rests_on_it) continue;
    fall(key, Reason::presence_absent);
    step_up(key);
  }
}

}  // namespace zonefactor::core
