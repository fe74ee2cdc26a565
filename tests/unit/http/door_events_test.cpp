// POST /v1/events: each item stands alone, in order, and only for the peer's own controllers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/http/bench.h"

namespace zonefactor::http {
namespace {

using testing::HasSubstr;

ports::DoorReport report(const std::string& controller, std::uint64_t seq) {
  ports::DoorReport made;
  made.observation.controller = core::ControllerId(controller);
  made.observation.seq = seq;
  made.content = "{\"seq\":" + std::to_string(seq) + "}";
  return made;
}

void decodes_to(Bench& bench, std::vector<ports::DoorMessage> messages) {
  bench.decode_events = [messages = std::move(messages)](std::string_view, core::Origin,
                                                         std::string*) { return messages; };
}

Response post(Bench& bench, std::string_view as = "door_system") {
  return bench.call("POST", "/v1/events", as, "[{}]");
}

TEST(DoorEvents, H6_what_a_door_system_sends_counts_as_bound) {
  Bench bench;
  std::optional<core::Origin> seen;
  std::string body;
  bench.decode_events = [&](std::string_view text, core::Origin origin, std::string*) {
    seen = origin;
    body = text;
    return std::vector<ports::DoorMessage>{};
  };
  EXPECT_EQ(post(bench).body, R"({"results":[]})");
  EXPECT_EQ(seen, core::Origin::bound);
  EXPECT_EQ(body, "[{}]");
}

TEST(DoorEvents, one_result_per_item_in_the_order_of_the_array) {
  Bench bench;
  decodes_to(bench, {report("ctl-1", 1),
                     ports::Undecodable{core::Refusal::unknown_kind, "kind: \"x\" is unknown",
                                        std::nullopt, "{}"},
                     report("ctl-2", 2)});
  const Response response = post(bench);
  EXPECT_EQ(response.status, 200u);
  EXPECT_EQ(response.body,
            R"({"results":[{"result":"accepted"},{"result":"refused","reason":"unknown_kind",)"
            R"("detail":"kind: \"x\" is unknown"},{"result":"accepted"}]})");
  ASSERT_EQ(bench.service.messages.size(), 3u);
  EXPECT_EQ(std::get<ports::DoorReport>(bench.service.messages[2]).observation.seq, 2u);
}

TEST(DoorEvents, another_ones_controller_is_refused_as_not_yours_and_recorded_so) {
  Bench bench;
  decodes_to(bench, {report("ctl-9", 1), report("ctl-1", 2)});
  const Response response = post(bench);
  EXPECT_THAT(response.body, HasSubstr(R"({"results":[{"result":"refused","reason":"not_yours",)"));
  EXPECT_THAT(response.body, HasSubstr(R"({"result":"accepted"}]})"));
  ASSERT_EQ(bench.service.messages.size(), 2u);
  const auto& refused = std::get<ports::Undecodable>(bench.service.messages[0]);
  EXPECT_EQ(refused.why, core::Refusal::not_yours);
  EXPECT_EQ(refused.controller, std::nullopt) << "the controller it names is not to blame";
  EXPECT_EQ(refused.content, "{\"seq\":1}");
}

TEST(DoorEvents, what_cannot_be_decoded_is_laid_to_the_one_controller_the_peer_has) {
  Bench bench;
  Peer peer;
  peer.name = "one-door";
  peer.facility = "chuo";
  peer.role = Role::door_system;
  peer.api_keys = {key_hash("one-door")};
  peer.controllers = {"ctl-1"};
  bench.use_peers({peer});
  decodes_to(bench,
             {ports::Undecodable{core::Refusal::malformed, "", std::nullopt, "x"},
              ports::Undecodable{core::Refusal::malformed, "", core::ControllerId("ctl-9"), "x"}});
  post(bench, "one-door");
  post(bench, "door_system");
  const auto controller_of = [&](std::size_t i) {
    return std::get<ports::Undecodable>(bench.service.messages[i]).controller;
  };
  EXPECT_EQ(controller_of(0), core::ControllerId("ctl-1"));
  EXPECT_EQ(controller_of(1), core::ControllerId("ctl-1"));
  EXPECT_EQ(controller_of(2), std::nullopt);
  EXPECT_EQ(controller_of(3), std::nullopt);
}

TEST(DoorEvents, the_answer_waits_for_every_item) {
  Bench bench;
  decodes_to(bench, {report("ctl-1", 1), report("ctl-1", 2)});
  bench.service.hold = true;
  post(bench);
  ASSERT_EQ(bench.service.held.size(), 2u);
  bench.service.held.back()();
  bench.service.held.pop_back();
  EXPECT_FALSE(bench.last());
  bench.service.release();
  ASSERT_TRUE(bench.last());
  EXPECT_EQ(bench.last()->body, R"({"results":[{"result":"accepted"},{"result":"accepted"}]})");
}

TEST(DoorEvents, H3_what_could_not_be_recorded_is_503_so_that_it_is_sent_again) {
  Bench bench;
  decodes_to(bench, {report("ctl-1", 1)});
  bench.service.away = ports::Unavailable{std::chrono::seconds(3), "x"};
  const Response response = post(bench);
  EXPECT_EQ(response.status, 503u);
  EXPECT_EQ(header(response, "Retry-After"), "3");
}

TEST(DoorEvents, what_is_no_array_or_too_long_is_400) {
  Bench bench;
  bench.decode_events = [](std::string_view, core::Origin, std::string* error) {
    *error = "the body is no array";
    return std::vector<ports::DoorMessage>{};
  };
  EXPECT_EQ(post(bench).status, 400u);
  decodes_to(bench, std::vector<ports::DoorMessage>(1001, report("ctl-1", 1)));
  EXPECT_EQ(post(bench).status, 400u);
  EXPECT_TRUE(bench.service.messages.empty());
}

TEST(DoorEvents, only_door_systems_may_send) {
  Bench bench;
  for (const char* role : {"terminal", "gateway", "admin", "approver", "auditor", "monitor"}) {
    EXPECT_EQ(post(bench, role).status, 403u) << role;
  }
}

TEST(DoorEvents, a_body_above_1_MiB_is_413) {
  Bench bench;
  std::string body(kEventsBodyLimit, ' ');
  EXPECT_EQ(bench.call("POST", "/v1/events", "door_system", body).status, 200u);
  body.push_back(' ');
  EXPECT_EQ(bench.call("POST", "/v1/events", "door_system", body).status, 413u);
}

}  // namespace
}  // namespace zonefactor::http
