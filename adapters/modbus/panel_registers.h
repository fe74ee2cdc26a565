// The register map of the PLC door panel as values: header, record and tail, and their one codec.
//
// docs/modbus.md is the same map for the people who program panels. Wire (PDU) addresses, words
// big-endian on the wire, numbers of several words most significant word first. Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace zonefactor::modbus {

inline constexpr std::uint16_t kMagic = 0x5A46;  // "ZF"
inline constexpr std::uint16_t kLayoutVersion = 1;

// Input registers.
inline constexpr std::uint16_t kHeaderAddress = 0;
inline constexpr std::uint16_t kHeaderWords = 16;
inline constexpr std::uint16_t kSlotsAddress = 100;
inline constexpr std::uint16_t kRecordWords = 16;
inline constexpr std::uint16_t kMinCapacity = 2;
inline constexpr std::uint16_t kMaxCapacity = 4089;  // the last slot ends below address 65536

// Holding registers.
inline constexpr std::uint16_t kTailAddress = 0;
inline constexpr std::uint16_t kTailWords = 4;

// What the panel says of itself and of its ring. `head` and `oldest` are 0 while the ring is empty.
struct PanelHeader {
  std::uint32_t epoch = 0;
  std::uint16_t capacity = 0;
  std::uint16_t life = 0;  // changes at least once a second while the panel's program runs
  std::uint32_t head = 0;
  std::uint32_t oldest = 0;
  std::uint32_t clock_s = 0;  // 0: no clock
  std::uint16_t clock_ms = 0;
  bool operator==(const PanelHeader&) const = default;
};

struct PanelRecord {
  std::uint32_t seq = 0;
  std::uint16_t epoch_low = 0;
  std::uint16_t kind = 0;
  std::uint16_t point = 0;
  std::uint16_t methods = 0;
  std::uint16_t detail = 0;
  std::uint16_t bits = 0;
  std::uint64_t card = 0;
  std::uint32_t time_s = 0;  // 0: no clock
  std::uint16_t time_ms = 0;
  bool operator==(const PanelRecord&) const = default;
};

// The last event of `epoch` that is durable with us; we write it, the panel may show it.
struct PanelTail {
  std::uint32_t epoch = 0;
  std::uint32_t seq = 0;
  bool operator==(const PanelTail&) const = default;
};

using HeaderWords = std::array<std::uint16_t, kHeaderWords>;
using RecordWords = std::array<std::uint16_t, kRecordWords>;
using TailWords = std::array<std::uint16_t, kTailWords>;

HeaderWords encode(const PanelHeader& header);
RecordWords encode(const PanelRecord& record);
TailWords encode(const PanelTail& tail);

// `torn`: the check word does not fit, so it was read while being written. `foreign`: whatever this
// is, it is no panel of our layout, or one whose numbers cannot be; `why` says what was met.
struct HeaderReading {
  enum class Verdict { good, torn, foreign };
  Verdict verdict = Verdict::foreign;
  PanelHeader header;
  std::string why;
};
HeaderReading decode_header(std::span<const std::uint16_t, kHeaderWords> words);

// std::nullopt where the check word does not fit.
std::optional<PanelRecord> decode_record(std::span<const std::uint16_t, kRecordWords> words);
PanelTail decode_tail(std::span<const std::uint16_t, kTailWords> words);

// CRC-16/MODBUS (the serial line's own: reflected 0x8005, start 0xFFFF) over the words' bytes, high
// byte first.
std::uint16_t crc16(std::span<const std::uint16_t> words);

// The address of the slot that holds `seq`.
std::uint16_t slot_address(std::uint32_t seq, std::uint16_t capacity);

}  // namespace zonefactor::modbus
