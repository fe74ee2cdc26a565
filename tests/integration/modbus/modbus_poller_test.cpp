// The poller against a real Modbus server: order, the tail behind the commit, restarts, and an end
// in time whatever the other side does.
#include "adapters/modbus/modbus_poller.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/integration/modbus/panel_fixture.h"

namespace zonefactor::modbus {
namespace {

using support::wait_until;
using Answers = RecordingService::Answers;

auto soon() {
  return std::chrono::steady_clock::now() + 10s;
}

class Poller : public PanelTest {};

class LongRing : public PanelTest {
 protected:
  LongRing() : PanelTest(2000) {}
};

// A socket of 127.0.0.1 that listens; what becomes of callers is the test's.
class Listener {
 public:
  explicit Listener(int backlog) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(bind(fd_, plain, size), 0);
    EXPECT_EQ(listen(fd_, backlog), 0);
    EXPECT_EQ(getsockname(fd_, plain, &size), 0);
    address_ = address;
  }
  ~Listener() {
    for (const int fd : callers_) close(fd);
    close(fd_);
  }
  std::uint16_t port() const { return ntohs(address_.sin_port); }
  // Fills the queue of callers, so that the next one gets no answer at all.
  void fill() {
    for (int i = 0; i < 8; ++i) {
      const int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
      callers_.push_back(fd);
      const auto* const plain = reinterpret_cast<const sockaddr*>(&address_);
      EXPECT_TRUE(connect(fd, plain, sizeof(address_)) == 0 || errno == EINPROGRESS);
    }
  }

 private:
  int fd_;
  sockaddr_in address_{};
  std::vector<int> callers_;
};

TEST_F(Poller, events_arrive_in_order_once_and_are_acknowledged) {
  ModbusPoller& poller = start_poller();
  read_cards(3);
  EXPECT_TRUE(wait_all_acknowledged());
  read_cards(40);
  EXPECT_TRUE(wait_all_acknowledged());
  expect_events(1, 43);
  EXPECT_EQ(tail(), (PanelTail{7, 43}));
  EXPECT_EQ(poller.metrics().events, 43U);
  EXPECT_TRUE(poller.metrics().connected);
  EXPECT_EQ(poller.last_trouble(), "");
}

TEST_F(LongRing, a_long_backlog_arrives_in_order_once) {
  read_cards(1900);
  start_poller();
  EXPECT_TRUE(wait_all_acknowledged());
  expect_events(1, 1900);
}

TEST_F(Poller, the_tail_is_written_only_after_every_event_before_it_is_durable) {
  service_.set(Answers::held);
  start_poller();
  read_cards(3);
  ASSERT_TRUE(wait_until([&] { return service_.held() == 3; }));
  EXPECT_EQ(tail(), PanelTail{});
  service_.release_one(2, true);
  service_.release_one(1, true);
  EXPECT_EQ(tail(), PanelTail{}) << "the first is not durable";
  service_.release_one(0, true);
  EXPECT_TRUE(wait_until([&] { return tail() == PanelTail{7, 3}; }));
}

TEST_F(Poller, H3_what_could_not_be_recorded_is_read_again_and_not_acknowledged) {
  service_.set(Answers::unavailable);
  ModbusPoller& poller = start_poller();
  read_cards(3);
  ASSERT_TRUE(wait_until([&] { return poller.metrics().unavailable >= 2; }));
  EXPECT_EQ(tail(), PanelTail{});
  EXPECT_NE(poller.last_trouble().find("the test says so"), std::string::npos);
  service_.set(Answers::durable);
  EXPECT_TRUE(wait_all_acknowledged());
  expect_events(1, 3);
}

TEST_F(Poller, of_a_batch_recorded_in_part_the_rest_comes_again) {
  service_.set(Answers::held);
  start_poller();
  read_cards(4);
  ASSERT_TRUE(wait_until([&] { return service_.held() == 4; }));
  service_.set(Answers::durable);
  service_.release_one(0, true);
  service_.release_one(0, true);
  service_.release(false);
  EXPECT_TRUE(wait_all_acknowledged());
  expect_events(1, 4);
}

TEST_F(Poller, a_server_that_was_away_is_found_again) {
  ModbusPoller& poller = start_poller();
  read_cards(2);
  ASSERT_TRUE(wait_all_acknowledged());
  stop_server();
  read_cards(2);
  ASSERT_TRUE(wait_until([&] { return poller.metrics().connect_failures >= 3; }));
  EXPECT_FALSE(poller.metrics().connected);
  EXPECT_NE(poller.last_trouble().find("127.0.0.1"), std::string::npos);
  start_server();
  EXPECT_TRUE(wait_all_acknowledged());
  expect_events(1, 4);
}

TEST_F(Poller, a_new_poller_goes_on_behind_the_tail) {
  start_poller();
  read_cards(3);
  ASSERT_TRUE(wait_all_acknowledged());
  ASSERT_TRUE(poller_->stop(soon()));
  read_cards(2);
  start_poller();
  EXPECT_TRUE(wait_all_acknowledged());
  expect_events(1, 5);
}

TEST_F(Poller, H4_an_event_committed_and_not_acknowledged_comes_again_after_a_restart) {
  service_.set(Answers::held);
  start_poller();
  read_cards(2);
  ASSERT_TRUE(wait_until([&] { return service_.held() == 2; }));
  ASSERT_TRUE(poller_->stop(soon()));
  service_.set(Answers::durable);
  service_.release();
  EXPECT_EQ(tail(), PanelTail{}) << "a stopped poller writes nothing";
  start_poller();
  EXPECT_TRUE(wait_all_acknowledged());
  EXPECT_EQ(service_.event_numbers(), (std::vector<std::uint64_t>{1, 2, 1, 2}));
}

TEST_F(Poller, a_new_epoch_is_followed) {
  start_poller();
  read_cards(3);
  ASSERT_TRUE(wait_all_acknowledged());
  change([](doors::PanelImage& image) {
    image.begin_epoch(8);
    image.append({.kind = 64, .bits = 64, .card = (std::uint64_t{7} << 32) | 3});
  });
  ASSERT_TRUE(wait_until([&] { return tail() == PanelTail{8, 1}; }));
  const core::Observation boot = service_.events().back().observation;
  EXPECT_EQ(boot.kind, core::EventKind::boot);
  EXPECT_EQ(boot.boot, "e8");
  EXPECT_EQ(boot.previous, (core::PreviousBoot{"e7", 3}));
}

TEST_F(Poller, K8_an_overrun_leaves_the_gap_to_the_rules) {
  start_poller();
  read_cards(3);
  ASSERT_TRUE(wait_all_acknowledged());
  stop_server();
  read_cards(100);
  start_server();
  ASSERT_TRUE(wait_all_acknowledged());
  std::vector<std::uint64_t> expected{1, 2, 3};
  for (std::uint64_t n = 40; n <= 103; ++n) expected.push_back(n);
  EXPECT_EQ(service_.event_numbers(), expected);
  EXPECT_TRUE(wait_until([&] { return poller_->metrics().overruns == 1; }));
}

TEST_F(Poller, heartbeats_come_at_their_interval_and_prove_the_panels_life) {
  PollerOptions o = options(port_);
  o.heartbeat = 20ms;
  start_poller(o);
  read_cards(2);
  ASSERT_TRUE(wait_until([&] { return service_.heartbeats().size() >= 3; }));
  const core::Observation beat = service_.heartbeats().back().observation;
  EXPECT_EQ(beat.seq, 2U);
  EXPECT_EQ(beat.boot, "e7");
  EXPECT_TRUE(beat.sent_at);
  expect_events(1, 2);
}

TEST_F(Poller, H4_a_heartbeat_is_due_from_the_start) {
  PollerOptions o = options(port_);
  o.heartbeat = 24h;
  start_poller(o);
  ASSERT_TRUE(wait_until([&] { return service_.heartbeats().size() == 1; }));
}

TEST_F(Poller, stop_comes_back_while_the_service_holds_its_answer) {
  service_.set(Answers::held);
  start_poller();
  read_cards(2);
  ASSERT_TRUE(wait_until([&] { return service_.held() == 2; }));
  EXPECT_TRUE(poller_->stop(soon()));
  EXPECT_EQ(tail(), PanelTail{});
}

TEST_F(Poller, stop_comes_back_while_the_server_hangs) {
  const Listener silent(8);
  PollerOptions o = options(silent.port());
  o.response_timeout = 1h;
  ModbusPoller& poller = start_poller(o);
  ASSERT_TRUE(wait_until([&] { return poller.metrics().connected.load(); }));
  EXPECT_TRUE(poller.stop(soon()));
}

TEST_F(Poller, stop_comes_back_while_the_connection_is_being_made) {
  Listener full(0);
  full.fill();
  PollerOptions o = options(full.port());
  o.connect_timeout = 1h;
  ModbusPoller& poller = start_poller(o);
  EXPECT_TRUE(poller.stop(soon()));
  EXPECT_EQ(poller.metrics().connections, 0U);
}

TEST_F(Poller, a_connection_that_is_not_answered_is_given_up_in_time) {
  Listener full(0);
  full.fill();
  PollerOptions o = options(full.port());
  o.connect_timeout = 20ms;
  ModbusPoller& poller = start_poller(o);
  EXPECT_TRUE(wait_until([&] { return poller.metrics().connect_failures >= 2; }));
}

TEST_F(Poller, stop_before_start_and_twice_is_stopped) {
  ModbusPoller poller(options(port_), loop_, service_);
  EXPECT_TRUE(poller.stop(soon()));
  EXPECT_TRUE(poller.stop(soon()));
}

TEST_F(Poller, a_name_in_place_of_an_address_is_refused_in_words) {
  PollerOptions o = options(port_);
  o.address = "panel.example";
  ModbusPoller& poller = start_poller(o);
  EXPECT_TRUE(wait_until([&] { return poller.metrics().connect_failures >= 1; }));
  EXPECT_NE(poller.last_trouble().find("no IP address"), std::string::npos);
}

// libmodbus ends the process on a socket number above 1023.
TEST_F(Poller, with_every_low_descriptor_in_use_it_waits_for_one_and_lives) {
  rlimit limit{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
  const rlimit before = limit;
  limit.rlim_cur = std::max<rlim_t>(limit.rlim_cur, 2048);
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0) << "this machine must allow 2048 open files";
  std::vector<int> taken;
  for (int fd = open("/dev/null", O_RDONLY | O_CLOEXEC); fd >= 0 && fd < 1100;
       fd = open("/dev/null", O_RDONLY | O_CLOEXEC)) {
    taken.push_back(fd);
  }
  ModbusPoller& poller = start_poller();
  read_cards(1);
  EXPECT_TRUE(wait_until([&] { return poller.metrics().connect_failures >= 2; }));
  EXPECT_NE(poller.last_trouble().find("1024"), std::string::npos);
  for (const int fd : taken) close(fd);
  EXPECT_TRUE(wait_all_acknowledged());
  expect_events(1, 1);
  setrlimit(RLIMIT_NOFILE, &before);
}

}  // namespace
}  // namespace zonefactor::modbus
