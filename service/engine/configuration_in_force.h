// The configuration as the journal holds it: objects in force, and objects staged for the next
// version.
//
// The rules compile their own `Site` from the same entries; this is the copy that versions are
// compared with and that the administrator reads.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "service/core/fact.h"
#include "service/core/sealed_state.h"
#include "service/engine/facility_objects.h"

namespace zonefactor::engine {

class ConfigurationInForce {
 public:
  ConfigurationInForce() = default;
  // As the entries before a seal have left it.
  explicit ConfigurationInForce(const core::SealedState& sealed);

  void fold(const core::Fact& fact);

  std::uint64_t version() const { return version_; }
  const std::string& digest() const { return digest_; }
  const Objects& in_force() const { return in_force_; }
  // What a version closed now would hold; more than in force only after an interrupted change.
  Objects with_staged() const;
  bool has_staged() const { return !staged_.empty(); }
  // Time zone and help text of the version in force; null before the first.
  const std::shared_ptr<const core::FacilityHead>& head() const { return head_; }
  // Objects in force with what was reported since about credentials, designations and persons.
  core::Facility facility() const;

 private:
  void close(const core::ConfigurationClosed& closed);
  void find_head();
  void report(const core::Fact& fact);
  // The reported copy of an object in force, made at the first report; null where there is none.
  template <class Object>
  Object* reported(const std::string& key);

  Objects in_force_;
  std::vector<core::Fact> staged_;
  Objects reported_;  // objects as last reported outside a version
  std::uint64_t version_ = 0;
  std::string digest_;
  std::shared_ptr<const core::FacilityHead> head_;
};

}  // namespace zonefactor::engine
