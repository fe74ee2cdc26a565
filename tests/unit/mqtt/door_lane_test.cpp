// The wait between a message and its acknowledgement: it ends when the message is recorded, not
// before.
#include "adapters/mqtt/door_lane.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>

#include "tests/unit/mqtt/held_service.h"

namespace zonefactor::mqtt {
namespace {

using namespace std::chrono_literals;

ports::DoorMessage decode(std::string_view controller, std::string_view payload) {
  ports::DoorReport report;
  report.observation.controller.text = controller;
  report.observation.boot = payload;
  return report;
}

class Lane : public ::testing::Test {
 protected:
  static constexpr std::string_view kTopic = "zonefactor/1/chuo/ctl-1/event";
  static constexpr std::string_view kStatus = "zonefactor/1/chuo/ctl-1/status";

  ports::DoorMessage recorded(std::string_view topic, std::string_view payload) {
    service_.answer_all(accepted());
    lane_.take(topic, payload, false);
    return service_.heard().back().message.value();
  }

  ports::Undecodable refused(std::string_view topic, std::string_view payload) {
    const auto message = recorded(topic, payload);
    EXPECT_TRUE(std::holds_alternative<ports::Undecodable>(message)) << topic;
    return std::get<ports::Undecodable>(message);
  }

  HeldService service_;
  Metrics metrics_;
  ThreadLoop loop_;
  DoorLane lane_{"chuo", core::Origin::bound, {1ms, 2ms}, decode, loop_, service_, metrics_};
};

TEST_F(Lane, H3_a_message_is_in_hand_until_it_is_recorded) {
  std::atomic<bool> returned{false};
  std::thread library([&] {
    lane_.take(kTopic, "b7", false);
    returned = true;
  });
  ASSERT_TRUE(service_.wait_for(1));
  EXPECT_TRUE(lane_.in_hand());
  EXPECT_FALSE(returned);
  service_.answer(0, accepted());
  library.join();
  EXPECT_FALSE(lane_.in_hand());
  EXPECT_EQ(metrics_.accepted, 1u);
}

TEST_F(Lane, H3_what_could_not_be_recorded_is_tried_again_as_it_was_until_it_is) {
  std::thread library([&] { lane_.take(kTopic, "b7", false); });
  for (std::size_t attempt = 0; attempt < 5; ++attempt) {
    const auto heard = service_.wait_for(attempt + 1);
    ASSERT_TRUE(heard);
    EXPECT_EQ(std::get<ports::DoorReport>(*heard->message).observation.boot, "b7");
    EXPECT_TRUE(lane_.in_hand());
    service_.answer(attempt, ports::Unavailable{1s, "the storage is away"});
  }
  ASSERT_TRUE(service_.wait_for(6));
  service_.answer(5, ports::EventResult{ports::EventVerdict::duplicate, {}, "", {}});
  library.join();
  EXPECT_EQ(metrics_.unavailable, 5u);
  EXPECT_EQ(metrics_.duplicate, 1u);
  EXPECT_EQ(metrics_.received, 1u);
}

TEST_F(Lane, H6_the_origin_is_what_the_configuration_says_of_the_broker) {
  const auto report = std::get<ports::DoorReport>(recorded(kTopic, "b7"));
  EXPECT_EQ(report.observation.origin, core::Origin::bound);
  EXPECT_EQ(report.observation.controller, core::ControllerId{"ctl-1"});
}

TEST_F(Lane, a_refused_message_may_be_acknowledged_as_its_refusal_is_recorded) {
  service_.answer_all(
      ports::EventResult{ports::EventVerdict::refused, core::Refusal::unknown_point, "", {}});
  lane_.take(kTopic, "b7", false);
  EXPECT_EQ(metrics_.refused, 1u);
}

TEST_F(Lane, a_retained_event_is_not_news) {
  lane_.take(kTopic, "b7", true);
  EXPECT_TRUE(service_.heard().empty());
  EXPECT_EQ(metrics_.retained_ignored, 1u);
}

TEST_F(Lane, a_payload_beyond_16_KiB_is_recorded_as_too_large_and_never_decoded) {
  const std::string payload(kMaxPayloadBytes + 1, 'x');
  const auto message = refused(kTopic, payload);
  EXPECT_EQ(message.why, core::Refusal::too_large);
  EXPECT_EQ(message.controller, core::ControllerId{"ctl-1"});
  EXPECT_EQ(message.content.size(), kMaxPayloadBytes);
  EXPECT_TRUE(std::holds_alternative<ports::DoorReport>(
      recorded(kTopic, std::string(kMaxPayloadBytes, 'x'))));
}

TEST_F(Lane, a_topic_without_a_legal_controller_is_recorded_as_malformed) {
  for (const char* topic : {"zonefactor/1/chuo/a b/event", "zonefactor/1/chuo/ctl-1/x",
                            "zonefactor/1/other/ctl-1/event"}) {
    const auto message = refused(topic, "b7");
    EXPECT_EQ(message.why, core::Refusal::malformed);
    EXPECT_FALSE(message.controller);
    EXPECT_EQ(message.content, "b7");
  }
}

TEST_F(Lane, H1_offline_marks_the_controller_at_once_also_when_retained) {
  service_.answer_all(accepted());
  lane_.take(kStatus, "offline", false);
  lane_.take(kStatus, "offline", true);
  lane_.take(kStatus, "online", false);
  const auto heard = service_.heard();
  ASSERT_EQ(heard.size(), 3u);
  EXPECT_EQ(heard[0].status, "ctl-1 offline");
  EXPECT_EQ(heard[1].status, "ctl-1 offline");
  EXPECT_EQ(heard[2].status, "ctl-1 online");
}

TEST_F(Lane, H1_a_retained_online_says_nothing_about_now) {
  lane_.take(kStatus, "online", true);
  EXPECT_TRUE(service_.heard().empty());
  EXPECT_EQ(metrics_.retained_ignored, 1u);
}

TEST_F(Lane, a_status_outside_the_vocabulary_is_recorded_as_malformed) {
  for (const char* payload : {"", "OFFLINE", "offline\n", "{}"}) {
    const auto message = refused(kStatus, payload);
    EXPECT_EQ(message.why, core::Refusal::malformed);
    EXPECT_EQ(message.controller, core::ControllerId{"ctl-1"});
  }
}

TEST_F(Lane, our_own_status_is_not_a_controllers) {
  lane_.take("zonefactor/1/chuo/service/status", "online", false);
  EXPECT_TRUE(service_.heard().empty());
  EXPECT_EQ(metrics_.received, 0u);
}

}  // namespace
}  // namespace zonefactor::mqtt
