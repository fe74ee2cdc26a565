#include "tests/rules/qualification_cases.h"

#include "tests/rules/room.h"

namespace zonefactor::core {

namespace {

template <class Change>
Facility changed(Change change, Facility facility = flawless_room()) {
  change(facility);
  return facility;
}

AccessPoint& reader_in(Facility& f) {
  return f.access_points[0];
}
AccessPoint& reader_out(Facility& f) {
  return f.access_points[1];
}
Door& door(Facility& f) {
  return f.doors[0];
}
Zone& zone(Facility& f) {
  return f.zones[0];
}
Terminal& terminal(Facility& f) {
  return f.terminals[0];
}

Door another_door(const Facility& f) {
  Door other = f.doors[0];
  other.id = DoorId("other");
  return other;
}

void without_desk(Facility& f) {
  f.access_points.erase(f.access_points.begin() + 2);
}

}  // namespace

Facility flawless_room() {
  Facility facility = room_facility();
  facility.terminals.front().methods = Amrs{Amr::pwd};
  facility.terminals.front().step_up = std::vector<std::string>{};
  facility.zones.front().name = {"調剤室", "Dispensing room"};
  return facility;
}

Facility flawless_rooms() {
  Facility facility = flawless_room();
  Zone ward = zone(facility);
  ward.id = ZoneId("ward");
  ward.name = {"薬剤部", "Pharmacy"};
  zone(facility).within = ward.id;
  facility.zones.push_back(ward);
  Door front = another_door(facility);
  front.id = DoorId("front");
  front.side_a = std::nullopt;
  front.side_b = ward.id;
  door(facility).side_a = ward.id;
  reader_out(facility).to = ward.id;
  facility.doors.push_back(front);
  AccessPoint front_in = reader_in(facility);
  front_in.id = AccessPointId("front-in");
  front_in.door = front.id;
  front_in.to = ward.id;
  AccessPoint front_out = front_in;
  front_out.id = AccessPointId("front-out");
  front_out.to = std::nullopt;
  facility.access_points.push_back(front_in);
  facility.access_points.push_back(front_out);
  Terminal at_front = terminal(facility);
  at_front.id = TerminalId("t-ward");
  at_front.zone = ward.id;
  facility.terminals.push_back(at_front);
  facility.designations.push_back({PersonId("tanaka"), ward.id, {}, {}});
  return facility;
}

std::vector<QualificationCase> qualification_cases() {
  using Code = RemarkCode;
  constexpr Severity spoils = Severity::spoils;
  constexpr Severity weakens = Severity::weakens;
  const auto serial = [](Facility& f) { reader_in(f).card_read = CardRead::serial; };
  const auto guideline = [](Facility& f) { f.head.profile = Profile::guideline; };
  return {
      {"no basis", Code::zone_basis_missing, spoils,
       changed([](Facility& f) { zone(f).basis = {}; })},
      {"an internal rule under strict", Code::zone_basis_missing, spoils,
       changed([](Facility& f) { zone(f).basis->kind = BasisKind::internal_rule; })},
      {"review overdue", Code::zone_basis_overdue, spoils, changed([](Facility& f) {
         zone(f).basis->review_due = Date{std::chrono::year{2026} / 11 / 21};
       })},
      {"a hatch", Code::no_reader, spoils,
       changed([](Facility& f) { f.doors.push_back(another_door(f)); })},
      {"a shared code", Code::reader_identifies_nobody, spoils,
       changed([](Facility& f) { reader_in(f).methods.push_back(Methods{Method::code}); })},
      {"a key and no contact", Code::key_without_contact, spoils, changed([](Facility& f) {
         door(f).key = true;
         door(f).contact = false;
       })},
      {"an internal rule under guideline", Code::zone_basis_internal, weakens,
       changed([&](Facility& f) {
         guideline(f);
         zone(f).basis->kind = BasisKind::internal_rule;
       })},
      {"review near", Code::zone_basis_due, weakens, changed([](Facility& f) {
         zone(f).basis->review_due = Date{std::chrono::year{2026} / 12 / 1};
       })},
      {"a key", Code::key_cylinder, weakens, changed([](Facility& f) { door(f).key = true; })},
      {"only a portable terminal", Code::no_fixed_terminal, spoils,
       changed([](Facility& f) { terminal(f).placement = Placement::portable; })},
      {"a portable terminal", Code::terminal_portable, weakens, changed([](Facility& f) {
         f.terminals.push_back(terminal(f));
         f.terminals.back().id = TerminalId("tablet");
         f.terminals.back().placement = Placement::portable;
       })},
      {"a terminal in no zone", Code::terminal_without_zone, weakens, changed([](Facility& f) {
         f.terminals.push_back(terminal(f));
         f.terminals.back().id = TerminalId("ward-round");
         f.terminals.back().zone.reset();
       })},
      {"terminals known by key", Code::terminal_proof_weak, weakens,
       changed([](Facility& f) { zone(f).min_terminal_proof = TerminalProof::key; })},
      {"methods not stated", Code::methods_not_stated, weakens,
       changed([](Facility& f) { terminal(f).methods.reset(); })},
      {"step_up not stated", Code::step_up_not_stated, weakens,
       changed([](Facility& f) { terminal(f).step_up.reset(); })},
      {"step_up is not among the methods", Code::step_up_never_suffices, weakens,
       changed([](Facility& f) { terminal(f).step_up = {"otp"}; })},
      {"no way in", Code::no_way_in, spoils, changed([](Facility& f) {
         door(f).entry_none = true;
         f.access_points.erase(f.access_points.begin());
       })},
      {"nobody designated", Code::nobody_designated, weakens,
       changed([](Facility& f) { f.designations.clear(); })},
      {"permission is enough", Code::permission_is_enough, weakens,
       changed([](Facility& f) { zone(f).min_passage = Passage::granted; })},
      {"passage must be told, without a contact", Code::passage_must_be_told, weakens,
       changed([](Facility& f) { door(f).contact = false; })},
      {"passage must be told, as is demanded", Code::passage_must_be_told, weakens,
       changed([](Facility& f) { zone(f).min_passage = Passage::passed; })},
      {"no contact", Code::no_contact, weakens,
       changed([](Facility& f) { door(f).contact = false; })},
      {"origin open", Code::origin_open, weakens, changed(guideline)},
      {"a terminal that verifies nothing", Code::terminal_verifies_nothing, spoils,
       changed([](Facility& f) {
         terminal(f).methods = Amrs{Amr::mfa, Amr::geo};
       })},
      {"a serial card alone under strict", Code::entry_gives_no_factor, spoils, changed(serial)},
      {"a serial card with a biometric", Code::serial_card_counts_for_nothing, weakens,
       changed([&](Facility& f) {
         serial(f);
         reader_in(f).methods = {Methods{Method::card, Method::face}};
       })},
      {"a serial card at the terminal", Code::serial_card_counts_for_nothing, weakens,
       changed([](Facility& f) { terminal(f).methods->add(Amr::card); })},
      {"card and card", Code::same_kind, spoils, changed([](Facility& f) {
         terminal(f).methods = Amrs{Amr::otp, Amr::sc};
       })},
      {"own PIN and password", Code::same_kind, spoils,
       changed([](Facility& f) { reader_in(f).methods = {Methods{Method::pin}}; })},
      {"fingerprint and fingerprint", Code::same_kind, spoils, changed([](Facility& f) {
         reader_in(f).methods = {Methods{Method::fingerprint}};
         terminal(f).methods = Amrs{Amr::fpt};
       })},
      {"an outer zone that does not qualify", Code::outer_zone_gives_nothing, spoils,
       changed(
           [](Facility& f) {
             reader_in(f).methods = {Methods{Method::pin}};
             f.zones[1].basis.reset();
           },
           flawless_rooms())},
      {"an outer entry that is needed", Code::needs_outer_entry, weakens,
       changed([](Facility& f) { reader_in(f).methods = {Methods{Method::pin}}; },
               flawless_rooms())},
      {"card or vein", Code::methods_must_be_told, weakens,
       changed([](Facility& f) { reader_in(f).methods.push_back(Methods{Method::vein}); })},
      {"a serial card under guideline", Code::medium_clonable, weakens, changed([&](Facility& f) {
         serial(f);
         guideline(f);
       })},
      {"a card at the terminal under guideline", Code::medium_clonable, weakens,
       changed([&](Facility& f) {
         guideline(f);
         terminal(f).methods->add(Amr::card);
       })},
      {"anonymous exit", Code::anonymous_exit, weakens,
       changed([](Facility& f) { zone(f).exit = ExitKind::anonymous; })},
      {"a button on the way out", Code::egress_not_identified, weakens,
       changed([](Facility& f) { door(f).egress = Egress::rex; })},
      {"a handle and no contact", Code::egress_unseen, weakens, changed([](Facility& f) {
         door(f).egress = Egress::handle;
         door(f).contact = false;
       })},
      {"left by a reader that is not there", Code::reader_out_missing, weakens,
       changed([](Facility& f) {
         door(f).egress = Egress::reader;
         f.access_points.erase(f.access_points.begin() + 1);
       })},
      {"a code on the way out", Code::reader_out_identifies_nobody, weakens,
       changed([](Facility& f) { reader_out(f).methods = {Methods{Method::code}}; })},
      {"nothing to reaffirm by", Code::no_reaffirmation, weakens, changed([](Facility& f) {
         zone(f).exit = ExitKind::anonymous;
         without_desk(f);
       })},
      {"events without numbers", Code::no_sequence_numbers, weakens,
       changed([](Facility& f) { f.controllers[0].profile = "smart-lock"; })},
      {"a slow heartbeat", Code::silence_tolerated, weakens,
       changed([](Facility& f) { f.controllers[0].heartbeat = 1h; })},
      {"monitor only", Code::monitor_only, weakens,
       changed([](Facility& f) { zone(f).enforcement = Enforcement::monitor; })},
  };
}

Qualification qualification_of(const Facility& facility, const char* at_time) {
  Ordinals ordinals;
  const Site site(stage(facility, {}), ordinals, {}, 1, {});
  return qualify(site, at(at_time));
}

ZoneQualification room_of(const Facility& facility, const char* at_time) {
  for (const ZoneQualification& zone : qualification_of(facility, at_time).zones) {
    if (zone.zone == ZoneId("room")) return zone;
  }
  return {};
}

}  // namespace zonefactor::core
