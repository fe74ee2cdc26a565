// What is owed in calm weather, when everything that happens is told at once: whoever truly came in
// by a reader, is designated, and adds another kind at the console is equivalent (section 0).
//
// Without it a core that says no to everybody would keep every other rule.
#include <algorithm>

#include "tests/simulation/broken.h"
#include "tests/simulation/decision_rules.h"

namespace zonefactor::simulation {

namespace {

using core::EventKind;
using namespace std::chrono_literals;

}  // namespace

// Whether anybody may have gone out by hand through a door of the zone or of one around it, or a
// door has just opened and nobody has said yet why.
bool DecisionRules::left_by_hand_since(const core::ZoneId& zone, core::Instant since,
                                       core::Instant now) const {
  for (const core::Door& door : history_.site().doors) {
    const bool of_the_zone = std::any_of(
        history_.site().zones.begin(), history_.site().zones.end(), [&](const core::Zone& around) {
          return lies_in(history_.site(), around.id, zone) && bounds(door, around.id);
        });
    if (!of_the_zone) continue;
    const bool by_handle = door.egress == core::Egress::handle;
    for (const Told* told : history_.told_of(door.id)) {
      if (told->at < since) continue;
      const EventKind kind = told->observation.kind;
      if (kind == EventKind::door_opened && now - told->at < 10s) return true;
      if (kind == EventKind::exit_requested) return true;
      if (kind == EventKind::door_opened && by_handle) return true;
    }
  }
  return false;
}

// The passage that truly brought the person into the zone, where it was told and settled and
// nothing has happened since that could put it in doubt.
const Told* DecisionRules::entry_owed_for(const Asked& q) const {
  const std::vector<Stay>& stays = day_.stays.at(q.person->id);
  auto stay = std::find_if(stays.begin(), stays.end(),
                           [&](const Stay& later) { return later.since > q.now; });
  const Stay* came = nullptr;
  while (stay != stays.begin() && lies_in(history_.site(), q.zone->id, std::prev(stay)->side)) {
    came = &*--stay;
  }
  if (came == nullptr || !came->by_reader || q.now - came->since < 20s) return nullptr;
  const Told* entry = nullptr;
  const std::vector<Sighting> all = history_.sightings(q.person->id);
  for (const Sighting& seen : all) {
    if (seen.told->at > q.now - 20s) return nullptr;  // a grant may be pending
    for (const Sighting& other : all) {               // rule S7
      const bool near = seen.told->at - other.told->at < 5s && other.told->at - seen.told->at < 5s;
      if (near && seen.told->observation.controller != other.told->observation.controller) {
        return nullptr;
      }
    }
    const bool that = leads_into(seen.sides, q.zone->id) && seen.told->at > came->since - 6s;
    if (that && (entry == nullptr || seen.told->at >= entry->at)) entry = seen.told;
  }
  if (entry == nullptr || left_by_hand_since(q.zone->id, came->since - 20s, q.now)) return nullptr;
  return entry;
}

void DecisionRules::owed_where_all_is_well(const Asked& q) {
  if (q.zone == nullptr || q.person == nullptr || q.attempt.emergency) return;
  if (q.attempt.action == core::Action::continue_ || q.kinds.size() != 1) return;
  const bool by_the_question = q.terminal->placement == core::Placement::fixed &&
                               q.attempt.proof == core::TerminalProof::certificate &&
                               q.attempt.session_kind == core::SessionKind::console &&
                               q.person->kind == core::PersonKind::staff && designated_now(q) &&
                               qualifies(*q.zone);
  const core::Reasons of_the_basis{core::Reason::zone_basis_missing,
                                   core::Reason::zone_basis_overdue};
  if (!by_the_question || !(q.decision.reasons & of_the_basis).empty()) return;
  for (const core::Designation& held : history_.site().designations) {
    if (held.person == q.person->id && held.valid_from) return;
  }
  const Told* entry = entry_owed_for(q);
  if (entry == nullptr) return;
  const auto card = history_.credential_of(*entry);
  if (card->valid_until || card->state != core::CredentialState::active) return;
  core::Duration lasting = q.zone->max_presence;
  if (q.zone->exit == core::ExitKind::anonymous) lasting = std::min(lasting, q.zone->lease);
  if (q.now - entry->at > lasting - 30s) return;
  const auto* reader = find_by_id(history_.site().access_points, *entry->observation.access_point);
  const core::Door* door = find_by_id(history_.site().doors, *reader->door);
  const bool passed = entry->observation.kind == EventKind::access_taken;
  if (!passed && (q.zone->min_passage == core::Passage::passed ||
                  (q.zone->min_passage == core::Passage::opened && !door->contact))) {
    return;
  }
  if (!entry->observation.methods && reader->methods.size() > 1) return;
  if ((most_kinds(*entry) | q.kinds).size() < 2) return;
  ++owed_;
  must(q.decision.class_ == core::Class::zone_equivalent,
       "C1 to C7 hold, so the login is equivalent",
       "came in by " + reader->id.text + " at " +
           core::format_rfc3339(entry->at, history_.site().head.time_zone) + ": " + q.words);
}

}  // namespace zonefactor::simulation
