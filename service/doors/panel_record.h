// A door event as a panel writes it into its ring: names become the numbers of the panel.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "adapters/modbus/panel_registers.h"
#include "service/ports/service.h"

namespace zonefactor::doors {

// What the panel calls the things of the facility file.
struct PanelNumbers {
  std::map<std::string, std::uint16_t> readers;
  std::map<std::string, std::uint16_t> doors;
  std::map<std::string, std::uint16_t> zones;
};

// Throws std::invalid_argument where a panel has no word for it: a name without a number, a
// credential that is not hexadecimal or has more than 64 bits, a time before 1970 or after 2106.
modbus::PanelRecord to_record(const ports::DoorReport& report, const PanelNumbers& numbers);

}  // namespace zonefactor::doors
