#include "service/doors/plc_panel.h"

#include <fmt/format.h>

#include <stdexcept>

#include "adapters/profiles/zonefactor_event.h"

namespace zonefactor::doors {

namespace {

std::uint16_t legal_capacity(std::uint16_t capacity) {
  if (capacity >= modbus::kMinCapacity && capacity <= modbus::kMaxCapacity) return capacity;
  throw std::invalid_argument(fmt::format("a ring has {} to {} slots, not {}", modbus::kMinCapacity,
                                          modbus::kMaxCapacity, capacity));
}

}  // namespace

PlcPanel::PlcPanel(std::string id, const PanelSide& side)
    : id_(std::move(id)),
      numbers_(side.numbers),
      image_(legal_capacity(side.capacity)),
      server_(side.port, image_, mutex_) {}

void PlcPanel::begin_boot(std::uint32_t run) {
  const std::lock_guard lock(mutex_);
  image_.begin_epoch(run);
}

void PlcPanel::send(const journal::JsonObject& event) {
  const std::string text = journal::canonical(journal::Json(event));
  const ports::DoorMessage message = profiles::decode_event(text, &id_, core::Origin::open);
  if (const auto* refused = std::get_if<ports::Undecodable>(&message)) {
    throw std::invalid_argument(refused->detail);
  }
  const modbus::PanelRecord record = to_record(std::get<ports::DoorReport>(message), numbers_);
  const std::lock_guard lock(mutex_);
  image_.append(record);
}

std::uint32_t PlcPanel::unacknowledged() {
  const std::lock_guard lock(mutex_);
  return image_.unacknowledged();
}

}  // namespace zonefactor::doors
