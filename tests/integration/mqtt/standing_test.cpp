// Who is there: controllers' wills and status, our own, and retained messages, which are old news.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <string>

#include "tests/integration/mqtt/door_broker.h"
#include "tests/support/wait.h"

namespace zonefactor::mqtt {
namespace {

using support::wait_until;
using ::testing::ElementsAre;

class Standing : public ::testing::Test {
 protected:
  bool retained_becomes(const std::string& status) {
    return wait_until([&] {
      return broker_.retained(status_topic("service")).find(status) != std::string::npos;
    });
  }

  DoorBroker broker_;
};

TEST_F(Standing, ours_is_told_when_we_come_and_when_we_go) {
  Doors doors(broker_.options());
  EXPECT_TRUE(retained_becomes("online"));
  EXPECT_TRUE(doors.stop());
  EXPECT_TRUE(retained_becomes("offline"));
}

TEST_F(Standing, ours_is_told_by_the_broker_when_we_die) {
  auto probe = broker_.probe("hold");
  EXPECT_TRUE(retained_becomes("online"));
  probe->signal(SIGKILL);
  EXPECT_TRUE(retained_becomes("offline"));
}

TEST_F(Standing, H1_a_controllers_will_marks_it_offline_at_once) {
  Doors doors(broker_.options());
  ASSERT_TRUE(doors.connected());
  auto controller =
      broker_.subscribe("ctl-1", event_topic("ctl-1"),
                        {"-i", "ctl-1", "--will-topic", status_topic("ctl-1"), "--will-payload",
                         "offline", "--will-qos", "1", "--will-retain"});
  ASSERT_TRUE(wait_until(
      [&] { return broker_.server().log().find("Sending SUBACK to ctl-1") != std::string::npos; }));
  controller->signal(SIGKILL);
  const auto heard = doors.service().wait_for(1);
  ASSERT_TRUE(heard);
  EXPECT_EQ(heard->status, "ctl-1 offline");
}

TEST_F(Standing, H1_a_retained_offline_from_before_we_came_counts) {
  ASSERT_EQ(broker_.publish("ctl-2", status_topic("ctl-2"), "offline", {"-r"}).status, 0);
  Doors doors(broker_.options());
  const auto heard = doors.service().wait_for(1);
  ASSERT_TRUE(heard);
  EXPECT_EQ(heard->status, "ctl-2 offline");
}

TEST_F(Standing, a_retained_event_is_never_taken_for_a_fresh_one) {
  ASSERT_EQ(broker_.publish("ctl-1", event_topic("ctl-1"), event(1), {"-r"}).status, 0);
  Doors doors(broker_.options());
  ASSERT_TRUE(doors.connected());
  ASSERT_EQ(broker_.publish("ctl-1", event_topic("ctl-1"), event(2)).status, 0);
  doors.service().answer_all(accepted());
  ASSERT_TRUE(doors.service().wait_for(1));
  EXPECT_THAT(doors.heard(), ElementsAre(2));
  EXPECT_TRUE(wait_until([&] { return doors.metrics().retained_ignored == 1; }));
}

TEST_F(Standing, a_broker_that_is_away_at_first_is_found_when_it_comes) {
  broker_.server().stop();
  Doors doors(broker_.options());
  ASSERT_TRUE(wait_until([&] { return !doors.said().empty(); }));
  EXPECT_FALSE(doors.metrics().connected);
  broker_.server().start();
  EXPECT_TRUE(doors.connected());
}

}  // namespace
}  // namespace zonefactor::mqtt
