// What the broker is told and when: nothing before the entry is durable, and nothing lost by it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <set>
#include <string>

#include "tests/integration/mqtt/door_broker.h"
#include "tests/support/wait.h"

namespace zonefactor::mqtt {
namespace {

using support::wait_until;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Acknowledgement : public ::testing::Test {
 protected:
  void publish(int seq, const std::string& controller = "ctl-1") {
    const auto said = broker_.publish(controller, event_topic(controller), event(seq));
    ASSERT_EQ(said.status, 0) << said.output;
  }

  bool prints(support::Process& probe, const std::string& line) {
    return wait_until([&] { return probe.output().find(line) != std::string::npos; });
  }

  DoorBroker broker_;
};

TEST_F(Acknowledgement, H3_comes_after_the_message_is_recorded_and_not_before) {
  Doors doors(broker_.options());
  ASSERT_TRUE(doors.connected());
  auto observer = broker_.subscribe("zonefactor-service", event_topic("+"));
  ASSERT_TRUE(wait_until(
      [&] { return broker_.server().log().find("Sending SUBACK to auto") != std::string::npos; }));

  publish(1);
  ASSERT_TRUE(doors.service().wait_for(1));
  publish(2, "ctl-2");
  // The broker has gone on with another client and another message, and still has no word from us.
  ASSERT_TRUE(wait_until([&] { return observer->output().find(event(2)) != std::string::npos; }));
  EXPECT_EQ(broker_.sent("ctl-1"), 1u);
  EXPECT_EQ(broker_.acknowledged("ctl-1"), 0u);

  doors.service().answer(0, accepted());
  EXPECT_TRUE(wait_until([&] { return broker_.acknowledged("ctl-1") == 1; }));
  ASSERT_TRUE(doors.service().wait_for(2));
  EXPECT_EQ(broker_.acknowledged("ctl-2"), 0u);
  doors.service().answer(1, accepted());
  EXPECT_TRUE(wait_until([&] { return broker_.acknowledged("ctl-2") == 1; }));
}

TEST_F(Acknowledgement,
       H3_waits_while_nothing_can_be_recorded_and_the_same_message_is_offered_again) {
  Doors doors(broker_.options());
  ASSERT_TRUE(doors.connected());
  doors.service().answer_all(ports::Unavailable{});
  publish(1);
  ASSERT_TRUE(doors.service().wait_for(5));
  EXPECT_EQ(broker_.acknowledged("ctl-1"), 0u);
  doors.service().answer_all(accepted());
  EXPECT_TRUE(wait_until([&] { return broker_.acknowledged("ctl-1") == 1; }));
  const auto heard = doors.heard();
  EXPECT_EQ(std::set<int>(heard.begin(), heard.end()), std::set<int>{1});
  EXPECT_EQ(doors.metrics().accepted, 1u);
}

TEST_F(Acknowledgement, H4_a_killed_subscriber_gets_the_message_again) {
  auto probe = broker_.probe("hold");
  ASSERT_TRUE(wait_until([&] { return !broker_.retained(status_topic("service")).empty(); }));
  publish(1);
  publish(2);
  ASSERT_TRUE(prints(*probe, "heard " + event(1)));
  probe->signal(SIGKILL);
  ASSERT_TRUE(probe->wait());
  publish(3);

  Doors doors(broker_.options());
  doors.service().answer_all(accepted());
  ASSERT_TRUE(doors.service().wait_for(3));
  EXPECT_THAT(doors.heard(), ElementsAre(1, 2, 3));
  EXPECT_TRUE(wait_until([&] { return broker_.acknowledged("ctl-1") == 3; }));
}

TEST_F(Acknowledgement, H3_stopping_with_a_message_in_hand_leaves_it_to_the_broker) {
  for (const char* mode : {"hold", "unavailable"}) {
    const std::size_t before = broker_.acknowledged("ctl-1");
    auto probe = broker_.probe(mode);
    ASSERT_TRUE(wait_until([&] {
      return broker_.retained(status_topic("service")).find("online") != std::string::npos;
    }));
    publish(7);
    ASSERT_TRUE(prints(*probe, "heard " + event(7)));
    probe->signal(SIGTERM);
    ASSERT_TRUE(probe->wait());
    EXPECT_THAT(probe->output(), HasSubstr("in hand"));
    EXPECT_EQ(broker_.acknowledged("ctl-1"), before);

    Doors doors(broker_.options());
    doors.service().answer_all(accepted());
    ASSERT_TRUE(doors.service().wait_for(1));
    EXPECT_THAT(doors.heard(), ElementsAre(7));
    EXPECT_TRUE(wait_until([&] { return broker_.acknowledged("ctl-1") == before + 1; }));
  }
}

TEST_F(Acknowledgement, H4_an_orderly_stop_keeps_the_session_and_what_comes_meanwhile) {
  {
    Doors doors(broker_.options());
    ASSERT_TRUE(doors.connected());
    doors.service().answer_all(accepted());
    publish(1);
    ASSERT_TRUE(doors.service().wait_for(1));
    EXPECT_TRUE(doors.stop());
  }
  publish(2);
  publish(3);
  Doors doors(broker_.options());
  doors.service().answer_all(accepted());
  ASSERT_TRUE(doors.service().wait_for(2));
  EXPECT_THAT(doors.heard(), ElementsAre(2, 3));
}

TEST_F(Acknowledgement, a_restarted_broker_is_found_again_with_the_session_it_kept) {
  Doors doors(broker_.options());
  doors.service().answer_all(accepted());
  for (int round = 0; round < 3; ++round) {
    ASSERT_TRUE(doors.connected());
    publish(2 * round);
    ASSERT_TRUE(wait_until(
        [&] { return broker_.acknowledged("ctl-1") == 2u * static_cast<unsigned>(round) + 1; }));
    broker_.server().stop();
    ASSERT_TRUE(wait_until([&] { return !doors.metrics().connected.load(); }));
    broker_.server().start();
    publish(2 * round + 1);  // perhaps before our subscriber is back
    ASSERT_TRUE(wait_until(
        [&] { return broker_.acknowledged("ctl-1") == 2u * static_cast<unsigned>(round) + 2; }));
  }
  EXPECT_THAT(doors.heard(), ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_TRUE(wait_until([&] { return doors.metrics().reconnects == 3u; }));
}

// Under the settings of deploy/broker: one message on its way, the others saved where they wait.
TEST_F(Acknowledgement, a_broker_killed_with_messages_waiting_loses_none_of_them) {
  Doors doors(broker_.options());
  ASSERT_TRUE(doors.connected());
  for (int seq = 1; seq <= 5; ++seq) publish(seq);
  ASSERT_TRUE(doors.service().wait_for(1));
  // The broker thanks the publisher first and saves then.
  const auto saved = broker_.server().directory() / "data" / "mosquitto.db";
  ASSERT_TRUE(
      wait_until([&] { return support::read_file(saved).find(event(5)) != std::string::npos; }));
  broker_.server().kill9();
  broker_.server().start();
  doors.service().answer_all(accepted());
  // The acknowledgement of the first went to a broker that is no more, so that one may come twice.
  EXPECT_TRUE(wait_until([&] {
    const auto heard = doors.heard();
    return std::set<int>(heard.begin(), heard.end()) == std::set<int>{1, 2, 3, 4, 5};
  })) << ::testing::PrintToString(doors.heard());
}

TEST_F(Acknowledgement,
       garbage_and_oversized_payloads_are_recorded_as_refused_and_the_lane_goes_on) {
  Doors doors(broker_.options());
  ASSERT_TRUE(doors.connected());
  doors.service().answer_all(accepted());
  const std::string topic = event_topic("ctl-1");
  for (const std::string& payload :
       {std::string("{"), std::string("\xff\xfe\x00\x01", 4), std::string(16 * 1024 + 1, '['),
        std::string(60'000, 'x'), std::string(8'000, '[')}) {
    ASSERT_EQ(broker_.publish("ctl-1", topic, payload).status, 0);
  }
  publish(1);
  ASSERT_TRUE(doors.service().wait_for(6));
  EXPECT_THAT(doors.heard(), ElementsAre(-1, -1, -1, -1, -1, 1));
  const auto heard = doors.service().heard();
  using core::Refusal;
  const std::vector<Refusal> why{Refusal::malformed, Refusal::malformed, Refusal::too_large,
                                 Refusal::too_large, Refusal::malformed};
  for (std::size_t i = 0; i < why.size(); ++i) {
    EXPECT_EQ(std::get<ports::Undecodable>(*heard[i].message).why, why[i]) << i;
  }
  EXPECT_TRUE(wait_until([&] { return broker_.acknowledged("ctl-1") == 6; }));
}

}  // namespace
}  // namespace zonefactor::mqtt
