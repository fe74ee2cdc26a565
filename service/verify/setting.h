// The configuration as readers need it: which words and which local time belong to an entry. No
// rule is applied here.
//
// Promise: it follows from the sealed state, if there is one, and the entries since; what no
// configuration explains keeps its identifier.
#pragma once

#include <map>
#include <string>
#include <unordered_map>

#include "service/core/fact.h"
#include "service/core/objects.h"
#include "service/core/sealed_state.h"

namespace zonefactor::evidence {

class Setting {
 public:
  Setting() = default;
  explicit Setting(const core::SealedState& sealed);

  void take(core::EntryRef ref, const core::Fact& fact);

  // Of the configuration in force; defaults before the first.
  const core::FacilityHead& head() const { return head_; }
  const core::Zone* zone(const core::ZoneId& id) const;
  const core::Door* door(const core::DoorId& id) const;
  const core::AccessPoint* access_point(const core::AccessPointId& id) const;
  // The one who holds the credential of that number; empty where that is nobody or several.
  const core::PersonId& holder_of(const core::NumberId& number) const;
  // The object that this entry put in force or stages; null where it did not.
  const core::FacilityObject* put_by(core::EntryRef ref) const;

  std::string local(core::Instant at) const { return core::format_rfc3339(at, head_.time_zone); }

 private:
  template <class T>
  const T* object(const char* kind, const std::string& id) const;
  void close();

  core::Staging staged_;
  core::Staging in_force_;
  core::FacilityHead head_;
  std::unordered_map<core::NumberId, core::PersonId> holders_;
};

}  // namespace zonefactor::evidence
