// A simulated PLC door panel: its registers, served over Modbus TCP on 127.0.0.1.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>

#include "service/doors/panel_image.h"
#include "service/doors/panel_record.h"
#include "service/doors/panel_server.h"
#include "service/doors/simulated_controller.h"

namespace zonefactor::doors {

struct PanelSide {
  std::uint16_t port = 0;  // 0: a free one
  std::uint16_t capacity = 256;
  PanelNumbers numbers;
};

class PlcPanel final : public SimulatedController {
 public:
  // Throws std::runtime_error where the port cannot be had, std::invalid_argument for a capacity no
  // ring can have.
  PlcPanel(std::string id, const PanelSide& side);

  char boot_letter() const override { return 'e'; }
  bool takes_own_numbers() const override { return false; }
  void begin_boot(std::uint32_t run) override;
  void send(const journal::JsonObject& event) override;
  bool sends_heartbeats() const override { return false; }
  std::uint32_t unacknowledged() override;

  std::uint16_t port() const { return server_.port(); }

 private:
  const core::ControllerId id_;
  const PanelNumbers numbers_;
  std::mutex mutex_;
  PanelImage image_;  // under mutex_
  PanelServer server_;
};

}  // namespace zonefactor::doors
