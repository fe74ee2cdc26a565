// The auditor's pages: bodies as recorded, paging without holes, for the auditor alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/http/bench.h"

namespace zonefactor::http {
namespace {

using testing::HasSubstr;
using testing::Not;

ports::AuditEntry entry(std::uint64_t index) {
  return {{2026, index},
          *core::parse_rfc3339("2026-11-22T00:00:01Z"),
          "login.decided",
          R"({"t":"login.decided","v":1})",
          {{"a-1", "tanaka \"x\""}}};
}

TEST(Auditing, an_entry_is_shown_as_recorded_with_its_handles_explained) {
  Bench bench;
  bench.service.page.entries = {entry(5)};
  const Response response = bench.call("GET", "/v1/audit/entries/2026/5", "auditor");
  EXPECT_EQ(response.status, 200u);
  EXPECT_THAT(response.body, HasSubstr(R"({"entry":"chuo/2026/5","recorded_at":")"));
  EXPECT_THAT(
      response.body,
      HasSubstr(R"("body":{"t":"login.decided","v":1},"explained":{"a-1":"tanaka \"x\""}})"));
  ASSERT_EQ(bench.service.audits.size(), 1u);
  EXPECT_EQ(bench.service.audits[0].from, 5u);
  EXPECT_EQ(bench.service.audits[0].limit, 1u);
  EXPECT_FALSE(bench.service.audits[0].newest_first);
  EXPECT_EQ(bench.service.audits[0].peer, "auditor");
}

TEST(Auditing, an_entry_that_is_not_there_is_404) {
  Bench bench;
  bench.service.page.entries = {entry(5)};
  for (const char* path :
       {"/v1/audit/entries/2025/5", "/v1/audit/entries/2026/6", "/v1/audit/entries/2026",
        "/v1/audit/entries/x/5", "/v1/audit/entries/2026/5x", "/v1/audit/entries/2026/"}) {
    EXPECT_EQ(bench.call("GET", path, "auditor").status, 404u) << path;
  }
  bench.service.page = {};
  EXPECT_EQ(bench.call("GET", "/v1/audit/entries/2026/5", "auditor").status, 404u);
}

TEST(Auditing, a_list_passes_its_query_on_and_names_where_the_next_page_begins) {
  Bench bench;
  bench.service.page = {{entry(9), entry(8)}, 8};
  EXPECT_THAT(
      bench.call("GET", "/v1/audit/entries?limit=2&type=login.decided&from=10", "auditor").body,
      HasSubstr(R"(],"next":8})"));
  EXPECT_EQ(bench.service.audits[0].type, "login.decided");
  EXPECT_EQ(bench.service.audits[0].from, 10u);
  EXPECT_TRUE(bench.service.audits[0].newest_first);
  bench.service.page = {{entry(8), entry(9)}, 10};
  EXPECT_THAT(bench.call("GET", "/v1/audit/entries?limit=2&order=oldest&from=8", "auditor").body,
              HasSubstr(R"(],"next":10})"));
  bench.service.page = {{entry(8), entry(9)}, std::nullopt};
  EXPECT_THAT(bench.call("GET", "/v1/audit/entries?limit=2", "auditor").body,
              Not(HasSubstr("next")));
  EXPECT_EQ(bench.call("GET", "/v1/audit/entries", "auditor").status, 200u);
  EXPECT_EQ(bench.service.audits.back().limit, 50u);
}

TEST(Auditing, a_query_that_means_nothing_is_400) {
  Bench bench;
  for (const char* query :
       {"limit=0", "limit=501", "limit=-1", "limit=", "from=x", "type=a'b", "type=A", "order=up"}) {
    EXPECT_EQ(bench.call("GET", "/v1/audit/entries?" + std::string(query), "auditor").status, 400u)
        << query;
  }
  EXPECT_TRUE(bench.service.audits.empty());
}

TEST(Auditing, the_trail_is_for_auditors_alone) {
  Bench bench;
  for (const char* role : {"terminal", "gateway", "door_system", "admin", "approver", "monitor"}) {
    EXPECT_EQ(bench.call("GET", "/v1/audit/entries", role).status, 403u) << role;
    EXPECT_EQ(bench.call("GET", "/v1/audit/entries/2026/1", role).status, 403u) << role;
  }
}

}  // namespace
}  // namespace zonefactor::http
