// What spoils a zone and what weakens it, rule by rule and on both sides of each; and that the
// verdict is what the rules themselves would come to.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/rules/qualification_cases.h"
#include "tests/rules/room.h"

namespace zonefactor::core {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using Code = RemarkCode;

std::vector<Code> codes_of(const std::vector<Remark>& remarks) {
  std::vector<Code> codes;
  for (const Remark& remark : remarks) codes.push_back(remark.code);
  return codes;
}
std::vector<Code> codes_in_room(const Facility& facility, const char* at_time = kDayOfCheck) {
  return codes_of(room_of(facility, at_time).remarks);
}

const Remark* find(const std::vector<Remark>& remarks, Code code) {
  for (const Remark& remark : remarks) {
    if (remark.code == code) return &remark;
  }
  return nullptr;
}

TEST(Qualification, a_room_as_it_should_be_has_nothing_to_remark_on) {
  EXPECT_EQ(room_of(flawless_room()).verdict, Verdict::qualifies);
  EXPECT_THAT(codes_in_room(flawless_room()), IsEmpty());
  EXPECT_THAT(codes_of(qualification_of(flawless_room()).elsewhere), IsEmpty());
  for (const ZoneQualification& zone : qualification_of(flawless_rooms()).zones) {
    EXPECT_EQ(zone.verdict, Verdict::qualifies);
    EXPECT_THAT(codes_of(zone.remarks), IsEmpty());
  }
}

TEST(Qualification, every_remark_is_made_where_it_is_due) {
  std::set<Code> reached;
  for (const QualificationCase& each : qualification_cases()) {
    const Qualification made = qualification_of(each.facility);
    const Remark* remark = find(made.elsewhere, each.code);
    for (const ZoneQualification& zone : made.zones) {
      if (zone.zone == ZoneId("room") && remark == nullptr) remark = find(zone.remarks, each.code);
    }
    ASSERT_NE(remark, nullptr) << each.what;
    EXPECT_EQ(remark->severity, each.severity) << each.what;
    const Verdict expected =
        each.severity == Severity::spoils ? Verdict::does_not_qualify : Verdict::qualifies;
    EXPECT_EQ(room_of(each.facility).verdict, expected) << each.what;
    reached.insert(each.code);
  }
  EXPECT_EQ(reached.size(), count_of<Code>());
}

TEST(Qualification, what_spoils_stands_before_what_weakens) {
  Facility facility = flawless_room();
  facility.doors[0].contact = false;
  facility.zones[0].min_terminal_proof = TerminalProof::key;
  facility.terminals[0].methods = Amrs{};
  EXPECT_THAT(codes_in_room(facility),
              ElementsAre(Code::terminal_verifies_nothing, Code::terminal_proof_weak,
                          Code::passage_must_be_told, Code::no_contact));
}

TEST(Qualification, Z1_the_basis_holds_through_its_review_date) {
  Facility facility = flawless_room();
  facility.zones[0].basis->review_due = Date{std::chrono::year{2027} / 3 / 31};
  EXPECT_THAT(codes_in_room(facility, "2027-01-30T23:59:59"), IsEmpty());
  EXPECT_THAT(codes_in_room(facility, "2027-01-31T00:00:00"), ElementsAre(Code::zone_basis_due));
  EXPECT_THAT(codes_in_room(facility, "2027-03-31T23:59:59"), ElementsAre(Code::zone_basis_due));
  EXPECT_THAT(codes_in_room(facility, "2027-04-01T00:00:00"),
              ElementsAre(Code::zone_basis_overdue));
}

TEST(Qualification, Z1_an_internal_rule_spoils_under_strict_and_weakens_under_guideline) {
  Facility facility = flawless_room();
  facility.zones[0].basis->kind = BasisKind::internal_rule;
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::zone_basis_missing));
  facility.head.profile = Profile::guideline;
  EXPECT_EQ(room_of(facility).verdict, Verdict::qualifies);
  EXPECT_THAT(codes_in_room(facility),
              ElementsAre(Code::zone_basis_internal, Code::terminal_proof_weak, Code::origin_open));
}

TEST(Qualification, Z2_the_door_and_the_reader_that_spoil_are_named) {
  Facility facility = flawless_room();
  facility.access_points[0].methods.push_back(Methods{Method::code});
  const ZoneQualification room = room_of(facility);
  const Remark* remark = find(room.remarks, Code::reader_identifies_nobody);
  ASSERT_NE(remark, nullptr);
  EXPECT_EQ(remark->door, DoorId("door"));
  EXPECT_EQ(remark->access_point, AccessPointId("in"));
}

TEST(Qualification, Z2_a_key_spoils_without_a_contact_and_weakens_with_one) {
  Facility facility = flawless_room();
  facility.doors[0].key = true;
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::key_cylinder));
  facility.doors[0].contact = false;
  EXPECT_THAT(codes_in_room(facility),
              ElementsAre(Code::key_without_contact, Code::passage_must_be_told, Code::no_contact));
}

TEST(Qualification, Z2_a_fire_exit_neither_spoils_nor_weakens) {
  Facility facility = flawless_room();
  Door fire = facility.doors[0];
  fire.id = DoorId("fire");
  fire.entry_none = true;
  fire.egress = Egress::handle;
  facility.doors.push_back(fire);
  facility.access_points.erase(facility.access_points.begin() + 2);  // nor asks for a desk reader
  EXPECT_THAT(codes_in_room(facility), IsEmpty());
  facility.doors.back().contact = false;
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::no_contact, Code::egress_unseen));
}

TEST(Qualification, T2_one_fixed_terminal_is_enough) {
  Facility facility = flawless_room();
  facility.terminals.push_back(facility.terminals[0]);
  facility.terminals[1].id = TerminalId("tablet");
  facility.terminals[1].placement = Placement::portable;
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::terminal_portable));
  facility.terminals[0].placement = Placement::portable;
  EXPECT_EQ(room_of(facility).verdict, Verdict::does_not_qualify);
  EXPECT_EQ(codes_in_room(facility).front(), Code::no_fixed_terminal);
}

TEST(Qualification, T2_what_a_portable_terminal_verifies_does_not_help_the_fixed_one) {
  Facility facility = flawless_room();
  facility.terminals.push_back(facility.terminals[0]);
  facility.terminals[1].id = TerminalId("tablet");
  facility.terminals[1].placement = Placement::portable;
  facility.terminals[0].methods = Amrs{Amr::otp};
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::same_kind, Code::terminal_portable));
}

TEST(Qualification, T1_terminals_known_by_less_than_a_certificate_or_gateway_weaken) {
  Facility facility = flawless_room();
  facility.zones[0].min_terminal_proof = TerminalProof::gateway;
  EXPECT_THAT(codes_in_room(facility), IsEmpty());
  facility.zones[0].min_terminal_proof = TerminalProof::key;
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::terminal_proof_weak));
}

TEST(Qualification, A2_a_terminal_whose_methods_are_not_stated_can_report_any) {
  Facility facility = flawless_room();
  facility.access_points[0].methods = {Methods{Method::pin}};
  EXPECT_EQ(room_of(facility).verdict, Verdict::does_not_qualify);
  facility.terminals[0].methods.reset();
  EXPECT_EQ(room_of(facility).verdict, Verdict::qualifies);
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::methods_not_stated));
}

TEST(Qualification, A2_two_kinds_at_the_terminal_do_not_make_the_zone_qualify) {
  Facility facility = flawless_room();
  facility.access_points[0].card_read = CardRead::serial;
  facility.terminals[0].methods = Amrs{Amr::pwd, Amr::otp};
  EXPECT_EQ(room_of(facility).verdict, Verdict::does_not_qualify);
}

TEST(Qualification, A8_no_step_up_is_a_statement_too) {
  Facility facility = flawless_room();
  facility.terminals[0].step_up = std::vector<std::string>{};
  EXPECT_THAT(codes_in_room(facility), IsEmpty());
  facility.terminals[0].step_up.reset();
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::step_up_not_stated));
}

TEST(Qualification, A8_step_up_must_be_able_to_bring_a_second_kind) {
  Facility facility = flawless_room();
  Terminal& terminal = facility.terminals[0];
  const auto suffices = [&](Amrs methods, std::vector<std::string> step_up) {
    terminal.methods = methods;
    terminal.step_up = std::move(step_up);
    const ZoneQualification room = room_of(facility);
    const Remark* remark = find(room.remarks, Code::step_up_never_suffices);
    EXPECT_EQ(remark == nullptr ? terminal.id : remark->terminal, terminal.id);
    return remark == nullptr;
  };
  EXPECT_TRUE(suffices({Amr::pwd, Amr::otp}, {"otp"}));
  EXPECT_TRUE(suffices({Amr::pwd, Amr::otp}, {"pwd"}));
  EXPECT_TRUE(suffices({Amr::pwd, Amr::otp}, {"geo", "otp"}));
  EXPECT_FALSE(suffices({Amr::pwd}, {"otp"}));  // counts nowhere (A2)
  EXPECT_FALSE(suffices({Amr::pwd}, {"pwd"}));  // one kind twice (F2)
  EXPECT_FALSE(suffices({Amr::pwd, Amr::kba}, {"kba", "otp"}));
  EXPECT_FALSE(suffices({Amr::sc, Amr::otp}, {"otp"}));
  for (const char* nothing : {"mfa", "mca", "user", "rba", "geo", "wia"}) {  // F5
    EXPECT_FALSE(
        suffices({Amr::pwd, Amr::otp, Amr::mfa, Amr::mca, Amr::user, Amr::rba, Amr::geo, Amr::wia},
                 {nothing}))
        << nothing;
  }
  EXPECT_FALSE(suffices({Amr::pwd, Amr::card}, {"card"}));  // F6
  facility.head.profile = Profile::guideline;
  EXPECT_TRUE(suffices({Amr::pwd, Amr::card}, {"card"}));
}

TEST(Qualification, A8_step_up_of_a_terminal_without_methods_or_zone) {
  Facility facility = flawless_room();
  facility.terminals[0].methods.reset();
  facility.terminals[0].step_up = {"otp"};
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::methods_not_stated));
  facility.terminals[0].step_up = {"mfa", "geo"};
  EXPECT_THAT(codes_in_room(facility),
              ElementsAre(Code::methods_not_stated, Code::step_up_never_suffices));
  EXPECT_EQ(room_of(facility).remarks[1].step_up, (Amrs{Amr::mfa, Amr::geo}));
  facility.terminals[0].zone.reset();
  EXPECT_NE(find(qualification_of(facility).elsewhere, Code::step_up_never_suffices), nullptr);
}

TEST(Qualification, I7_only_staff_designated_from_now_on_can_have_an_equivalent_login) {
  Facility facility = flawless_room();
  facility.designations = {{PersonId("tanaka"), ZoneId("room"), {}, at("09:00:01")}};
  EXPECT_THAT(codes_in_room(facility), IsEmpty());
  facility.designations[0].valid_until = at("09:00:00");
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::nobody_designated));
  facility.designations[0].valid_until.reset();
  facility.persons[0].kind = PersonKind::visitor;
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::nobody_designated));
}

TEST(Qualification, I7_where_people_come_by_import_nobody_is_missed) {
  Facility facility = flawless_room();
  facility.persons.clear();
  facility.credentials.clear();
  facility.designations.clear();
  EXPECT_THAT(codes_in_room(facility), IsEmpty());
}

TEST(Qualification, P2_a_contact_shows_an_opening_and_no_passage) {
  Facility facility = flawless_room();
  EXPECT_THAT(codes_in_room(facility), IsEmpty());
  facility.zones[0].min_passage = Passage::passed;
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::passage_must_be_told));
  facility.zones[0].min_passage = Passage::opened;
  facility.doors[0].contact = false;
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::passage_must_be_told, Code::no_contact));
  facility.zones[0].min_passage = Passage::granted;
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::permission_is_enough, Code::no_contact));
}

TEST(Qualification, F2_card_at_the_door_and_card_at_the_terminal_are_one_kind) {
  Facility facility = flawless_room();
  facility.terminals[0].methods = Amrs{Amr::sc};
  const ZoneQualification room = room_of(facility);
  ASSERT_THAT(codes_of(room.remarks), ElementsAre(Code::same_kind));
  EXPECT_EQ(room.remarks[0].kind, FactorKind::possession);
  EXPECT_EQ(room.remarks[0].terminal, TerminalId("t-1"));
  EXPECT_EQ(room.remarks[0].access_point, AccessPointId("in"));
  facility.access_points[0].methods = {Methods{Method::card, Method::pin}};
  EXPECT_THAT(codes_in_room(facility), IsEmpty());
}

TEST(Qualification, F2_one_terminal_that_adds_a_kind_is_enough_and_the_other_is_named) {
  Facility facility = flawless_room();
  facility.terminals.push_back(facility.terminals[0]);
  facility.terminals[1].id = TerminalId("t-2");
  facility.terminals[1].methods = Amrs{Amr::otp};
  AccessPoint second = facility.access_points[0];
  second.id = AccessPointId("in-2");
  facility.access_points.push_back(second);
  const ZoneQualification room = room_of(facility);
  EXPECT_EQ(room.verdict, Verdict::qualifies);
  ASSERT_THAT(codes_of(room.remarks), ElementsAre(Code::same_kind));
  EXPECT_EQ(room.remarks[0].severity, Severity::weakens);
  EXPECT_EQ(room.remarks[0].terminal, TerminalId("t-2"));
  EXPECT_EQ(room.remarks[0].further_readers, 1U);
}

TEST(Qualification, F3_a_choice_of_methods_must_be_told_where_it_makes_a_difference) {
  Facility facility = flawless_room();
  facility.access_points[0].methods = {Methods{Method::card}, Methods{Method::mobile}};
  EXPECT_THAT(codes_in_room(facility), IsEmpty());
  facility.access_points[0].methods = {Methods{Method::card}, Methods{Method::vein}};
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::methods_must_be_told));
}

TEST(Qualification, F4_a_code_for_many_beside_a_card_neither_identifies_nor_harms) {
  Facility facility = flawless_room();
  facility.access_points[0].methods = {Methods{Method::card, Method::code}};
  EXPECT_THAT(codes_in_room(facility), IsEmpty());
  facility.access_points[0].methods = {Methods{Method::code}};
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::reader_identifies_nobody));
}

TEST(Qualification, F6_a_serial_card_spoils_under_strict_and_weakens_under_guideline) {
  Facility facility = flawless_room();
  facility.access_points[0].card_read = CardRead::serial;
  EXPECT_EQ(room_of(facility).verdict, Verdict::does_not_qualify);
  facility.head.profile = Profile::guideline;
  EXPECT_EQ(room_of(facility).verdict, Verdict::qualifies);
  EXPECT_NE(find(room_of(facility).remarks, Code::medium_clonable), nullptr);
}

TEST(Qualification, F6_one_good_reader_is_enough_and_the_bad_one_is_named) {
  Facility facility = flawless_room();
  AccessPoint old = facility.access_points[0];
  old.id = AccessPointId("old");
  old.card_read = CardRead::serial;
  facility.access_points.push_back(old);
  const ZoneQualification room = room_of(facility);
  EXPECT_EQ(room.verdict, Verdict::qualifies);
  ASSERT_THAT(codes_of(room.remarks), ElementsAre(Code::entry_gives_no_factor));
  EXPECT_EQ(room.remarks[0].access_point, AccessPointId("old"));
}

TEST(Qualification, S9_factors_of_the_outer_entry_count_inside_and_not_the_other_way_round) {
  Facility facility = flawless_rooms();
  facility.access_points[0].methods = {Methods{Method::pin}};
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::needs_outer_entry));
  Facility reversed = flawless_rooms();
  reversed.access_points[3].methods = {Methods{Method::pin}};  // of the ward
  const Qualification made = qualification_of(reversed);
  for (const ZoneQualification& zone : made.zones) {
    const bool outer = zone.zone == ZoneId("ward");
    EXPECT_EQ(zone.verdict, outer ? Verdict::does_not_qualify : Verdict::qualifies);
  }
}

TEST(Qualification, S9_an_outer_zone_with_faults_gives_nothing_inside) {
  Facility facility = flawless_rooms();
  facility.access_points[0].methods = {Methods{Method::pin}};
  facility.doors[1].key = true;
  EXPECT_EQ(room_of(facility).verdict, Verdict::qualifies);
  facility.doors[1].contact = false;
  const ZoneQualification room = room_of(facility);
  EXPECT_THAT(codes_of(room.remarks),
              UnorderedElementsAre(Code::same_kind, Code::outer_zone_gives_nothing));
  const Remark* remark = find(room.remarks, Code::outer_zone_gives_nothing);
  ASSERT_NE(remark, nullptr);
  EXPECT_EQ(remark->outer, ZoneId("ward"));
}

TEST(Qualification, S9_an_outer_zone_past_its_review_gives_nothing_inside) {
  Facility facility = flawless_rooms();
  facility.access_points[0].methods = {Methods{Method::pin}};
  facility.zones[1].basis->review_due = Date{std::chrono::year{2027} / 3 / 30};
  EXPECT_EQ(room_of(facility, "2027-03-30T23:59:59").verdict, Verdict::qualifies);
  EXPECT_EQ(room_of(facility, "2027-03-31T00:00:00").verdict, Verdict::does_not_qualify);
}

TEST(Qualification, S9_an_outer_zone_that_adds_no_kind_is_not_blamed) {
  Facility facility = flawless_rooms();
  facility.terminals[0].methods = Amrs{Amr::sc};
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::same_kind));
}

TEST(Qualification, S9_an_outer_zone_that_nobody_is_seen_entering_takes_nothing_away) {
  Facility facility = flawless_rooms();
  facility.doors[1].entry_none = true;
  facility.access_points.erase(facility.access_points.begin() + 3);
  EXPECT_THAT(codes_in_room(facility), IsEmpty());
}

TEST(Qualification, S9_a_second_outer_zone_with_faults_only_weakens) {
  Facility facility = flawless_rooms();
  facility.access_points[0].methods = {Methods{Method::pin}};
  Zone campus = facility.zones[1];
  campus.id = ZoneId("campus");
  campus.basis.reset();
  facility.zones[1].within = campus.id;
  facility.zones.push_back(campus);
  facility.doors[1].side_a = campus.id;
  facility.access_points[4].to = campus.id;
  Door gate = facility.doors[1];
  gate.id = DoorId("gate");
  gate.side_a = std::nullopt;
  gate.side_b = campus.id;
  facility.doors.push_back(gate);
  AccessPoint gate_in = facility.access_points[3];
  gate_in.id = AccessPointId("gate-in");
  gate_in.door = gate.id;
  gate_in.to = campus.id;
  facility.access_points.push_back(gate_in);
  const ZoneQualification room = room_of(facility);
  EXPECT_EQ(room.verdict, Verdict::qualifies);
  EXPECT_THAT(codes_of(room.remarks),
              ElementsAre(Code::outer_zone_gives_nothing, Code::needs_outer_entry));
}

TEST(Qualification, S9_who_comes_straight_in_from_outside_made_no_outer_entry_of_their_own) {
  Facility facility = flawless_rooms();
  facility.access_points[0].methods = {Methods{Method::pin}};
  facility.doors[0].side_a = std::nullopt;
  facility.access_points[1].to = std::nullopt;
  EXPECT_EQ(room_of(facility).verdict, Verdict::does_not_qualify);
}

TEST(Qualification, S9_what_would_spoil_an_outer_zone_without_terminals_only_weakens_it) {
  Facility facility = flawless_rooms();
  facility.terminals.pop_back();
  facility.zones[1].basis.reset();
  for (const ZoneQualification& zone : qualification_of(facility).zones) {
    if (zone.zone == ZoneId("room")) continue;
    EXPECT_EQ(zone.verdict, Verdict::no_terminals);
    ASSERT_THAT(codes_of(zone.remarks), ElementsAre(Code::zone_basis_missing));
    EXPECT_EQ(zone.remarks[0].severity, Severity::weakens);
  }
}

TEST(Qualification, S10_a_vestibule_needs_no_basis_and_no_reader) {
  Facility facility = flawless_room();
  Zone vestibule = facility.zones[0];
  vestibule.id = ZoneId("vestibule");
  vestibule.basis.reset();
  facility.zones.push_back(vestibule);
  facility.doors[0].side_a = vestibule.id;
  facility.access_points[1].to = vestibule.id;
  Door outer = facility.doors[0];
  outer.id = DoorId("outer");
  outer.side_a = std::nullopt;
  outer.side_b = vestibule.id;
  facility.doors.push_back(outer);
  EXPECT_THAT(codes_in_room(facility), IsEmpty());
  const auto verdict = [&] { return qualification_of(facility).zones[1]; };
  EXPECT_EQ(verdict().zone, vestibule.id);
  EXPECT_EQ(verdict().verdict, Verdict::no_terminals);
  EXPECT_THAT(codes_of(verdict().remarks), IsEmpty());
  facility.terminals.push_back(facility.terminals[0]);
  facility.terminals.back().id = TerminalId("t-vestibule");
  facility.terminals.back().zone = vestibule.id;
  EXPECT_EQ(verdict().verdict, Verdict::does_not_qualify);
}

TEST(Qualification, X1_a_zone_left_anonymously_holds_a_presence_for_its_lease) {
  Facility facility = flawless_room();
  facility.zones[0].exit = ExitKind::anonymous;
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::anonymous_exit));
}

TEST(Qualification, X3_a_reader_inside_or_a_card_at_the_terminal_reaffirms) {
  Facility facility = flawless_room();
  facility.zones[0].exit = ExitKind::anonymous;
  facility.access_points[2].methods = {Methods{Method::code}};
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::anonymous_exit, Code::no_reaffirmation));
  facility.terminals[0].methods = Amrs{Amr::pwd, Amr::fpt};
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::anonymous_exit));
}

TEST(Qualification, X3_neither_a_reader_of_another_zone_nor_a_portable_terminal_reaffirms) {
  Facility facility = flawless_rooms();
  facility.zones[0].exit = ExitKind::anonymous;
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::anonymous_exit));
  facility.access_points[2].inside = ZoneId("ward");
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::anonymous_exit, Code::no_reaffirmation));
  facility.terminals.push_back(facility.terminals[0]);
  facility.terminals.back().id = TerminalId("tablet");
  facility.terminals.back().methods = Amrs{Amr::fpt};
  facility.terminals.back().placement = Placement::portable;
  EXPECT_THAT(codes_in_room(facility),
              ElementsAre(Code::terminal_portable, Code::anonymous_exit, Code::no_reaffirmation));
}

TEST(Qualification, X4_a_door_without_a_reader_out_is_left_by_button) {
  Facility facility = flawless_room();
  facility.access_points.erase(facility.access_points.begin() + 1);
  const ZoneQualification room = room_of(facility);
  ASSERT_THAT(codes_of(room.remarks), ElementsAre(Code::egress_not_identified));
  EXPECT_EQ(room.remarks[0].egress, Egress::rex);
  facility.zones[0].exit = ExitKind::anonymous;
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::anonymous_exit));
}

TEST(Qualification, X4_a_code_on_the_way_out_matters_where_exits_are_to_be_identified) {
  Facility facility = flawless_room();
  facility.access_points[1].methods = {Methods{Method::code}};
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::reader_out_identifies_nobody));
  facility.zones[0].exit = ExitKind::anonymous;
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::anonymous_exit));
}

TEST(Qualification, H1_silence_up_to_half_an_hour_is_usual) {
  Facility facility = flawless_room();
  facility.zones[0].freeze = 27min;
  facility.controllers[0].heartbeat = 1min;
  EXPECT_THAT(codes_in_room(facility), IsEmpty());
  facility.controllers[0].heartbeat = 61s;
  const ZoneQualification room = room_of(facility);
  ASSERT_THAT(codes_of(room.remarks), ElementsAre(Code::silence_tolerated));
  EXPECT_EQ(room.remarks[0].lasts, Duration(27min + 183s));
}

TEST(Qualification, H6_bound_is_enough_and_open_weakens) {
  Facility facility = flawless_room();
  facility.zones[0].min_origin = Origin::bound;
  EXPECT_THAT(codes_in_room(facility), IsEmpty());
  facility.zones[0].min_origin = Origin::open;
  EXPECT_THAT(codes_in_room(facility), ElementsAre(Code::origin_open));
}

// Whether some day in the life of the facility ends in an equivalent login in the room: every
// outer entry or none, every entry, every single method at the terminal.
class Lived {
 public:
  explicit Lived(const Facility& facility) : facility_(facility) {
    for (const AccessPoint& reader : facility.access_points) {
      if (reader.to == ZoneId("room")) inner_.push_back(reader);
      if (reader.to == ZoneId("ward") && reader.door == DoorId("front")) outer_.push_back(reader);
    }
  }
  bool ever_equivalent() const {
    for (const AccessPoint& inner : inner_) {
      for (const Methods methods : inner.methods) {
        if (after({}, taken_at(inner, methods))) return true;
        for (const AccessPoint& outer : outer_) {
          for (const Methods before : outer.methods) {
            if (after(taken_at(outer, before), taken_at(inner, methods))) return true;
          }
        }
      }
    }
    return false;
  }

 private:
  static Observation taken_at(const AccessPoint& reader, Methods methods) {
    Observation observation = taken(reader.id.text);
    observation.methods = methods;
    return observation;
  }
  bool after(const std::optional<Observation>& outer, const Observation& inner) const {
    Room room(facility_);
    if (outer) room.hear(at("09:00:00"), *outer);
    room.hear(at("09:01:00"), inner);
    for (std::size_t i = 0; i < count_of<Amr>(); ++i) {
      LoginAttempt attempt = password();
      attempt.amr = Amrs{static_cast<Amr>(i)};
      if (decide(room.book, attempt).class_ == Class::zone_equivalent) return true;
    }
    return false;
  }

  const Facility& facility_;
  std::vector<AccessPoint> inner_;
  std::vector<AccessPoint> outer_;
};

TEST(Qualification, C1_to_C7_the_verdict_is_what_the_rules_come_to) {
  const std::vector<MethodCombinations> at_door{
      {Methods{Method::card}},
      {Methods{Method::pin}},
      {Methods{Method::face}},
      {Methods{Method::card, Method::pin}},
      {Methods{Method::card}, Methods{Method::vein}},
      {Methods{Method::card}, Methods{Method::code}},
  };
  const std::vector<std::optional<Amrs>> at_terminal{
      std::nullopt,  Amrs{},         Amrs{Amr::pwd},           Amrs{Amr::card},
      Amrs{Amr::sc}, Amrs{Amr::fpt}, Amrs{Amr::pwd, Amr::otp}, Amrs{Amr::mfa}};
  std::size_t qualified = 0;
  std::size_t looked_at = 0;
  for (const Profile profile : {Profile::strict, Profile::guideline}) {
    for (const CardRead card_read : {CardRead::serial, CardRead::cryptographic}) {
      for (const MethodCombinations& inner : at_door) {
        for (const MethodCombinations& outer : at_door) {
          for (const auto& methods : at_terminal) {
            for (const bool straight_in : {false, true}) {
              Facility facility = flawless_rooms();
              facility.head.profile = profile;
              facility.access_points[0].methods = inner;
              facility.access_points[0].card_read = card_read;
              facility.access_points[3].methods = outer;
              facility.access_points[3].card_read = card_read;
              facility.terminals[0].methods = methods;
              if (straight_in) facility.doors[0].side_a = std::nullopt;
              if (straight_in) facility.access_points[1].to = std::nullopt;
              const bool said = room_of(facility).verdict == Verdict::qualifies;
              ASSERT_EQ(said, Lived(facility).ever_equivalent())
                  << name_of(profile) << " " << name_of(card_read) << " inner "
                  << &inner - at_door.data() << " outer " << &outer - at_door.data() << " terminal "
                  << &methods - at_terminal.data() << " straight " << straight_in;
              ++looked_at;
              if (said) ++qualified;
            }
          }
        }
      }
    }
  }
  EXPECT_GT(qualified, 100U);
  EXPECT_GT(looked_at - qualified, 100U);
}

}  // namespace
}  // namespace zonefactor::core
