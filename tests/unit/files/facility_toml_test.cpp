// The facility file: what it means, and that every fault in it is named with its place and remedy.
#include "adapters/files/facility_toml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <tuple>

#include "tests/unit/files/small_facility.h"

namespace zonefactor::files {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

TEST(FacilityToml, reads_every_kind_of_table) {
  const FacilityFile file = taken(kSmallFacility);
  const core::Facility& f = file.facility;
  EXPECT_EQ(f.head.id, "chuo");
  EXPECT_EQ(f.head.name.ja, "中央病院");
  EXPECT_EQ(f.head.time_zone.offset_at(core::Instant{}), 9h);
  EXPECT_EQ(f.head.time_zone.name, "Asia/Tokyo");
  ASSERT_THAT(f.zones, SizeIs(2));
  EXPECT_EQ(f.zones[0].name, (core::LocalText{"Pharmacy", "Pharmacy"}));
  ASSERT_TRUE(f.zones[0].basis);
  EXPECT_EQ(core::format_date(f.zones[0].basis->review_due), "2027-03-31");
  EXPECT_FALSE(f.zones[1].basis);
  EXPECT_EQ(f.zones[1].within, core::ZoneId("pharmacy"));
  ASSERT_THAT(f.doors, SizeIs(2));
  EXPECT_EQ(f.doors[0].side_a, core::Side{});
  EXPECT_EQ(f.doors[0].side_b, core::Side{core::ZoneId("pharmacy")});
  EXPECT_TRUE(f.doors[0].contact);
  EXPECT_FALSE(f.doors[1].contact);
  ASSERT_THAT(f.access_points, SizeIs(3));
  EXPECT_EQ(f.access_points[0].to, core::Side{core::ZoneId("pharmacy")});
  EXPECT_EQ(
      f.access_points[1].methods,
      (core::MethodCombinations{{core::Method::card, core::Method::pin}, {core::Method::face}}));
  EXPECT_EQ(f.access_points[1].card_read, core::CardRead::cryptographic);
  EXPECT_EQ(f.access_points[0].card_read, core::CardRead::serial);
  ASSERT_THAT(f.terminals, SizeIs(1));
  EXPECT_EQ(f.terminals[0].methods, (core::Amrs{core::Amr::pwd, core::Amr::otp}));
  EXPECT_EQ(f.terminals[0].step_up, std::vector<std::string>{"otp"});
  ASSERT_THAT(f.credentials, SizeIs(1));
  EXPECT_EQ(f.credentials[0].valid_from, core::parse_rfc3339("2026-04-01T00:00:00+09:00"));
  ASSERT_THAT(f.designations, SizeIs(1));
  EXPECT_THAT(file.warnings, IsEmpty());
  EXPECT_TRUE(file.names_people);
}

TEST(FacilityToml, numbers_get_their_one_spelling) {
  EXPECT_EQ(taken(kSmallFacility).facility.credentials[0].number.text, "04A1B2C3");
  const std::string table =
      with("number = \"04a1b2c3\"",
           "number = { format = \"wiegand26\", bits = 26, value = \"2a00ff1\" }");
  EXPECT_EQ(taken(table).facility.credentials[0].number.text, "wiegand26/26/2A00FF1");
  // All of its bits, and zeros before them.
  const std::string full =
      with("number = \"04a1b2c3\"",
           "number = { format = \"wiegand26\", bits = 26, value = \"003FFFFFF\" }");
  EXPECT_EQ(taken(full).facility.credentials[0].number.text, "wiegand26/26/3FFFFFF");
}

TEST(FacilityToml, what_is_left_out_takes_the_rules_defaults) {
  const core::Facility f = taken(kSmallFacility).facility;
  const core::Zone& zone = f.zones[1];
  core::Zone defaults;
  defaults.id = zone.id;
  defaults.name = zone.name;
  defaults.within = zone.within;
  EXPECT_EQ(zone, defaults);
  core::Controller controller;
  controller.id = core::ControllerId("ctl-1");
  EXPECT_EQ(f.controllers[0], controller);
}

TEST(FacilityToml, T1_H6_defaults_that_depend_on_the_profile_are_left_to_the_rules) {
  const core::Facility f = taken(kSmallFacility).facility;
  EXPECT_FALSE(f.zones[0].min_terminal_proof);
  EXPECT_FALSE(f.zones[0].min_origin);
}

TEST(FacilityToml, every_setting_of_a_zone_is_read) {
  const std::string text = with("exit = \"identified\"",
                                R"(exit = "anonymous"
enforcement = "monitor"
on_drift = "undetermined"
break_glass = "self"
min_passage = "passed"
grant_window = "11s"
entry_wait = "2s"
max_presence = "13h"
lease = "59min"
egress_grace = "3min"
held_after = "61s"
freeze = "9min"
taps_per_opening = 5
on_not_equivalent = "deny"
on_undetermined = "deny"
min_terminal_proof = "gateway"
min_origin = "signed"
responsible = "p-1042")");
  core::Zone expected;
  expected.id = core::ZoneId("pharmacy");
  expected.name = {"Pharmacy", "Pharmacy"};
  expected.basis = taken(kSmallFacility).facility.zones[0].basis;
  expected.exit = core::ExitKind::anonymous;
  expected.enforcement = core::Enforcement::monitor;
  expected.on_drift = core::OnDrift::undetermined;
  expected.break_glass = core::BreakGlass::self;
  expected.min_passage = core::Passage::passed;
  expected.grant_window = 11s;
  expected.entry_wait = 2s;
  expected.max_presence = 13h;
  expected.lease = 59min;
  expected.egress_grace = 3min;
  expected.held_after = 61s;
  expected.freeze = 9min;
  expected.taps_per_opening = 5;
  expected.on_not_equivalent = core::Outcome::deny;
  expected.on_undetermined = core::Outcome::deny;
  expected.min_terminal_proof = core::TerminalProof::gateway;
  expected.min_origin = core::Origin::signed_;
  expected.responsible = "p-1042";
  EXPECT_EQ(taken(text).facility.zones[0], expected);
}

TEST(FacilityToml, the_head_reads_what_unknown_terminals_get) {
  const core::FacilityHead head = taken(with("profile = \"strict\"", R"(profile = "guideline"
help = "ext. 1234"
enforcement = "monitor"
on_not_equivalent = "deny"
on_undetermined = "deny")"))
                                      .facility.head;
  EXPECT_EQ(head.profile, core::Profile::guideline);
  EXPECT_EQ(head.help, (core::LocalText{"ext. 1234", "ext. 1234"}));
  EXPECT_EQ(head.enforcement, core::Enforcement::monitor);
  EXPECT_EQ(head.on_not_equivalent, core::Outcome::deny);
  EXPECT_EQ(head.on_undetermined, core::Outcome::deny);
}

TEST(FacilityToml, a_door_reads_egress_entry_and_key) {
  std::string text = with("contact = true", "egress = \"handle\"\nentry = \"none\"\nkey = true");
  text.replace(text.find("to = \"pharmacy\""), 15, "to = \"outside\"");
  const core::Door door = taken(text).facility.doors[0];
  EXPECT_EQ(door.egress, core::Egress::handle);
  EXPECT_TRUE(door.entry_none);
  EXPECT_TRUE(door.key);
  EXPECT_FALSE(taken(kSmallFacility).facility.doors[0].egress);
}

TEST(FacilityToml, Z2_a_door_without_entry_may_have_a_reader_into_the_zone_around) {
  std::string text = with("to = \"dispensing\"", "to = \"pharmacy\"");
  text.insert(text.find("[[access_point]]"), "entry = \"none\"\n\n");
  EXPECT_TRUE(taken(text).facility.doors[1].entry_none);
}

TEST(FacilityToml, a_basis_reads_all_its_members_and_dates_in_quotes) {
  const auto basis = *taken(with("review_due = 2027-03-31",
                                 "review_due = \"2027-03-31\", law = \"L\", rule = \"R\", "
                                 "approved_by = \"Director\", approved_on = 2026-01-05"))
                          .facility.zones[0]
                          .basis;
  EXPECT_EQ(core::format_date(basis.review_due), "2027-03-31");
  EXPECT_EQ(basis.law, "L");
  EXPECT_EQ(basis.rule, "R");
  EXPECT_EQ(basis.approved_by, "Director");
  ASSERT_TRUE(basis.approved_on);
  EXPECT_EQ(core::format_date(*basis.approved_on), "2026-01-05");
}

TEST(FacilityToml, an_inside_reader_takes_the_controller_of_its_zones_doors) {
  EXPECT_EQ(taken(kSmallFacility).facility.access_points[2].controller,
            core::ControllerId("ctl-1"));
  EXPECT_FALSE(taken(kSmallFacility).facility.access_points[0].controller);
}

TEST(FacilityToml, a_terminal_may_stand_in_no_zone) {
  EXPECT_FALSE(
      taken(with("zone = \"dispensing\"\nplacement", "placement")).facility.terminals[0].zone);
}

TEST(FacilityToml, a_credential_that_is_not_active_may_say_since_when) {
  const auto credential = taken(with("valid_from = 2026-04-01T00:00:00+09:00",
                                     "state = \"lost\"\nsince = \"2026-11-22T08:00:00+09:00\""))
                              .facility.credentials[0];
  EXPECT_EQ(credential.state, core::CredentialState::lost);
  EXPECT_EQ(credential.since, core::parse_rfc3339("2026-11-21T23:00:00Z"));
}

TEST(FacilityToml, a_number_that_its_reader_hardly_tells_is_warned_of) {
  const auto warned = [](const std::string& number) {
    const auto file = taken(with("number = \"04a1b2c3\"", "number = " + number));
    return file.warnings.empty() ? std::string() : file.warnings.front().what;
  };
  EXPECT_EQ(warned(R"({ format = "w26", bits = 26, value = "3FFFFFF" })"), "");
  EXPECT_THAT(warned(R"({ format = "w26", bits = 26, value = "XYZ" })"),
              HasSubstr("\"card-77\": number holds what is no hex digit"));
  EXPECT_THAT(warned(R"({ format = "w26", bits = 26, value = "4000000" })"),
              HasSubstr("number takes 27 bits as hex digits, and bits = 26"));
}

TEST(FacilityToml, A8_what_is_not_stated_about_a_terminal_is_warned_of) {
  const FacilityFile file = taken(with("methods = [\"pwd\", \"otp\"]\nstep_up = [\"otp\"]\n", ""));
  ASSERT_THAT(file.warnings, SizeIs(2));
  EXPECT_THAT(file.warnings[0].what, HasSubstr("\"ph-t01\": methods is not stated"));
  EXPECT_THAT(file.warnings[1].what, HasSubstr("\"ph-t01\": step_up is not stated"));
  EXPECT_EQ(file.warnings[0].line, line_of(kSmallFacility, "[[terminal]]"));
}

TEST(FacilityToml, A8_no_step_up_is_taken_where_the_zone_says_what_people_do_then) {
  std::string text = with("step_up = [\"otp\"]", "step_up = []");
  const auto at = text.find("within = \"pharmacy\"");
  text.insert(at, "break_glass = \"self\"\n");
  EXPECT_EQ(taken(text).facility.terminals[0].step_up, std::vector<std::string>{});
}

TEST(FacilityToml, A8_what_nobody_can_declare_yet_is_a_dead_end_too) {
  std::string text = with("step_up = [\"otp\"]", "step_up = []");
  text.insert(text.find("within = \"pharmacy\""), "break_glass = \"declared\"\n");
  ASSERT_THAT(faults_of(text), SizeIs(1));
  EXPECT_THAT(faults_of(text)[0].remedy, HasSubstr("break_glass = \"self\""));
}

TEST(FacilityToml, a_file_without_people_says_so) {
  const FacilityFile file = taken(kSmallFacility.substr(0, kSmallFacility.find("[[person]]")));
  EXPECT_FALSE(file.names_people);
}

TEST(FacilityToml, V2_an_account_may_be_shared_but_not_named_twice_by_one_person) {
  EXPECT_THAT(taken(kSmallFacility +
                    "[[person]]\nid = \"p-2\"\nkind = \"staff\"\naccounts = [\"tanaka\"]\n")
                  .facility.persons,
              SizeIs(2));
}

// One thing wrong: the fault says what, where, and how to mend it.
struct Broken {
  const char* name;
  std::string from;
  std::string to;
  std::string what;
  std::string remedy;
};

class FacilityFault : public ::testing::TestWithParam<Broken> {};

TEST_P(FacilityFault, is_the_only_one_and_names_line_and_remedy) {
  const Broken& broken = GetParam();
  const std::string text = with(broken.from, broken.to);
  const std::vector<Fault> faults = faults_of(text);
  ASSERT_THAT(faults, SizeIs(1)) << (faults.empty() ? "" : to_text(faults.back()));
  EXPECT_THAT(faults[0].what, HasSubstr(broken.what));
  EXPECT_THAT(faults[0].remedy, HasSubstr(broken.remedy));
  EXPECT_EQ(faults[0].file, "f.toml");
  EXPECT_GT(faults[0].line, 0);
  EXPECT_LE(faults[0].line, 1 + std::count(text.begin(), text.end(), '\n'));
  EXPECT_THAT(to_text(faults[0]), Not(HasSubstr("\n")));
}

const std::vector<Broken> kBroken{
    {"unknown_table", "[[designation]]", "[[designations]]", "unknown member \"designations\"",
     "did you mean \"designation\"?"},
    {"unknown_member", "exit = \"identified\"", "exit = \"identified\"\nleese = \"60min\"",
     "[[zone]] \"pharmacy\": unknown member \"leese\"", "did you mean \"lease\"?"},
    {"unknown_member_far_from_all", "exit = \"identified\"",
     "exit = \"identified\"\nqqqqqqqqqq = 1", "unknown member \"qqqqqqqqqq\"", "known are \"id\""},
    {"unknown_member_of_basis", "kind = \"law\"", "kind = \"law\", lav = \"x\"",
     "[[zone]] \"pharmacy\" basis: unknown member \"lav\"", "did you mean \"law\"?"},
    {"table_instead_of_tables", "[[designation]]", "[designation]", "\"designation\" is a table",
     "[[designation]]"},
    {"tables_instead_of_table", "[facility]", "[[facility]]", "\"facility\" is an array",
     "[facility]"},
    {"wrong_type_text", "time_zone = \"Asia/Tokyo\"", "time_zone = 9",
     "\"time_zone\" is an integer", "a string"},
    {"wrong_type_flag", "contact = true", "contact = \"yes\"", "\"contact\" is a string",
     "true or false"},
    {"wrong_type_word", "exit = \"identified\"", "exit = true", "\"exit\" is true or false",
     "\"identified\" or \"anonymous\""},
    {"wrong_type_duration", "exit = \"identified\"", "exit = \"identified\"\nlease = 3600",
     "\"lease\" is an integer", "\"10s\""},
    {"wrong_type_array", "methods = [\"pwd\", \"otp\"]", "methods = \"pwd\"",
     "\"methods\" is a string", "an array"},
    {"wrong_type_basis",
     "basis = { kind = \"law\", text = \"Article 2\", review_due = 2027-03-31 }", "basis = \"law\"",
     "\"basis\" is a string", "a table"},
    {"wrong_type_name", "name = \"Pharmacy\"", "name = 1", "\"name\" is an integer", "{ ja ="},
    {"unknown_language", "en = \"Dispensing room\"", "de = \"Apotheke\"", "unknown language \"de\"",
     "\"ja\" and \"en\""},
    {"empty_name", "name = { ja = \"調剤室\", en = \"Dispensing room\" }", "name = {}",
     "names no language", "ja, en or both"},
    {"line_break_in_a_text", "name = \"Pharmacy\"", "name = \"a\\nb\"", "control character",
     "one line"},
    {"text_too_long", "name = \"Pharmacy\"", "name = \"" + std::string(201, 'x') + "\"",
     "has 201 bytes", "at most 200"},
    {"illegal_id", "id = \"ph-t01\"", "id = \"-t01\"", "id = \"-t01\" is not a legal id",
     "begin with a letter or digit"},
    {"illegal_id_too_long", "id = \"ph-t01\"", "id = \"" + std::string(65, 'a') + "\"",
     "is not a legal id", "1 to 64"},
    {"missing_id", "[[controller]]\nid = \"ctl-1\"",
     "[[controller]]\nid = \"ctl-1\"\n[[controller]]", "[[controller]]: \"id\" is missing",
     "add id"},
    {"missing_time_zone", "time_zone = \"Asia/Tokyo\"\n", "", "\"time_zone\" is missing",
     "add time_zone"},
    {"missing_exit", "exit = \"identified\"\n", "", "\"exit\" is missing", "add exit"},
    {"missing_placement", "placement = \"fixed\"\n", "", "\"placement\" is missing",
     "add placement"},
    {"missing_person_kind", "kind = \"staff\"\n", "", "\"kind\" is missing", "add kind"},
    {"missing_sides", "sides = [\"outside\", \"pharmacy\"]\n", "", "\"sides\" is missing",
     "add sides"},
    {"missing_methods", "card_read", "methods_ = 1\ncard_read", "unknown member \"methods_\"",
     "\"methods\""},
    {"missing_number", "number = \"04a1b2c3\"\n", "", "\"number\" is missing", "as the controller"},
    {"missing_review_due", ", review_due = 2027-03-31", "", "\"review_due\" is missing",
     "add review_due"},
    {"missing_to", "to = \"pharmacy\"\n", "", "\"to\" is missing", "add to"},
    {"duplicate_id", "id = \"disp-desk\"", "id = \"ph-in\"", "id \"ph-in\" is taken",
     "line 35 uses it"},
    {"reserved_id", "[[controller]]\nid",
     "[[zone]]\nid = \"outside\"\nexit = \"anonymous\"\n"
     "[[controller]]\nid",
     "\"outside\" is reserved", "choose another id"},
    {"reserved_controller", "[[controller]]\nid",
     "[[controller]]\nid = \"service\"\n[[controller]]\nid", "\"service\" is reserved",
     "choose another id"},
    {"unknown_device_profile", "profile = \"zonefactor\"", "profile = \"plc-panel\"",
     "there is no device profile \"plc-panel\"", "write \"zonefactor\""},
    {"reader_into_a_door_without_entry", "contact = true", "contact = true\nentry = \"none\"",
     "\"ph-in\": it leads in by door \"ph-door\"", "remove the access point"},
    {"unknown_controller_of_door", "id = \"disp-door\"\ncontroller = \"ctl-1\"",
     "id = \"disp-door\"\ncontroller = \"ctl-2\"", "controller: there is no controller \"ctl-2\"",
     "did you mean \"ctl-1\"?"},
    {"three_sides", "sides = [\"outside\", \"pharmacy\"]",
     "sides = [\"outside\", \"pharmacy\", \"x\"]", "sides has 3 elements", "the two sides"},
    {"same_sides", "sides = [\"outside\", \"pharmacy\"]", "sides = [\"outside\", \"outside\"]",
     "both sides are \"outside\"", "from one zone to another"},
    {"unknown_door", "door = \"disp-door\"", "door = \"disp-dor\"", "there is no door \"disp-dor\"",
     "did you mean \"disp-door\"?"},
    {"to_is_no_side", "to = \"pharmacy\"", "to = \"dispensing\"",
     "to = \"dispensing\" is no side of door \"ph-door\"", "\"outside\" or \"pharmacy\""},
    {"door_and_inside", "inside = \"dispensing\"",
     "inside = \"dispensing\"\ndoor = \"ph-door\"\nto = \"outside\"", "both door and inside",
     "at a boundary"},
    {"neither_door_nor_inside", "inside = \"dispensing\"\n", "", "neither door and to, nor inside",
     "at a boundary"},
    {"to_without_door", "inside = \"dispensing\"", "inside = \"dispensing\"\nto = \"dispensing\"",
     "to is written without door", "add door"},
    {"controller_of_a_door_reader", "door = \"ph-door\"",
     "door = \"ph-door\"\ncontroller = \"ctl-1\"", "has its door's controller", "remove"},
    {"inside_reader_with_several_controllers", "id = \"disp-door\"\ncontroller = \"ctl-1\"",
     "id = \"x-door\"\ncontroller = \"ctl-2\"\nsides = [\"outside\", \"dispensing\"]\n"
     "[[controller]]\nid = \"ctl-2\"\n[[door]]\nid = \"disp-door\"\ncontroller = \"ctl-1\"",
     "the doors of zone \"dispensing\" have several controllers", "add controller"},
    {"unknown_zone_of_terminal", "zone = \"dispensing\"\nplacement",
     "zone = \"dispensng\"\nplacement", "[[terminal]] \"ph-t01\": zone: there is no zone",
     "did you mean \"dispensing\"?"},
    {"terminal_outside", "zone = \"dispensing\"\nplacement", "zone = \"outside\"\nplacement",
     "\"outside\" is not a zone", "side of a door"},
    {"unknown_outer_zone", "within = \"pharmacy\"", "within = \"ward\"",
     "there is no zone \"ward\"", "add [[zone]]"},
    {"zone_within_itself", "within = \"pharmacy\"", "within = \"dispensing\"",
     "\"dispensing\": it lies within itself", "without a ring"},
    {"unknown_person_of_credential", "person = \"p-1042\"\nkind", "person = \"p-1043\"\nkind",
     "there is no person \"p-1043\"", "did you mean \"p-1042\"?"},
    {"unknown_person_of_designation", "person = \"p-1042\"\nzone", "person = \"nobody\"\nzone",
     "there is no person \"nobody\"", "add [[person]]"},
    {"duplicate_designation", "[[designation]]",
     "[[designation]]\nperson = \"p-1042\"\nzone = \"dispensing\"\n[[designation]]",
     "designated for this zone twice", "keep one"},
    {"unknown_word", "placement = \"fixed\"", "placement = \"desk\"",
     "placement = \"desk\" is not known", "\"fixed\" or \"portable\""},
    {"unknown_method", "methods = [[\"card\"]]", "methods = [[\"cart\"]]",
     "the method \"cart\" is not known", "\"card\""},
    {"flat_methods", "methods = [[\"card\"]]", "methods = [\"card\"]", "methods holds a string",
     "arrays in an array"},
    {"empty_methods", "methods = [[\"card\"]]", "methods = []", "0 combinations", "[[\"card\"]]"},
    {"empty_combination", "methods = [[\"card\"]]", "methods = [[\"card\"], []]",
     "empty combination", "arrays in an array"},
    {"unknown_amr", "step_up = [\"otp\"]", "step_up = [\"totp\"]", "method \"totp\" is not known",
     "did you mean \"otp\"?"},
    {"allow_is_no_refusal", "exit = \"identified\"",
     "exit = \"identified\"\non_undetermined = \"allow\"", "on_undetermined = \"allow\"",
     "\"step_up\" or \"deny\""},
    {"no_passage_at_all", "exit = \"identified\"", "exit = \"identified\"\nmin_passage = \"none\"",
     "min_passage = \"none\"", "\"granted\""},
    {"door_entry", "contact = true", "entry = \"free\"", "entry = \"free\" is not known",
     "\"none\""},
    {"not_a_duration", "exit = \"identified\"", "exit = \"identified\"\nlease = \"1 hour\"",
     "lease = \"1 hour\" is not a duration", "ms, s, min, h or d"},
    {"duration_out_of_range", "exit = \"identified\"", "exit = \"identified\"\nentry_wait = \"4s\"",
     "entry_wait = \"4s\" is out of range", "choose 0s to 3s"},
    {"taps_out_of_range", "exit = \"identified\"", "exit = \"identified\"\ntaps_per_opening = 0",
     "taps_per_opening = 0 is out of range", "1 to 100"},
    {"taps_not_an_integer", "exit = \"identified\"",
     "exit = \"identified\"\ntaps_per_opening = 1.5", "is a decimal number", "an integer"},
    {"impossible_date", "review_due = 2027-03-31", "review_due = \"2027-02-30\"",
     "not a date of the calendar", "2027-03-31"},
    {"time_for_a_date", "review_due = 2027-03-31", "review_due = 2027-03-31T00:00:00Z",
     "is a date and time", "a date"},
    {"time_without_offset", "valid_from = 2026-04-01T00:00:00+09:00",
     "valid_from = 2026-04-01T00:00:00", "without offset", "with its offset"},
    {"date_for_a_time", "valid_from = 2026-04-01T00:00:00+09:00", "valid_from = 2026-04-01",
     "is a date, not", "with its offset"},
    {"period_without_length", "valid_from = 2026-04-01T00:00:00+09:00",
     "valid_from = 2026-04-01T00:00:00+09:00\nvalid_until = 2026-03-31T15:00:00Z",
     "valid_until is not after valid_from", "exclusive"},
    {"since_of_an_active_credential", "number = \"04a1b2c3\"",
     "number = \"04a1b2c3\"\nsince = 2026-04-01T00:00:00+09:00", "since is written for an active",
     "remove it"},
    {"unknown_time_zone", "time_zone = \"Asia/Tokyo\"", "time_zone = \"Asia/Tokio\"",
     "time_zone = \"Asia/Tokio\" is not known", "IANA name"},
    {"time_zone_is_no_path", "time_zone = \"Asia/Tokyo\"", "time_zone = \"../../etc/passwd\"",
     "is not known", "IANA name"},
    {"number_with_a_space", "number = \"04a1b2c3\"", "number = \"04 a1\"", "contains a space",
     "as the controller"},
    {"number_is_an_integer", "number = \"04a1b2c3\"", "number = 77", "number is an integer",
     "a string"},
    {"number_without_bits", "number = \"04a1b2c3\"", "number = { format = \"w26\", value = \"1\" }",
     "\"card-77\" number: \"bits\" is missing", "add bits"},
    {"number_of_no_bits", "number = \"04a1b2c3\"",
     "number = { format = \"w26\", bits = 0, value = \"1\" }", "bits = 0 is out of range",
     "1 to 1024"},
    {"account_of_nothing", "accounts = [\"tanaka\"]", "accounts = [\"tanaka\", \"\"]",
     "element 2 of \"accounts\" is empty", "leave the element out"},
    {"account_that_is_a_number", "accounts = [\"tanaka\"]", "accounts = [7]",
     "element 1 of \"accounts\" is an integer", "in double quotes"},
    {"account_with_a_space", "accounts = [\"tanaka\"]", "accounts = [\"ta naka\"]",
     "contains a space", "as the terminals report it"},
    {"account_twice", "accounts = [\"tanaka\"]", "accounts = [\"tanaka\", \"tanaka\"]",
     "one account twice", "once"},
    {"account_in_both_lists", "accounts = [\"tanaka\"]",
     "accounts = [\"tanaka\"]\nemergency_accounts = [\"tanaka\"]",
     "both an everyday and an emergency account", "one of the two"},
    {"dead_end", "step_up = [\"otp\"]", "step_up = []",
     "[[terminal]] \"ph-t01\": it has no step-up method", "break_glass"},
};

INSTANTIATE_TEST_SUITE_P(Each, FacilityFault, ::testing::ValuesIn(kBroken),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(FacilityToml, a_side_that_does_not_exist_is_told_at_the_door_and_at_its_reader) {
  const auto faults =
      faults_of(with("sides = [\"outside\", \"pharmacy\"]", "sides = [\"outside\", \"farmacy\"]"));
  ASSERT_THAT(faults, SizeIs(2));
  EXPECT_THAT(faults[0].what,
              HasSubstr("[[door]] \"ph-door\": sides: there is no zone \"farmacy\""));
  EXPECT_THAT(faults[1].what, HasSubstr("to = \"pharmacy\" is no side"));
}

TEST(FacilityToml, every_fault_is_named_in_order_of_lines) {
  const std::string text = R"([facility]
id = "no spaces"
time_zone = "Mars/Base"
profil = "strict"
[[zone]]
id = "a"
exit = "maybe"
lease = "ten"
within = "b"
[[zone]]
id = "b"
within = "a"
exit = "identified"
[[door]]
id = "d"
controller = "nowhere"
sides = ["a"]
)";
  std::vector<int> lines;
  for (const Fault& fault : faults_of(text)) lines.push_back(fault.line);
  EXPECT_THAT(lines, ::testing::ElementsAre(2, 3, 4, 5, 7, 8, 16, 17));
}

TEST(FacilityToml, a_long_ring_of_zones_is_told_once) {
  std::string text = kSmallFacility;
  for (const char* pair : {"a b", "b c", "c a"}) {
    text += std::string("[[zone]]\nid = \"") + pair[0] + "\"\nexit = \"identified\"\nwithin = \"" +
            pair[2] + "\"\n";
  }
  text += "[[zone]]\nid = \"z\"\nexit = \"identified\"\nwithin = \"b\"\n";
  const auto faults = faults_of(text);
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_THAT(faults[0].what, HasSubstr("lies within itself"));
}

TEST(FacilityToml, PINs_and_templates_are_refused_and_never_repeated) {
  for (const std::string pin : {"1234", "90210", "12345678"}) {
    std::string text =
        with("kind = \"card\"\nnumber = \"04a1b2c3\"", "kind = \"pin\"\nnumber = \"" + pin + "\"");
    auto faults = faults_of(text);
    ASSERT_THAT(faults, SizeIs(1));
    EXPECT_THAT(faults[0].what, HasSubstr("looks like a PIN"));
    EXPECT_THAT(to_text(faults[0]), Not(HasSubstr(pin)));
    text = with("kind = \"card\"\nnumber = \"04a1b2c3\"", "kind = \"pin\"\nnumber = " + pin);
    faults = faults_of(text);
    ASSERT_THAT(faults, SizeIs(1));
    EXPECT_THAT(to_text(faults[0]), Not(HasSubstr(pin)));
    text = with("kind = \"card\"\nnumber = \"04a1b2c3\"",
                "kind = \"pin\"\nnumber = { format = \"f\", bits = 32, value = \"" + pin + "\" }");
    faults = faults_of(text);
    ASSERT_THAT(faults, SizeIs(1));
    EXPECT_THAT(to_text(faults[0]), Not(HasSubstr(pin)));
  }
  const std::string biometric(65, 'Q');
  const auto faults = faults_of(with("kind = \"card\"\nnumber = \"04a1b2c3\"",
                                     "kind = \"fingerprint\"\nnumber = \"" + biometric + "\""));
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_THAT(faults[0].what, HasSubstr("template"));
  EXPECT_THAT(to_text(faults[0]), Not(HasSubstr("QQ")));
}

TEST(FacilityToml, a_holder_reference_is_taken_for_a_PIN_credential) {
  const std::string text =
      with("kind = \"card\"\nnumber = \"04a1b2c3\"", "kind = \"pin\"\nnumber = \"holder-12\"");
  EXPECT_EQ(taken(text).facility.credentials[0].number.text, "HOLDER-12");
  const std::string digits =
      with("kind = \"card\"\nnumber = \"04a1b2c3\"", "kind = \"card\"\nnumber = \"1234\"");
  EXPECT_EQ(taken(digits).facility.credentials[0].number.text, "1234");
}

TEST(FacilityToml, no_fault_repeats_a_number_or_an_account) {
  for (const std::string broken :
       {"number = \"04a1 b2c3\"", "number = 04a1b2c3", "number = 99999999999999999999",
        "number = [\"04a1b2c3\"]", "number = \"04a1b2c3\\n\"", "number = 04a1b2c3\"",
        "number = 0x04a1b2c3ffffffffffffff"}) {
    for (const Fault& fault : faults_of(with("number = \"04a1b2c3\"", broken))) {
      EXPECT_THAT(to_text(fault), Not(HasSubstr("a1"))) << broken;
      EXPECT_THAT(to_text(fault), Not(HasSubstr("999"))) << broken;
    }
  }
  for (const std::string broken : {"accounts = [\"tana ka\"]", "accounts = \"tana\"",
                                   "accounts = [\"tana\", \"tana\"]", "accounts = tana"}) {
    const auto faults = faults_of(with("accounts = [\"tanaka\"]", broken));
    EXPECT_THAT(faults, Not(IsEmpty())) << broken;
    for (const Fault& fault : faults) EXPECT_THAT(to_text(fault), Not(HasSubstr("tana"))) << broken;
  }
}

TEST(FacilityToml, an_empty_file_lacks_its_head) {
  const auto faults = faults_of("");
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_EQ(faults[0].what, "[facility] is missing");
}

TEST(FacilityToml, more_faults_than_anyone_reads_are_counted) {
  std::string text = kSmallFacility;
  for (std::size_t i = 0; i < kMaxFaults + 50; ++i) text += "[[controller]]\n";
  const auto faults = faults_of(text);
  ASSERT_THAT(faults, SizeIs(kMaxFaults + 1));
  EXPECT_EQ(faults.back().what, "50 further faults");
}

}  // namespace
}  // namespace zonefactor::files
