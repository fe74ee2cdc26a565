// Topics of profile `zonefactor`: only the facility's own, only legal controllers.
#include "adapters/mqtt/door_topic.h"

#include <gtest/gtest.h>

namespace zonefactor::mqtt {
namespace {

TEST(DoorTopic, names_the_controller_and_the_kind) {
  EXPECT_EQ(read_door_topic("chuo", "zonefactor/1/chuo/ctl-1/event"),
            (DoorTopic{core::ControllerId{"ctl-1"}, DoorTopicKind::event}));
  EXPECT_EQ(read_door_topic("chuo", "zonefactor/1/chuo/ctl.2/status"),
            (DoorTopic{core::ControllerId{"ctl.2"}, DoorTopicKind::status}));
}

TEST(DoorTopic, anything_else_is_none_of_ours) {
  for (const char* topic :
       {"", "zonefactor/1/chuo", "zonefactor/1/chuo/", "zonefactor/1/chuo/ctl-1",
        "zonefactor/1/chuo/ctl-1/", "zonefactor/1/chuo/ctl-1/event/x", "zonefactor/1/chuo//event",
        "zonefactor/1/chuo/-x/event", "zonefactor/1/chuo/a b/event",
        "zonefactor/1/other/ctl-1/event", "zonefactor/2/chuo/ctl-1/event",
        "/zonefactor/1/chuo/ctl-1/event", "zonefactor/1/chuo/ctl-1/EVENT",
        "zonefactor/1/chuo/terminal/t-1/signal"}) {
    EXPECT_EQ(read_door_topic("chuo", topic), std::nullopt) << topic;
  }
}

TEST(DoorTopic, filters_match_every_controller) {
  EXPECT_EQ(door_topic_filter("chuo", DoorTopicKind::event), "zonefactor/1/chuo/+/event");
  EXPECT_EQ(door_topic_filter("chuo", DoorTopicKind::status), "zonefactor/1/chuo/+/status");
  EXPECT_EQ(service_status_topic("chuo"), "zonefactor/1/chuo/service/status");
}

}  // namespace
}  // namespace zonefactor::mqtt
