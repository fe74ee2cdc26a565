#include "tests/integration/modbus/panel_fixture.h"

namespace zonefactor::modbus {

PanelTest::PanelTest(std::uint16_t capacity) : image_(capacity) {
  image_.begin_epoch(7);
  start_server();
}

PanelTest::~PanelTest() {
  service_.set(RecordingService::Answers::durable);
  service_.release();
  poller_.reset();
}

void PanelTest::read_cards(int count) {
  const std::lock_guard lock(mutex_);
  for (int i = 0; i < count; ++i) {
    const std::uint64_t card = ++cards_;
    image_.append({.kind = 2,
                   .point = static_cast<std::uint16_t>(1 + card % kReaders),
                   .methods = 1,
                   .bits = 32,
                   .card = card});
  }
}

void PanelTest::change(const std::function<void(doors::PanelImage&)>& change) {
  const std::lock_guard lock(mutex_);
  change(image_);
}

PanelTail PanelTest::tail() {
  const std::lock_guard lock(mutex_);
  return decode_tail(image_.holding());
}

std::uint32_t PanelTest::unacknowledged() {
  const std::lock_guard lock(mutex_);
  return image_.unacknowledged();
}

void PanelTest::start_server() {
  server_ = std::make_unique<doors::PanelServer>(port_, image_, mutex_);
  port_ = server_->port();
}

PollerOptions PanelTest::options(std::uint16_t port) const {
  PollerOptions o;
  o.port = port;
  o.poll_interval = 5ms;
  o.response_timeout = 500ms;
  o.retry_first = 5ms;
  o.retry_most = 50ms;
  o.ring.names.controller = core::ControllerId("plc-1");
  for (std::uint16_t n = 1; n <= kReaders; ++n) {
    o.ring.names.readers[n] = core::AccessPointId("reader-" + std::to_string(n));
  }
  return o;
}

ModbusPoller& PanelTest::start_poller(const PollerOptions& options) {
  poller_ = std::make_unique<ModbusPoller>(options, loop_, service_);
  poller_->start();
  return *poller_;
}

void PanelTest::expect_events(std::uint64_t first, std::uint64_t last) const {
  std::vector<std::uint64_t> expected;
  for (std::uint64_t n = first; n <= last; ++n) expected.push_back(n);
  EXPECT_EQ(service_.event_numbers(), expected);
  expect_sound_pairs();
}

void PanelTest::expect_sound_pairs() const {
  for (const ports::DoorReport& report : service_.events()) {
    const std::uint64_t card = std::stoull(report.credential.value().value, nullptr, 16);
    EXPECT_EQ(report.observation.access_point.value().text,
              "reader-" + std::to_string(1 + card % kReaders));
    EXPECT_EQ(report.observation.seq, card);
  }
}

bool PanelTest::wait_all_acknowledged() {
  return support::wait_until([this] { return unacknowledged() == 0; });
}

}  // namespace zonefactor::modbus
