// A real Modbus server that serves a panel, and the poller under test with short waits.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <mutex>
#include <vector>

#include "adapters/modbus/modbus_poller.h"
#include "service/doors/panel_image.h"
#include "service/doors/panel_server.h"
#include "tests/integration/modbus/recording_service.h"
#include "tests/support/wait.h"

namespace zonefactor::modbus {

using namespace std::chrono_literals;

inline constexpr std::uint16_t kReaders = 50;

class PanelTest : public testing::Test {
 protected:
  explicit PanelTest(std::uint16_t capacity = 64);
  ~PanelTest() override;

  // Card n is read at reader 1 + n modulo kReaders, so that a wrong pairing can be seen.
  void read_cards(int count);
  void change(const std::function<void(doors::PanelImage&)>& change);
  PanelTail tail();
  std::uint32_t unacknowledged();

  void start_server();
  void stop_server() { server_.reset(); }
  PollerOptions options(std::uint16_t port) const;
  ModbusPoller& start_poller(const PollerOptions& options);
  ModbusPoller& start_poller() { return start_poller(options(port_)); }

  // Every event is there in order and once, and each card at its own reader.
  void expect_events(std::uint64_t first, std::uint64_t last) const;
  void expect_sound_pairs() const;
  bool wait_all_acknowledged();

  std::mutex mutex_;
  doors::PanelImage image_;  // under mutex_
  std::uint16_t port_ = 0;
  std::uint64_t cards_ = 0;
  std::unique_ptr<doors::PanelServer> server_;
  RecordingService service_;
  ThreadLoop loop_;
  std::unique_ptr<ModbusPoller> poller_;
};

}  // namespace zonefactor::modbus
