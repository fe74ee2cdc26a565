// POST /access/v1/evaluations: defaults, the three semantics, items at fault.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/http/bench.h"

namespace zonefactor::http {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Three questions by their account; "d…" is denied.
void deny_d(Bench& bench) {
  bench.service.answer_for = [&bench](const ports::LoginQuestion& question) {
    ports::LoginAnswer answer = bench.service.answer;
    if (question.account[0] == 'd') {
      answer.decision.class_ = core::Class::not_equivalent;
      answer.decision.outcome = core::Outcome::deny;
    }
    return answer;
  };
}

std::string batch(std::vector<std::string> accounts, std::string_view semantic = {}) {
  std::string body =
      R"({"action":{"name":"login"},"resource":{"type":"terminal","id":"ph-t01"},"evaluations":[)";
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    body += (i == 0 ? "" : ",") + std::string(R"({"subject":{"type":"user","id":")") + accounts[i] +
            R"("}})";
  }
  body += "]";
  if (!semantic.empty()) {
    body += R"(,"options":{"evaluations_semantic":")" + std::string(semantic) + R"("})";
  }
  return body + "}";
}

std::size_t decisions(const Response& response) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = response.body.find("\"decision\":", at)) != std::string::npos;
       ++at)
    ++count;
  return count;
}

std::vector<std::string> asked(const Bench& bench) {
  std::vector<std::string> accounts;
  for (const auto& question : bench.service.questions) accounts.push_back(question.account);
  return accounts;
}

TEST(Batch, execute_all_answers_each_in_order_with_one_entry_per_item) {
  Bench bench;
  deny_d(bench);
  const Response response = bench.evaluate_batch(batch({"a", "d", "b"}));
  EXPECT_EQ(response.status, 200u);
  EXPECT_THAT(response.body, StartsWith(R"({"evaluations":[{"decision":true,)"));
  EXPECT_EQ(decisions(response), 3u);
  EXPECT_LT(response.body.find("\"decision\":false"), response.body.rfind("\"decision\":true"));
  EXPECT_EQ(header(response, "ZoneFactor-Entry"),
            "chuo/2026/184502, chuo/2026/184503, chuo/2026/184504");
}

TEST(Batch, execute_all_keeps_the_order_whatever_order_the_answers_come_in) {
  Bench bench;
  deny_d(bench);
  bench.service.hold = true;
  bench.evaluate_batch(batch({"a", "d"}));
  ASSERT_EQ(bench.service.held.size(), 2u);
  std::swap(bench.service.held[0], bench.service.held[1]);
  bench.service.release();
  ASSERT_TRUE(bench.last());
  EXPECT_THAT(bench.last()->body, StartsWith(R"({"evaluations":[{"decision":true,)"));
}

TEST(Batch, deny_on_first_deny_asks_and_answers_nothing_after_the_first_deny) {
  Bench bench;
  deny_d(bench);
  const Response response = bench.evaluate_batch(batch({"a", "d", "b"}, "deny_on_first_deny"));
  EXPECT_EQ(decisions(response), 2u);
  EXPECT_EQ(asked(bench), (std::vector<std::string>{"a", "d"}));
  EXPECT_EQ(header(response, "ZoneFactor-Entry"), "chuo/2026/184502, chuo/2026/184503");
}

TEST(Batch, permit_on_first_permit_asks_and_answers_nothing_after_the_first_permit) {
  Bench bench;
  deny_d(bench);
  bench.service.hold = true;
  bench.evaluate_batch(batch({"d", "a", "b"}, "permit_on_first_permit"));
  EXPECT_EQ(asked(bench), (std::vector<std::string>{"d"})) << "one after the other";
  bench.service.release();
  bench.service.release();
  ASSERT_TRUE(bench.last());
  EXPECT_EQ(decisions(*bench.last()), 2u);
  EXPECT_EQ(asked(bench), (std::vector<std::string>{"d", "a"}));
}

TEST(Batch, all_items_are_answered_where_nothing_ends_it) {
  Bench bench;
  deny_d(bench);
  EXPECT_EQ(decisions(bench.evaluate_batch(batch({"a", "b"}, "deny_on_first_deny"))), 2u);
  EXPECT_EQ(decisions(bench.evaluate_batch(batch({"d1", "d2"}, "permit_on_first_permit"))), 2u);
}

TEST(Batch, an_unknown_semantic_is_400) {
  Bench bench;
  for (const char* semantic : {"execute_some", "", "EXECUTE_ALL"}) {
    EXPECT_EQ(bench.evaluate_batch(batch({"a"}, semantic).replace(0, 0, "")).status,
              *semantic == '\0' ? 200u : 400u)
        << semantic;
  }
  EXPECT_EQ(
      bench.evaluate_batch(R"({"options":{"evaluations_semantic":7},"evaluations":[{}]})").status,
      400u);
  EXPECT_EQ(bench.evaluate_batch(R"({"options":[],"evaluations":[{}]})").status, 400u);
}

TEST(Batch, empty_or_absent_evaluations_behave_as_the_single_call) {
  Bench bench;
  std::string with_empty(kQuestion);
  with_empty.insert(1, R"("evaluations":[],)");
  for (const std::string& body : {std::string(kQuestion), with_empty}) {
    const Response response = bench.evaluate_batch(body);
    EXPECT_EQ(response.status, 200u);
    EXPECT_THAT(response.body, StartsWith(R"({"decision":true,"context")"));
    EXPECT_EQ(response.body.find("evaluations"), std::string::npos);
  }
  EXPECT_EQ(bench.evaluate_batch("{}").status, 400u);
}

TEST(Batch, an_item_replaces_a_default_as_a_whole_entity) {
  Bench bench;
  bench.evaluate_batch(
      R"({"subject":{"type":"user","id":"tanaka"},"action":{"name":"login"},"resource":{"type":"terminal","id":"ph-t01"},)"
      R"("context":{"amr":["pwd"],"session":"s-1"},"evaluations":[{},{"context":{"amr":["otp"]}},{"resource":{"type":"terminal","id":"ra-t01"}}]})");
  ASSERT_EQ(bench.service.questions.size(), 3u);
  EXPECT_EQ(bench.service.questions[0].session, "s-1");
  EXPECT_EQ(bench.service.questions[1].session, std::nullopt) << "nothing is merged";
  EXPECT_EQ(bench.service.questions[1].amr, core::Amrs{core::Amr::otp});
  EXPECT_EQ(bench.service.questions[2].terminal, "ra-t01");
  EXPECT_EQ(bench.service.questions[2].amr, core::Amrs{core::Amr::pwd});
}

TEST(Batch, an_item_at_fault_is_answered_false_with_its_error_and_the_others_as_usual) {
  Bench bench;
  const Response response = bench.evaluate_batch(
      R"({"subject":{"type":"user","id":"tanaka"},"action":{"name":"login"},"resource":{"type":"terminal","id":"ph-t01"},)"
      R"("evaluations":[{},{"action":{"name":"fly"}},7,{"resource":{"type":"terminal","id":"not-mine"}}]})");
  EXPECT_EQ(response.status, 200u);
  EXPECT_EQ(decisions(response), 4u);
  EXPECT_THAT(
      response.body,
      HasSubstr(R"({"decision":false,"context":{"error":{"status":400,"message":"action.name)"));
  EXPECT_THAT(response.body, HasSubstr(R"("status":403)"));
  EXPECT_EQ(header(response, "ZoneFactor-Entry"), "chuo/2026/184502, -, -, -");
  EXPECT_EQ(bench.service.questions.size(), 1u);
}

TEST(Batch, an_item_at_fault_is_a_deny_for_the_semantics) {
  Bench bench;
  const std::string head =
      R"({"subject":{"type":"user","id":"t"},"action":{"name":"login"},"resource":{"type":"terminal","id":"ph-t01"},)";
  const Response first = bench.evaluate_batch(
      head +
      R"("evaluations":[{"action":{"name":"fly"}},{}],"options":{"evaluations_semantic":"deny_on_first_deny"}})");
  EXPECT_EQ(decisions(first), 1u);
  EXPECT_TRUE(bench.service.questions.empty());
  const Response second = bench.evaluate_batch(
      head +
      R"("evaluations":[{"action":{"name":"fly"}},{}],"options":{"evaluations_semantic":"permit_on_first_permit"}})");
  EXPECT_EQ(decisions(second), 2u);
}

TEST(Batch, sixty_four_items_are_taken_and_sixty_five_refused) {
  Bench bench;
  EXPECT_EQ(decisions(bench.evaluate_batch(batch(std::vector<std::string>(64, "a")))), 64u);
  EXPECT_EQ(decisions(bench.evaluate_batch(
                batch(std::vector<std::string>(64, "a"), "deny_on_first_deny"))),
            64u);
  EXPECT_EQ(bench.evaluate_batch(batch(std::vector<std::string>(65, "a"))).status, 400u);
  EXPECT_EQ(bench.service.questions.size(), 128u);
}

TEST(Batch, evaluations_that_are_no_array_are_400) {
  Bench bench;
  EXPECT_EQ(bench.evaluate_batch(R"({"evaluations":{}})").status, 400u);
  EXPECT_EQ(bench.evaluate_batch("[]").status, 400u);
}

TEST(Batch, H3_one_item_that_could_not_be_recorded_makes_the_whole_503) {
  Bench bench;
  bench.service.away = ports::Unavailable{};
  for (const char* semantic : {"execute_all", "deny_on_first_deny"}) {
    const Response response = bench.evaluate_batch(batch({"a", "b"}, semantic));
    EXPECT_EQ(response.status, 503u);
    EXPECT_EQ(response.body.find("\"decision\""), std::string::npos);
  }
}

TEST(Batch, each_item_has_a_request_id_of_its_own_so_that_each_has_its_own_entry) {
  Bench bench;
  bench.request_id = "r1";
  const Response response = bench.evaluate_batch(batch({"a", "b"}));
  EXPECT_EQ(header(response, "X-Request-ID"), "r1");
  EXPECT_THAT(bench.service.questions[0].request_id, StartsWith("r1#0#"));
  EXPECT_THAT(bench.service.questions[1].request_id, StartsWith("r1#1#"));
}

TEST(Batch, the_same_batch_three_times_gives_the_same_body) {
  Bench bench;
  deny_d(bench);
  const Response first = bench.evaluate_batch(batch({"a", "d", "b"}));
  EXPECT_EQ(bench.evaluate_batch(batch({"a", "d", "b"})).body, first.body);
  EXPECT_EQ(bench.evaluate_batch(batch({"a", "d", "b"})).body, first.body);
}

}  // namespace
}  // namespace zonefactor::http
