// Reads, grants and passages: permission is not entry (section 4 of the rules).
#include <algorithm>
#include <utility>

#include "service/core/fold.h"

namespace zonefactor::core {

namespace {

constexpr int kGrantsToDrift = 5;

bool valid_at(const Credential& credential, Instant t) {
  return (!credential.valid_from || *credential.valid_from <= t) &&
         (!credential.valid_until || t < *credential.valid_until);
}

// Rules I1, I2, I5: the one holder of the number as of `t`, or null.
const CredentialPlan* holder_of(const std::vector<CredentialPlan>& carriers, Instant t) {
  const auto sole = [&](bool valid) -> const CredentialPlan* {
    const CredentialPlan* found = nullptr;
    for (const CredentialPlan& carrier : carriers) {
      if (valid_at(carrier.credential, t) != valid) continue;
      if (found != nullptr && found->person != carrier.person) return nullptr;
      if (found == nullptr) found = &carrier;
    }
    return found;
  };
  const bool any_valid =
      std::any_of(carriers.begin(), carriers.end(),
                  [&](const CredentialPlan& carrier) { return valid_at(carrier.credential, t); });
  return sole(any_valid);
}

// Whether the person was read again before anything happened. A read that proves nothing ends
// nothing (rule F4).
bool is_repeated(const OpenTap& open, const Tap& again) {
  return open.level == Passage::none && (again.factors.identified || !open.tap->factors.identified);
}

}  // namespace

TapPtr Fold::resolve(const DoorEvent& event, const ReaderPlan& reader) {
  const Observation& o = event.observation;
  if (!o.credential) return nullptr;
  const CredentialPlan* holder =
      holder_of(state_.site().credentials(*o.credential), event.happened);
  if (holder == nullptr) {
    raise(FindingKind::unknown_credential).access_point = reader.point.id;
    return nullptr;
  }
  auto tap = std::make_shared<Tap>();
  tap->person = holder->person;
  tap->reader = reader.point.id;
  tap->from = reader.from;
  tap->to = reader.to;
  tap->number = *o.credential;
  tap->credential = holder->credential.id;
  tap->credential_expired = !valid_at(holder->credential, event.happened);
  tap->card_by_serial =
      reader.point.card_read == CardRead::serial && holder->credential.kind == Method::card;
  const auto factors = [&](Profile profile) {
    return factors_at_reader(reader.point, profile, o.methods, o.unknown_methods,
                             holder->credential.kind);
  };
  tap->factors = factors(Profile::guideline);
  tap->strict_kinds = factors(Profile::strict).kinds;
  if (o.lossy) doubt_number(*tap);
  tap->origin = o.origin;
  tap->clock_trusted = event.clock_trusted;
  tap->disturbed = is_disturbed(reader);
  tap->anonymous = o.lossy || !tap->factors.identified ||
                   (reader.door && stands_open(state_.door(*reader.door).mode));
  tap->at = occasion_.at;
  tap->ref = occasion_.ref;
  tap->position = occasion_.position;
  return tap;
}

// Rule I2: of a number told in part nobody knows whose it is. It proves nothing of whom it lets in;
// its holder has left by it all the same, as too early is the safe side.
void Fold::doubt_number(Tap& tap) {
  tap.lossy = true;
  tap.factors.kinds = tap.strict_kinds = FactorKinds{};
  tap.factors.clonable = false;
  raise(FindingKind::unknown_credential).access_point = tap.reader;
}

void Fold::access(const DoorEvent& event) {
  const Observation& o = event.observation;
  const ReaderPlan* reader = state_.site().reader(*o.access_point);
  if (reader == nullptr) return;
  const bool verified = o.kind == EventKind::access_granted || o.kind == EventKind::access_taken;
  const bool tells_of_permission =
      o.kind == EventKind::access_taken || o.kind == EventKind::access_not_taken;
  const DoorPlan* door = reader->door ? state_.site().door(*reader->door) : nullptr;
  if (verified && door != nullptr) {  // whoever it was: it explains an opening (rule X4)
    state_.change_door(door->no).granted_at = occasion_.at;
    if (o.kind == EventKind::access_taken) explain_opening(*door);
  }
  const TapPtr tap = resolve(event, *reader);
  if (!tap) {
    // Whoever it was may come in with the others (rule P4).
    const bool is_open = door != nullptr && state_.door(door->no).contact == Contact::open;
    if (verified && is_open) ++state_.change_door(door->no).taps_in_opening;
    return;
  }
  const auto note = [&](FindingKind kind) {
    Finding& finding = raise(kind);
    finding.access_point = reader->point.id;
    finding.person = state_.ordinals.persons.id(tap->person);
  };
  if (verified && tap->factors.mode_drift) note(FindingKind::mode_drift);
  if (verified && tap->factors.shared_code) note(FindingKind::shared_code);

  look_for_contradiction(event, *reader, *tap);
  if (tap->factors.identified) give_up_elsewhere(*tap, tells_of_permission);
  use(o, *reader, tap);
  if (door != nullptr) state_.change_person(tap->person).last_read = occasion_.position;
  doubt_contradicted(tap->person);
}

// Rule P9: whom to help; nothing else changes.
void Fold::duress(const DoorEvent& event) {
  Finding& finding = raise(FindingKind::duress);
  finding.access_point = event.observation.access_point;
  const CredentialPlan* holder =
      holder_of(state_.site().credentials(*event.observation.credential), event.happened);
  if (holder != nullptr) finding.person = state_.ordinals.persons.id(holder->person);
}

// What the read, grant or passage says of the one it identified.
void Fold::use(const Observation& o, const ReaderPlan& reader, const TapPtr& tap) {
  const bool passage = reader.door.has_value();
  switch (o.kind) {
    case EventKind::access_granted:
      return passage ? granted(reader, tap) : read_seen(reader, *tap, false);
    case EventKind::access_taken:
      return passage ? taken(reader, tap, o.methods.has_value()) : read_seen(reader, *tap, false);
    case EventKind::access_not_taken:
      if (passage) not_taken(reader, tap);
      return;
    case EventKind::access_denied:  // proves where the person is not, and makes no presence
      return seen_outside(reader, *tap, false);
    case EventKind::credential_read:
      return read_seen(reader, *tap, false);
    case EventKind::exit_requested:
    case EventKind::door_opened:
    case EventKind::door_closed:
    case EventKind::door_forced:
    case EventKind::door_held:
    case EventKind::door_restored:
    case EventKind::door_mode:
    case EventKind::emergency_release:
    case EventKind::emergency_restored:
    case EventKind::tamper:
    case EventKind::tamper_cleared:
    case EventKind::fault:
    case EventKind::fault_cleared:
    case EventKind::duress:
    case EventKind::heartbeat:
    case EventKind::boot:
    case EventKind::config_report:
      return;
  }
}

// The person stands at the reader's `from` side: outside every zone not around it (rule S4), save
// those that the read may be about to enter.
void Fold::seen_outside(const ReaderPlan& reader, const Tap& tap, bool may_pass) {
  if (!tap.factors.identified) return;  // rule F4
  const Site& site = state_.site();
  const std::vector<ZoneNo> ahead = site.entered(tap.from, tap.to);
  std::vector<ZoneNo> elsewhere;
  for (const Presence& record : state_.person(tap.person).presences) {
    const bool is_elsewhere = !site.contains(record.zone, tap.from) &&
                              settled_view(state_, record, occasion_.at).is != PresenceIs::unknown;
    if (is_elsewhere) elsewhere.push_back(record.zone);
  }
  if (!may_pass && reader.door) {
    for (const ZoneNo zone : ahead) {
      if (std::find(elsewhere.begin(), elsewhere.end(), zone) == elsewhere.end())
        elsewhere.push_back(zone);
    }
  }
  for (const ZoneNo zone : elsewhere) {
    const bool awaited = may_pass && std::find(ahead.begin(), ahead.end(), zone) != ahead.end();
    if (!awaited && !is_contradicted_at(zone)) implied_exit(tap.person, zone);
  }
}

// And inside every zone around it (rule X3).
void Fold::read_seen(const ReaderPlan& reader, const Tap& tap, bool may_pass) {
  seen_outside(reader, tap, may_pass);
  if (!tap.factors.identified || tap.lossy) return;  // rules F4, I2
  for (const ZoneNo zone : state_.site().enclosing(tap.from)) {
    reaffirm(tap.person, zone, !may_pass && zone == tap.from);
  }
}

void Fold::granted(const ReaderPlan& reader, const TapPtr& tap) {
  const DoorPlan* door = state_.site().door(*reader.door);
  if (door == nullptr) return;
  follow_mode(*door, *tap);
  read_seen(reader, *tap, true);
  if (state_.door(door->no).mode == DoorMode::maintenance) return leave_in_maintenance(*tap);
  prune(*door);
  // The same person at the same reader again before anything happened: one transaction.
  const std::size_t again = find_tap(door->no, *tap);
  if (again != kNoTap && is_repeated(*state_.door(door->no).taps[again], *tap)) {
    forget_tap(door->no, again);
  }
  await(reader, *door, tap);
  const std::size_t index = state_.door(door->no).taps.size() - 1;
  const DoorState& state = state_.door(door->no);
  const bool contact_works = door->door.contact && state.disturbances.at_fault.empty();
  if (contact_works && state.contact == Contact::open) {
    const bool within = state.taps_in_opening < reader.taps_per_opening;
    DoorState& opening = state_.change_door(door->no);
    ++opening.taps_in_opening;
    OpenTap& open = opening.taps[index].change();
    open.opening = opening.opened;
    open.ambiguous = opening.requested_in_opening;
    confirm(door->no, index, within ? Passage::opened : Passage::granted);
  } else if (!contact_works || stands_open(state.mode)) {
    state_.change_door(door->no).taps[index].change().awaits_opening = door->door.contact;
    confirm(door->no, index, Passage::granted);
  }
}

// Rule G2: once may be a mistake of the reader's, in a row somebody has changed it.
void Fold::follow_mode(const DoorPlan& door, const Tap& tap) {
  const auto known = state_.door(door.no).drifts.find(tap.reader);
  const bool begun = known != state_.door(door.no).drifts.end();
  if (!tap.factors.mode_drift) {
    if (begun && known->second.grants > 0)
      state_.change_door(door.no).drifts[tap.reader].grants = 0;
    return;
  }
  Drift& drift = state_.change_door(door.no).drifts[tap.reader];
  if (++drift.grants < kGrantsToDrift || drift.found) return;
  drift.found = occasion_.ref;
  Finding& finding = raise(FindingKind::config_drift);
  finding.door = door.door.id;
  finding.access_point = tap.reader;
}

// Rule P8: nobody enters through a door in maintenance, and whoever leaves by it has left.
void Fold::leave_in_maintenance(const Tap& tap) {
  if (!tap.factors.identified) return;
  for (const ZoneNo zone : state_.site().entered(tap.to, tap.from)) exit(tap.person, zone);
}

void Fold::taken(const ReaderPlan& reader, const TapPtr& tap, bool methods_said) {
  const DoorPlan* door = state_.site().door(*reader.door);
  if (door == nullptr) return;
  prune(*door);
  std::size_t index = find_tap(door->no, *tap);
  if (index != kNoTap && !stands(*state_.door(door->no).taps[index])) {
    forget_tap(door->no, index);
    index = kNoTap;
  }
  if (index == kNoTap) {  // the controller reports passages only
    follow_mode(*door, *tap);
    read_seen(reader, *tap, true);
    if (state_.door(door->no).mode == DoorMode::maintenance) return leave_in_maintenance(*tap);
    await(reader, *door, tap);
    index = state_.door(door->no).taps.size() - 1;
  } else {
    // One transaction: what the passage says was verified counts for the grant too (rule F3).
    Tap merged = *state_.door(door->no).taps[index]->tap;
    if (methods_said) {
      merged.factors = tap->factors;
      merged.strict_kinds = tap->strict_kinds;
    }
    merged.anonymous = merged.anonymous || tap->anonymous;
    merged.clock_trusted = merged.clock_trusted && tap->clock_trusted;  // rule K3
    merged.disturbed = merged.disturbed || tap->disturbed;
    replace_tap(door->no, index, std::move(merged));
  }
  DoorState& state = state_.change_door(door->no);
  OpenTap& open = state.taps[index].change();
  open.taken = true;
  if (state.contact == Contact::open && open.opening == 0) {
    open.opening = state.opened;
    open.ambiguous = state.requested_in_opening;
  }
  if (open.level == Passage::none) {
    confirm(door->no, index, Passage::passed);
  } else {
    upgrade(door->no, index, Passage::passed);
    affirm_passage(*state_.door(door->no).taps[index]->tap);
  }
}

// A passage is told of who is there now: it affirms what the permission had begun.
void Fold::affirm_passage(const Tap& tap) {
  for (const ZoneNo zone : state_.site().entered(tap.from, tap.to)) {
    Presence& presence = change_presence(tap.person, zone);
    presence.affirmed_at = occasion_.at;
    presence.affirmed = occasion_.position;
    presence.affirmed_by = occasion_.ref;
  }
  affirm_around(tap);
}

// And in every zone around both sides of the door.
void Fold::affirm_around(const Tap& tap) {
  if (!tap.factors.identified || tap.lossy) return;  // rules F4, I2
  for (const ZoneNo zone : state_.site().enclosing(tap.to)) {
    if (state_.site().contains(zone, tap.from)) reaffirm(tap.person, zone, false);
  }
}

void Fold::not_taken(const ReaderPlan& reader, const TapPtr& tap) {
  const DoorPlan* door = state_.site().door(*reader.door);
  if (door == nullptr) return;
  prune(*door);
  bool any = false;
  for (std::size_t i = find_tap(door->no, *tap); i != kNoTap; i = find_tap(door->no, *tap)) {
    cancel(door->no, i);
    any = true;
  }
  if (!any) read_seen(reader, *tap, false);
}

// The passage happened: out of the zones left behind, into those ahead, within those around both.
void Fold::confirm(DoorNo no, std::size_t index, Passage level) {
  const Site& site = state_.site();
  DoorState& door = state_.change_door(no);
  OpenTap& open = door.taps[index].change();
  const Position made = open.tap->position;
  open.level = level;
  open.confirmed_at = occasion_.at;
  open.confirmed_position = occasion_.position;
  const bool opens_to_all = stands_open(door.mode);  // rule Z5: by now
  const Tap& read = *open.tap;
  if ((opens_to_all && !read.anonymous) || (!clock_trusted_ && read.clock_trusted)) {
    Tap doubtful = read;
    doubtful.anonymous = read.anonymous || opens_to_all;
    doubtful.clock_trusted = read.clock_trusted && clock_trusted_;  // rule K3
    replace_tap(no, index, std::move(doubtful));
  }
  const TapPtr tap = state_.door(no).taps[index]->tap;
  supersede(*tap, level == Passage::passed ? occasion_.position : tap->position);
  index = index_of_tap(no, made);
  const std::vector<ZoneNo> left = site.entered(tap->to, tap->from);
  const std::vector<ZoneNo> ahead = site.entered(tap->from, tap->to);
  std::vector<Presence> before;
  for (const std::vector<ZoneNo>* zones : {&left, &ahead}) {
    for (const ZoneNo zone : *zones) {
      Presence was = change_presence(tap->person, zone);
      was.pending.reset();
      before.push_back(std::move(was));
    }
  }
  for (const ZoneNo zone : left) exit(tap->person, zone);
  affirm_around(*tap);
  for (const ZoneNo zone : site.enclosing(tap->to)) {  // rule S9: of whoever enters
    if (!ahead.empty() && site.contains(zone, tap->from)) imply(tap->person, zone);
  }
  for (const ZoneNo zone : ahead) enter(tap->person, zone, tap, level);
  if (tap->factors.identified) leave_what_is_elsewhere(*tap);
  state_.change_door(no).taps[index].change().before = std::move(before);
  if (state_.door(no).taps[index]->ambiguous) upgrade(no, index, level);
}

// Stronger evidence of a passage that stands already.
void Fold::upgrade(DoorNo no, std::size_t index, Passage level) {
  DoorState& door = state_.change_door(no);
  OpenTap& open = door.taps[index].change();
  open.level = level;
  open.awaits_opening = false;
  const TapPtr tap = open.tap;
  const bool ambiguous = open.ambiguous;
  for (const ZoneNo zone : state_.site().entered(tap->from, tap->to)) {
    Presence& presence = change_presence(tap->person, zone);
    if (!presence.entry || presence.entry->tap != tap) continue;
    PassageTold passage = ambiguous ? PassageTold{} : presence.entry->passage;
    if (!ambiguous) passage.tell(weakest(*tap), capped(*tap, level));
    if (passage == presence.entry->passage && !ambiguous) continue;
    presence.entry->ambiguous = ambiguous;
    presence.entry->passage = passage;
    presence.entry->confirmed_by = occasion_.ref;
  }
}

}  // namespace zonefactor::core
