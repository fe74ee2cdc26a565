// A random but sound facility from a seed: zones and vestibules, doors of every kind, readers,
// terminals, people with what they carry.
//
// Promise: every reference leads somewhere, every zone can be reached; some zones do not qualify,
// and every kind of door, reader, terminal and person comes up among a few seeds.
#pragma once

#include <string>
#include <vector>

#include "service/core/facility.h"
#include "tests/simulation/dice.h"

namespace zonefactor::simulation {

core::Facility a_site(Dice& dice);

// Whether `side` lies in `zone`, the zone itself included; the outside lies in none.
bool lies_in(const core::Facility& site, const core::ZoneId& zone, const core::Side& side);

std::string word_of(const core::Side& side);

template <class Object, class IdType>
const Object* find_by_id(const std::vector<Object>& objects, const IdType& id) {
  for (const Object& object : objects) {
    if (object.id == id) return &object;
  }
  return nullptr;
}

}  // namespace zonefactor::simulation
