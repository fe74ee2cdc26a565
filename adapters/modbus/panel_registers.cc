#include "adapters/modbus/panel_registers.h"

#include <fmt/format.h>

namespace zonefactor::modbus {

namespace {

constexpr std::size_t kCheckWord = kRecordWords - 1;
static_assert(kHeaderWords == kRecordWords,
              "header and record share the place of their check word");

std::uint16_t high_word(std::uint32_t value) {
  return static_cast<std::uint16_t>(value >> 16);
}
std::uint16_t low_word(std::uint32_t value) {
  return static_cast<std::uint16_t>(value & 0xFFFF);
}

std::uint32_t u32(std::uint16_t high, std::uint16_t low) {
  return (std::uint32_t{high} << 16) | low;
}

template <class Words>
void put32(Words& words, std::size_t at, std::uint32_t value) {
  words[at] = high_word(value);
  words[at + 1] = low_word(value);
}

template <class Words>
void seal(Words& words) {
  words[kCheckWord] = crc16(std::span(words).first(kCheckWord));
}

bool sealed(std::span<const std::uint16_t, kRecordWords> words) {
  return words[kCheckWord] == crc16(words.first(kCheckWord));
}

// What cannot be true of a ring; empty where all is well.
std::string contradiction(const PanelHeader& h) {
  if (h.epoch == 0) return "the epoch is 0; the panel counts epochs from 1";
  if (h.capacity < kMinCapacity || h.capacity > kMaxCapacity) {
    return fmt::format("the capacity is {}; it must be {} to {} slots", h.capacity, kMinCapacity,
                       kMaxCapacity);
  }
  if ((h.head == 0) != (h.oldest == 0) || h.oldest > h.head ||
      (h.head != 0 && h.head - h.oldest >= h.capacity)) {
    return fmt::format("events {} to {} cannot be in {} slots", h.oldest, h.head, h.capacity);
  }
  if (h.clock_ms > 999) return fmt::format("the clock's milliseconds are {}", h.clock_ms);
  return "";
}

}  // namespace

HeaderWords encode(const PanelHeader& header) {
  HeaderWords words{};
  words[0] = kMagic;
  words[1] = kLayoutVersion;
  put32(words, 2, header.epoch);
  words[4] = header.capacity;
  words[5] = header.life;
  put32(words, 6, header.head);
  put32(words, 8, header.oldest);
  put32(words, 10, header.clock_s);
  words[12] = header.clock_ms;
  seal(words);
  return words;
}

RecordWords encode(const PanelRecord& record) {
  RecordWords words{};
  put32(words, 0, record.seq);
  words[2] = record.epoch_low;
  words[3] = record.kind;
  words[4] = record.point;
  words[5] = record.methods;
  words[6] = record.detail;
  words[7] = record.bits;
  put32(words, 8, static_cast<std::uint32_t>(record.card >> 32));
  put32(words, 10, static_cast<std::uint32_t>(record.card & 0xFFFFFFFF));
  put32(words, 12, record.time_s);
  words[14] = record.time_ms;
  seal(words);
  return words;
}

TailWords encode(const PanelTail& tail) {
  TailWords words{};
  put32(words, 0, tail.epoch);
  put32(words, 2, tail.seq);
  return words;
}

HeaderReading decode_header(std::span<const std::uint16_t, kHeaderWords> words) {
  using Verdict = HeaderReading::Verdict;
  if (words[0] != kMagic) {
    return {Verdict::foreign,
            {},
            fmt::format("input register 0 holds {:#06x}, not {:#06x}: this is "
                        "not a door panel of docs/modbus.md",
                        words[0], kMagic)};
  }
  if (words[1] != kLayoutVersion) {
    return {Verdict::foreign,
            {},
            fmt::format("the panel has layout version {}; this program knows {}", words[1],
                        kLayoutVersion)};
  }
  if (!sealed(words)) return {Verdict::torn, {}, "the header's check word does not fit"};
  PanelHeader header;
  header.epoch = u32(words[2], words[3]);
  header.capacity = words[4];
  header.life = words[5];
  header.head = u32(words[6], words[7]);
  header.oldest = u32(words[8], words[9]);
  header.clock_s = u32(words[10], words[11]);
  header.clock_ms = words[12];
  std::string why = contradiction(header);
  if (!why.empty()) return {Verdict::foreign, header, why};
  return {Verdict::good, header, ""};
}

std::optional<PanelRecord> decode_record(std::span<const std::uint16_t, kRecordWords> words) {
  if (!sealed(words)) return std::nullopt;
  PanelRecord record;
  record.seq = u32(words[0], words[1]);
  record.epoch_low = words[2];
  record.kind = words[3];
  record.point = words[4];
  record.methods = words[5];
  record.detail = words[6];
  record.bits = words[7];
  record.card = (std::uint64_t{u32(words[8], words[9])} << 32) | u32(words[10], words[11]);
  record.time_s = u32(words[12], words[13]);
  record.time_ms = words[14];
  return record;
}

PanelTail decode_tail(std::span<const std::uint16_t, kTailWords> words) {
  return {u32(words[0], words[1]), u32(words[2], words[3])};
}

std::uint16_t crc16(std::span<const std::uint16_t> words) {
  std::uint32_t crc = 0xFFFF;
  const auto take = [&crc](std::uint32_t byte) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
  };
  for (const std::uint16_t word : words) {
    take(static_cast<std::uint32_t>(word >> 8));
    take(word & 0xFFU);
  }
  return static_cast<std::uint16_t>(crc);
}

std::uint16_t slot_address(std::uint32_t seq, std::uint16_t capacity) {
  return static_cast<std::uint16_t>(kSlotsAddress + kRecordWords * (seq % capacity));
}

}  // namespace zonefactor::modbus
