// Who is where: entering, leaving, being seen elsewhere, being affirmed (section 5 of the rules).
#include <algorithm>

#include "service/core/fold.h"

namespace zonefactor::core {

Presence& Fold::change_presence(PersonNo person, ZoneNo zone) {
  PersonState& state = state_.change_person(person);
  for (Presence& record : state.presences) {
    if (record.zone == zone) return record;
  }
  state_.note_heard_of(zone, person);
  Presence record;
  record.zone = zone;
  const auto place = std::find_if(state.presences.begin(), state.presences.end(),
                                  [&](const Presence& other) { return other.zone > zone; });
  return *state.presences.insert(place, std::move(record));
}

// Rule H6: a passage is told no better than by the least trusted of those who tell of it.
Origin Fold::weakest(const Tap& tap) const {
  return std::min(tap.origin, origin_);
}

// Rules Z4, H2: what the passage is worth where its door or controller is in doubt.
Passage Fold::capped(const Tap& tap, Passage level) const {
  const ReaderPlan* reader = state_.site().reader(tap.reader);
  const bool held = reader != nullptr && reader->door && state_.door(*reader->door).held;
  const bool doubtful = held || tap.disturbed || (reader != nullptr && is_disturbed(*reader));
  return doubtful ? std::min(level, Passage::granted) : level;
}

// Rule H2.
bool Fold::is_disturbed(const ReaderPlan& reader) const {
  return state_.controller(reader.controller).disturbances.any() ||
         (reader.door && state_.door(*reader.door).disturbances.any());
}

void Fold::enter(PersonNo person, ZoneNo zone, const TapPtr& tap, Passage level) {
  const ZonePlan* plan = state_.site().zone(zone);
  if (plan == nullptr) return;
  Presence& record = change_presence(person, zone);
  if (settled_view(state_, record, occasion_.at).is == PresenceIs::present) {  // rule S2
    const bool same_card = record.entry && tap->card_by_serial &&
                           record.entry->tap->card_by_serial &&
                           record.entry->tap->number == tap->number;
    const bool clone = same_card && plan->zone.exit == ExitKind::identified;
    raise_about(clone ? FindingKind::possible_clone : FindingKind::missed_exit, person, zone);
  }
  record.standing = Standing::present;
  record.absent_by_inference = false;
  record.entry =
      FoundingEntry{tap, PassageTold{}, false, occasion_.at, occasion_.ref, occasion_.position};
  record.entry->passage.tell(weakest(*tap), capped(*tap, level));
  record.present_since = record.affirmed_at = occasion_.at;
  record.affirmed = record.known = occasion_.position;
  record.affirmed_by = occasion_.ref;
  record.pending.reset();
  // Rule S7: confirming a read that another contradicts does not make it true.
  for (const SeenAt& seen : state_.person(person).seen) {
    if (seen.contradicted && seen.position == tap->position) record.contradicted = record.affirmed;
  }
}

void Fold::become_absent(PersonNo person, ZoneNo zone) {
  change_presence(person, zone).set_absent(occasion_.at, occasion_.position, occasion_.ref);
  sessions_fall(person, zone, Reason::presence_absent);
}

// Rules S3 and S5: an identified exit.
void Fold::exit(PersonNo person, ZoneNo zone) {
  const Presence record = change_presence(person, zone);
  const PresenceIs was = settled_view(state_, record, occasion_.at).is;
  become_absent(person, zone);
  lock_sessions(person, zone);  // rule T4: on exit, whatever was known before
  if (was == PresenceIs::absent && !record.absent_by_inference) {
    raise_about(FindingKind::missed_entry, person, zone);
    emission_.missed_entries.push_back({person, zone, record.absence_known_at, occasion_.ref});
  }
}

// Rule S4: seen where one cannot be while inside.
void Fold::implied_exit(PersonNo person, ZoneNo zone) {
  const Presence record = change_presence(person, zone);
  const PresenceIs was = settled_view(state_, record, occasion_.at).is;
  become_absent(person, zone);
  if (was == PresenceIs::present) raise_about(FindingKind::missed_exit, person, zone);
  if (was != PresenceIs::absent || record.absent_by_inference) lock_sessions(person, zone);
}

// Rule S9: whoever enters a zone within is in the zone around it.
void Fold::imply(PersonNo person, ZoneNo zone) {
  const Presence record = change_presence(person, zone);
  const PresenceIs was = settled_view(state_, record, occasion_.at).is;
  if (was == PresenceIs::present || was == PresenceIs::uncertain) return;
  if (was != PresenceIs::pending) raise_about(FindingKind::missed_entry, person, zone);
  become_implied(person, zone);
}

// Present, and nobody knows by what entry: never enough for an equivalent login.
void Fold::become_implied(PersonNo person, ZoneNo zone) {
  Presence& implied = change_presence(person, zone);
  implied.standing = Standing::present;
  implied.absent_by_inference = false;
  implied.entry.reset();
  implied.implied_by = implied.affirmed_by = occasion_.ref;
  implied.present_since = implied.affirmed_at = occasion_.at;
  implied.affirmed = implied.known = occasion_.position;
}

// Rule S8. Who is present by an entry stays so; who is corrected out has left as by any other exit.
void Fold::correction(const PresenceCorrected& correction) {
  const Site& site = state_.site();
  const PersonPlan* person = site.person(correction.person);
  const ZonePlan* zone = site.zone(correction.zone);
  if (person == nullptr || zone == nullptr) return;
  const auto is = [&](ZoneNo no) { return presence_view(state_, person->no, no, occasion_.at).is; };
  if (correction.present) {
    for (const ZoneNo no : site.enclosing(zone->no)) {
      if (is(no) != PresenceIs::present) become_implied(person->no, no);
    }
    return;
  }
  for (const ZonePlan& within : site.zones()) {
    if (!site.contains(zone->no, within.no)) continue;
    const PresenceIs was = is(within.no);
    become_absent(person->no, within.no);
    if (was == PresenceIs::present || was == PresenceIs::uncertain) {
      lock_sessions(person->no, within.no);
    }
  }
}

// Rule X3: seen inside. It cures every doubt but `expired`, and never makes a presence out of
// absence.
void Fold::reaffirm(PersonNo person, ZoneNo zone, bool report_absence) {
  if (state_.site().zone(zone) == nullptr) return;
  const Presence* record = find_presence(state_.person(person), zone);
  const PresenceView view =
      record == nullptr ? unheard_of(state_, zone) : settled_view(state_, *record, occasion_.at);
  switch (view.is) {
    case PresenceIs::unknown:
    case PresenceIs::pending:
      return;
    case PresenceIs::uncertain:
      if (view.doubt == Doubt::expired) return;
      break;
    case PresenceIs::present:
      break;
    case PresenceIs::absent:
      if (record != nullptr && record->absent_by_inference) break;
      remember_affirmed(person, zone);
      if (report_absence) raise_about(FindingKind::missed_entry, person, zone);
      return;
  }
  Presence& affirmed = change_presence(person, zone);
  affirmed.standing = Standing::present;
  affirmed.absent_by_inference = false;
  affirmed.affirmed_at = occasion_.at;
  affirmed.affirmed = occasion_.position;
  affirmed.affirmed_by = occasion_.ref;
}

// Seen inside after an exit: where that comes to nothing, the person had been there all the while.
void Fold::remember_affirmed(PersonNo person, ZoneNo zone) {
  for (const Waiting& one : state_.person(person).waiting) {
    const std::size_t index = index_of_tap(one.door, one.made);
    if (index == state_.door(one.door).taps.size()) continue;
    for (std::size_t i = 0; i < state_.door(one.door).taps[index]->before.size(); ++i) {
      const Presence& was = state_.door(one.door).taps[index]->before[i];
      if (was.zone != zone || was.standing != Standing::present) continue;
      Presence& then = state_.change_door(one.door).taps[index].change().before[i];
      then.affirmed_at = occasion_.at;
      then.affirmed = occasion_.position;
      then.affirmed_by = occasion_.ref;
    }
  }
}

}  // namespace zonefactor::core
