// A small facility for the engine's tests: one dispensing room, two people with cards, one visitor.
#pragma once

#include <string>
#include <vector>

#include "service/core/facility.h"
#include "service/ports/service.h"

namespace zonefactor::engine::sample {

inline core::Instant instant(const char* text) {
  return *core::parse_rfc3339(text);
}

inline core::Facility facility() {
  core::Facility it;
  it.head.id = "chuo";
  it.head.name = {"中央病院", "Chuo Hospital"};
  it.head.time_zone.name = "Asia/Tokyo";
  it.head.time_zone.initial_offset = std::chrono::hours(9);
  it.head.profile = core::Profile::guideline;

  core::Zone zone;
  zone.id = core::ZoneId("dispensing");
  zone.name = {"調剤室", "Dispensing room"};
  zone.basis = core::Basis{};
  zone.basis->text = "dispensing room";
  zone.basis->review_due = *core::parse_date("2027-03-31");
  zone.basis->approved_by = "p-head";
  zone.responsible = "p-head";
  it.zones.push_back(zone);

  core::Controller controller;
  controller.id = core::ControllerId("ctl-1");
  it.controllers.push_back(controller);

  core::Door door;
  door.id = core::DoorId("ph-door");
  door.controller = controller.id;
  door.side_b = zone.id;
  door.contact = true;
  it.doors.push_back(door);

  core::AccessPoint in;
  in.id = core::AccessPointId("ph-in");
  in.door = door.id;
  in.to = zone.id;
  in.methods = {core::Methods{core::Method::card}};
  it.access_points.push_back(in);
  core::AccessPoint out = in;
  out.id = core::AccessPointId("ph-out");
  out.to = std::nullopt;
  it.access_points.push_back(out);

  core::Terminal terminal;
  terminal.id = core::TerminalId("ph-t01");
  terminal.zone = zone.id;
  it.terminals.push_back(terminal);

  const auto add_person = [&it, &zone](const char* id, const char* account, const char* number) {
    core::Person person;
    person.id = core::PersonId(id);
    person.accounts.push_back(core::AccountId(account));
    it.persons.push_back(person);
    core::Credential card;
    card.id = core::CredentialId(std::string("card-of-") + id);
    card.person = person.id;
    card.number = core::NumberId(number);
    it.credentials.push_back(card);
    core::Designation designation;
    designation.person = person.id;
    designation.zone = zone.id;
    it.designations.push_back(designation);
  };
  add_person("p-1042", "tanaka", "04A1B2C3");
  add_person("p-1043", "suzuki", "04D4E5F6");
  return it;
}

// The same after somebody has left.
inline core::Facility without(const char* person, core::Facility it = facility()) {
  const core::PersonId gone(person);
  std::erase_if(it.persons, [&](const auto& one) { return one.id == gone; });
  std::erase_if(it.credentials, [&](const auto& one) { return one.person == gone; });
  std::erase_if(it.designations, [&](const auto& one) { return one.person == gone; });
  return it;
}

// Everything of the sample that must never stand in the journal (rule V2).
inline std::vector<std::string> plain_words() {
  return {"p-1042",   "p-1043",   "p-head",         "tanaka",        "suzuki",
          "04A1B2C3", "04D4E5F6", "card-of-p-1042", "card-of-p-1043"};
}

inline ports::DoorReport event(core::EventKind kind, std::uint64_t seq, const char* at) {
  ports::DoorReport report;
  report.observation.controller = core::ControllerId("ctl-1");
  report.observation.boot = "b1";
  report.observation.seq = seq;
  report.observation.kind = kind;
  report.observation.occurred_at = instant(at);
  report.observation.sent_at = instant(at);
  report.observation.origin = core::Origin::bound;
  report.content = std::string(core::name_of(kind)) + "/" + std::to_string(seq) + "/" + at;
  return report;
}

inline ports::DoorReport access(core::EventKind kind, std::uint64_t seq, const char* point,
                                const char* number, const char* at) {
  ports::DoorReport report = event(kind, seq, at);
  report.observation.access_point = core::AccessPointId(point);
  report.credential = ports::CredentialNumber{"", 0, number, false};
  report.content += std::string("/") + point + "/" + number;
  return report;
}

inline ports::LoginQuestion login(const char* account) {
  ports::LoginQuestion question;
  question.terminal = "ph-t01";
  question.account = account;
  question.amr = core::Amrs{core::Amr::pwd};
  question.session_kind = core::SessionKind::console;
  question.proof = core::TerminalProof::certificate;
  question.peer = "terminal-peer";
  return question;
}

}  // namespace zonefactor::engine::sample
