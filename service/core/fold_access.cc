// Reads, grants and passages: permission is not entry (section 4 of the rules).
#include <algorithm>

#include "service/core/fold.h"

namespace zonefactor::core {

namespace {

constexpr std::size_t kNoTap = static_cast<std::size_t>(-1);

// Taps remembered at one door; a reader cannot be read faster than people can pass.
constexpr std::size_t kMaxTaps = 32;

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
  tap->factors = factors_at_reader(reader.point, state_.site().head().profile, o.methods,
                                   o.unknown_methods, holder->credential.kind);
  tap->origin = o.origin;
  tap->clock_trusted = event.clock_trusted;
  tap->anonymous =
      !tap->factors.identified || (reader.door && stands_open(state_.door(*reader.door).mode));
  tap->at = occasion_.at;
  tap->ref = occasion_.ref;
  tap->position = occasion_.position;
  return tap;
}

void Fold::access(const DoorEvent& event) {
  const Observation& o = event.observation;
  const ReaderPlan* reader = state_.site().reader(*o.access_point);
  if (reader == nullptr) return;
  const bool verified = o.kind == EventKind::access_granted || o.kind == EventKind::access_taken;
  const DoorPlan* door = reader->door ? state_.site().door(*reader->door) : nullptr;
  if (verified && door != nullptr) {  // whoever it was: it explains an opening (rule X4)
    state_.change_door(door->no).granted_at = occasion_.at;
    if (o.kind == EventKind::access_taken) explain_opening(*door);
  }
  const TapPtr tap = resolve(event, *reader);
  if (!tap) return;
  const auto note = [&](FindingKind kind) {
    Finding& finding = raise(kind);
    finding.access_point = reader->point.id;
    finding.person = state_.ordinals.persons.id(tap->person);
  };
  if (verified && tap->factors.mode_drift) note(FindingKind::mode_drift);
  if (verified && tap->factors.shared_code) note(FindingKind::shared_code);

  look_for_contradiction(event, *reader, *tap);
  use(o, *reader, tap);
  doubt_contradicted(tap->person);
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
    if (!site.contains(record.zone, tap.from)) elsewhere.push_back(record.zone);
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
  if (!tap.factors.identified) return;  // rule F4
  for (const ZoneNo zone : state_.site().enclosing(tap.from)) {
    reaffirm(tap.person, zone, !may_pass && zone == tap.from);
  }
}

void Fold::granted(const ReaderPlan& reader, const TapPtr& tap) {
  const DoorPlan* door = state_.site().door(*reader.door);
  if (door == nullptr) return;
  read_seen(reader, *tap, true);
  if (state_.door(door->no).mode == DoorMode::maintenance) return;  // not an entry (rule P8)
  prune(*door);
  // The same person at the same reader again before anything happened: one transaction.
  const std::size_t again = find_tap(door->no, *tap);
  if (again != kNoTap && state_.door(door->no).taps[again].level == Passage::none) {
    std::vector<OpenTap>& taps = state_.change_door(door->no).taps;
    taps.erase(taps.begin() + static_cast<std::ptrdiff_t>(again));
  }
  await(reader, *door, tap);
  const std::size_t index = state_.door(door->no).taps.size() - 1;
  const DoorState& state = state_.door(door->no);
  const bool contact_works = door->door.contact && !state.disturbance.fault;
  if (contact_works && state.contact == Contact::open) {
    const bool within = state.taps_in_opening < reader.taps_per_opening;
    DoorState& opening = state_.change_door(door->no);
    ++opening.taps_in_opening;
    opening.taps[index].ambiguous = is_requested(*door);
    confirm(door->no, index, within ? Passage::opened : Passage::granted);
  } else if (!contact_works || stands_open(state.mode)) {
    state_.change_door(door->no).taps[index].awaits_opening = door->door.contact;
    confirm(door->no, index, Passage::granted);
  }
}

// Rule P1: the entry is pending until the door, or the time for it, has spoken.
void Fold::await(const ReaderPlan& reader, const DoorPlan& door, const TapPtr& tap) {
  for (const ZoneNo zone : state_.site().entered(tap->from, tap->to)) {
    change_presence(tap->person, zone).pending = tap;
  }
  make_room(door.no);
  DoorState& state = state_.change_door(door.no);
  OpenTap open;
  open.tap = tap;
  state.taps.push_back(std::move(open));
  Timer timer;
  timer.due = tap->at + reader.grant_window + door.max_delivery_delay;
  timer.kind = TimerKind::settle_tap;
  timer.position = tap->position;
  timer.door = door.no;
  timer.ref = tap->ref;
  state_.add_timer(timer);
}

// The oldest tap gives way: one that was confirmed is only forgotten, a pending one is off.
void Fold::make_room(DoorNo no) {
  const std::vector<OpenTap>& taps = state_.door(no).taps;
  if (taps.size() < kMaxTaps) return;
  if (taps.front().level == Passage::none) return cancel(no, 0);
  std::vector<OpenTap>& open = state_.change_door(no).taps;
  open.erase(open.begin());
}

std::size_t Fold::find_tap(DoorNo door, const Tap& like) const {
  const std::vector<OpenTap>& taps = state_.door(door).taps;
  for (std::size_t i = taps.size(); i-- > 0;) {
    const OpenTap& open = taps[i];
    if (!open.taken && open.tap->person == like.person && open.tap->reader == like.reader) return i;
  }
  return kNoTap;
}

void Fold::taken(const ReaderPlan& reader, const TapPtr& tap, bool methods_said) {
  const DoorPlan* door = state_.site().door(*reader.door);
  if (door == nullptr) return;
  prune(*door);
  std::size_t index = find_tap(door->no, *tap);
  if (index == kNoTap) {  // the controller reports passages only
    read_seen(reader, *tap, true);
    if (state_.door(door->no).mode == DoorMode::maintenance) return;
    await(reader, *door, tap);
    index = state_.door(door->no).taps.size() - 1;
  } else if (methods_said) {
    // One transaction: what the passage says was verified counts for the grant too (rule F3).
    const TapPtr grant = state_.door(door->no).taps[index].tap;
    auto merged = std::make_shared<Tap>(*grant);
    merged->factors = tap->factors;
    merged->anonymous = merged->anonymous || tap->anonymous;
    for (const ZoneNo zone : state_.site().entered(merged->from, merged->to)) {
      Presence& presence = change_presence(merged->person, zone);
      if (presence.pending == grant) presence.pending = merged;
      if (presence.entry && presence.entry->tap == grant) presence.entry->tap = merged;
    }
    state_.change_door(door->no).taps[index].tap = merged;
  }
  if (state_.door(door->no).taps[index].level == Passage::none) {
    confirm(door->no, index, Passage::passed);
  } else {
    upgrade(door->no, index, Passage::passed);
  }
  state_.change_door(door->no).taps[index].taken = true;
}

void Fold::not_taken(const ReaderPlan& reader, const TapPtr& tap) {
  const DoorPlan* door = state_.site().door(*reader.door);
  if (door == nullptr) return;
  prune(*door);
  const std::size_t index = find_tap(door->no, *tap);
  if (index != kNoTap) {
    cancel(door->no, index);
  } else {
    read_seen(reader, *tap, false);
  }
}

// The passage happened: out of the zones left behind, into those ahead, within those around both.
void Fold::confirm(DoorNo no, std::size_t index, Passage level) {
  const Site& site = state_.site();
  DoorState& door = state_.change_door(no);
  OpenTap& open = door.taps[index];
  open.level = level;
  open.confirmed_at = occasion_.at;
  open.confirmed_position = occasion_.position;
  const TapPtr tap = open.tap;
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
  for (const ZoneNo zone : site.enclosing(tap->to)) {
    if (site.contains(zone, tap->from)) imply(tap->person, zone);
  }
  for (const ZoneNo zone : ahead) enter(tap->person, zone, tap, level);
  state_.change_door(no).taps[index].before = std::move(before);
  if (state_.door(no).taps[index].ambiguous) upgrade(no, index, level);
}

// Stronger evidence of a passage that stands already.
void Fold::upgrade(DoorNo no, std::size_t index, Passage level) {
  DoorState& door = state_.change_door(no);
  door.taps[index].level = level;
  door.taps[index].awaits_opening = false;
  const TapPtr tap = door.taps[index].tap;
  for (const ZoneNo zone : state_.site().entered(tap->from, tap->to)) {
    Presence& presence = change_presence(tap->person, zone);
    if (!presence.entry || presence.entry->tap != tap) continue;
    presence.entry->ambiguous = door.taps[index].ambiguous;
    const Passage now = presence.entry->ambiguous ? Passage::granted : capped(*tap, zone, level);
    if (!presence.entry->ambiguous && now < presence.entry->passage) continue;
    presence.entry->passage = now;
    presence.entry->confirmed_by = occasion_.ref;
  }
}

// The permission was not used: the presence is what it was (rule P1), and the person stood outside
// the zones ahead (rule S4).
void Fold::cancel(DoorNo no, std::size_t index) {
  const OpenTap open = state_.door(no).taps[index];
  DoorState& door = state_.change_door(no);
  door.taps.erase(door.taps.begin() + static_cast<std::ptrdiff_t>(index));
  const TapPtr tap = open.tap;
  for (const Presence& was : open.before) {
    const Presence* is = find_presence(state_.person(tap->person), was.zone);
    const bool as_it_left_it = is != nullptr && is->known == open.confirmed_position;
    if (as_it_left_it) change_presence(tap->person, was.zone) = was;
  }
  for (const ZoneNo zone : state_.site().entered(tap->from, tap->to)) {
    Presence& presence = change_presence(tap->person, zone);
    if (presence.pending == tap) presence.pending.reset();
    const bool newer_known = presence.known >= tap->position;
    if (tap->factors.identified && !newer_known) implied_exit(tap->person, zone);
  }
}

// Drops taps whose transaction is over: a `taken` may follow a confirmation for a grant window.
void Fold::prune(const DoorPlan& door) {
  const std::vector<OpenTap>& taps = state_.door(door.no).taps;
  const auto over = [&](const OpenTap& open) {
    if (open.level == Passage::none) return false;
    const ReaderPlan* reader = state_.site().reader(open.tap->reader);
    return reader == nullptr || occasion_.at - open.confirmed_at > reader->grant_window;
  };
  if (std::none_of(taps.begin(), taps.end(), over)) return;
  std::erase_if(state_.change_door(door.no).taps, over);
}

}  // namespace zonefactor::core
