// What the API says is what schema/ promises, and openapi.yaml names every path there is.
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "tests/unit/http/bench.h"
#include "tests/unit/http/schema_check.h"

namespace zonefactor::http {
namespace {

void expect_valid(const std::string& schema, const std::string& json) {
  EXPECT_EQ(schema_fault(schema, json), "") << schema << ": " << json;
}

void expect_invalid(const std::string& schema, const std::string& json) {
  EXPECT_NE(schema_fault(schema, json), "") << schema << ": " << json;
}

std::string openapi() {
  std::ifstream in(ZF_SCHEMA_DIR "/openapi.yaml");
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(Schema, the_checker_refuses_what_a_schema_does_not_allow) {
  expect_invalid("evaluation-answer", R"({"decision":true})");
  expect_invalid("evaluation-answer", R"({"decision":"true","context":{}})");
  expect_invalid(
      "evaluation-answer",
      R"({"decision":true,"context":{"class":"x","outcome":"allow","reasons":[],"factors":{"entry":[],"terminal":[]}}})");
  expect_invalid(
      "evaluation-answer",
      R"({"decision":true,"context":{"class":"emergency","outcome":"allow","reasons":[],"factors":{"entry":[],"terminal":[]},"where":"room 7"}})");
  expect_invalid("evaluation-request",
                 R"({"subject":{"type":"user","id":"t"},"action":{"name":"login"}})");
  expect_invalid("audit-page", R"({"entries":[{"entry":"chuo/2026/x"}]})");
  expect_invalid("faults", R"({"faults":[]})");
}

TEST(Schema, the_samples_of_the_interface_are_valid) {
  expect_valid("evaluation-request", std::string(kQuestion));
  expect_valid("evaluations-request", R"({"evaluations":[)" + std::string(kQuestion) +
                                          R"(],"options":{"evaluations_semantic":"execute_all"}})");
  expect_valid("acknowledgement", R"({"zone":"dispensing","what":"breach","by":"p-1"})");
  expect_valid("erasure", R"({"person":"p-1042"})");
  expect_valid("credential-report", R"({"state":"lost","since":"2026-11-22T08:00:00+09:00"})");
}

TEST(Schema, every_decision_there_can_be_is_valid) {
  Bench bench;
  auto& decision = bench.service.answer.decision;
  for (std::size_t c = 0; c < core::count_of<core::Class>(); ++c) {
    for (std::size_t o = 0; o < core::count_of<core::Outcome>(); ++o) {
      decision = {};
      decision.class_ = static_cast<core::Class>(c);
      decision.outcome = static_cast<core::Outcome>(o);
      for (std::size_t r = 0; r < core::count_of<core::Reason>(); ++r)
        decision.reasons.add(static_cast<core::Reason>(r));
      decision.zone_reasons = decision.reasons;
      for (std::size_t w = 0; w < core::count_of<core::Warning>(); ++w)
        decision.warnings.add(static_cast<core::Warning>(w));
      decision.entry_kinds = {core::FactorKind::possession, core::FactorKind::inherence};
      decision.amr_values = {"otp"};
      decision.valid_until = bench.clock.at;
      decision.retry_ms = 100;
      expect_valid("evaluation-answer", bench.evaluate(kQuestion).body);
    }
  }
  const std::string batch = R"({"evaluations":[)" + std::string(kQuestion) + R"(,{},7]})";
  expect_valid("evaluations-answer", bench.evaluate_batch(batch).body);
}

TEST(Schema, the_other_answers_are_valid) {
  Bench bench;
  bench.decode_events = [](std::string_view, core::Origin, std::string*) {
    ports::DoorReport report;
    report.observation.controller = core::ControllerId("ctl-1");
    return std::vector<ports::DoorMessage>{report, ports::Undecodable{}};
  };
  expect_valid("events-answer", bench.call("POST", "/v1/events", "door_system", "[]").body);
  expect_valid("authzen-configuration",
               bench.call("GET", "/.well-known/authzen-configuration", "").body);
  expect_valid("configuration-result", bench.call("PUT", "/v1/facility", "admin", "good").body);
  expect_valid("configuration-result",
               bench.call("POST", "/v1/import/people", "admin", "csv").body);
  expect_valid("import-plan",
               bench.call("POST", "/v1/import/people?dry_run=1", "admin", "csv").body);
  expect_valid("faults", bench.call("PUT", "/v1/facility", "admin", "faulty").body);
  expect_valid(
      "entry-reference",
      bench.call("POST", "/v1/acknowledgements", "admin", R"({"zone":"z","what":"gap","by":"p"})")
          .body);
  expect_valid("erasure-result",
               bench.call("POST", "/v1/erasures", "admin", R"({"person":"p-1042"})").body);
  for (const char* path : {"/nowhere", "/v1/status", "/access/v1/evaluation"}) {
    expect_valid("error", bench.call("GET", path, "").body);
  }
  bench.service.standing_.why_not = "x";
  bench.service.standing_.next = {2026, 3};
  bench.service.standing_.controllers = {{"ctl-1", "b7", 1, bench.clock.at, true},
                                         {"ctl-2", "", 0, std::nullopt, false}};
  bench.service.standing_.zones = {{"dispensing", true, false, 2}};
  expect_valid("status", bench.call("GET", "/v1/status", "admin").body);
  bench.service.page.entries = {
      {{2026, 1}, bench.clock.at, "a.b", R"({"t":"a.b"})", {{"h", "plain"}}}};
  expect_valid("audit-page", bench.call("GET", "/v1/audit/entries?limit=1", "auditor").body);
  expect_valid("audit-entry", bench.call("GET", "/v1/audit/entries/2026/1", "auditor").body);

  auto& plain = bench.service.plain;
  plain.zones.resize(1);
  plain.zones[0].id = core::ZoneId("dispensing");
  plain.zones[0].within = core::ZoneId("pharmacy");
  plain.zones[0].basis = core::Basis{};
  plain.zones[0].basis->review_due = *core::parse_date("2027-03-31");
  plain.controllers.resize(1);
  plain.controllers[0].id = core::ControllerId("ctl-1");
  plain.doors.resize(1);
  plain.doors[0].id = core::DoorId("ph-door");
  plain.doors[0].controller = core::ControllerId("ctl-1");
  plain.doors[0].side_b = core::ZoneId("dispensing");
  plain.terminals.resize(1);
  plain.terminals[0].id = core::TerminalId("ph-t01");
  plain.terminals[0].methods = core::Amrs{core::Amr::pwd};
  plain.terminals[0].step_up = std::vector<std::string>{"otp"};
  plain.persons.resize(1);
  plain.persons[0].id = core::PersonId("p-1");
  plain.persons[0].accounts = {core::AccountId("tanaka")};
  expect_valid("facility-summary", bench.call("GET", "/v1/facility", "admin").body);
  expect_valid("facility-summary", bench.call("GET", "/v1/facility", "auditor").body);
}

TEST(Schema, openapi_names_paths_that_exist_and_schemas_that_exist) {
  Bench bench;
  const std::string text = openapi();
  const std::regex path_line("\n  (/[^\n]*):\n");
  std::size_t paths = 0;
  for (std::sregex_iterator it(text.begin(), text.end(), path_line), end; it != end;
       ++it, ++paths) {
    std::string path = (*it)[1];
    for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
             {"{kind}", "people"}, {"{id}", "card-77"}, {"{year}", "2026"}, {"{index}", "1"}}) {
      const std::size_t at = path.find(name);
      if (at != std::string::npos) path.replace(at, name.size(), value);
    }
    EXPECT_EQ(bench.call("PATCH", path, "").status, 405u)
        << path << " is known, and takes no PATCH";
  }
  EXPECT_EQ(paths, 21u);
  const std::regex reference("ref: ([a-z-]+\\.schema\\.json)");
  for (std::sregex_iterator it(text.begin(), text.end(), reference), end; it != end; ++it) {
    EXPECT_TRUE(std::ifstream(std::string(ZF_SCHEMA_DIR "/") + (*it)[1].str()).good()) << (*it)[1];
  }
}

}  // namespace
}  // namespace zonefactor::http
