// Small stable numbers for identifiers, so that state is indexed and not searched by text.
//
// A number once given stays with its identifier for the life of a book, over every configuration.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "service/core/ids.h"

namespace zonefactor::core {

enum class ZoneNo : std::uint32_t {};
enum class DoorNo : std::uint32_t {};
enum class ControllerNo : std::uint32_t {};
enum class PersonNo : std::uint32_t {};

// The side of a door that is no zone.
inline constexpr ZoneNo kOutside{0xffffffff};

template <class No>
constexpr std::size_t index_of(No no) {
  return static_cast<std::size_t>(no);
}

template <class IdType, class No>
class Register {
 public:
  // The identifier's number; a new one for a new identifier.
  No enrol(const IdType& id) {
    const auto [place, added] = numbers_.try_emplace(id, static_cast<No>(ids_.size()));
    if (added) ids_.push_back(id);
    return place->second;
  }
  std::optional<No> find(const IdType& id) const {
    const auto place = numbers_.find(id);
    if (place == numbers_.end()) return std::nullopt;
    return place->second;
  }
  const IdType& id(No no) const { return ids_[index_of(no)]; }
  std::size_t size() const { return ids_.size(); }

  const std::vector<IdType>& ids() const { return ids_; }

 private:
  std::unordered_map<IdType, No> numbers_;
  std::vector<IdType> ids_;
};

struct Ordinals {
  Register<ZoneId, ZoneNo> zones;
  Register<DoorId, DoorNo> doors;
  Register<ControllerId, ControllerNo> controllers;
  Register<PersonId, PersonNo> persons;
};

}  // namespace zonefactor::core
