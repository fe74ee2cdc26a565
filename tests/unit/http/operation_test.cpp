// Health, readiness, metrics, metadata, and paths that lead nowhere.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/http/bench.h"

namespace zonefactor::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

TEST(Operation, alive_is_not_ready) {
  Bench bench;
  EXPECT_EQ(bench.call("GET", "/readyz", "").status, 200u);
  bench.service.standing_.recording = false;
  bench.service.standing_.why_not = "the storage is away";
  EXPECT_EQ(bench.call("GET", "/healthz", "").status, 200u);
  const Response response = bench.call("GET", "/readyz", "");
  EXPECT_EQ(response.status, 503u);
  EXPECT_EQ(response.body, "chuo: not recording: the storage is away\n");
  EXPECT_EQ(bench.call("HEAD", "/readyz", "").status, 503u);
}

TEST(Operation, K9_a_ready_service_still_says_what_it_doubts) {
  Bench bench;
  bench.service.standing_.why_not = "the host's clock is not synchronised";
  const Response response = bench.call("GET", "/readyz", "");
  EXPECT_EQ(response.status, 200u);
  EXPECT_THAT(response.body, HasSubstr("clock"));
}

TEST(Operation, metrics_count_decisions_reasons_events_and_statuses) {
  Bench bench;
  bench.evaluate(kQuestion);
  bench.service.answer.decision.class_ = core::Class::not_equivalent;
  bench.service.answer.decision.outcome = core::Outcome::step_up;
  bench.service.answer.decision.reasons = {core::Reason::presence_absent};
  bench.evaluate(kQuestion);
  bench.evaluate("{");
  bench.decode_events = [](std::string_view, core::Origin, std::string*) {
    return std::vector<ports::DoorMessage>{
        ports::Undecodable{core::Refusal::malformed, "", std::nullopt, ""}};
  };
  bench.call("POST", "/v1/events", "door_system", "[]");
  const Response response = bench.call("GET", "/metrics", "");
  EXPECT_THAT(std::string(response.content_type), HasSubstr("application/openmetrics-text"));
  for (const char* line :
       {"zonefactor_decisions_total{class=\"zone_equivalent\",outcome=\"allow\"} 1\n",
        "zonefactor_decisions_total{class=\"not_equivalent\",outcome=\"step_up\"} 1\n",
        "zonefactor_reasons_total{reason=\"presence_absent\"} 1\n",
        "zonefactor_http_events_total{result=\"refused\",reason=\"malformed\"} 1\n",
        "zonefactor_http_responses_total{endpoint=\"evaluation\",status=\"200\"} 2\n",
        "zonefactor_http_responses_total{endpoint=\"evaluation\",status=\"400\"} 1\n",
        "zonefactor_decision_seconds_count 2\n",
        "zonefactor_decision_seconds_bucket{le=\"+Inf\"} 2\n"}) {
    EXPECT_THAT(response.body, HasSubstr(line));
  }
  EXPECT_THAT(response.body, EndsWith("zonefactor_more_total 1\n# EOF\n"));
}

TEST(Operation, metrics_may_be_kept_for_those_who_watch) {
  Bench bench;
  ApiOptions options = bench.options();
  options.open_metrics = false;
  Api closed(std::move(options), {&bench.service});
  Request request;
  request.method = "GET";
  request.target = "/metrics";
  std::optional<Response> got;
  closed.handle(request, [&](Response response) { got = std::move(response); });
  EXPECT_EQ(got->status, 401u);
}

TEST(Operation, metadata_names_what_is_offered_and_nothing_else) {
  Bench bench;
  const Response response = bench.call("GET", "/.well-known/authzen-configuration", "");
  EXPECT_EQ(response.status, 200u);
  EXPECT_EQ(
      response.body,
      R"({"policy_decision_point":"https://zone.hospital.example",)"
      R"("access_evaluation_endpoint":"https://zone.hospital.example/access/v1/evaluation",)"
      R"("access_evaluations_endpoint":"https://zone.hospital.example/access/v1/evaluations"})");
}

TEST(Operation, V5_search_is_not_for_terminals_and_not_offered_yet) {
  Bench bench;
  for (const char* what : {"subject", "resource", "action"}) {
    const std::string path = "/access/v1/search/" + std::string(what);
    EXPECT_EQ(bench.call("POST", path, "terminal", "{}").status, 403u);
    EXPECT_EQ(bench.call("POST", path, "gateway", "{}").status, 403u);
    EXPECT_EQ(bench.call("POST", path, "auditor", "{}").status, 404u);
  }
}

TEST(Operation, paths_that_lead_nowhere_are_404_and_wrong_methods_405) {
  Bench bench;
  for (const char* path : {"/", "", "*", "/v1", "/v1/credentials/", "/access/v1/evaluation/",
                           "//healthz", "/healthz/../v1/status", "http://"}) {
    EXPECT_EQ(bench.call("GET", path, "admin").status, 404u) << path;
  }
  const Response response = bench.call("DELETE", "/v1/facility", "admin");
  EXPECT_EQ(response.status, 405u);
  EXPECT_EQ(header(response, "Allow"), "GET, PUT");
  EXPECT_EQ(bench.call("GET", "http://zone.example/healthz?x=1", "").status, 200u)
      << "absolute form";
}

}  // namespace
}  // namespace zonefactor::http
