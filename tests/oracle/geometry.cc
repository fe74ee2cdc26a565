// Zones, doors and readers of a site, by walking its lists.
#include "tests/oracle/geometry.h"

#include <algorithm>

namespace zonefactor::oracle {

bool contains(const Site& site, const std::string& zone, const std::string& place) {
  for (const Zone* at = find(site.zones, place); at != nullptr; at = find(site.zones, at->within)) {
    if (at->id == zone) return true;
  }
  return false;
}

bool bounds(const Site& site, const Door& door, const std::string& zone) {
  return contains(site, zone, door.side_a) != contains(site, zone, door.side_b);
}

std::string read_from(const Site& site, const Reader& reader) {
  const Door* door = find(site.doors, reader.door);
  return door->side_a == reader.to ? door->side_b : door->side_a;
}

bool watches(const Site& site, const std::string& controller, const std::string& zone) {
  for (const Door& door : site.doors) {
    if (door.controller != controller) continue;
    for (const Zone& bounded : site.zones) {
      if (bounds(site, door, bounded.id) && contains(site, bounded.id, zone)) return true;
    }
  }
  return false;
}

bool left_by_handle(const Door& door) {
  return door.egress == "handle";
}

bool identifies(const Words& methods) {
  return std::any_of(methods.begin(), methods.end(),
                     [](const std::string& method) { return method != "code" && method != "key"; });
}

bool identifies(const Reader& reader, const Event& told) {
  if (told.methods) return identifies(*told.methods);
  return std::all_of(reader.methods.begin(), reader.methods.end(),
                     [](const Words& combination) { return identifies(combination); });
}

}  // namespace zonefactor::oracle
