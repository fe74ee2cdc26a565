#include "tests/bench/hospital.h"

#include <fmt/format.h>

#include <utility>

#include "service/core/objects.h"
#include "service/core/sealed_state.h"
#include "service/journal/entry_codec.h"
#include "service/journal/handle.h"
#include "service/journal/sha256.h"
#include "service/journal/state_codec.h"

namespace zonefactor::bench {

namespace {

using namespace core;
using namespace std::chrono_literals;

std::string numbered(const char* what, int number) {
  return fmt::format("{}{}", what, number);
}

// As long as the handles that stand for people in a journal.
std::string handle(char what, int number) {
  return fmt::format("{}{:0{}}", what, number, journal::kHandleSize - 1);
}

void furnish_zone(Facility& facility, int number) {
  Zone zone;
  zone.id = ZoneId(numbered("zone", number));
  zone.basis = Basis{};
  zone.basis->text = "Closed by law";
  zone.basis->review_due = Date{std::chrono::year{2030} / 3 / 31};
  facility.zones.push_back(zone);
  Controller controller;
  controller.id = ControllerId(numbered("ctl", number));
  controller.heartbeat = 24h;
  facility.controllers.push_back(controller);
  Door door;
  door.id = DoorId(numbered("door", number));
  door.controller = controller.id;
  door.side_b = zone.id;
  door.contact = true;
  facility.doors.push_back(door);
  for (const bool in : {true, false}) {
    AccessPoint reader;
    reader.id = AccessPointId(numbered(in ? "in" : "out", number));
    reader.door = door.id;
    if (in) reader.to = zone.id;
    reader.methods = {Methods{Method::card}};
    reader.card_read = CardRead::cryptographic;
    facility.access_points.push_back(reader);
  }
  Terminal terminal;
  terminal.id = TerminalId(numbered("t", number));
  terminal.zone = zone.id;
  facility.terminals.push_back(terminal);
}

void admit_person(Facility& facility, int number) {
  const PersonId id(handle('p', number));
  facility.persons.push_back({id, PersonKind::staff, {AccountId(handle('a', number))}, {}});
  Credential card;
  card.id = CredentialId(handle('c', number));
  card.person = id;
  card.number = NumberId(handle('n', number));
  facility.credentials.push_back(card);
  facility.designations.push_back(
      {id, ZoneId(numbered("zone", number % Hospital::kZones)), {}, {}});
}

Facility facility_of(int persons) {
  Facility facility;
  facility.head.id = "chuo";
  facility.head.time_zone = {"Asia/Tokyo", std::chrono::hours(9), {}};
  for (int zone = 0; zone < Hospital::kZones; ++zone) furnish_zone(facility, zone);
  for (int person = 0; person < persons; ++person) admit_person(facility, person);
  return facility;
}

}  // namespace

Hospital::Hospital(int persons, Instant opened_at, Recorded recorded)
    : persons_(persons), now_(opened_at), recorded_(std::move(recorded)) {
  record(LogOpened{"zonefactor/chuo/2026", false});
  for (FacilityObject& object : objects_of(facility_of(persons))) record(ObjectPut{object});
  record(ConfigurationClosed{1, "00", "bench"});
}

Consequences Hospital::append(Fact fact) {
  Entry entry{next(), now_, std::move(fact)};
  std::string bytes = journal::encode(entry.fact, now_);
  ++next_;
  recorded_(entry.ref, now_, entry.fact, std::move(bytes));
  return take(book_, entry);
}

void Hospital::record(Fact fact) {
  record(append(std::move(fact)));
}

// A consequence has none of its own: it was taken in with its cause.
void Hospital::record(const Consequences& consequences) {
  for (const Finding& finding : consequences.findings) append(finding);
  for (const Signal& signal : consequences.signals) append(signal);
  for (const Readjudicated& again : consequences.readjudications) append(again);
}

void Hospital::pass_to(Instant now) {
  now_ = now;
  record(pass_time(book_, now_));
}

// Neighbours in time are no neighbours in memory.
int Hospital::person_of(int turn) const {
  return static_cast<int>((static_cast<long>(turn) * 7919) % persons_);
}

Observation Hospital::at_zone(int zone, EventKind kind) {
  Observation seen;
  seen.controller = ControllerId(numbered("ctl", zone));
  seen.boot = "b1";
  std::uint64_t& number = numbers_[static_cast<std::size_t>(zone)];
  seen.seq = kind == EventKind::heartbeat ? number : ++number;
  seen.kind = kind;
  seen.occurred_at = now_ - 100ms;
  seen.sent_at = now_;
  seen.origin = Origin::bound;
  seen.content_tag = "0123456789abcdef0123456789abcdef";
  return seen;
}

void Hospital::at_reader(int person, EventKind kind, bool in) {
  const int zone = person % kZones;
  Observation seen = at_zone(zone, kind);
  seen.access_point = AccessPointId(numbered(in ? "in" : "out", zone));
  seen.credential = NumberId(handle('n', person));
  observe(std::move(seen));
}

void Hospital::at_door(int person, EventKind kind) {
  const int zone = person % kZones;
  Observation seen = at_zone(zone, kind);
  seen.door = DoorId(numbered("door", zone));
  observe(std::move(seen));
}

void Hospital::observe(Observation observation) {
  Admission admission = admit(book_, observation, now_);
  record(std::get<DoorEvent>(std::move(admission)));
}

void Hospital::pass_reader(int turn) {
  pass_to(now_ + 20ms);
  at_reader(person_of(turn / 2), EventKind::access_taken, turn % 2 == 0);
}

void Hospital::log_in(int turn) {
  pass_to(now_);
  decide(person_of(turn));
}

void Hospital::decide(int person) {
  record(settle(book_));
  LoginAttempt attempt;
  attempt.terminal = TerminalId(numbered("t", person % kZones));
  attempt.account = AccountId(handle('a', person));
  attempt.amr = Amrs{Amr::pwd};
  attempt.session_kind = SessionKind::console;
  attempt.proof = TerminalProof::certificate;
  Decision decision = core::decide(book_, attempt);
  record(LoginDecided{std::move(attempt), std::move(decision), "bench", {}});
}

void Hospital::take_visit(int visit, int stay) {
  const auto pass_door = [this](int person, bool in) {
    at_reader(person, EventKind::access_granted, in);
    pass_to(now_ + 900ms);
    at_door(person, EventKind::door_opened);
    pass_to(now_ + 600ms);
    at_reader(person, EventKind::access_taken, in);
    pass_to(now_ + 2500ms);
    at_door(person, EventKind::door_closed);
    pass_to(now_ + 5s);
  };
  pass_door(person_of(visit), true);
  for (int back = 0; back < 4; ++back) {
    decide(person_of(std::max(0, visit - back * stay / 4)));
    pass_to(now_ + 1s);
  }
  observe(at_zone(visit % kZones, EventKind::heartbeat));
  if (visit >= stay) pass_door(person_of(visit - stay), false);
}

std::string Hospital::seal() {
  record(settle(book_));
  std::string state = journal::encode_state(core::seal(book_));
  record(StateSealed{journal::hex(journal::sha256(state)), state.size()});
  return state;
}

}  // namespace zonefactor::bench
