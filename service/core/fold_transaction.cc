// A permission at a door until its transaction is over: awaited, confirmed, used up, given up (rule
// P1).
#include <algorithm>
#include <utility>
#include <vector>

#include "service/core/fold.h"

namespace zonefactor::core {

namespace {

// Permissions of one person remembered at a time, at whatever doors.
constexpr std::size_t kMostWaiting = 16;

// How long a confirmed tap is remembered at its door.
constexpr Duration kLingering = 60s;

// Taps remembered at one door; a reader cannot be read faster than people can pass.
constexpr std::size_t kMaxTaps = 32;

// Where a later read finds whoever was permitted to pass.
enum class Seen { before_the_door, beyond_it, elsewhere };

Seen seen_at(const Site& site, const Tap& permitted, ZoneNo place) {
  const std::vector<ZoneNo> behind = site.enclosing(permitted.from);
  const std::vector<ZoneNo> ahead = site.entered(permitted.from, permitted.to);
  const auto holds = [&](ZoneNo zone) { return site.contains(zone, place); };
  if (std::any_of(ahead.begin(), ahead.end(), holds)) return Seen::beyond_it;
  const bool there = std::all_of(behind.begin(), behind.end(), holds);
  return there ? Seen::before_the_door : Seen::elsewhere;
}

}  // namespace

// Whoever is read neither where an older permission leads from nor where it leads to, has not used
// it; whoever was read beyond the door and no longer is, needs it no more. `is_told_of`:
// what is told is what became of a permission at its own reader, and no read.
void Fold::give_up_elsewhere(const Tap& read, bool is_told_of) {
  const Site& site = state_.site();
  const std::vector<Waiting> waiting = state_.person(read.person).waiting;
  for (const Waiting& one : waiting) {
    const std::size_t index = index_of_tap(one.door, one.made);
    if (index == state_.door(one.door).taps.size()) continue;
    const OpenTap& open = *state_.door(one.door).taps[index];
    if (open.level != Passage::none || (is_told_of && open.tap->reader == read.reader)) continue;
    const Seen seen = seen_at(site, *open.tap, read.from);
    const std::vector<ZoneNo> behind = site.enclosing(open.tap->from);
    const bool in_dispute = std::any_of(behind.begin(), behind.end(),
                                        [this](ZoneNo zone) { return is_contradicted_at(zone); });
    if (seen == Seen::beyond_it) {
      state_.change_door(one.door).taps[index].change().seen_beyond = true;
    } else if ((seen == Seen::elsewhere || open.seen_beyond) && !in_dispute) {
      cancel(one.door, index);
    }
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
  state.taps.emplace_back(std::move(open));
  std::vector<Waiting>& waiting = state_.change_person(tap->person).waiting;
  if (waiting.size() == kMostWaiting) waiting.erase(waiting.begin());
  waiting.push_back({door.no, tap->position});
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
  const std::vector<Shared<OpenTap>>& taps = state_.door(no).taps;
  if (taps.size() < kMaxTaps) return;
  if (taps.front()->level == Passage::none) return cancel(no, 0);
  forget_tap(no, 0);
}

std::size_t Fold::find_tap(DoorNo door, const Tap& like) const {
  const std::vector<Shared<OpenTap>>& taps = state_.door(door).taps;
  for (std::size_t i = taps.size(); i-- > 0;) {
    const OpenTap& open = *taps[i];
    if (!open.taken && open.tap->person == like.person && open.tap->reader == like.reader) return i;
  }
  return kNoTap;
}

// Whether what the tap made known of the person is still the last thing known: nobody was read
// elsewhere, denied or doubted since. Only then a passage is of the same transaction.
bool Fold::stands(const OpenTap& open) const {
  if (state_.person(open.tap->person).last_read > open.tap->position) return false;
  if (open.level == Passage::none) return true;
  const Site& site = state_.site();
  const Tap& tap = *open.tap;
  const ReaderPlan* reader = site.reader(tap.reader);
  if (reader == nullptr || occasion_.at - open.confirmed_at > reader->grant_window) return false;
  const auto is = [&](ZoneNo zone, PresenceIs that) {
    const Presence* record = find_presence(state_.person(tap.person), zone);
    return record != nullptr && settled_view(state_, *record, occasion_.at).is == that;
  };
  const auto is_in_by_it = [&](ZoneNo zone) {
    return is(zone, PresenceIs::present) &&
           find_presence(state_.person(tap.person), zone)->known == open.confirmed_position;
  };
  const auto is_out = [&](ZoneNo zone) { return is(zone, PresenceIs::absent); };
  const std::vector<ZoneNo> left = site.entered(tap.to, tap.from);
  const std::vector<ZoneNo> ahead = site.entered(tap.from, tap.to);
  return std::all_of(ahead.begin(), ahead.end(), is_in_by_it) &&
         std::all_of(left.begin(), left.end(), is_out);
}

void Fold::forget_tap(DoorNo door, std::size_t index) {
  std::vector<Shared<OpenTap>>& taps = state_.change_door(door).taps;
  taps.erase(taps.begin() + static_cast<std::ptrdiff_t>(index));
}

// The same transaction, as more is known of it.
void Fold::replace_tap(DoorNo door, std::size_t index, Tap tap) {
  const TapPtr before = state_.door(door).taps[index]->tap;
  const auto after = std::make_shared<const Tap>(std::move(tap));
  for (const ZoneNo zone : state_.site().entered(after->from, after->to)) {
    Presence& presence = change_presence(after->person, zone);
    if (presence.pending == before) presence.pending = after;
    if (!presence.entry || presence.entry->tap != before) continue;
    presence.entry->tap = after;
    // Passed while the door stood open to all, it is no entry from before that (rule Z5).
    if (after->anonymous && !before->anonymous) presence.entry->position = occasion_.position;
  }
  state_.change_door(door).taps[index].change().tap = after;
}

// A later passage has used up what the person was permitted before; where that was read at an outer
// reader, the person had been outside then (rule S4).
void Fold::supersede(const Tap& by, Position before) {
  const auto used_up = [&](const OpenTap& open) {
    const Tap& tap = *open.tap;
    return tap.person == by.person && tap.position < before && tap.position != by.position;
  };
  const std::vector<Waiting> waiting =
      std::exchange(state_.change_person(by.person).waiting, std::vector<Waiting>{});
  for (const Waiting& one : waiting) {
    const std::size_t index = index_of_tap(one.door, one.made);
    if (index == state_.door(one.door).taps.size()) continue;
    const OpenTap open = *state_.door(one.door).taps[index];
    if (!used_up(open)) {
      state_.change_person(by.person).waiting.push_back(one);
    } else if (open.level == Passage::none) {
      const std::vector<ZoneNo> ahead = state_.site().entered(open.tap->from, open.tap->to);
      const bool in_dispute = std::any_of(ahead.begin(), ahead.end(),
                                          [this](ZoneNo zone) { return is_contradicted_at(zone); });
      if (!in_dispute) cancel(one.door, index);
    } else if (open.tap->reader == by.reader && !open.taken) {
      forget_tap(one.door, index);  // nobody can say of it any more that it was not used
    } else {
      state_.change_person(by.person).waiting.push_back(one);
      const bool gone_on = seen_at(state_.site(), *open.tap, by.from) == Seen::beyond_it;
      if (!gone_on) state_.change_door(one.door).taps[index].change().awaits_opening = false;
    }
  }
}

// Later permissions of the person that come to nothing bring back what was before this one: in the
// zones ahead of it, that the person stood outside (rule S4).
void Fold::forget_effect(const OpenTap& cancelled) {
  const Tap& tap = *cancelled.tap;
  const std::vector<ZoneNo> ahead = state_.site().entered(tap.from, tap.to);
  for (const Waiting& one : state_.person(cancelled.tap->person).waiting) {
    const std::size_t index = index_of_tap(one.door, one.made);
    if (index == state_.door(one.door).taps.size()) continue;
    for (std::size_t i = 0; i < state_.door(one.door).taps[index]->before.size(); ++i) {
      const Presence& was = state_.door(one.door).taps[index]->before[i];
      if (!was.entry || was.entry->tap != cancelled.tap) continue;
      for (const Presence& earlier : cancelled.before) {
        if (earlier.zone != was.zone) continue;
        const bool outside = tap.factors.identified &&
                             std::find(ahead.begin(), ahead.end(), earlier.zone) != ahead.end();
        Presence& then = state_.change_door(one.door).taps[index].change().before[i];
        then = earlier;
        if (outside) then.set_absent(tap.at, tap.position, tap.ref);
        break;
      }
    }
  }
}

// The permission was not used: the presence is what it was (rule P1), and the person stood outside
// the zones ahead (rule S4).
void Fold::cancel(DoorNo no, std::size_t index) {
  const OpenTap open = *state_.door(no).taps[index];
  forget_tap(no, index);
  forget_effect(open);
  const TapPtr tap = open.tap;
  for (const Presence& was : open.before) {
    const Presence* is = find_presence(state_.person(tap->person), was.zone);
    const bool rests_on_it = is->entry && is->entry->tap == tap;
    const bool rests_on_newer = is->entry && is->entry->tap->position > tap->position;
    if ((is->known != open.confirmed_position && !rests_on_it) || rests_on_newer) continue;
    const Presence then = *is;
    Presence& restored = change_presence(tap->person, was.zone);
    restored = was;
    restored.pending = then.pending;
    const bool left_since =
        then.absent_by_inference || state_.zone(was.zone).last_egress > open.confirmed_position;
    if (!left_since || was.standing != Standing::present) continue;
    restored.standing = Standing::absent;  // somebody has left anonymously since (rule X2)
    restored.absent_by_inference = true;
    restored.absence_known_at = occasion_.at;
    restored.known = std::max(then.known, state_.zone(was.zone).last_egress);
  }
  for (const ZoneNo zone : state_.site().entered(tap->from, tap->to)) {
    Presence& presence = change_presence(tap->person, zone);
    if (presence.pending == tap) presence.pending.reset();
    const bool seen_since = presence.known >= tap->position && !presence.absent_by_inference;
    const bool newer_known =
        seen_since || state_.zone(zone).unknown_before > tap->position;  // rule Z6
    if (tap->factors.identified && !newer_known) implied_exit(tap->person, zone);
  }
}

std::size_t Fold::index_of_tap(DoorNo door, Position made) const {
  const std::vector<Shared<OpenTap>>& taps = state_.door(door).taps;
  const auto tap = std::find_if(taps.begin(), taps.end(), [made](const Shared<OpenTap>& open) {
    return open->tap->position == made;
  });
  return static_cast<std::size_t>(tap - taps.begin());
}

// Drops taps whose transaction is over: that a permission was not used, a controller may find late.
void Fold::prune(const DoorPlan& door) {
  const DoorState& state = state_.door(door.no);
  const std::vector<Shared<OpenTap>>& taps = state.taps;
  const auto over = [&](const Shared<OpenTap>& open) {
    const bool goes_on = state.contact == Contact::open && open->opening == state.opened;
    return open->level != Passage::none && !goes_on &&
           occasion_.at - open->confirmed_at > kLingering;
  };
  if (std::none_of(taps.begin(), taps.end(), over)) return;
  std::erase_if(state_.change_door(door.no).taps, over);
}

// A passage tells where the person is now: nowhere that does not hold the side it led to (rule S4).
void Fold::leave_what_is_elsewhere(const Tap& tap) {
  const Site& site = state_.site();
  std::vector<ZoneNo> elsewhere;
  for (const Presence& record : state_.person(tap.person).presences) {
    const bool holds = site.contains(record.zone, tap.to) || site.contains(record.zone, tap.from);
    const PresenceIs is = settled_view(state_, record, occasion_.at).is;
    const bool said_inside = is == PresenceIs::present || is == PresenceIs::uncertain;
    if (!holds && said_inside && !is_contradicted_at(record.zone)) elsewhere.push_back(record.zone);
  }
  for (const ZoneNo zone : elsewhere) implied_exit(tap.person, zone);
}

}  // namespace zonefactor::core
