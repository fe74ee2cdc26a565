// What may be said of a person in a zone at a moment (section 5 of the rules).
#pragma once

#include "service/core/state.h"

namespace zonefactor::core {

enum class PresenceIs : std::uint8_t { unknown, absent, pending, present, uncertain };

enum class Doubt : std::uint8_t {
  none,
  expired,
  lease,
  gap,
  equivocation,
  anonymous_exit,
  contradicted
};

struct PresenceView {
  PresenceIs is = PresenceIs::unknown;
  Doubt doubt = Doubt::none;         // with `uncertain`
  const Presence* record = nullptr;  // null where no event ever spoke of the person and the zone
};

const Presence* find_presence(const PersonState& person, ZoneNo zone);

// Whether a presence there lasts a lease and no longer: its end may go unseen (rules X1, K8).
bool is_leased(const State& state, const ZonePlan& zone);

// Judges by all that is known; `now` decides what has run out.
PresenceView presence_view(const State& state, PersonNo person, ZoneNo zone, Instant now);
// Of somebody no event ever spoke of in the zone (rules S1, Z6).
PresenceView unheard_of(const State& state, ZoneNo zone);
// The same for a record that may not be the person's current one, pending entry left aside.
PresenceView settled_view(const State& state, const Presence& record, Instant now);

}  // namespace zonefactor::core
