// Door events through a real broker while the service's storage or the service itself is away: each
// is recorded exactly once, and a login follows from it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/integration/daemon/running_service.h"
#include "tests/support/mosquitto_server.h"
#include "tests/support/process.h"
#include "tests/support/wait.h"

namespace zonefactor::faults {
namespace {

using daemon_test::question;
using daemon_test::RunningService;
using daemon_test::small_facility;

class DoorsTest : public ::testing::Test {
 protected:
  static std::string facility_tables(const support::MosquittoServer& broker) {
    return fmt::format(
        "[[facility.mqtt]]\nbroker = \"mqtt://127.0.0.1:{}\"\nclient_id = \"zonefactor-chuo\"\n"
        "origin = \"bound\"\n",
        broker.port());
  }
  void publish(std::uint64_t seq, const std::string& point) {
    const auto sent = support::run(
        {"mosquitto_pub", "-h", "127.0.0.1", "-p", std::to_string(broker_.port()), "-q", "1", "-t",
         "zonefactor/1/chuo/ctl-1/event", "-m",
         fmt::format(R"({{"boot":"b1","seq":{},"kind":"access_taken","access_point":"{}",)"
                     R"("credential":"04A1B2C3"}})",
                     seq, point)});
    ASSERT_EQ(sent.status, 0) << sent.output;
  }
  std::size_t events() {
    const auto rows = service_.journal();
    return static_cast<std::size_t>(std::count_if(
        rows.begin(), rows.end(),
        [](const std::string& row) { return row.find("|door.event|") != std::string::npos; }));
  }
  bool equivalent() {
    const auto answer = service_.client("terminal")
                            .Post("/access/v1/evaluation", question("tanaka"), "application/json");
    return answer && answer->body.find("\"zone_equivalent\"") != std::string::npos;
  }
  bool connected() {
    return support::wait_until([&] {
      const auto answer = service_.client("monitor").Get("/metrics");
      return answer && answer->body.find("client=\"zonefactor-chuo\"} 1\n") != std::string::npos;
    });
  }

  support::MosquittoServer broker_;
  RunningService service_{{.facility_tables = facility_tables(broker_)}};
};

TEST_F(DoorsTest, an_entry_published_on_the_broker_turns_the_login) {
  service_.start();
  service_.apply_facility(small_facility());
  ASSERT_TRUE(connected()) << service_.log();
  EXPECT_FALSE(equivalent());
  publish(1, "ph-in");
  EXPECT_TRUE(support::wait_until([&] { return equivalent(); })) << service_.log();
  publish(2, "ph-out");
  EXPECT_TRUE(support::wait_until([&] { return !equivalent(); })) << service_.log();
  EXPECT_EQ(service_.stop(), 0) << service_.log();
}

TEST_F(DoorsTest, what_is_published_while_service_or_storage_is_away_is_recorded_exactly_once) {
  service_.start();
  service_.apply_facility(small_facility());
  ASSERT_TRUE(connected()) << service_.log();
  service_.kill9();
  publish(1, "ph-in");
  service_.start();
  EXPECT_TRUE(support::wait_until([&] { return events() == 1; })) << service_.log();

  service_.postgres().stop();
  publish(2, "ph-out");
  service_.postgres().start();
  EXPECT_TRUE(support::wait_until([&] { return events() == 2; }, std::chrono::seconds(60)))
      << service_.log();
  EXPECT_EQ(service_.stop(), 0) << service_.log();
}

TEST_F(DoorsTest, a_stop_with_an_unrecorded_event_in_hand_leaves_it_with_the_broker) {
  service_.start();
  service_.apply_facility(small_facility());
  ASSERT_TRUE(connected()) << service_.log();
  service_.postgres().stop();
  publish(1, "ph-in");
  EXPECT_TRUE(support::wait_until([&] {
    const auto answer = service_.client("monitor").Get("/metrics");
    return answer && answer->body.find(
                         "zonefactor_mqtt_received_total{facility=\"chuo\","
                         "client=\"zonefactor-chuo\"} 1\n") != std::string::npos;
  })) << service_.log();
  EXPECT_EQ(service_.stop(), 0) << service_.log();
  service_.postgres().start();
  service_.start();
  EXPECT_TRUE(support::wait_until([&] { return events() == 1; })) << service_.log();
  EXPECT_EQ(service_.stop(), 0) << service_.log();
}

}  // namespace
}  // namespace zonefactor::faults
