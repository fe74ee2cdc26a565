// POST /access/v1/evaluation: every member of question and answer, and every refusal.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/http/bench.h"

namespace zonefactor::http {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string with(std::string_view member, std::string_view value) {
  const std::string base(kQuestion);
  const std::size_t at = base.find(member);
  std::string changed = base;
  changed.replace(at, member.size(), value);
  return changed;
}

TEST(Evaluation, allow_is_written_as_the_interface_shows_it) {
  Bench bench;
  const Response response = bench.evaluate(kQuestion);
  EXPECT_EQ(response.status, 200u);
  EXPECT_EQ(response.content_type, "application/json");
  EXPECT_EQ(
      response.body,
      R"({"decision":true,"context":{"class":"zone_equivalent","outcome":"allow","reasons":[],)"
      R"("factors":{"entry":["possession"],"terminal":["knowledge"]},)"
      R"("acr":"urn:zonefactor:acr:two-factor-equivalent","valid_until":"2026-11-22T23:00:01+09:00"}})");
  EXPECT_EQ(header(response, "ZoneFactor-Entry"), "chuo/2026/184502");
}

TEST(Evaluation, step_up_is_200_and_says_what_to_do_next) {
  Bench bench;
  auto& decision = bench.service.answer.decision;
  decision = {};
  decision.class_ = core::Class::not_equivalent;
  decision.outcome = core::Outcome::step_up;
  decision.reasons = {core::Reason::presence_absent};
  decision.amr_values = {"otp", "hwk"};
  const Response response = bench.evaluate(kQuestion);
  EXPECT_EQ(response.status, 200u);
  EXPECT_EQ(
      response.body,
      R"({"decision":false,"context":{"class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],)"
      R"("factors":{"entry":[],"terminal":[]},)"
      R"("reason_user":{"ja":"入室が確認できません。入口の読取機にかざしてから、もう一度お試しください。",)"
      R"("en":"Your entry was not seen. Use the reader at the entrance, then try again."},)"
      R"("acr_values":"urn:zonefactor:acr:two-factor","amr_values":"otp hwk"}})");
}

TEST(Evaluation, A8_without_step_up_methods_no_amr_values_are_named) {
  Bench bench;
  bench.service.answer.decision.outcome = core::Outcome::step_up;
  bench.service.answer.decision.class_ = core::Class::not_equivalent;
  const Response response = bench.evaluate(kQuestion);
  EXPECT_THAT(response.body, HasSubstr("acr_values"));
  EXPECT_THAT(response.body, testing::Not(HasSubstr("amr_values")));
}

TEST(Evaluation, deny_names_no_step_up) {
  Bench bench;
  auto& decision = bench.service.answer.decision;
  decision.class_ = core::Class::not_equivalent;
  decision.outcome = core::Outcome::deny;
  decision.reasons = {core::Reason::not_designated};
  const Response response = bench.evaluate(kQuestion);
  EXPECT_EQ(response.status, 200u);
  EXPECT_THAT(response.body, StartsWith(R"({"decision":false,)"));
  EXPECT_THAT(response.body, HasSubstr("(Help: ext. 1234)"));
  EXPECT_THAT(response.body, testing::Not(HasSubstr("acr")));
}

TEST(Evaluation, A2_native_answers_carry_the_zones_reasons_and_warnings) {
  Bench bench;
  auto& decision = bench.service.answer.decision;
  decision.class_ = core::Class::native_two_factor;
  decision.valid_until.reset();
  decision.zone_reasons = {core::Reason::presence_absent, core::Reason::zone_open};
  decision.warnings = {core::Warning::medium_clonable};
  const Response response = bench.evaluate(kQuestion);
  EXPECT_THAT(response.body, HasSubstr(R"("reasons":[],)"));
  EXPECT_THAT(
      response.body,
      HasSubstr(R"("zone_reasons":["zone_open","presence_absent"],"warnings":["medium_clonable"],)"
                R"("acr":"urn:zonefactor:acr:two-factor"})"));
}

TEST(Evaluation, P3_a_pending_entry_carries_the_retry_hint) {
  Bench bench;
  auto& decision = bench.service.answer.decision;
  decision.class_ = core::Class::undetermined;
  decision.outcome = core::Outcome::step_up;
  decision.reasons = {core::Reason::entry_pending};
  decision.valid_until.reset();
  decision.retry_ms = 1500;
  EXPECT_THAT(bench.evaluate(kQuestion).body, HasSubstr(R"("retry_ms":1500}})"));
}

TEST(Evaluation, A3_monitored_zones_allow_and_still_give_the_reasons) {
  Bench bench;
  auto& decision = bench.service.answer.decision;
  decision.class_ = core::Class::not_equivalent;
  decision.reasons = {core::Reason::presence_absent};
  decision.valid_until.reset();
  const Response response = bench.evaluate(kQuestion);
  EXPECT_THAT(
      response.body,
      StartsWith(R"({"decision":true,"context":{"class":"not_equivalent","outcome":"allow",)"));
  EXPECT_THAT(response.body, HasSubstr("reason_user"));
  EXPECT_THAT(response.body, testing::Not(HasSubstr("\"acr\"")));
}

TEST(Evaluation, the_same_question_three_times_gives_the_same_body_and_another_entry) {
  Bench bench;
  const Response first = bench.evaluate(kQuestion);
  for (int i = 0; i < 2; ++i) {
    const Response again = bench.evaluate(kQuestion);
    EXPECT_EQ(again.body, first.body);
    EXPECT_NE(header(again, "ZoneFactor-Entry"), header(first, "ZoneFactor-Entry"));
  }
}

TEST(Evaluation, the_question_reaches_the_service_as_asked) {
  Bench bench;
  bench.request_id = "6f6b2c0e";
  bench.evaluate(
      R"({"resource":{"id":"ph-t01","type":"terminal","properties":{"x":1}},"context":{"amr":["pwd","sc","x-new"],)"
      R"("session":"s-88","session_kind":"virtual","wait_ms":3000,"more":[1,{"a":null}]},"new":true,)"
      R"("action":{"name":"continue"},"subject":{"id":"田中\"","type":"user"}})");
  ASSERT_EQ(bench.service.questions.size(), 1u);
  const auto& question = bench.service.questions[0];
  EXPECT_EQ(question.terminal, "ph-t01");
  EXPECT_EQ(question.account, "田中\"");
  EXPECT_EQ(question.action, core::Action::continue_);
  EXPECT_EQ(question.amr, (core::Amrs{core::Amr::pwd, core::Amr::sc}));
  EXPECT_TRUE(question.unknown_amr);
  EXPECT_EQ(question.session, "s-88");
  EXPECT_EQ(question.session_kind, core::SessionKind::virtual_);
  EXPECT_EQ(question.wait.count(), 3000);
  EXPECT_EQ(question.peer, "terminal");
  EXPECT_THAT(question.request_id, StartsWith("6f6b2c0e#"));
}

TEST(Evaluation, C7_missing_amr_means_that_none_was_verified) {
  Bench bench;
  for (const char* context : {"", R"(,"context":{})", R"(,"context":null)",
                              R"(,"context":{"amr":null})", R"(,"context":{"amr":[]})"}) {
    const std::string body = R"({"subject":{"type":"user","id":"t"},"action":{"name":"login"},)"
                             R"("resource":{"type":"terminal","id":"ph-t01"})" +
                             std::string(context) + "}";
    EXPECT_EQ(bench.evaluate(body).status, 200u) << body;
    EXPECT_TRUE(bench.service.questions.back().amr.empty());
    EXPECT_FALSE(bench.service.questions.back().unknown_amr);
  }
}

TEST(Evaluation, what_is_malformed_is_400_with_words_as_a_json_string) {
  Bench bench;
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "empty"},
      {"{", "no JSON"},
      {"[]", "object"},
      {"\"text\"", "object"},
      {"17", "object"},
      {std::string(kQuestion) + "x", "no JSON"},
      {with(R"("subject":{"type":"user","id":"tanaka"},)", ""), "subject is missing"},
      {with(R"({"type":"user","id":"tanaka"})", "[]"), "subject is no object"},
      {with(R"("type":"user",)", ""), "subject.type is missing"},
      {with(R"("user")", R"("robot")"), "subject.type"},
      {with(R"("tanaka")", "7"), "subject.id is no string"},
      {with(R"("tanaka")", R"("")"), "subject.id is empty"},
      {with(R"("tanaka")", "\"" + std::string(257, 'a') + "\""), "subject.id is longer"},
      {with(R"("tanaka")", R"("a\u0000b")"), "control character"},
      {with(R"("action":{"name":"login"},)", ""), "action is missing"},
      {with(R"("login")", R"("enter")"), "action.name must be"},
      {with(R"("terminal","id")", R"("door","id")"), "resource.type"},
      {with(R"(,"id":"ph-t01")", ""), "resource.id is missing"},
      {with(R"(["pwd"])", R"("pwd")"), "context.amr"},
      {with(R"(["pwd"])", "[1]"), "context.amr"},
      {with(R"("s-88")", "88"), "context.session"},
      {with(R"("console")", R"("cloud")"), "context.session_kind must be"},
      {with(R"("wait_ms":0)", R"("wait_ms":3001)"), "context.wait_ms"},
      {with(R"("wait_ms":0)", R"("wait_ms":-1)"), "context.wait_ms"},
      {with(R"("wait_ms":0)", R"("wait_ms":"1")"), "context.wait_ms"},
      {with(R"({"amr")", R"([{"amr")"), "no JSON"},
      {with(R"("tanaka")", R"("\ud800")"), "no JSON"},
      {with(R"("tanaka")", "\"\xff\""), "no JSON"},
      {with(R"("user","id":"tanaka")", R"("user","id":"tanaka","id":"sato")"),
       "\\\"id\\\" stands twice"},
      {with(R"("wait_ms":0)", R"("x":{"a":1,"\u0061":2})"), "\\\"a\\\" stands twice"},
  };
  for (const auto& [body, words] : cases) {
    const Response response = bench.evaluate(body);
    EXPECT_EQ(response.status, 400u) << body;
    EXPECT_THAT(response.body, StartsWith("\"")) << body;
    EXPECT_THAT(response.body, testing::EndsWith("\"")) << body;
    EXPECT_THAT(response.body, HasSubstr(words)) << body;
  }
  EXPECT_TRUE(bench.service.questions.empty());
}

TEST(Evaluation, sixteen_levels_are_taken_and_seventeen_refused) {
  Bench bench;
  const auto nested = [](int levels) {  // below the root and context
    return with(R"("wait_ms":0)", R"("x":)" + std::string(static_cast<std::size_t>(levels), '[') +
                                      std::string(static_cast<std::size_t>(levels), ']'));
  };
  EXPECT_EQ(bench.evaluate(nested(14)).status, 200u);
  for (const int levels : {15, 30, 31, 100, 20000}) {
    const Response response = bench.evaluate(nested(levels));
    EXPECT_EQ(response.status, 400u) << levels;
    EXPECT_THAT(response.body, HasSubstr("16 deep")) << levels;
  }
}

TEST(Evaluation, a_body_above_64_KiB_is_413) {
  Bench bench;
  std::string body(kQuestion);
  body.resize(kBodyLimit, ' ');
  EXPECT_EQ(bench.evaluate(body).status, 200u);
  body.push_back(' ');
  EXPECT_EQ(bench.evaluate(body).status, 413u);
}

TEST(Evaluation, only_post_of_json_is_taken) {
  Bench bench;
  for (const char* method : {"GET", "PUT", "DELETE", "HEAD"}) {
    const Response response = bench.call(method, "/access/v1/evaluation", "terminal", kQuestion);
    EXPECT_EQ(response.status, 405u) << method;
    EXPECT_EQ(header(response, "Allow"), "POST");
  }
  for (const char* type :
       {"text/plain", "", "application/jsonp", "application/json; charset=shift_jis"}) {
    EXPECT_EQ(bench.call("POST", "/access/v1/evaluation", "terminal", kQuestion, type).status, 400u)
        << type;
  }
  for (const char* type : {"application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\"",
                           "application/json ; version=1"}) {
    EXPECT_EQ(bench.call("POST", "/access/v1/evaluation", "terminal", kQuestion, type).status, 200u)
        << type;
  }
}

TEST(Evaluation, H3_what_could_not_be_recorded_is_503_and_never_a_guess) {
  Bench bench;
  bench.service.away = ports::Unavailable{std::chrono::seconds(2), "server 10.1.2.3 refused"};
  const Response response = bench.evaluate(kQuestion);
  EXPECT_EQ(response.status, 503u);
  EXPECT_EQ(header(response, "Retry-After"), "2");
  EXPECT_EQ(header(response, "ZoneFactor-Entry"), "");
  EXPECT_THAT(response.body, testing::Not(HasSubstr("decision\"")));
  EXPECT_THAT(response.body, testing::Not(HasSubstr("10.1.2.3")));
}

TEST(Evaluation, H5_what_a_terminal_falls_back_on_is_never_an_allow_of_ours) {
  for (const bool too_many : {false, true}) {
    Bench bench;
    bench.service.away = ports::Unavailable{std::chrono::seconds(60), "asked too much", too_many};
    const Response response = bench.evaluate(kQuestion);
    EXPECT_EQ(response.status, too_many ? 429u : 503u);
    EXPECT_EQ(header(response, "Retry-After"), "60");
    EXPECT_THAT(response.body, testing::Not(HasSubstr("decision")));
    EXPECT_THAT(response.body, testing::Not(HasSubstr("allow")));
  }
}

TEST(Evaluation, H3_nothing_is_answered_before_the_service_says_that_it_is_recorded) {
  Bench bench;
  bench.service.hold = true;
  bench.evaluate(kQuestion);
  EXPECT_FALSE(bench.last());
  bench.service.release();
  ASSERT_TRUE(bench.last());
  EXPECT_EQ(bench.last()->status, 200u);
}

TEST(Evaluation, T1_another_terminal_is_403_with_a_json_string) {
  Bench bench;
  const Response response = bench.evaluate(with("\"ph-t01\"", "\"ra-t01\""));
  EXPECT_EQ(response.status, 403u);
  EXPECT_THAT(response.body, StartsWith("\""));
  EXPECT_TRUE(bench.service.questions.empty());
}

TEST(Evaluation, only_terminals_and_gateways_may_ask) {
  Bench bench;
  for (const char* role : {"door_system", "admin", "approver", "auditor", "monitor"}) {
    EXPECT_EQ(bench.evaluate(kQuestion, role).status, 403u) << role;
  }
  EXPECT_EQ(bench.evaluate(kQuestion, "gateway").status, 200u);
}

TEST(Evaluation, T1_the_channel_says_how_the_terminal_was_proven) {
  Bench bench;
  Peer certified;
  certified.name = "certified";
  certified.facility = "chuo";
  certified.certificates = {std::string(64, 'a')};
  certified.api_keys = {key_hash("its key")};
  certified.terminals = {"ph-t01"};
  certified.attests_console = true;
  bench.use_peers({certified});
  ClientCertificate certificate;
  certificate.sha256.fill(0xaa);
  certificate.not_after = bench.clock.at + std::chrono::hours(1);
  Request request;
  request.method = "POST";
  request.target = "/access/v1/evaluation";
  request.content_type = "application/json";
  request.body = kQuestion;
  request.certificate = &certificate;
  bench.send(request);
  bench.evaluate(kQuestion, "its key");
  bench.evaluate(kQuestion, "gateway");
  ASSERT_EQ(bench.service.questions.size(), 3u);
  EXPECT_EQ(bench.service.questions[0].proof, core::TerminalProof::certificate);
  EXPECT_TRUE(bench.service.questions[0].attests_console);
  EXPECT_EQ(bench.service.questions[1].proof, core::TerminalProof::key);
  EXPECT_EQ(bench.service.questions[2].proof, core::TerminalProof::gateway);
  EXPECT_FALSE(bench.service.questions[2].attests_console);
}

TEST(Evaluation, a_peer_with_too_much_under_way_is_429_until_answers_have_come) {
  Bench bench;  // three at a time
  bench.service.hold = true;
  for (int i = 0; i < 3; ++i) bench.evaluate(kQuestion);
  const Response response = bench.evaluate(kQuestion);
  EXPECT_EQ(response.status, 429u);
  EXPECT_EQ(header(response, "Retry-After"), "1");
  bench.evaluate(kQuestion, "gateway");
  EXPECT_FALSE(bench.last()) << "another peer is not affected";
  bench.service.release();
  bench.evaluate(kQuestion);
  EXPECT_FALSE(bench.last()) << "it is taken in again";
  bench.service.release();
  EXPECT_EQ(bench.last()->status, 200u);
}

TEST(Evaluation, one_request_id_for_two_questions_is_two_ids_and_for_one_question_one) {
  Bench bench;
  bench.request_id = "r";
  bench.evaluate(kQuestion);
  bench.evaluate(with(R"("wait_ms":0)", R"("wait_ms":9)"));
  const std::string first = bench.service.questions[0].request_id;
  EXPECT_EQ(bench.service.questions[1].request_id, first);
  for (const auto& [member, value] :
       std::vector<std::pair<const char*, const char*>>{{R"("tanaka")", R"("sato")"},
                                                        {R"("login")", R"("unlock")"},
                                                        {R"(["pwd"])", R"(["otp"])"},
                                                        {R"(["pwd"])", R"(["pwd","x"])"},
                                                        {R"("s-88")", R"("s-89")"},
                                                        {R"("console")", R"("remote")"}}) {
    bench.evaluate(with(member, value));
    EXPECT_NE(bench.service.questions.back().request_id, first) << value;
  }
  bench.evaluate(with("\"ph-t01\"", "\"ra-t01\""), "gateway");
  EXPECT_NE(bench.service.questions.back().request_id, first);
}

TEST(Evaluation, request_id_is_echoed_and_one_that_could_not_be_is_refused) {
  Bench bench;
  bench.request_id = "6f6b2c0e-5d1a";
  EXPECT_EQ(header(bench.evaluate(kQuestion), "X-Request-ID"), "6f6b2c0e-5d1a");
  EXPECT_EQ(header(bench.evaluate("{"), "X-Request-ID"), "6f6b2c0e-5d1a");
  bench.request_id = std::string(129, 'a');
  EXPECT_EQ(bench.evaluate(kQuestion).status, 400u);
  bench.request_id = "a\tb";
  const Response response = bench.evaluate(kQuestion);
  EXPECT_EQ(response.status, 400u);
  EXPECT_EQ(header(response, "X-Request-ID"), "");
}

}  // namespace
}  // namespace zonefactor::http
