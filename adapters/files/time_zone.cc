#include "adapters/files/time_zone.h"

#include <date/tz.h>

#include <chrono>
#include <stdexcept>

namespace zonefactor::files {

namespace {

constexpr std::size_t kMaxTransitions = 60;

core::TimeZone table_of(const date::time_zone& zone, std::string_view name) {
  const date::sys_seconds first{date::sys_days{date::year{2020} / 1 / 1}};
  const date::sys_seconds last{date::sys_days{date::year{2038} / 1 / 1}};
  core::TimeZone out;
  out.name = std::string(name);
  date::sys_info info = zone.get_info(first);
  out.initial_offset = info.offset;
  while (info.end < last && out.transitions.size() < kMaxTransitions) {
    const date::sys_seconds change = info.end;
    const std::chrono::seconds before = info.offset;
    info = zone.get_info(change);
    if (info.offset != before) out.transitions.push_back({core::Instant{change}, info.offset});
  }
  return out;
}

}  // namespace

std::optional<core::TimeZone> load_time_zone(std::string_view name) {
  if (name == "UTC") return core::TimeZone{};
  try {
    return table_of(*date::locate_zone(name), name);
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

}  // namespace zonefactor::files
