// Reading a presence record against the clock and the zone's doubts (rules S1, S6, X1, K7, K8).
#include "service/core/presence.h"

#include <algorithm>

namespace zonefactor::core {

const Presence* find_presence(const PersonState& person, ZoneNo zone) {
  for (const Presence& record : person.presences) {
    if (record.zone == zone) return &record;
  }
  return nullptr;
}

namespace {

Doubt doubt_of(const State& state, const Presence& record, Instant now) {
  const ZonePlan* plan = state.site().zone(record.zone);
  if (plan == nullptr) return Doubt::expired;  // the zone is gone; nothing keeps the presence fresh
  const ZoneState& zone = state.zone(record.zone);
  if (now - record.present_since > plan->zone.max_presence) return Doubt::expired;
  if (record.affirmed < zone.gap_before) return Doubt::gap;
  if (record.affirmed < zone.equivocation_before) return Doubt::equivocation;
  if (std::max(record.affirmed, record.spared) < zone.egress_before) return Doubt::anonymous_exit;
  if (record.affirmed <= record.contradicted) return Doubt::contradicted;
  if (is_leased(state, *plan) && now - record.affirmed_at > plan->zone.lease) return Doubt::lease;
  return Doubt::none;
}

// Rule S9: whether the person is present in a zone within this one, by an entry and not by
// somebody's word (rule S8).
bool is_further_in(const State& state, PersonNo person, ZoneNo zone, Instant now) {
  const std::vector<Presence>& all = state.person(person).presences;
  return std::any_of(all.begin(), all.end(), [&](const Presence& record) {
    return record.entry && record.zone != zone && state.site().contains(zone, record.zone) &&
           settled_view(state, record, now).is == PresenceIs::present;
  });
}

}  // namespace

bool is_leased(const State& state, const ZonePlan& zone) {
  return zone.zone.exit == ExitKind::anonymous ||
         std::any_of(zone.controllers.begin(), zone.controllers.end(),
                     [&](ControllerNo no) { return state.controller(no).unnumbered; });
}

PresenceView unheard_of(const State& state, ZoneNo zone) {
  const bool unknown = state.everyone_unknown || state.zone(zone).unknown_before > 0;
  return {unknown ? PresenceIs::unknown : PresenceIs::absent, Doubt::none, nullptr};
}

PresenceView settled_view(const State& state, const Presence& record, Instant now) {
  if (record.known < state.zone(record.zone).unknown_before) {  // rule Z6
    return {PresenceIs::unknown, Doubt::none, &record};
  }
  switch (record.standing) {
    case Standing::initial:
      return {state.everyone_unknown ? PresenceIs::unknown : PresenceIs::absent, Doubt::none,
              &record};
    case Standing::absent:
      return {PresenceIs::absent, Doubt::none, &record};
    case Standing::present: {
      const Doubt doubt = doubt_of(state, record, now);
      return {doubt == Doubt::none ? PresenceIs::present : PresenceIs::uncertain, doubt, &record};
    }
  }
  __builtin_unreachable();
}

PresenceView presence_view(const State& state, PersonNo person, ZoneNo zone, Instant now) {
  const Presence* record = find_presence(state.person(person), zone);
  if (record == nullptr) return unheard_of(state, zone);
  if (record->pending) return {PresenceIs::pending, Doubt::none, record};
  const PresenceView view = settled_view(state, *record, now);
  // A lease that has run out says that an exit may have gone unseen; it has not.
  const bool is_there = view.doubt == Doubt::lease && is_further_in(state, person, zone, now);
  return is_there ? PresenceView{PresenceIs::present, Doubt::none, record} : view;
}

}  // namespace zonefactor::core
