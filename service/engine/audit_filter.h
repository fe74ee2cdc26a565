// Which entries an auditor's question is about, once its people stand as handles (rule V2).
//
// Promise: what it says of the question holds nothing that a caller wrote and the facility does not
// know.
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "service/engine/folded.h"
#include "service/ports/service.h"

namespace zonefactor::engine {

class AuditFilter {
 public:
  // Takes everything.
  AuditFilter() = default;
  // `state` knows people, zones and their doors as they are now; null knows nothing.
  AuditFilter(const ports::AuditQuery& query, const Folded* state);

  // False where the question names a person whom nobody knows.
  bool is_answerable() const { return !query_.person.empty() ? !handles_.empty() : true; }
  bool takes_all() const { return query_.type.empty() && !looks_inside(); }
  bool takes(const ports::JournalRow& row) const;

  // What the journal says of the reading: "entries newest_first limit 50 type login.decided person
  // mb2lvbvk4ty3czoz3hpqb7ctli".
  std::string description() const;

 private:
  bool looks_inside() const;
  bool names_person(const std::string& body) const;
  bool is_about(const core::Fact& fact) const;
  bool is_of_terminal(const core::Fact& fact) const;
  bool is_of_zone(const core::Fact& fact) const;
  bool is_of_verdict(const core::Fact& fact) const;

  ports::AuditQuery query_;
  std::vector<std::string> handles_;  // of the person first, then what is theirs
  bool knows_terminal_ = false;
  bool knows_zone_ = false;
  std::set<core::DoorId> doors_;
  std::set<core::AccessPointId> access_points_;
};

}  // namespace zonefactor::engine
