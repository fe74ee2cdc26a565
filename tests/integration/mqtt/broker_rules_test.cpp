// The deployment check of rule H6: under the broker files we deliver, nobody speaks for another
// controller, and we speak to no broker but our own.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/integration/mqtt/door_broker.h"
#include "tests/support/wait.h"

namespace zonefactor::mqtt {
namespace {

using support::wait_until;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(BrokerRules, H6_a_publisher_with_another_controllers_credentials_is_refused) {
  DoorBroker broker;
  Doors doors(broker.options());
  ASSERT_TRUE(doors.connected());
  doors.service().answer_all(accepted());
  // MQTT 5, in which a broker can say no; in 3.1.1 it says nothing and drops the message.
  const auto forged = broker.publish("ctl-2", event_topic("ctl-1"), event(66), {"-V", "mqttv5"});
  EXPECT_THAT(forged.output, HasSubstr("Not authorized"));
  broker.publish("ctl-2", event_topic("ctl-1"), event(67));
  broker.publish("ctl-2", status_topic("ctl-1"), "offline");
  broker.publish("ctl-2", "zonefactor/1/chuo/ctl-2/ctl-1/event", event(68));
  broker.publish("zonefactor-service", event_topic("ctl-1"), event(69));
  EXPECT_NE(broker.publish("ctl-1", event_topic("ctl-1"), event(70), {"-P", "wrong"}).status, 0);

  ASSERT_EQ(broker.publish("ctl-1", event_topic("ctl-1"), event(1)).status, 0);
  ASSERT_TRUE(doors.service().wait_for(1));
  EXPECT_THAT(doors.heard(), ElementsAre(1));
  EXPECT_EQ(doors.service().heard().size(), 1u);
}

TEST(BrokerRules, H6_only_the_service_hears_the_controllers) {
  DoorBroker broker("user ctl-2\ntopic readwrite marker\n");
  auto spy = broker.subscribe("ctl-2", "zonefactor/1/chuo/#", {"-t", "marker"});
  auto service = broker.subscribe("zonefactor-service", event_topic("+"));
  ASSERT_TRUE(wait_until([&] {
    const std::string log = broker.server().log();
    const auto first = log.find("Sending SUBACK");
    return first != std::string::npos && log.find("Sending SUBACK", first + 1) != std::string::npos;
  }));
  broker.publish("ctl-1", event_topic("ctl-1"), event(1));
  ASSERT_TRUE(wait_until([&] { return service->output().find(event(1)) != std::string::npos; }));
  // A broker hands a subscriber its messages in order: after the marker the event cannot come.
  broker.publish("ctl-2", "marker", "now");
  ASSERT_TRUE(wait_until([&] { return spy->output().find("now\n") != std::string::npos; }));
  EXPECT_EQ(spy->output(), "marker now\n");
}

TEST(BrokerRules, Z7_the_service_may_say_how_it_stands_and_nothing_a_door_could_obey) {
  DoorBroker broker;
  const auto told = [&broker](const std::string& topic) {
    return broker.publish("zonefactor-service", topic, "unlock", {"-V", "mqttv5"}).output;
  };
  EXPECT_THAT(told("zonefactor/1/chuo/ctl-1/command"), HasSubstr("Not authorized"));
  EXPECT_THAT(told(status_topic("ctl-1")), HasSubstr("Not authorized"));
  EXPECT_THAT(told(event_topic("ctl-1")), HasSubstr("Not authorized"));
  EXPECT_THAT(told(status_topic("service")), Not(HasSubstr("Not authorized")));
}

// deploy/broker/mosquitto.conf as it is, but for paths, ports and the log.
class DeployedBroker : public ::testing::Test {
 protected:
  support::MosquittoOptions options(const std::string& broker_certificate) {
    support::MosquittoOptions made;
    made.config = deployed("mosquitto.conf");
    replace(made.config, "listener 8883", "listener @PORT@");
    replace(made.config, "listener 8884", fmt::format("listener {}", password_port_));
    replace(made.config, "/etc/mosquitto/zonefactor/passwords", "@DIR@/passwords");
    replace(made.config, "/etc/mosquitto/zonefactor/acl", "@DIR@/acl");
    replace(made.config, "/etc/mosquitto/zonefactor/broker", authority_.path(broker_certificate));
    replace(made.config, "/etc/mosquitto/zonefactor/ca.pem", authority_.ca_file());
    replace(made.config, "/var/lib/mosquitto/", "@DIR@/data/");
    replace(made.config, "log_dest syslog", "log_dest stderr\nlog_type all");
    made.users = {{"ctl-1", "ctl-1"}, {"ctl-2", "ctl-2"}};
    made.acl = deployed("acl.example");
    made.extra = "user root\n";
    return made;
  }

  void SetUp() override {
    authority_.issue("broker", "broker", "IP:127.0.0.1");
    authority_.issue("elsewhere", "broker", "DNS:broker.example");
    authority_.issue("service", "zonefactor-service", "DNS:service");
    authority_.issue("ctl-1", "ctl-1", "DNS:ctl-1");
  }

  // Never ready: says why, and the broker has seen no session of ours.
  void expect_no_session(const support::MosquittoServer& broker, const Options& options) {
    Doors doors(options);
    ASSERT_TRUE(wait_until([&] { return !doors.said().empty(); }));
    EXPECT_THAT(doors.said(), HasSubstr("cannot be used"));
    EXPECT_FALSE(doors.metrics().connected);
    EXPECT_THAT(broker.log(), Not(HasSubstr("as zf-doors")));
  }

  Authority authority_;
  Authority stranger_;
  const std::uint16_t password_port_ = support::free_port();

 private:
  static void replace(std::string& text, const std::string& from, const std::string& to) {
    ASSERT_THAT(text, HasSubstr(from));
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
  }
};

TEST_F(DeployedBroker, H6_ties_a_certificate_to_its_own_topic) {
  support::MosquittoServer broker(options("broker"));
  Doors doors(secure_options(authority_, broker.port(), "service"));
  ASSERT_TRUE(doors.connected()) << doors.said() << broker.log();
  doors.service().answer_all(accepted());
  const auto publish = [&](const std::string& topic, int seq) {
    return publish_securely({"-p", std::to_string(broker.port()), "--cert",
                             authority_.path("ctl-1.pem"), "--key", authority_.path("ctl-1.key")},
                            authority_, topic, event(seq));
  };
  EXPECT_THAT(publish(event_topic("ctl-2"), 66).output, HasSubstr("Not authorized"));
  EXPECT_EQ(publish(event_topic("ctl-1"), 1).status, 0);
  // And the same by password on the other listener.
  const auto by_password = [&](const std::string& topic, int seq) {
    return publish_securely({"-p", std::to_string(password_port_), "-u", "ctl-2", "-P", "ctl-2"},
                            authority_, topic, event(seq));
  };
  EXPECT_THAT(by_password(event_topic("ctl-1"), 67).output, HasSubstr("Not authorized"));
  EXPECT_EQ(by_password(event_topic("ctl-2"), 2).status, 0);
  ASSERT_TRUE(doors.service().wait_for(2));
  EXPECT_THAT(doors.heard(), ElementsAre(1, 2));
}

TEST_F(DeployedBroker, with_a_certificate_for_another_host_name_is_not_spoken_to) {
  const support::MosquittoServer broker(options("elsewhere"));
  expect_no_session(broker, secure_options(authority_, broker.port(), "service"));
}

TEST_F(DeployedBroker, with_a_certificate_of_another_authority_is_not_spoken_to) {
  const support::MosquittoServer broker(options("broker"));
  auto other = secure_options(authority_, broker.port(), "service");
  other.tls->ca_file = stranger_.ca_file();
  expect_no_session(broker, other);
}

TEST_F(DeployedBroker, lets_nobody_in_without_a_certificate) {
  const support::MosquittoServer broker(options("broker"));
  auto bare = secure_options(authority_, broker.port(), "service");
  bare.tls->certificate_file.clear();
  bare.tls->key_file.clear();
  expect_no_session(broker, bare);
}

TEST(MqttOptions, that_cannot_work_are_refused_by_name) {
  HeldService service;
  ThreadLoop loop;
  const auto words_for = [&](auto change) {
    Options options;
    options.broker = "tcp://127.0.0.1:1";
    options.facility = "chuo";
    options.client_id = "zf-doors";
    change(options);
    try {
      MqttDoors doors(options, nullptr, loop, service, nullptr);
    } catch (const std::invalid_argument& error) {
      return std::string(error.what());
    }
    return std::string("taken");
  };
  EXPECT_EQ(words_for([](Options&) {}), "taken");
  EXPECT_THAT(words_for([](Options& o) { o.broker = "127.0.0.1:1883"; }),
              HasSubstr("ssl:// or tcp://"));
  EXPECT_THAT(words_for([](Options& o) { o.broker = "ssl://127.0.0.1:1"; }), HasSubstr("CA file"));
  EXPECT_THAT(words_for([](Options& o) { o.tls = Tls{"ca.pem", "", ""}; }), HasSubstr("tcp://"));
  EXPECT_THAT(words_for([](Options& o) { o.facility = "a/b"; }), HasSubstr("legal id"));
  EXPECT_THAT(words_for([](Options& o) { o.client_id = ""; }), HasSubstr("client id"));
  EXPECT_THAT(words_for([](Options& o) { o.keep_alive = std::chrono::seconds{59}; }),
              HasSubstr("keep_alive"));
}

}  // namespace
}  // namespace zonefactor::mqtt
