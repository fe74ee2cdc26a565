// The registers of a simulated door panel, as its program would keep them: docs/modbus.md from the
// panel's side. Pure; one thread at a time.
#pragma once

#include <cstdint>
#include <vector>

#include "adapters/modbus/panel_registers.h"
#include "service/core/time.h"

namespace zonefactor::doors {

class PanelImage {
 public:
  explicit PanelImage(std::uint16_t capacity);

  // A restart that lost the ring: a new epoch, nothing in it.
  void begin_epoch(std::uint32_t epoch);
  // Writes the next event; its number, epoch and check word are given here. Returns the number.
  std::uint32_t append(modbus::PanelRecord record);
  // The panel's program went round once more, and its clock shows `now`.
  void tick(core::Instant now);

  // Numbers in the ring that the reader has not acknowledged.
  std::uint32_t unacknowledged() const;

  // What a Modbus server serves. The holding registers are the reader's to write.
  std::vector<std::uint16_t>& inputs() { return inputs_; }
  modbus::TailWords& holding() { return holding_; }

 private:
  void show_header();

  modbus::PanelHeader header_;
  std::vector<std::uint16_t> inputs_;
  modbus::TailWords holding_{};
};

}  // namespace zonefactor::doors
