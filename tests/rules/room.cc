#include "tests/rules/room.h"

#include <stdexcept>

namespace zonefactor::core {

namespace {

template <class Object>
void put_all(Room& room, Instant now, const std::vector<Object>& objects) {
  for (const Object& object : objects) room.tell(now, ObjectPut{object});
}

AccessPoint card_reader(std::string_view id, Side to) {
  AccessPoint reader;
  reader.id = AccessPointId(std::string(id));
  reader.door = DoorId("door");
  reader.to = std::move(to);
  reader.methods = {Methods{Method::card}};
  reader.card_read = CardRead::cryptographic;
  return reader;
}

Observation at_reader(EventKind kind, std::string_view reader, std::string_view number) {
  Observation observation = event(kind);
  observation.access_point = AccessPointId(std::string(reader));
  observation.credential = NumberId(std::string(number));
  return observation;
}

}  // namespace

Instant at(const char* local_time) {
  std::string text(local_time);
  if (text.find('T') == std::string::npos) text = "2026-11-22T" + text;
  const auto instant = parse_rfc3339(text + "+09:00");
  if (!instant) throw std::invalid_argument("no time of day: " + text);
  return *instant;
}

Facility room_facility() {
  Facility facility;
  facility.head.id = "chuo";
  facility.head.time_zone = TimeZone{"Asia/Tokyo", 9h, {}};
  Zone zone;
  zone.id = ZoneId("room");
  zone.basis = Basis{};
  zone.basis->text = "Closed by law";
  zone.basis->review_due = Date{std::chrono::year{2027} / 3 / 31};
  facility.zones = {zone};
  facility.controllers = {Controller{ControllerId("ctl")}};
  Door door;
  door.id = DoorId("door");
  door.controller = ControllerId("ctl");
  door.side_b = ZoneId("room");
  door.contact = true;
  facility.doors = {door};
  AccessPoint desk = card_reader("desk", std::nullopt);
  desk.door.reset();
  desk.inside = ZoneId("room");
  desk.controller = ControllerId("ctl");
  facility.access_points = {card_reader("in", ZoneId("room")), card_reader("out", std::nullopt),
                            desk};
  Terminal terminal;
  terminal.id = TerminalId("t-1");
  terminal.zone = ZoneId("room");
  terminal.step_up = std::vector<std::string>{"otp"};
  facility.terminals = {terminal};
  facility.persons = {Person{PersonId("tanaka"), PersonKind::staff, {AccountId("tanaka")}, {}},
                      Person{PersonId("suzuki"), PersonKind::staff, {AccountId("suzuki")}, {}}};
  Credential card;
  card.id = CredentialId("card-tanaka");
  card.person = PersonId("tanaka");
  card.number = NumberId("04A1");
  Credential other = card;
  other.id = CredentialId("card-suzuki");
  other.person = PersonId("suzuki");
  other.number = NumberId("04B2");
  facility.credentials = {card, other};
  facility.designations = {Designation{PersonId("tanaka"), ZoneId("room"), {}, {}},
                           Designation{PersonId("suzuki"), ZoneId("room"), {}, {}}};
  return facility;
}

Observation event(EventKind kind) {
  Observation observation;
  observation.controller = ControllerId("ctl");
  observation.boot = "b1";
  observation.kind = kind;
  observation.origin = Origin::bound;
  return observation;
}

Observation granted(std::string_view reader, std::string_view number) {
  return at_reader(EventKind::access_granted, reader, number);
}
Observation taken(std::string_view reader, std::string_view number) {
  return at_reader(EventKind::access_taken, reader, number);
}
Observation not_taken(std::string_view reader, std::string_view number) {
  return at_reader(EventKind::access_not_taken, reader, number);
}
Observation read(std::string_view reader, std::string_view number) {
  return at_reader(EventKind::credential_read, reader, number);
}
Observation door_event(EventKind kind) {
  Observation observation = event(kind);
  observation.door = DoorId("door");
  return observation;
}

LoginAttempt password(std::string_view account) {
  LoginAttempt attempt;
  attempt.terminal = TerminalId("t-1");
  attempt.account = AccountId(std::string(account));
  attempt.amr = Amrs{Amr::pwd};
  attempt.session_kind = SessionKind::console;
  attempt.proof = TerminalProof::certificate;
  return attempt;
}

Room::Room(const Facility& facility, bool everyone_unknown) : book(std::set<ControllerId>{}) {
  const Instant morning = core::at("06:00:00");
  tell(morning, LogOpened{"zonefactor/chuo/2026", everyone_unknown});
  configure(morning, facility);
}

Consequences Room::configure(Instant now, const Facility& facility) {
  tell(now, ObjectPut{facility.head});
  put_all(*this, now, facility.zones);
  put_all(*this, now, facility.controllers);
  put_all(*this, now, facility.doors);
  put_all(*this, now, facility.access_points);
  put_all(*this, now, facility.terminals);
  put_all(*this, now, facility.persons);
  put_all(*this, now, facility.credentials);
  put_all(*this, now, facility.designations);
  return tell(now, ConfigurationClosed{++version_, "00", "test"});
}

Consequences Room::tell(Instant now, Fact fact) {
  return evolve(book, Entry{EntryRef{2026, next_++}, now, std::move(fact)});
}

Entry Room::entry_of(Instant now, Observation observation) {
  if (observation.seq == 0 && observation.kind != EventKind::heartbeat)
    observation.seq = next_seq++;
  if (observation.content_tag.empty()) {
    observation.content_tag = std::string(name_of(observation.kind)) +
                              (observation.credential ? observation.credential->text : "");
  }
  pass_time(book, now);
  const Admission admission = admit(book, observation, now);
  const auto* fact = std::get_if<DoorEvent>(&admission);
  if (fact == nullptr) throw std::logic_error("the room's event was not admitted");
  return Entry{EntryRef{2026, next_++}, now, *fact};
}

Consequences Room::hear(Instant now, Observation observation) {
  return evolve(book, entry_of(now, std::move(observation)));
}

Consequences Room::hear_later(Instant now, Observation observation) {
  return take(book, entry_of(now, std::move(observation)));
}

Decision Room::ask(Instant now, const LoginAttempt& attempt) {
  pass_time(book, now);
  const Decision decision = decide(book, attempt);
  tell(now, LoginDecided{attempt, decision, "test", {}});
  return decision;
}

}  // namespace zonefactor::core
