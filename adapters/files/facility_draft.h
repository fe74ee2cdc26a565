// A facility while its file is being read: the values so far, where each was written, and the ids
// that later tables must supply.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/files/fault.h"
#include "service/core/facility.h"

namespace zonefactor::files {

enum class Named { zone, controller, door, access_point, terminal, person, credential };

// "id" of something of kind `to`, written at `line` in the member that `where` names.
struct Reference {
  Named to = Named::zone;
  std::string id;
  int line = 0;
  std::string where;
};

struct FacilityDraft {
  core::Facility facility;
  std::vector<Warning> warnings;
  // Where each object of `facility` was written, in the same order.
  std::vector<int> zone_lines;
  std::vector<int> access_point_lines;
  std::vector<int> terminal_lines;
  // Line of the first use of every id.
  std::map<Named, std::map<std::string, int, std::less<>>> ids;
  std::map<std::pair<core::PersonId, core::ZoneId>, int> designation_lines;
  std::vector<Reference> references;
};

// What no table can show alone: references, rings of zones, readers' sides and controllers, and
// zones where nobody could log in without two factors (rule A8). Fills in what follows from other
// tables.
void connect(FacilityDraft& draft, Faults& faults);

}  // namespace zonefactor::files
