// What must be recorded so that a new version of the facility comes into force.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "service/core/fact.h"
#include "service/engine/configuration_in_force.h"
#include "service/engine/names.h"
#include "service/ports/service.h"

namespace zonefactor::engine {

// In the order of recording: the names, the objects, the closing. Without `changed` nothing is
// recorded, for nothing differs.
struct ConfigurationChange {
  std::vector<Minted> minted;
  std::vector<core::Fact> changed;  // ObjectPut and ObjectRemoved
  core::ConfigurationClosed closed;
};

// Compares `facility`, in plain, with what is in force. Declines an object that no entry can hold.
std::variant<ConfigurationChange, ports::Declined> plan_change(
    const ConfigurationInForce& configuration, core::Facility facility, const Names& names,
    const Randomness& random, const std::string& peer);

}  // namespace zonefactor::engine
