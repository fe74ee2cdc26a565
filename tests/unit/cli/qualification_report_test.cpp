// The report on the sample hospital, byte for byte, and the shape of the report on others.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <fstream>
#include <sstream>

#include "adapters/files/facility_toml.h"
#include "service/cli/qualification_report.h"
#include "tests/rules/qualification_cases.h"
#include "tests/rules/room.h"
#include "tests/unit/http/schema_check.h"

namespace zonefactor::cli {
namespace {

std::string source_file(const std::string& path) {
  std::ifstream file(std::string(ZONEFACTOR_SOURCE_DIR) + "/" + path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

struct Reports {
  std::string text;
  std::string json;
};

Reports reports_on(const core::Facility& facility) {
  core::Ordinals ordinals;
  const core::Site site(core::stage(facility, {}), ordinals, {}, 1, {});
  const core::Instant instant = core::at(core::kDayOfCheck);
  const core::Qualification made = core::qualify(site, instant);
  return {report_as_text(site, made), report_as_json(site, made, instant)};
}

core::Facility sample() {
  return std::get<files::FacilityFile>(
             files::parse_facility(source_file("deploy/sample/facility.toml"), "facility.toml"))
      .facility;
}

TEST(QualificationReport, on_the_sample_hospital_is_what_it_was) {
  const Reports reports = reports_on(sample());
  EXPECT_EQ(reports.text, source_file("tests/unit/cli/sample_check.txt"));
  EXPECT_EQ(reports.json, source_file("tests/unit/cli/sample_check.json"));
}

TEST(QualificationReport, heads_each_zone_with_its_verdict_and_ends_with_a_sum) {
  core::Facility facility = core::flawless_rooms();
  facility.terminals.pop_back();
  facility.zones[0].basis.reset();
  const std::string text = reports_on(facility).text;
  EXPECT_EQ(
      text.rfind(
          "room  不適格 / does not qualify  調剤室 (Dispensing room)\n"
          "    不適格の原因 / spoils: zone_basis_missing\n"
          "        立入りを制限する根拠が登録されていません。\n"
          "        → 区画に basis を記入してください。\n"
          "        No legal basis for closing this zone is on record.\n"
          "        → Add `basis` to the zone.\n"
          "ward  端末なし（判定の対象外） / no terminals, nothing to qualify  薬剤部 (Pharmacy)\n",
          0),
      0U)
      << text;
  EXPECT_NE(text.find("Zones 2: qualifies 0, does not qualify 1, no terminals 1; spoils 1, weakens "
                      "0.\n"),
            std::string::npos)
      << text;
}

TEST(QualificationReport, A2_terminals_in_no_zone_are_remarked_on_by_themselves) {
  core::Facility facility = core::flawless_room();
  facility.terminals.push_back(core::Terminal{core::TerminalId("cart"), {}, {}, {}, {}});
  const Reports reports = reports_on(facility);
  EXPECT_NE(reports.text.find("terminals in no zone\n    弱点 / weakens: terminal_without_zone\n"),
            std::string::npos);
  EXPECT_NE(reports.text.find("methods_not_stated"), std::string::npos);
  EXPECT_NE(
      reports.json.find("\"profile\":\"strict\",\"remarks\":[{\"code\":\"terminal_without_zone\""),
      std::string::npos)
      << reports.json;
}

TEST(QualificationReport, JSON_names_what_a_remark_is_about) {
  core::Facility facility = core::flawless_room();
  facility.access_points[0].methods.push_back(core::Methods{core::Method::code});
  const std::string json = reports_on(facility).json;
  EXPECT_NE(
      json.find("\"access_point\":\"in\",\"code\":\"reader_identifies_nobody\",\"door\":\"door\""),
      std::string::npos)
      << json;
  EXPECT_NE(json.find("\"qualifies\":false"), std::string::npos);
  EXPECT_NE(json.find("\"verdict\":\"does_not_qualify\",\"zone\":\"room\""), std::string::npos);
}

TEST(QualificationReport, every_report_is_what_the_schema_promises) {
  for (const core::QualificationCase& each : core::qualification_cases()) {
    EXPECT_EQ(http::schema_fault("check-output", reports_on(each.facility).json), "") << each.what;
  }
  EXPECT_NE(http::schema_fault("check-output", R"({"facility":"chuo"})"), "");
}

TEST(QualificationReport, the_schema_knows_every_remark_and_no_other) {
  simdjson::dom::parser parser;
  const auto schema = parser.load(std::string(ZF_SCHEMA_DIR) + "/check-output.schema.json");
  std::vector<std::string_view> codes;
  for (const auto code : schema.at_pointer("/$defs/remark/properties/code/enum").get_array()) {
    codes.push_back(code.get_string());
  }
  const auto& names = core::Spelling<core::RemarkCode>::names;
  EXPECT_EQ(codes, std::vector<std::string_view>(names.begin(), names.end()));
}

}  // namespace
}  // namespace zonefactor::cli
