// The administrator's endpoints: what they pass on, what they answer, who may.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/http/bench.h"

namespace zonefactor::http {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Administration, a_new_facility_is_answered_with_its_version) {
  Bench bench;
  const Response response = bench.call("PUT", "/v1/facility", "admin", "good", "application/toml");
  EXPECT_EQ(response.status, 200u);
  EXPECT_EQ(response.body, R"({"version":7,"digest":"ab12","objects_changed":3})");
  EXPECT_EQ(bench.service.by, "admin");
}

TEST(Administration, a_fault_rejects_the_whole_file_and_every_fault_is_named) {
  Bench bench;
  const Response response = bench.call("PUT", "/v1/facility", "admin", "faulty");
  EXPECT_EQ(response.status, 400u);
  EXPECT_EQ(response.body, R"({"faults":["line 1: \"no\"","line 2: neither"]})");
  EXPECT_EQ(bench.call("PUT", "/v1/facility", "admin", "foreign").status, 400u);
  EXPECT_TRUE(bench.service.configured.empty());
}

TEST(Administration, what_the_service_declines_is_409_with_its_words) {
  Bench bench;
  bench.service.declines = ports::Declined{"zone \"x\" is unknown; name one of the file"};
  EXPECT_EQ(bench.call("PUT", "/v1/facility", "admin", "good").status, 409u);
  const Response response = bench.call("POST", "/v1/acknowledgements", "admin",
                                       R"({"zone":"x","what":"breach","by":"p-1"})");
  EXPECT_EQ(response.status, 409u);
  EXPECT_EQ(response.body, R"("zone \"x\" is unknown; name one of the file")");
  EXPECT_EQ(bench.call("POST", "/v1/credentials/card-77", "admin", R"({"state":"lost"})").status,
            409u);
}

TEST(Administration, an_import_may_be_tried_without_effect) {
  Bench bench;
  const Response dry =
      bench.call("POST", "/v1/import/people?full=1&dry_run=1", "admin", "csv", "text/csv");
  EXPECT_EQ(dry.status, 200u);
  EXPECT_EQ(dry.body, R"({"dry_run":true,"differences":["added p-1","removed p-2"]})");
  EXPECT_TRUE(bench.service.configured.empty());
  ASSERT_EQ(bench.imports.size(), 1u);
  EXPECT_TRUE(bench.imports[0].full);

  const Response done = bench.call("POST", "/v1/import/designations", "admin", "csv", "text/csv");
  EXPECT_EQ(
      done.body,
      R"({"version":7,"digest":"ab12","objects_changed":3,"differences":["added p-1","removed p-2"]})");
  EXPECT_EQ(bench.service.configured.size(), 1u);
  EXPECT_EQ(bench.imports[1].kind, ImportKind::designations);
  EXPECT_FALSE(bench.imports[1].full);
}

TEST(Administration, an_import_at_fault_changes_nothing) {
  Bench bench;
  EXPECT_EQ(bench.call("POST", "/v1/import/credentials", "admin", "faulty").body,
            R"({"faults":["line 3: no such person"]})");
  EXPECT_EQ(bench.call("POST", "/v1/import/doors", "admin", "x").status, 404u);
  EXPECT_EQ(bench.call("POST", "/v1/import/people?full=yes", "admin", "x").status, 400u);
  EXPECT_EQ(bench.call("POST", "/v1/import/people?dry_run=", "admin", "x").status, 400u);
  EXPECT_TRUE(bench.service.configured.empty());
}

TEST(Administration, V5_people_are_shown_to_the_administrator_alone) {
  Bench bench;
  core::Zone zone;
  zone.id = core::ZoneId("dispensing");
  zone.name = {"調剤室", "Dispensing room"};
  zone.within = core::ZoneId("pharmacy");
  zone.basis = core::Basis{};
  zone.basis->approved_by = "p-1";
  zone.basis->review_due = *core::parse_date("2027-03-31");
  bench.service.plain.zones = {zone};
  core::Terminal terminal;
  terminal.id = core::TerminalId("ph-t01");
  terminal.zone = core::ZoneId("dispensing");
  terminal.step_up = std::vector<std::string>{"otp"};
  bench.service.plain.terminals = {terminal};
  core::Person person;
  person.id = core::PersonId("p-1042");
  person.accounts = {core::AccountId("tanaka")};
  bench.service.plain.persons = {person};
  const Response admin = bench.call("GET", "/v1/facility", "admin");
  EXPECT_THAT(admin.body,
              HasSubstr(R"("persons":[{"id":"p-1042","kind":"staff","accounts":["tanaka"]}])"));
  for (const char* role : {"approver", "auditor", "monitor"}) {
    const Response response = bench.call("GET", "/v1/facility", role);
    EXPECT_EQ(response.status, 200u);
    EXPECT_THAT(response.body, HasSubstr(R"("id":"dispensing","name":{"ja":"調剤室")"));
    EXPECT_THAT(response.body, HasSubstr(R"("step_up":["otp"])"));
    EXPECT_THAT(response.body, Not(HasSubstr("tanaka"))) << role;
    EXPECT_THAT(response.body, Not(HasSubstr("p-1"))) << role;
  }
  EXPECT_EQ(bench.call("GET", "/v1/facility", "terminal").status, 403u);
}

TEST(Administration, status_is_the_services_standing) {
  Bench bench;
  auto& standing = bench.service.standing_;
  standing.configuration_version = 4;
  standing.configuration_digest = "cd34";
  standing.next = {2026, 12};
  standing.log_keys = {"now"};
  standing.next_log_keys = {"then"};
  standing.controllers = {
      {"ctl-1", "b7", 1042, core::parse_rfc3339("2026-11-22T09:00:00+09:00"), true}};
  standing.zones = {{"dispensing", true, false, 2}};
  const Response response = bench.call("GET", "/v1/status", "monitor");
  EXPECT_THAT(
      response.body,
      testing::StartsWith(
          R"({"facility":"chuo","recording":true,"configuration":{"version":4,"digest":"cd34"},)"
          R"("next_entry":"chuo/2026/12","log":{"keys":["now"],"next_keys":["then"],"published":0},"controllers":[{"id":"ctl-1","online":true,"boot":"b7","seq":1042,)"));
  EXPECT_THAT(
      response.body,
      HasSubstr(
          R"("zones":[{"id":"dispensing","boundary_qualifies":true,"breached":false,"present":2}])"));
  EXPECT_EQ(bench.call("GET", "/v1/status", "gateway").status, 403u);
}

TEST(Administration, an_acknowledgement_names_zone_matter_and_person) {
  Bench bench;
  const Response response = bench.call("POST", "/v1/acknowledgements", "admin",
                                       R"({"zone":"dispensing","what":"gap","by":"p-1"})");
  EXPECT_EQ(response.status, 200u);
  EXPECT_EQ(response.body, R"({"entry":"chuo/2026/9"})");
  EXPECT_EQ(header(response, "ZoneFactor-Entry"), "chuo/2026/9");
  ASSERT_EQ(bench.service.acknowledged.size(), 1u);
  EXPECT_EQ(bench.service.acknowledged[0].what, core::Acknowledgeable::gap);
  for (const char* body :
       {"", "[]", "{}", R"({"zone":"d","what":"gap"})", R"({"zone":"d","what":"fire","by":"p"})",
        R"({"zone":7,"what":"gap","by":"p"})", R"({"zone":"","what":"gap","by":"p"})"}) {
    EXPECT_EQ(bench.call("POST", "/v1/acknowledgements", "admin", body).status, 400u) << body;
  }
  EXPECT_EQ(bench.service.acknowledged.size(), 1u);
}

TEST(Administration, V2_a_person_is_erased_by_id) {
  Bench bench;
  const Response response = bench.call("POST", "/v1/erasures", "admin", R"({"person":"p-1042"})");
  EXPECT_EQ(response.status, 200u);
  EXPECT_EQ(response.body, R"({"entry":"chuo/2026/12","rows":4})");
  EXPECT_EQ(header(response, "ZoneFactor-Entry"), "chuo/2026/12");
  EXPECT_EQ(bench.service.erased, std::vector<std::string>{"p-1042"});
  for (const char* body : {"", "[]", "{}", R"({"person":7})", R"({"person":""})"})
    EXPECT_EQ(bench.call("POST", "/v1/erasures", "admin", body).status, 400u) << body;
  EXPECT_EQ(bench.service.erased.size(), 1u);
  bench.service.declines = ports::Declined{"still in force"};
  EXPECT_EQ(bench.call("POST", "/v1/erasures", "admin", R"({"person":"p-1"})").status, 409u);
}

TEST(Administration, I4_a_credential_is_reported_lost_from_a_time_named) {
  Bench bench;
  const Response response = bench.call("POST", "/v1/credentials/card-77", "admin",
                                       R"({"state":"lost","since":"2026-11-22T08:00:00+09:00"})");
  EXPECT_EQ(response.status, 200u);
  ASSERT_EQ(bench.service.reported.size(), 1u);
  EXPECT_EQ(bench.service.reported[0].credential, "card-77");
  EXPECT_EQ(bench.service.reported[0].state, core::CredentialState::lost);
  EXPECT_EQ(bench.service.reported[0].since, core::parse_rfc3339("2026-11-22T08:00:00+09:00"));
  bench.call("POST", "/v1/credentials/card-77", "admin", R"({"state":"revoked"})");
  EXPECT_EQ(bench.service.reported[1].since, std::nullopt);
  for (const char* body : {"{}", R"({"state":"eaten"})", R"({"state":"lost","since":"yesterday"})",
                           R"({"state":"lost","since":7})"}) {
    EXPECT_EQ(bench.call("POST", "/v1/credentials/card-77", "admin", body).status, 400u) << body;
  }
  EXPECT_EQ(bench.call("POST", "/v1/credentials/..%2Fx", "admin", R"({"state":"lost"})").status,
            404u);
  EXPECT_EQ(bench.service.reported.size(), 2u);
}

TEST(Administration, nobody_but_the_administrator_changes_anything) {
  Bench bench;
  for (const char* role :
       {"terminal", "gateway", "door_system", "approver", "auditor", "monitor"}) {
    EXPECT_EQ(bench.call("PUT", "/v1/facility", role, "good").status, 403u) << role;
    EXPECT_EQ(bench.call("POST", "/v1/import/people", role, "good").status, 403u) << role;
    EXPECT_EQ(
        bench.call("POST", "/v1/acknowledgements", role, R"({"zone":"z","what":"gap","by":"p"})")
            .status,
        403u);
    EXPECT_EQ(bench.call("POST", "/v1/credentials/c", role, R"({"state":"lost"})").status, 403u)
        << role;
    EXPECT_EQ(bench.call("POST", "/v1/erasures", role, R"({"person":"p"})").status, 403u) << role;
  }
}

TEST(Administration, H3_a_change_that_could_not_be_recorded_is_503) {
  Bench bench;
  bench.service.away = ports::Unavailable{};
  EXPECT_EQ(bench.call("PUT", "/v1/facility", "admin", "good").status, 503u);
  EXPECT_EQ(bench.call("POST", "/v1/credentials/c", "admin", R"({"state":"lost"})").status, 503u);
}

}  // namespace
}  // namespace zonefactor::http
