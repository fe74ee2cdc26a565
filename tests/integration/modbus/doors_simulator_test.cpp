// zonefactor-doors as the program it is: real Modbus read by a stranger's client and by our poller,
// and real MQTT through a broker that knows users and topics.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>

#include "adapters/modbus/modbus_poller.h"
#include "adapters/profiles/zonefactor_event.h"
#include "service/core/time.h"
#include "service/doors/door_fleet.h"
#include "service/doors/script.h"
#include "tests/integration/modbus/recording_service.h"
#include "tests/support/mosquitto_server.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace zonefactor::doors {
namespace {

using namespace std::chrono_literals;
using modbus::RecordingService;
using support::MosquittoOptions;
using support::MosquittoServer;
using support::Process;
using support::ProcessOptions;
using support::RunResult;
using support::TempDir;
using support::wait_until;

constexpr const char* kTaken =
    R"({"kind":"access_taken","access_point":"rad-in","credential":"04A1B2C3","methods":["card"]})"
    "\n";
constexpr const char* kOpened = R"({"kind":"door_opened","door":"rad-door"})"
                                "\n";

modbus::PollerOptions poller_options(std::uint16_t port) {
  modbus::PollerOptions o;
  o.port = port;
  o.poll_interval = 5ms;
  o.retry_first = 5ms;
  o.retry_most = 50ms;
  o.heartbeat = 24h;
  o.ring.names.controller = core::ControllerId("plc-1");
  o.ring.names.readers = {{3, core::AccessPointId("rad-in")}};
  o.ring.names.doors = {{1, core::DoorId("rad-door")}};
  o.ring.names.card_formats = {{32, ""}};
  return o;
}

std::vector<std::string> plc_command(std::uint16_t port, const std::string& state = "",
                                     const std::string& drain_ms = "20000") {
  std::vector<std::string> argv{ZF_DOORS,       "plc",        "--port",     std::to_string(port),
                                "--controller", "plc-1",      "--reader",   "3=rad-in",
                                "--door",       "1=rad-door", "--drain-ms", drain_ms};
  if (!state.empty()) argv.insert(argv.end(), {"--state", state});
  return argv;
}

std::string mbpoll(std::uint16_t port, const std::vector<std::string>& what) {
  std::vector<std::string> argv{ZF_MBPOLL, "-m", "tcp", "-p", std::to_string(port),
                                "-a",      "1",  "-0",  "-1"};
  argv.insert(argv.end(), what.begin(), what.end());
  const RunResult result = support::run(argv);
  EXPECT_EQ(result.status, 0) << result.output;
  return result.output;
}

TEST(DoorsPlc, a_strangers_client_reads_the_documented_registers_and_acknowledges) {
  const std::uint16_t port = support::free_port();
  Process panel(plc_command(port), {.input = std::string(kTaken) + kOpened});
  ASSERT_TRUE(wait_until([&] { return panel.output().find("door_opened") != std::string::npos; }))
      << panel.output();
  const std::string header = mbpoll(port, {"-t", "3:hex", "-r", "0", "-c", "16", "127.0.0.1"});
  EXPECT_NE(header.find("[0]: \t0x5A46"), std::string::npos) << header;
  EXPECT_NE(header.find("[3]: \t0x0001"), std::string::npos) << "epoch" << header;
  EXPECT_NE(header.find("[7]: \t0x0003"), std::string::npos)
      << "boot record and two events" << header;
  // Event 2 stands at 100 + 16 * 2.
  const std::string record = mbpoll(port, {"-t", "3:hex", "-r", "132", "-c", "16", "127.0.0.1"});
  EXPECT_NE(record.find("[133]: \t0x0002"), std::string::npos) << record;
  EXPECT_NE(record.find("[135]: \t0x0002"), std::string::npos) << "access_taken" << record;
  EXPECT_NE(record.find("[136]: \t0x0003"), std::string::npos) << "reader 3" << record;
  EXPECT_NE(record.find("[142]: \t0x04A1"), std::string::npos) << record;
  EXPECT_NE(record.find("[143]: \t0xB2C3"), std::string::npos) << record;
  EXPECT_TRUE(panel.running()) << "nothing is acknowledged yet";
  mbpoll(port, {"-t", "4", "-r", "0", "127.0.0.1", "0", "1", "0", "3"});
  EXPECT_EQ(panel.wait(), 0) << panel.output();
}

TEST(DoorsPlc, K8_a_second_run_begins_with_a_boot_that_names_the_first) {
  const TempDir directory;
  RecordingService service;
  modbus::ThreadLoop loop;
  const std::uint16_t port = support::free_port();
  modbus::ModbusPoller poller(poller_options(port), loop, service);
  poller.start();
  for (int run = 0; run < 2; ++run) {
    Process panel(plc_command(port, (directory / "state").string()),
                  {.input = std::string(kTaken) + kOpened});
    EXPECT_EQ(panel.wait(), 0) << panel.output();
  }
  const auto events = service.events();
  ASSERT_EQ(events.size(), 6U);
  EXPECT_FALSE(events[0].observation.previous);
  EXPECT_EQ(events[1].observation.access_point, core::AccessPointId("rad-in"));
  EXPECT_EQ(events[1].credential->canonical(), "04A1B2C3");
  EXPECT_EQ(events[1].observation.methods, core::Methods{core::Method::card});
  EXPECT_EQ(events[2].observation.door, core::DoorId("rad-door"));
  EXPECT_EQ(events[2].observation.seq, 3U);
  EXPECT_EQ(events[3].observation.kind, core::EventKind::boot);
  EXPECT_EQ(events[3].observation.boot, "e2");
  EXPECT_EQ(events[3].observation.previous, (core::PreviousBoot{"e1", 3}));
  EXPECT_EQ(events[5].observation.seq, 3U);
  EXPECT_TRUE(poller.stop(std::chrono::steady_clock::now() + 10s));
}

TEST(DoorsPlc, a_panel_nobody_reads_ends_with_a_negative_result) {
  const RunResult result = support::run(plc_command(0, "", "50"), {.input = std::string(kTaken)});
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.output.find("2 events in the panels were not acknowledged"), std::string::npos)
      << result.output;
}

TEST(DoorsPlc, what_a_panel_cannot_say_is_refused_by_line) {
  const auto refused = [](const std::string& event, const std::string& words) {
    const RunResult result = support::run(plc_command(0), {.input = kTaken + event + "\n"});
    EXPECT_EQ(result.status, 2) << event;
    EXPECT_NE(result.output.find("line 2"), std::string::npos) << result.output;
    EXPECT_NE(result.output.find(words), std::string::npos) << result.output;
  };
  refused(R"({"kind":"door_opened","door":"other"})", "no number for door 'other'");
  refused(R"({"kind":"access_taken","access_point":"rad-in"})", "credential");
  refused(R"({"kind":"access_taken","access_point":"rad-in","credential":"tanaka"})",
          "hexadecimal");
  refused(R"({"kind":"door_opened","door":"rad-door","seq":7})", "leave boot and seq out");
  refused(R"({"kind":"heartbeat"})", "life counter");
  refused(R"({"kind":"door_opened","door":1.5})", "integers");
  refused(R"(no json)", "JSON");
}

// A broker with a user per controller, and rules that tie each to its own topics.
class DoorsMqtt : public testing::Test {
 protected:
  DoorsMqtt()
      : broker_(MosquittoOptions{
            .users = {{"ctl-1", "pa ss+1"}, {"ctl-2", "two"}, {"reader", "r"}},
            .acl = "pattern write zonefactor/1/chuo/%u/#\nuser reader\ntopic read zonefactor/#\n",
            .extra = "log_dest stderr\n"}) {
    support::write_file(directory_ / "ctl-1.password", "pa ss+1\n");
    support::write_file(directory_ / "ctl-2.password", "two");
    listen();
  }

  void listen() {
    subscriber_ = std::make_unique<Process>(std::vector<std::string>{
        ZF_MOSQUITTO_SUB, "-h", "127.0.0.1", "-p", std::to_string(broker_.port()), "-u", "reader",
        "-P", "r", "-q", "1", "-t", "zonefactor/1/chuo/#", "-F", "%t %p", "-i", "listener", "-c"});
    ASSERT_TRUE(wait_until([this] {
      return broker_.log().find("Sending SUBACK to listener") != std::string::npos;
    })) << broker_.log();
  }

  std::string broker() const { return fmt::format("127.0.0.1:{}", broker_.port()); }
  std::vector<std::string> command(std::vector<std::string> more = {}) const {
    std::vector<std::string> argv{ZF_DOORS,          "mqtt",
                                  "--broker",        broker(),
                                  "--facility",      "chuo",
                                  "--controller",    "ctl-1",
                                  "--state",         (directory_ / "state").string(),
                                  "--password-file", (directory_ / "ctl-1.password").string()};
    argv.insert(argv.end(), more.begin(), more.end());
    return argv;
  }

  // What has come on `topic`, decoded; each must be sound.
  std::vector<core::Observation> events_of(const std::string& controller) const {
    std::vector<core::Observation> found;
    const std::string topic = "zonefactor/1/chuo/" + controller + "/event ";
    std::istringstream lines(subscriber_->output());
    for (std::string line; std::getline(lines, line);) {
      if (line.rfind(topic, 0) != 0 || line.back() != '}') continue;
      const core::ControllerId id(controller);
      const auto message =
          profiles::decode_event(line.substr(topic.size()), &id, core::Origin::bound);
      const auto* report = std::get_if<ports::DoorReport>(&message);
      EXPECT_NE(report, nullptr) << line;
      if (report != nullptr) found.push_back(report->observation);
    }
    return found;
  }
  bool heard(const std::string& text) const {
    return wait_until([&] { return subscriber_->output().find(text) != std::string::npos; });
  }

  TempDir directory_;
  MosquittoServer broker_;
  std::unique_ptr<Process> subscriber_;
};

TEST_F(DoorsMqtt, events_are_published_as_the_profile_has_them_with_status_and_boot) {
  const RunResult result = support::run(command(), {.input = std::string(kTaken) + kOpened});
  ASSERT_EQ(result.status, 0) << result.output;
  ASSERT_TRUE(heard("zonefactor/1/chuo/ctl-1/status offline"));
  EXPECT_NE(subscriber_->output().find("zonefactor/1/chuo/ctl-1/status online"), std::string::npos);
  const auto events = events_of("ctl-1");
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0].kind, core::EventKind::boot);
  EXPECT_EQ(events[0].boot, "b1");
  EXPECT_EQ(events[0].seq, 1U);
  EXPECT_EQ(events[1].kind, core::EventKind::access_taken);
  EXPECT_EQ(events[1].seq, 2U);
  EXPECT_TRUE(events[1].occurred_at);
  EXPECT_TRUE(events[1].sent_at);
  EXPECT_EQ(events[2].seq, 3U);
}

TEST_F(DoorsMqtt, K8_a_second_run_continues_with_a_boot_that_names_the_first) {
  ASSERT_EQ(support::run(command(), {.input = kTaken}).status, 0);
  ASSERT_EQ(support::run(command(), {.input = kTaken}).status, 0);
  ASSERT_TRUE(wait_until([&] { return events_of("ctl-1").size() == 4; }));
  const core::Observation boot = events_of("ctl-1")[2];
  EXPECT_EQ(boot.kind, core::EventKind::boot);
  EXPECT_EQ(boot.boot, "b2");
  EXPECT_EQ(boot.previous, (core::PreviousBoot{"b1", 2}));
}

TEST_F(DoorsMqtt, heartbeats_carry_the_last_number_until_it_is_told_to_stop) {
  Process controller(command({"--stay", "--heartbeat-ms", "60"}), {.input = kTaken});
  ASSERT_TRUE(wait_until([&] { return events_of("ctl-1").size() >= 5; }));
  controller.signal(SIGTERM);
  EXPECT_EQ(controller.wait(), 0) << controller.output();
  const core::Observation beat = events_of("ctl-1")[3];
  EXPECT_EQ(beat.kind, core::EventKind::heartbeat);
  EXPECT_EQ(beat.seq, 2U);
  EXPECT_TRUE(heard("ctl-1/status offline"));
}

TEST_F(DoorsMqtt, a_killed_controller_leaves_its_will) {
  Process controller(command({"--stay"}), {.input = kTaken});
  ASSERT_TRUE(heard("access_taken"));
  controller.signal(SIGKILL);
  EXPECT_TRUE(heard("zonefactor/1/chuo/ctl-1/status offline"));
}

TEST_F(DoorsMqtt, events_may_bring_their_own_boot_number_and_no_time) {
  const std::string own =
      R"({"kind":"door_opened","door":"d","boot":"x9","seq":40,"occurred_at":null,"sent_at":null})"
      "\n";
  ASSERT_EQ(support::run(command(), {.input = own + kOpened}).status, 0);
  ASSERT_TRUE(wait_until([&] { return events_of("ctl-1").size() == 2; }));
  const auto events = events_of("ctl-1");
  EXPECT_EQ(events[0].boot, "x9");
  EXPECT_EQ(events[0].seq, 40U);
  EXPECT_FALSE(events[0].occurred_at);
  EXPECT_FALSE(events[0].sent_at);
  EXPECT_EQ(events[1].boot, "x9");
  EXPECT_EQ(events[1].seq, 41U);
}

TEST_F(DoorsMqtt, a_broker_that_restarts_costs_no_event) {
  MqttSide side;
  side.broker = broker();
  side.facility = "chuo";
  side.password_file = directory_ / "ctl-1.password";
  DoorFleet fleet({{"ctl-1", side, 0ms}}, {});
  const auto opened = [] {
    return journal::JsonObject{{"kind", journal::Json("door_opened")},
                               {"door", journal::Json("d")}};
  };
  fleet.publish("ctl-1", opened());
  broker_.stop();
  broker_.start();
  fleet.publish("ctl-1", opened());
  EXPECT_TRUE(wait_until([&] {
    const auto events = events_of("ctl-1");
    return !events.empty() && events.back().seq == 3;
  }));
}

TEST_F(DoorsMqtt, a_wrong_password_is_named_and_never_shown) {
  support::write_file(directory_ / "ctl-1.password", "wrong");
  RunResult result = support::run(command(), {.input = kTaken});
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.output.find("controller ctl-1 at broker 127.0.0.1"), std::string::npos)
      << result.output;
  EXPECT_EQ(result.output.find("wrong"), std::string::npos) << "no password in any text";
}

TEST_F(DoorsMqtt, an_absent_broker_is_named_after_a_bounded_number_of_attempts) {
  broker_.stop();
  const RunResult result = support::run(command(), {.input = kTaken});
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.output.find("controller ctl-1 at broker " + broker()), std::string::npos)
      << result.output;
}

TEST_F(DoorsMqtt, a_script_plays_panels_and_controllers_from_one_process) {
  const std::uint16_t port = support::free_port();
  support::write_file(
      directory_ / "morning.jsonl",
      fmt::format(
          R"({{"controller":{{"id":"plc-1","kind":"plc","port":1,"readers":{{"rad-in":3}},"doors":{{"rad-door":1}}}}}}
{{"controller":{{"id":"ctl-2","kind":"mqtt","password_file":"{}"}}}}
# a comment, and an empty line

{{"after_ms":1,"event":{{"controller":"ctl-1","kind":"door_opened","door":"ph-door"}}}}
{{"after_ms":2,"event":{{"controller":"plc-1","kind":"access_taken","access_point":"rad-in","credential":"04A1B2C3"}}}}
{{"event":{{"controller":"ctl-2","kind":"door_closed","door":"v-door"}}}}
{{"event":{{"controller":"plc-1","kind":"boot"}}}}
{{"event":{{"controller":"plc-1","kind":"door_opened","door":"rad-door"}}}}
)",
          (directory_ / "ctl-2.password").string()));
  RecordingService service;
  modbus::ThreadLoop loop;
  modbus::ModbusPoller poller(poller_options(port), loop, service);
  poller.start();
  const RunResult result = support::run(
      {ZF_DOORS, "play", (directory_ / "morning.jsonl").string(), "--broker", broker(),
       "--facility", "chuo", "--password-file", (directory_ / "ctl-1.password").string(),
       "--plc-port", fmt::format("plc-1={}", port), "--drain-ms", "20000"});
  EXPECT_EQ(result.status, 0) << result.output;
  ASSERT_TRUE(wait_until([&] { return events_of("ctl-2").size() == 2; }));
  EXPECT_EQ(events_of("ctl-1").back().door, core::DoorId("ph-door"));
  EXPECT_EQ(events_of("ctl-2").back().kind, core::EventKind::door_closed);
  const auto panel = service.events();
  ASSERT_GE(panel.size(), 2U);
  EXPECT_EQ(panel.back().observation.boot, "e2");
  EXPECT_EQ(panel.back().observation.door, core::DoorId("rad-door"));
  EXPECT_EQ(panel[panel.size() - 2].observation.kind, core::EventKind::boot);
  EXPECT_TRUE(poller.stop(std::chrono::steady_clock::now() + 10s));
}

TEST(DoorsScript, a_fault_names_its_line_and_what_is_wrong) {
  const auto fault_of = [](const std::string& text) {
    std::istringstream in(text);
    try {
      read_script(in, {});
    } catch (const std::invalid_argument& fault) {
      return std::string(fault.what());
    }
    return std::string("taken");
  };
  EXPECT_NE(fault_of("\n{\"after_ms\":1}").find("line 2"), std::string::npos);
  EXPECT_NE(fault_of(R"({"event":{"kind":"boot"}})").find("controller"), std::string::npos);
  EXPECT_NE(fault_of(R"({"event":{"controller":"c"}})").find("kind"), std::string::npos);
  EXPECT_NE(
      fault_of(R"({"after_ms":-1,"event":{"controller":"c","kind":"boot"}})").find("after_ms"),
      std::string::npos);
  EXPECT_NE(fault_of(R"({"after":1,"event":{"controller":"c","kind":"boot"}})").find("after_ms"),
            std::string::npos);
  EXPECT_NE(fault_of(R"({"controller":{"id":"c","kind":"serial"}})").find("plc"),
            std::string::npos);
  EXPECT_NE(fault_of(R"({"controller":{"id":"c","kind":"plc","capacity":1}})").find("capacity"),
            std::string::npos);
  EXPECT_NE(fault_of(R"({"controller":{"id":"c","kind":"plc","password":"x"}})").find("password"),
            std::string::npos);
  const std::string twice = R"({"controller":{"id":"c","kind":"plc"}})";
  EXPECT_NE(fault_of(twice + "\n" + twice).find("line 2"), std::string::npos);
  EXPECT_EQ(fault_of("# only this\n"), "taken");
}

}  // namespace
}  // namespace zonefactor::doors
