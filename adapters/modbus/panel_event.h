// One record of a PLC door panel as a door event, and the numbers that both sides give to words.
//
// Pure and total: any record gives either a report or an Undecodable that names the word at fault;
// nothing is guessed, and an access event without its card is refused (rule P6). Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "adapters/modbus/panel_registers.h"
#include "service/ports/service.h"

namespace zonefactor::modbus {

// What the panel's numbers mean at this site.
struct PanelNames {
  core::ControllerId controller;
  std::map<std::uint16_t, core::AccessPointId> readers;
  std::map<std::uint16_t, core::DoorId> doors;
  std::map<std::uint16_t, core::ZoneId> zones;
  // Format of a card by its bit count. Absent: "wiegand26" for 26 bits and so on; empty: the number
  // is a plain string of hex digits, as a serial number has it.
  std::map<std::uint16_t, std::string> card_formats;
  // Modbus proves nobody; `bound` only where a tunnel to this very panel does (rule H6).
  core::Origin origin = core::Origin::open;
};

// What `detail` says of the point, for kinds that may concern any thing.
enum class Place : std::uint16_t { panel = 0, reader = 1, door = 2, zone = 3 };

std::optional<core::EventKind> kind_of(std::uint16_t number);
// std::nullopt for `heartbeat`, which is no record: the header's life counter is.
std::optional<std::uint16_t> number_of(core::EventKind kind);
std::optional<core::DoorMode> mode_of(std::uint16_t number);
std::uint16_t number_of(core::DoorMode mode);
std::uint16_t bits_of(core::Methods methods, bool unknown_methods);

// The boot value of an epoch: "e7".
std::string boot_text(std::uint32_t epoch);
// A panel's time as an instant; std::nullopt where it has no clock.
std::optional<core::Instant> instant_of(std::uint32_t seconds, std::uint16_t milliseconds);

ports::DoorMessage to_message(const PanelRecord& record, std::uint32_t epoch,
                              const PanelNames& names, std::optional<core::Instant> sent_at);

// What is recorded for a slot that stayed unreadable: its words as they came.
ports::DoorMessage unreadable_slot(std::uint32_t seq, std::uint32_t epoch,
                                   std::span<const std::uint16_t, kRecordWords> words,
                                   const PanelNames& names);

// A panel whose program runs and which has nothing new: `head` is the last number it used.
ports::DoorMessage heartbeat(const PanelHeader& header, const PanelNames& names);

}  // namespace zonefactor::modbus
