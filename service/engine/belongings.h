// Whose each handle of a person is or ever was, and of whom nothing may be explained any more.
//
// Promise: folding the same entries gives the same value. A handle that two people have held stays
// explained until both are erased. One thread at a time.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "service/core/fact.h"

namespace zonefactor::engine {

class Belongings {
 public:
  void fold(const core::Fact& fact, core::Instant at);

  // The handles that nobody is left to need once `person` is erased.
  std::vector<std::string> erasable_with(const core::PersonId& person) const;
  // Of whom the handle was, the first of them, where all of them are erased.
  std::optional<core::PersonId> erased_holder_of(std::string_view handle) const;
  // Who left the configuration before `limit` and is not erased.
  std::vector<core::PersonId> gone_before(core::Instant limit) const;

 private:
  void put(const core::FacilityObject& object);
  void add(const core::PersonId& person, const std::string& handle);
  bool is_erased(const core::PersonId& person) const { return erased_.count(person) != 0; }

  std::map<std::string, std::set<core::PersonId>, std::less<>> holders_;  // by handle
  std::map<core::PersonId, std::set<std::string>> handles_;
  std::map<core::PersonId, core::Instant> left_;  // the configuration, and are not back
  std::set<core::PersonId> erased_;
};

}  // namespace zonefactor::engine
