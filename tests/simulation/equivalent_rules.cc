// What must hold where a login counts as two-factor for the sake of its room.
#include <algorithm>

#include "tests/simulation/broken.h"
#include "tests/simulation/decision_rules.h"

namespace zonefactor::simulation {

namespace {

using core::EventKind;
using core::FactorKind;
using core::Method;
using namespace std::chrono_literals;

std::optional<FactorKind> kind_of(Method method, bool serial_counts) {
  switch (method) {
    case Method::card:
      return serial_counts ? std::optional(FactorKind::possession) : std::nullopt;
    case Method::mobile:
      return FactorKind::possession;
    case Method::pin:
      return FactorKind::knowledge;
    case Method::fingerprint:
    case Method::face:
    case Method::iris:
    case Method::vein:
    case Method::palm:
      return FactorKind::inherence;
    case Method::code:
    case Method::key:
      return std::nullopt;
  }
  __builtin_unreachable();
}

bool stands_open(core::DoorMode mode) {
  return mode != core::DoorMode::locked && mode != core::DoorMode::blocked;
}

bool stood_open(const std::vector<const Told*>& of_the_door, const Told& then) {
  const Told* last = nullptr;
  for (const Told* told : of_the_door) {
    const EventKind kind = told->observation.kind;
    if (kind != EventKind::door_opened && kind != EventKind::door_closed) continue;
    if (before(*told, then) && (last == nullptr || before(*last, *told))) last = told;
  }
  return last != nullptr && last->observation.kind == EventKind::door_opened;
}

bool lets_in(EventKind kind) {
  return kind == EventKind::access_granted || kind == EventKind::access_taken;
}

}  // namespace

bool DecisionRules::leads_into(const Sides& sides, const core::ZoneId& zone) const {
  return lies_in(history_.site(), zone, sides.to) && !lies_in(history_.site(), zone, sides.from);
}

bool DecisionRules::bounds(const core::Door& door, const core::ZoneId& zone) const {
  return lies_in(history_.site(), zone, door.side_a) != lies_in(history_.site(), zone, door.side_b);
}

// The kinds that a read can have verified at the most (rules F3, F4, F6).
core::FactorKinds DecisionRules::most_kinds(const Told& told) const {
  const core::Facility& site = history_.site_at(told.at);
  const auto* reader = find_by_id(site.access_points, *told.observation.access_point);
  core::FactorKinds kinds;
  if (reader == nullptr) return kinds;
  const bool serial_counts = reader->card_read == core::CardRead::cryptographic ||
                             history_.site().head.profile == core::Profile::guideline;
  for (const core::Methods combination : reader->methods) {
    const core::Methods verified =
        told.observation.methods ? combination & *told.observation.methods : combination;
    verified.each([&](Method method) {
      if (const auto kind = kind_of(method, serial_counts)) kinds.add(*kind);
    });
  }
  return kinds;
}

void DecisionRules::equivalent(const Asked& q) const {
  equivalent_by_place_and_person(q);
  equivalent_by_entry(q);
  equivalent_by_doubt(q);
  equivalent_by_egress(q);
  equivalent_by_leaving(q);
  equivalent_by_truth(q);
}

void DecisionRules::equivalent_by_place_and_person(const Asked& q) const {
  must(q.zone != nullptr, "C2 only a terminal in a zone is equivalent", q.words);
  must(q.terminal->placement == core::Placement::fixed, "T2 no portable terminal is equivalent",
       q.words);
  must(q.person != nullptr, "I8 a shared or unknown account is never equivalent", q.words);
  must(q.person->kind == core::PersonKind::staff, "I6 a visitor is never equivalent", q.words);
  must(designated_now(q), "I7 only the designated are equivalent", q.words);
  must(q.decision.valid_until && *q.decision.valid_until >= q.now,
       "A1 what is equivalent is so until a time to come", q.words);
  must(q.attempt.session_kind.value_or(core::SessionKind::console) == core::SessionKind::console,
       "T3 only a console session is equivalent", q.words);
}

// C3 and C4: an entry of that very person, told by a reader that leads into the zone.
void DecisionRules::equivalent_by_entry(const Asked& q) const {
  const Told* founding = nullptr;
  bool trusted = true;
  core::FactorKinds kinds = q.kinds;
  if (q.attempt.action == core::Action::continue_) kinds = kinds | q.decision.terminal_kinds;
  for (const core::RestsOn& on : q.decision.evidence) {
    const Told* told = history_.told_at(on.entry);
    if (told == nullptr || !lets_in(told->observation.kind)) continue;
    const auto credential = history_.credential_of(*told);
    const auto* reader = find_by_id(history_.site().access_points, *told->observation.access_point);
    if (!credential || credential->person != q.person->id || reader == nullptr) continue;
    if (on.condition == 3) kinds = kinds | most_kinds(*told);
    const bool into = leads_into(history_.sides_of(*reader), q.zone->id);
    if (on.condition != 2 || !into || !History::identifies(*reader)) continue;
    if (founding == nullptr || founding->at < told->at) founding = told;
    trusted = trusted && told->clock_trusted;
  }
  must(founding != nullptr, "C3 an equivalent login rests on an entry by one's own credential",
       q.words);
  must(kinds.size() >= 2, "C4 door and terminal together verified two kinds", q.words);
  must(!q.decision.terminal_kinds.empty(), "C7 something was verified at the terminal", q.words);
  must(q.now - founding->at <= q.zone->max_presence + 30s, "S6 a presence ends with max_presence",
       q.words);
  must(trusted, "K3 an entry by an untrusted clock is not equivalent", q.words);
  const auto credential = history_.credential_of(*founding);
  bool reported = false;
  bool restored = false;
  for (const auto& [at, report] : history_.reports().credentials) {
    if (report.credential != credential->id) continue;
    if (report.state == core::CredentialState::active) restored = true;
    if (report.state != core::CredentialState::active && report.since.value_or(at) <= q.now) {
      reported = true;
    }
  }
  must(!reported || restored, "I4 no entry by a reported credential is equivalent", q.words);
  equivalent_by_boundary(q, *founding);
  equivalent_by_version(q, *founding);
}

// C1: no boundary door unlocked, released or breached, nor the boundary changed since the entry.
// What runs on (F8) is no new login.
void DecisionRules::equivalent_by_boundary(const Asked& q, const Told& founding) const {
  const bool runs_on = q.attempt.action == core::Action::continue_;
  for (const core::Door& door : history_.site().doors) {
    if (!bounds(door, q.zone->id)) continue;
    const Told* mode = nullptr;
    const Told* release = nullptr;
    for (const Told* told : history_.told_of(door.id)) {
      const EventKind kind = told->observation.kind;
      if (kind == EventKind::door_mode && (mode == nullptr || before(*mode, *told))) mode = told;
      const bool released =
          kind == EventKind::emergency_release || kind == EventKind::emergency_restored;
      if (released && (release == nullptr || before(*release, *told))) release = told;
      if (kind != EventKind::door_forced) continue;
      const bool acknowledged =
          std::any_of(history_.reports().acknowledgements.begin(),
                      history_.reports().acknowledgements.end(), [&](const auto& a) {
                        return a.second.zone == q.zone->id && a.first > told->ref &&
                               a.second.what == core::Acknowledgeable::breach;
                      });
      must(acknowledged || runs_on, "Z3 nobody is equivalent in an unacknowledged breach", q.words);
    }
    must(runs_on || mode == nullptr || !stands_open(*mode->observation.mode) ||
             founding.at <= mode->at,
         "Z5 nobody is equivalent while a boundary door is unlocked, but by an entry from before",
         q.words);
    must(
        runs_on || release == nullptr || release->observation.kind == EventKind::emergency_restored,
        "Z6 nobody is equivalent during an emergency release", q.words);
    const bool is_open =
        release != nullptr && release->observation.kind == EventKind::emergency_release;
    must(release == nullptr || (runs_on && is_open) || release->at <= founding.at + 30s,
         "Z6 after relock only a new entry is equivalent", q.words);
  }
}

// When the person last showed anywhere, by whatever a lenient reader would take.
core::Instant DecisionRules::last_sign(const Asked& q) const {
  core::Instant last = core::Instant::min();
  for (const Sighting& seen : history_.sightings(q.person->id)) {
    last = std::max(last, seen.told->at);
    // A grant stands until its opening.
    if (seen.told->observation.kind == EventKind::access_granted) {
      last = std::max(last, seen.told->at + q.zone->grant_window);
    }
  }
  for (const auto& [at, attempt] : history_.logins()) {
    if (attempt.action == core::Action::continue_) continue;
    if (history_.holders(attempt.account).contains(q.person->id)) last = std::max(last, at);
  }
  return last;
}

// Rule S9: in a zone within the zone the person may still be, and so in both.
bool DecisionRules::was_read_going_further_in(const Asked& q) const {
  const std::vector<Sighting> all = history_.sightings(q.person->id);
  return std::any_of(all.begin(), all.end(), [&](const Sighting& seen) {
    const core::Side& side = seen.sides.to;
    return side && *side != q.zone->id && lies_in(history_.site(), q.zone->id, side);
  });
}

// Rules K7, K8: who showed nowhere since the doubt began is not equivalent.
void DecisionRules::equivalent_by_doubt(const Asked& q) const {
  const core::Instant sign = last_sign(q);
  const auto concerns = [&](const core::ControllerId& controller) {
    return std::any_of(history_.site().doors.begin(), history_.site().doors.end(),
                       [&](const core::Door& door) {
                         return door.controller == controller && bounds(door, q.zone->id);
                       });
  };
  for (const auto& of_boot : history_.numbers()) {
    const auto& boot = of_boot.first;
    const auto& numbers = of_boot.second;
    if (!concerns(boot.first) || numbers.empty()) continue;
    // A missing number is no later than a heartbeat that names it or a later one.
    const auto bound = [&](std::uint64_t missing, core::Instant at) {
      for (const auto& [named, when] : history_.beats_of(boot)) {
        if (named >= missing) at = std::min(at, when);
      }
      return at;
    };
    const auto no_gap = [&](std::uint64_t missing, core::Instant at) {
      must(bound(missing, at) <= sign, "K8 after a gap nobody is equivalent before showing again",
           "missing is " + boot.second + "/" + std::to_string(missing) + " of " + boot.first.text +
               ": " + q.words);
    };
    std::uint64_t before = numbers.begin()->first;
    for (const auto& [number, told] : numbers) {
      if (number > before + 1) no_gap(number - 1, told->at);
      before = number;
    }
    for (const auto& [named, when] : history_.beats_of(boot)) {
      if (named > before) no_gap(named, when);
    }
  }
  for (const auto& [controller, at] : history_.equivocations()) {
    must(!concerns(controller) || at <= sign,
         "K7 after an equivocation nobody is equivalent before showing again", q.words);
  }
  if (q.zone->exit == core::ExitKind::anonymous && !was_read_going_further_in(q)) {
    must(sign + q.zone->lease + 1s >= q.now, "X1 a lease ends without reaffirmation", q.words);
  }
}

// S3, S4: whose latest word is from outside of the zone is not equivalent in it.
void DecisionRules::equivalent_by_leaving(const Asked& q) const {
  const Sighting* last = nullptr;
  bool alone = true;
  const std::vector<Sighting> all = history_.sightings(q.person->id);
  for (const Sighting& seen : all) {
    if (!History::identifies(*seen.reader)) continue;
    if (last != nullptr && seen.told->at <= last->told->at) {
      alone = alone && last->told->at - seen.told->at > 1ms;
      continue;
    }
    alone = last == nullptr || seen.told->at - last->told->at > 1ms;
    last = &seen;
  }
  if (last == nullptr || !alone) return;
  const core::Facility& site = history_.site();
  const bool from_inside = lies_in(site, q.zone->id, last->sides.from);
  const bool to_inside = lies_in(site, q.zone->id, last->sides.to);
  const EventKind kind = last->told->observation.kind;
  const bool gone = kind == EventKind::access_taken ? !to_inside : !from_inside && !to_inside;
  const bool stayed_out =
      (kind == EventKind::access_denied || kind == EventKind::access_not_taken) && !from_inside;
  must(!gone, "S3 who was last told to leave is not equivalent",
       std::string(core::name_of(kind)) + " at " + last->reader->id.text + ": " + q.words);
  must(!stayed_out, "S4 who was last told to stand outside is not equivalent",
       std::string(core::name_of(kind)) + " at " + last->reader->id.text + ": " + q.words);
}

// Whoever truly left by a reader that told of it is not equivalent, in whatever order it came.
void DecisionRules::equivalent_by_truth(const Asked& q) const {
  const std::vector<Stay>& stays = day_.stays.at(q.person->id);
  const auto later = std::find_if(stays.begin(), stays.end(),
                                  [&](const Stay& stay) { return stay.since > q.now; });
  const Stay& now = *std::prev(later);
  if (lies_in(history_.site(), q.zone->id, now.side) || !now.by_reader) return;
  const std::vector<Sighting> all = history_.sightings(q.person->id);
  const Told* told_of_it = nullptr;
  for (const Sighting& seen : all) {
    const core::Duration off = seen.told->at - now.since;
    const bool that = off > -5s && off < 5s && seen.sides.to == now.side &&
                      seen.told->observation.kind == EventKind::access_taken &&
                      History::identifies(*seen.reader);
    if (that) told_of_it = seen.told;
  }
  if (told_of_it == nullptr) return;
  const bool seen_since = std::any_of(all.begin(), all.end(), [&](const Sighting& seen) {
    return before(*told_of_it, *seen.told) || seen.told->at > now.since + 5s;
  });
  must(seen_since, "C6 who truly left by a reader that told of it is not equivalent", q.words);
}

// The door of the person's latest read at any.
std::optional<core::DoorId> DecisionRules::last_came_by(const core::PersonId& person) const {
  const std::vector<Sighting> all = history_.sightings(person);
  const auto last = std::max_element(
      all.begin(), all.end(),
      [](const Sighting& a, const Sighting& b) { return before(*a.told, *b.told); });
  return last == all.end() ? std::nullopt : last->reader->door;
}

// Rule X2: an opening that somebody asked for from inside may have been anybody's way out.
void DecisionRules::equivalent_by_egress(const Asked& q) const {
  const core::Facility& site = history_.site();
  const core::Instant sign = last_sign(q);
  for (const core::Door& door : site.doors) {
    const bool of_the_zone =
        std::any_of(site.zones.begin(), site.zones.end(), [&](const core::Zone& around) {
          return lies_in(site, around.id, q.zone->id) && bounds(door, around.id);
        });
    if (!of_the_zone || !door.contact) continue;
    const std::vector<const Told*>& told = history_.told_of(door.id);
    for (const Told* asked : told) {
      if (asked->observation.kind != EventKind::exit_requested || asked->at <= sign) continue;
      // Not for the one who came in through the opening under way (rule P7).
      if (stood_open(told, *asked) && last_came_by(q.person->id) == door.id) continue;
      const bool opened = std::any_of(told.begin(), told.end(), [&](const Told* opening) {
        return opening->observation.kind == EventKind::door_opened && before(*asked, *opening) &&
               opening->at <= asked->at + 10s;
      });
      must(!opened, "X2 after an anonymous exit nobody is equivalent before showing again",
           door.id.text + ": " + q.words);
    }
  }
}

// Rule G4: who came in by a boundary that is no longer so is not known inside.
void DecisionRules::equivalent_by_version(const Asked& q, const Told& founding) const {
  const auto& versions = history_.versions();
  for (std::size_t i = 1; i < versions.size(); ++i) {
    if (founding.at + 30s >= versions[i].first) continue;
    for (const core::Door& door : versions[i].second.doors) {
      const core::Door* was = find_by_id(versions[i - 1].second.doors, door.id);
      must(*was == door || !bounds(door, q.zone->id),
           "G4 who came in before the boundary changed is not equivalent",
           door.id.text + ": " + q.words);
    }
  }
}

}  // namespace zonefactor::simulation
