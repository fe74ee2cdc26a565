#include "service/doors/panel_record.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <stdexcept>

#include "adapters/modbus/panel_event.h"

namespace zonefactor::doors {

namespace {

using core::EventKind;
using modbus::PanelRecord;
using modbus::Place;

constexpr std::size_t kMostDigits = 16;

std::uint16_t number_in(const std::map<std::string, std::uint16_t>& table, const std::string& name,
                        const char* what) {
  const auto found = table.find(name);
  if (found == table.end()) {
    throw std::invalid_argument(fmt::format("the panel has no number for {} '{}'", what, name));
  }
  return found->second;
}

void put_place(PanelRecord& record, Place place, std::uint16_t number) {
  record.detail = static_cast<std::uint16_t>(place);
  record.point = number;
}

// Doors and readers of kinds whose table row fixes which it is; else `detail` says it.
void put_point(PanelRecord& record, const core::Observation& seen, const PanelNumbers& numbers) {
  const bool free_choice =
      seen.kind == EventKind::tamper || seen.kind == EventKind::fault ||
      seen.kind == EventKind::tamper_cleared || seen.kind == EventKind::fault_cleared ||
      seen.kind == EventKind::emergency_release || seen.kind == EventKind::emergency_restored;
  if (seen.access_point) {
    const auto number = number_in(numbers.readers, seen.access_point->text, "reader");
    put_place(record, Place::reader, number);
  } else if (seen.door) {
    put_place(record, Place::door, number_in(numbers.doors, seen.door->text, "door"));
  } else if (seen.zone) {
    put_place(record, Place::zone, number_in(numbers.zones, seen.zone->text, "zone"));
  }
  if (!free_choice) record.detail = 0;
  if (seen.mode) record.detail = modbus::number_of(*seen.mode);
}

void put_card(PanelRecord& record, const ports::CredentialNumber& credential) {
  const std::string& text = credential.value;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, record.card, 16);
  if (error != std::errc() || stopped != end || text.size() > kMostDigits) {
    throw std::invalid_argument(
        fmt::format("a panel writes at most 64 bits of a card, as hexadecimal; '{}' is not", text));
  }
  record.bits =
      static_cast<std::uint16_t>(credential.bits != 0 ? credential.bits : 4 * text.size());
}

void put_previous(PanelRecord& record, const core::PreviousBoot& previous) {
  const std::string& boot = previous.boot;
  std::uint32_t epoch = 0;
  const char* const end = boot.data() + boot.size();
  const bool named = boot.size() > 1 && boot.front() == 'e' &&
                     std::from_chars(boot.data() + 1, end, epoch).ptr == end;
  if (!named || previous.seq > 0xFFFFFFFF) {
    throw std::invalid_argument(fmt::format("a panel's boot before is 'e<epoch>', not '{}'", boot));
  }
  record.bits = 64;
  record.card = (std::uint64_t{epoch} << 32) | previous.seq;
}

void put_time(PanelRecord& record, core::Instant occurred) {
  const std::int64_t ms = core::us_of(occurred) / 1000;
  if (ms < 0 || ms / 1000 > 0xFFFFFFFF) throw std::invalid_argument("a time no panel can write");
  record.time_s = static_cast<std::uint32_t>(ms / 1000);
  record.time_ms = static_cast<std::uint16_t>(ms % 1000);
}

}  // namespace

PanelRecord to_record(const ports::DoorReport& report, const PanelNumbers& numbers) {
  const core::Observation& seen = report.observation;
  const std::optional<std::uint16_t> kind = modbus::number_of(seen.kind);
  if (!kind)
    throw std::invalid_argument("a panel has no record for a heartbeat; its life counter is one");
  PanelRecord record;
  record.kind = *kind;
  put_point(record, seen, numbers);
  if (seen.methods) record.methods = modbus::bits_of(*seen.methods, seen.unknown_methods);
  if (report.credential) put_card(record, *report.credential);
  if (seen.previous) put_previous(record, *seen.previous);
  if (seen.occurred_at) put_time(record, *seen.occurred_at);
  return record;
}

}  // namespace zonefactor::doors
