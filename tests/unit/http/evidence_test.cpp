// What auditors take away over HTTP: shapes as the schemas have them, limits, and nobody else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/journal/base64.h"
#include "tests/unit/http/bench.h"
#include "tests/unit/http/schema_check.h"

namespace zonefactor::http {
namespace {

using testing::HasSubstr;
using testing::Not;

const core::Instant kAt = *core::parse_rfc3339("2026-11-22T00:00:01Z");

std::string valid(const std::string& schema, const Response& response) {
  EXPECT_EQ(response.status, 200u) << response.body;
  EXPECT_EQ(schema_fault(schema, response.body), "") << response.body;
  return response.body;
}

TEST(Evidence, logs_come_with_the_keys_that_sign_them) {
  Bench bench;
  bench.service.evidence = std::vector<ports::LogStanding>{{2025, 900, {}}, {2026, 27, {"a+b+c"}}};
  EXPECT_EQ(valid("audit-logs", bench.call("GET", "/v1/audit/logs", "auditor")),
            R"({"facility":"chuo","logs":[{"year":2025,"published":900,"keys":[]},)"
            R"({"year":2026,"published":27,"keys":["a+b+c"]}]})");
}

TEST(Evidence, checkpoints_come_as_signed_and_a_full_page_names_the_next) {
  Bench bench;
  bench.service.evidence = std::vector<ports::CheckpointRow>{{2026, 20, {}, kAt, "a\n\nb\n"},
                                                             {2026, 27, {}, kAt, "c\n\nd\n"}};
  const std::string full =
      valid("audit-checkpoints",
            bench.call("GET", "/v1/audit/checkpoints?year=2026&from=7&limit=2", "auditor"));
  EXPECT_THAT(full,
              HasSubstr(R"({"size":20,"signed_at":"2026-11-22T00:00:01Z","note":"a\n\nb\n"})"));
  EXPECT_THAT(full, HasSubstr(R"("next":28})"));
  const auto& asked = std::get<ports::CheckpointsQuery>(bench.service.evidence_queries.back());
  EXPECT_EQ(asked.year, 2026);
  EXPECT_EQ(asked.from_size, 7u);
  EXPECT_EQ(asked.limit, 2u);
  EXPECT_THAT(valid("audit-checkpoints",
                    bench.call("GET", "/v1/audit/checkpoints?year=2026&limit=3", "auditor")),
              Not(HasSubstr("next")));
}

TEST(Evidence, seals_come_by_place_and_time) {
  Bench bench;
  bench.service.evidence = std::vector<ports::SealPlace>{{{2026, 900}, kAt}};
  EXPECT_EQ(valid("audit-seals",
                  bench.call("GET", "/v1/audit/seals?before=2026/1000&limit=1", "auditor")),
            R"({"seals":[{"entry":[2026,900],"recorded_at":"2026-11-22T00:00:01Z"}]})");
  const auto& asked = std::get<ports::SealsQuery>(bench.service.evidence_queries.back());
  EXPECT_EQ(asked.before, (core::EntryRef{2026, 1000}));
  bench.call("GET", "/v1/audit/seals", "auditor");
  const auto& newest = std::get<ports::SealsQuery>(bench.service.evidence_queries.back());
  EXPECT_GT(newest.before, (core::EntryRef{2999, 0}));
}

TEST(Evidence, V1_a_state_comes_in_its_bytes_and_its_reader_is_named) {
  Bench bench;
  bench.service.evidence = std::optional<std::string>("{\"bytes\":1}");
  const Response response = bench.call("GET", "/v1/audit/seals/2026/900", "auditor");
  EXPECT_EQ(response.status, 200u);
  EXPECT_EQ(response.body, "{\"bytes\":1}");
  const auto& asked = std::get<ports::StateQuery>(bench.service.evidence_queries.back());
  EXPECT_EQ(asked.seal, (core::EntryRef{2026, 900}));
  EXPECT_EQ(asked.peer, "auditor");
  bench.service.evidence = std::optional<std::string>();
  EXPECT_EQ(bench.call("GET", "/v1/audit/seals/2026/901", "auditor").status, 404u);
  EXPECT_EQ(bench.call("GET", "/v1/audit/seals/2026", "auditor").status, 404u);
  EXPECT_EQ(bench.call("GET", "/v1/audit/seals/2026/x", "auditor").status, 404u);
}

TEST(Evidence, timestamps_come_with_the_bytes_they_are_about) {
  Bench bench;
  bench.service.evidence =
      std::vector<ports::TimestampRow>{{2026, 27, "tsa-1", "c\n\nd\n", std::string("\x30\x82", 2)}};
  EXPECT_EQ(
      valid("audit-timestamps", bench.call("GET", "/v1/audit/timestamps?year=2026", "auditor")),
      R"({"timestamps":[{"size":27,"authority":"tsa-1","stamped":"c\n\nd\n","token":"MII="}]})");
}

TEST(Evidence, a_query_that_means_nothing_is_400) {
  Bench bench;
  for (const char* path :
       {"/v1/audit/checkpoints", "/v1/audit/checkpoints?year=x",
        "/v1/audit/checkpoints?year=2026&from=-1", "/v1/audit/checkpoints?year=2026&limit=501",
        "/v1/audit/checkpoints?year=2026&limit=0", "/v1/audit/seals?before=2026",
        "/v1/audit/seals?before=2026/x", "/v1/audit/seals?limit=101", "/v1/audit/timestamps"}) {
    EXPECT_EQ(bench.call("GET", path, "auditor").status, 400u) << path;
  }
  EXPECT_TRUE(bench.service.evidence_queries.empty());
}

TEST(Evidence, V1_an_export_is_recorded_and_answers_the_names_with_their_keys) {
  Bench bench;
  bench.service.exported.entry = {2026, 300};
  bench.service.exported.names = {{{"7k2m9q4x1c0v8bz", "account", {}, "tanaka"}, {2026, 12}}};
  const std::string request =
      R"({"purpose":"incident","from":[2026,100],"to":[2026,201],"handles":["7k2m9q4x1c0v8bz"]})";
  EXPECT_EQ(schema_fault("export-request", request), "");
  const Response response = bench.call("POST", "/v1/audit/exports", "auditor", request);
  EXPECT_EQ(valid("export-answer", response),
            R"({"entry":"chuo/2026/300","names":[{"handle":"7k2m9q4x1c0v8bz","kind":"account",)"
            R"("plain":"tanaka","key":")" +
                journal::base64(journal::Digest{}) + R"(","entry":[2026,12]}]})");
  EXPECT_EQ(header(response, "ZoneFactor-Entry"), "chuo/2026/300");
  ASSERT_EQ(bench.service.exports.size(), 1u);
  const ports::ExportRequest& asked = bench.service.exports.front();
  EXPECT_EQ(asked.purpose, core::ExportPurpose::incident);
  EXPECT_EQ(asked.from, (core::EntryRef{2026, 100}));
  EXPECT_EQ(asked.to, (core::EntryRef{2026, 201}));
  EXPECT_EQ(asked.handles, std::vector<std::string>{"7k2m9q4x1c0v8bz"});
  EXPECT_EQ(asked.peer, "auditor");
}

TEST(Evidence, an_export_without_a_purpose_or_a_range_is_400_and_an_impossible_one_409) {
  Bench bench;
  for (const char* body :
       {R"({})", R"([])", R"({"purpose":"curiosity","from":[2026,1],"to":[2026,2]})",
        R"({"purpose":"audit","from":[2026,1]})",
        R"({"purpose":"audit","from":[2026],"to":[2026,2]})",
        R"({"purpose":"audit","from":[2026,-1],"to":[2026,2]})",
        R"({"purpose":"audit","from":"2026/1","to":"2026/2"})",
        R"({"purpose":"audit","from":[2026,1],"to":[2026,2],"handles":"x"})",
        R"({"purpose":"audit","from":[2026,1],"to":[2026,2],"handles":[1]})"}) {
    EXPECT_EQ(bench.call("POST", "/v1/audit/exports", "auditor", body).status, 400u) << body;
  }
  EXPECT_TRUE(bench.service.exports.empty());
  bench.service.declines = ports::Declined{"there are no such entries"};
  EXPECT_EQ(bench
                .call("POST", "/v1/audit/exports", "auditor",
                      R"({"purpose":"audit","from":[2026,2],"to":[2026,1]})")
                .status,
            409u);
}

TEST(Evidence, more_handles_than_are_taken_at_a_time_are_413) {
  Bench bench;
  std::string handles;
  for (int i = 0; i < 10'001; ++i) handles += i == 0 ? "\"h\"" : ",\"h\"";
  const std::string begin = R"({"purpose":"audit","from":[2026,1],"to":[2026,2],"handles":[)";
  EXPECT_EQ(bench.call("POST", "/v1/audit/exports", "auditor", begin + handles + "]}").status,
            413u);
  EXPECT_TRUE(bench.service.exports.empty());
  handles.resize(handles.size() - 4);
  EXPECT_EQ(bench.call("POST", "/v1/audit/exports", "auditor", begin + handles + "]}").status,
            200u);
  EXPECT_EQ(bench.service.exports.front().handles.size(), 10'000u);
}

TEST(Evidence, it_is_for_auditors_alone) {
  Bench bench;
  for (const char* role : {"terminal", "gateway", "door_system", "admin", "approver", "monitor"}) {
    for (const char* path : {"/v1/audit/logs", "/v1/audit/checkpoints?year=2026", "/v1/audit/seals",
                             "/v1/audit/seals/2026/1", "/v1/audit/timestamps?year=2026"}) {
      EXPECT_EQ(bench.call("GET", path, role).status, 403u) << role << path;
    }
    EXPECT_EQ(bench.call("POST", "/v1/audit/exports", role, "{}").status, 403u) << role;
  }
  EXPECT_TRUE(bench.service.evidence_queries.empty());
}

}  // namespace
}  // namespace zonefactor::http
