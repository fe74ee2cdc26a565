#include "service/doors/panel_image.h"

#include <algorithm>

namespace zonefactor::doors {

using modbus::PanelTail;

PanelImage::PanelImage(std::uint16_t capacity)
    : inputs_(modbus::kSlotsAddress + std::size_t{capacity} * modbus::kRecordWords) {
  header_.capacity = capacity;
  begin_epoch(1);
}

void PanelImage::begin_epoch(std::uint32_t epoch) {
  header_.epoch = epoch;
  header_.head = 0;
  header_.oldest = 0;
  std::fill(inputs_.begin(), inputs_.end(), std::uint16_t{0});
  show_header();
}

std::uint32_t PanelImage::append(modbus::PanelRecord record) {
  record.seq = header_.head + 1;
  record.epoch_low = static_cast<std::uint16_t>(header_.epoch & 0xFFFF);
  // The oldest goes before its slot does, and the head follows once the record is whole.
  if (header_.oldest == 0) {
    header_.oldest = 1;
  } else if (record.seq - header_.oldest >= header_.capacity) {
    ++header_.oldest;
  }
  const modbus::RecordWords words = encode(record);
  std::copy(words.begin(), words.end(),
            inputs_.begin() + modbus::slot_address(record.seq, header_.capacity));
  header_.head = record.seq;
  show_header();
  return record.seq;
}

void PanelImage::tick(core::Instant now) {
  const std::int64_t ms = core::us_of(now) / 1000;
  header_.clock_s = static_cast<std::uint32_t>(ms / 1000);
  header_.clock_ms = static_cast<std::uint16_t>(ms % 1000);
  ++header_.life;
  show_header();
}

std::uint32_t PanelImage::unacknowledged() const {
  const PanelTail tail = modbus::decode_tail(holding_);
  const bool ours = tail.epoch == header_.epoch && tail.seq <= header_.head;
  return ours ? header_.head - tail.seq : header_.head;
}

void PanelImage::show_header() {
  const modbus::HeaderWords words = encode(header_);
  std::copy(words.begin(), words.end(), inputs_.begin());
}

}  // namespace zonefactor::doors
