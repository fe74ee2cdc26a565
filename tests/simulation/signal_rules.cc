// Rules T4, K5, K6, K8 over what each input gave rise to.
#include "tests/simulation/signal_rules.h"

#include <algorithm>

#include "tests/simulation/broken.h"

namespace zonefactor::simulation {

namespace {

using core::EventKind;
using namespace std::chrono_literals;

// What never says that anybody left (rules T4, Z6, X2).
bool says_nobody_left(const core::Fact& fact) {
  if (const auto* event = std::get_if<core::DoorEvent>(&fact)) {
    const EventKind kind = event->observation.kind;
    return kind == EventKind::emergency_release || kind == EventKind::emergency_restored ||
           kind == EventKind::exit_requested || kind == EventKind::heartbeat ||
           kind == EventKind::door_closed || kind == EventKind::door_forced ||
           kind == EventKind::door_mode || kind == EventKind::boot;
  }
  return std::holds_alternative<core::ControllerStatus>(fact) ||
         std::holds_alternative<core::EventRefused>(fact) ||
         std::holds_alternative<core::LoginDecided>(fact) ||
         std::holds_alternative<core::Acknowledged>(fact) ||
         std::holds_alternative<core::EmergencyDeclared>(fact);
}

int worth(core::Class class_) {
  switch (class_) {
    case core::Class::native_two_factor:
      return 4;
    case core::Class::zone_equivalent:
      return 3;
    case core::Class::emergency:
      return 2;
    case core::Class::undetermined:
      return 1;
    case core::Class::not_equivalent:
      return 0;
  }
  __builtin_unreachable();
}

std::string words_of(const core::Signal& signal) {
  return signal.session.text + " at " + signal.terminal.text;
}

}  // namespace

void SignalRules::check(const Recorded& recorded) {
  const Told* told = recorded.input ? history_.told_at(recorded.input->ref) : nullptr;
  for (const core::Entry& entry : recorded.entries) {
    if (const auto* signal = std::get_if<core::Signal>(&entry.fact)) {
      if (signal->kind != core::SignalKind::lock) continue;
      must(history_.sessions().contains({signal->terminal, signal->session}),
           "T4 a lock signal names a running session", words_of(*signal));
      nothing_else_locks(*signal, recorded);
      last_lock_[{signal->terminal, signal->session}] = entry.recorded_at;
      if (told != nullptr) old_news_is_silent(*signal, *told);
    }
  }
  if (told != nullptr) exit_locks(*recorded.input, *told);
}

// An identified exit told in time locks every running session of that person there.
void SignalRules::exit_locks(const core::Entry& input, const Told& told) const {
  if (told.observation.kind != EventKind::access_taken) return;
  if (told.recorded_at - told.at > 50s) return;
  const auto* reader = find_by_id(history_.site().access_points, *told.observation.access_point);
  const auto credential = history_.credential_of(told);
  if (reader == nullptr || !reader->door || !credential || !History::identifies(*reader)) return;
  const Sides sides = history_.sides_of(*reader);
  for (const Sighting& other : history_.sightings(credential->person)) {
    if (other.told != &told && other.told->at >= told.at - 1ms) return;
  }
  for (const auto& [key, session] : history_.sessions()) {
    if (history_.holders(session.account) != std::set{credential->person}) continue;
    const auto* terminal = find_by_id(history_.site().terminals, key.first);
    if (terminal == nullptr || !terminal->zone || session.begun > told.at - 20s) {
      continue;  // begun with a hand on the door
    }
    const auto& zones = history_.site().zones;
    const bool left = std::any_of(zones.begin(), zones.end(), [&](const core::Zone& zone) {
      return lies_in(history_.site(), zone.id, sides.from) &&
             !lies_in(history_.site(), zone.id, sides.to) &&
             lies_in(history_.site(), zone.id, *terminal->zone);
    });
    if (!left) continue;
    // A grant and its opening may have said so before.
    const auto lock = last_lock_.find(key);
    const bool locked = lock != last_lock_.end() && lock->second >= told.at - 15s;
    must(locked, "T4 an identified exit locks the person's sessions in the zone left",
         credential->person.text + " left by " + reader->id.text + ", entry " +
             std::to_string(input.ref.index) + ", and " + key.second.text + " at " +
             key.first.text + " in " + terminal->zone->text + " is not told");
  }
}

void SignalRules::nothing_else_locks(const core::Signal& lock, const Recorded& recorded) const {
  if (!recorded.input || !says_nobody_left(recorded.input->fact)) return;
  const Told* told = history_.told_at(recorded.input->ref);
  if (told != nullptr) {  // late news may settle what older news says
    const core::Observation& o = told->observation;
    const auto numbers = history_.numbers().find({o.controller, o.boot});
    const bool overtaken = numbers != history_.numbers().end() && !numbers->second.empty() &&
                           numbers->second.rbegin()->first > o.seq;
    if (overtaken || told->recorded_at - told->at > 500ms) return;
  }
  throw Broken("T4 nothing but an exit or a revocation locks",
               words_of(lock) + " by entry " + std::to_string(recorded.input->ref.index));
}

void SignalRules::old_news_is_silent(const core::Signal& lock, const Told& told) const {
  if (told.recorded_at - told.at <= 61s) return;
  const auto session = history_.sessions().find({lock.terminal, lock.session});
  const auto* terminal = find_by_id(history_.site().terminals, lock.terminal);
  if (terminal == nullptr || !terminal->zone) return;
  const auto& holders = history_.holders(session->second.account);
  if (holders.size() != 1) return;
  const Sighting* last = nullptr;
  const std::vector<Sighting> all = history_.sightings(*holders.begin());
  for (const Sighting& seen : all) {
    if (!History::identifies(*seen.reader)) continue;
    if (last == nullptr || before(*last->told, *seen.told)) last = &seen;
  }
  if (last == nullptr || last->told->observation.kind != EventKind::access_taken) return;
  // Nobody enters through a door in maintenance (rule P8).
  const bool entered =
      last->reader->door &&
      history_.mode_of(*last->reader->door, last->told->at) != core::DoorMode::maintenance;
  if (!entered) return;
  for (const auto& [at, correction] : history_.reports().corrections) {  // newer news of people
    if (at >= last->told->at && correction.person == *holders.begin()) return;
  }
  must(!lies_in(history_.site(), *terminal->zone, last->sides.to),
       "K5 old news does not lock whom newer news has inside",
       words_of(lock) + " in " + terminal->zone->text + ", last passed " + last->reader->id.text +
           " to " + word_of(last->sides.to));
}

void VerdictRules::take(const core::Entry& entry) {
  if (const auto* decided = std::get_if<core::LoginDecided>(&entry.fact)) {
    held_[entry.ref] = decided->decision.class_;
    take_question(entry, *decided);
  } else if (const auto* again = std::get_if<core::Readjudicated>(&entry.fact)) {
    const auto held = held_.find(again->decision);
    const std::string words = "decision " + std::to_string(again->decision.index) + " from " +
                              std::string(core::name_of(again->from)) + " to " +
                              std::string(core::name_of(again->to));
    must(held != held_.end(), "K6 a verdict is of a decision", words);
    must(held->second == again->from, "K6 a new verdict starts from the one last held", words);
    must(again->from != again->to, "K6 a verdict is told when it changes", words);
    held->second = again->to;
  }
}

void VerdictRules::take_question(const core::Entry& entry, const core::LoginDecided& decided) {
  const core::LoginAttempt& attempt = decided.attempt;
  if (!attempt.session) return;
  const std::pair key{attempt.terminal, *attempt.session};
  const auto last = last_question_.find(key);
  if (attempt.action == core::Action::continue_) {
    if (last == last_question_.end() || last->second.account != attempt.account) return;
    const core::Class was = held_.at(last->second.ref);
    must(worth(decided.decision.class_) <= worth(was), "F8 a session can only fall",
         key.second.text + " at " + key.first.text + " was " + std::string(core::name_of(was)) +
             " and goes on as " + std::string(core::name_of(decided.decision.class_)));
  }
  last_question_[key] = {entry.ref, attempt.account};
}

}  // namespace zonefactor::simulation
