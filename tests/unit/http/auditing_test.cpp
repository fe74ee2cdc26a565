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
  EXPECT_EQ(bench.service.audits[0].from, (core::EntryRef{2026, 5}));
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
  bench.service.page = {{entry(9), entry(8)}, core::EntryRef{2026, 8}};
  EXPECT_THAT(
      bench.call("GET", "/v1/audit/entries?limit=2&type=login.decided&from=10", "auditor").body,
      HasSubstr(R"(],"next":"2026/8"})"));
  EXPECT_EQ(bench.service.audits[0].type, "login.decided");
  EXPECT_EQ(bench.service.audits[0].from, (core::EntryRef{0, 10}));
  EXPECT_TRUE(bench.service.audits[0].newest_first);
  bench.service.page = {{entry(8), entry(9)}, core::EntryRef{2026, 10}};
  EXPECT_THAT(bench.call("GET", "/v1/audit/entries?limit=2&order=oldest&from=8", "auditor").body,
              HasSubstr(R"(],"next":"2026/10"})"));
  bench.service.page = {{entry(8), entry(9)}, std::nullopt};
  EXPECT_THAT(bench.call("GET", "/v1/audit/entries?limit=2", "auditor").body,
              Not(HasSubstr("next")));
  EXPECT_EQ(bench.call("GET", "/v1/audit/entries", "auditor").status, 200u);
  EXPECT_EQ(bench.service.audits.back().limit, 50u);
}

TEST(Auditing, a_list_is_about_a_time_a_person_a_place_and_a_verdict) {
  Bench bench;
  bench.call(
      "GET",
      "/v1/audit/entries?from=2025/17&since=2026-11-22T00:00:00Z&until=2026-11-23T00:00:00Z"
      "&person=p-1042&terminal=ph-t01&zone=dispensing&class=undetermined&reason=presence_absent",
      "auditor");
  ASSERT_EQ(bench.service.audits.size(), 1u);
  const ports::AuditQuery& asked = bench.service.audits[0];
  EXPECT_EQ(asked.from, (core::EntryRef{2025, 17}));
  EXPECT_EQ(asked.since, core::parse_rfc3339("2026-11-22T00:00:00Z"));
  EXPECT_EQ(asked.until, core::parse_rfc3339("2026-11-23T00:00:00Z"));
  EXPECT_EQ(asked.person, "p-1042");
  EXPECT_EQ(asked.terminal, "ph-t01");
  EXPECT_EQ(asked.zone, "dispensing");
  EXPECT_EQ(asked.class_, core::Class::undetermined);
  EXPECT_EQ(asked.reason, core::Reason::presence_absent);
  bench.service.page.unknown_person = true;
  EXPECT_EQ(bench.call("GET", "/v1/audit/entries?person=p-0", "auditor").status, 400u);
}

TEST(Auditing, a_query_that_means_nothing_is_400) {
  Bench bench;
  for (const char* query :
       {"limit=0", "limit=501", "limit=-1", "limit=", "from=x", "from=2026/", "from=/1",
        "from=-1/1", "since=yesterday", "until=2026-11-22", "person=a%20b", "zone=", "class=good",
        "reason=none", "type=a'b", "type=A", "order=up"}) {
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

// Bundles of entries count like every other request of an auditor's; hashes are everybody's.
TEST(Auditing, entry_bundles_wait_for_their_turn_and_hashes_do_not) {
  Bench bench;  // three at a time
  const char* bundle = "/log/chuo/2026/tile/entries/000";
  bench.service.log_objects["tile/entries/000"] = {ports::LogObject::Kind::entries, "entries"};
  bench.service.hold = true;
  for (int i = 0; i < 3; ++i) bench.call("GET", i == 0 ? "/v1/audit/entries" : bundle, "auditor");
  const Response response = bench.call("GET", bundle, "auditor");
  EXPECT_EQ(response.status, 429u);
  EXPECT_EQ(header(response, "Retry-After"), "1");
  EXPECT_EQ(bench.service.log_reads.size(), 2u) << "what is turned away is not recorded as read";
  bench.call("GET", "/log/chuo/2026/tile/0/000", "auditor");
  EXPECT_FALSE(bench.last()) << "it is let in, as anybody is";
  bench.service.release();
  bench.service.hold = false;
  EXPECT_EQ(bench.call("GET", bundle, "auditor").status, 200u);
}

}  // namespace
}  // namespace zonefactor::http
