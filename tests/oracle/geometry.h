// Where zones, doors and readers lie to each other, looked up in the plain lists each time.
#pragma once

#include <string>

#include "tests/oracle/history.h"

namespace zonefactor::oracle {

template <class Thing>
const Thing* find(const std::vector<Thing>& things, const std::string& id) {
  for (const Thing& thing : things) {
    if (thing.id == id) return &thing;
  }
  return nullptr;
}

// Whether `place` is `zone` or lies within it; "outside" lies in none.
bool contains(const Site& site, const std::string& zone, const std::string& place);

// Whether exactly one side of `door` lies in `zone`.
bool bounds(const Site& site, const Door& door, const std::string& zone);

// The side of its door that a reader is read from.
std::string read_from(const Site& site, const Reader& reader);

// The zones that the doors of `controller` bound, and the zones within those (rule K8).
bool watches(const Site& site, const std::string& controller, const std::string& zone);

// Rule X4's default.
bool left_by_handle(const Door& door);

// Rule F4: whether every way this reader may have been used says who did.
bool identifies(const Words& methods);
bool identifies(const Reader& reader, const Event& told);

}  // namespace zonefactor::oracle
