// Import of people, credentials and designations from CSV, as personnel systems export them.
//
// Promise: all or nothing. A file with a fault changes nothing and names every fault with its line;
// a file without gives the facility as it would be, and every difference, so that a person can look
// before it is applied. No fault and no difference repeats an account or a number. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/files/fault.h"
#include "service/core/facility.h"

namespace zonefactor::files {

inline constexpr std::size_t kMaxCsvBytes = 32 * 1024 * 1024;

enum class PeopleTable { people, credentials, designations };

enum class ImportMode {
  delta,  // rows are added or replace what has their id
  full,   // what the file does not name is removed
};

struct Difference {
  enum class Kind { added, changed, removed };
  Kind kind = Kind::added;
  std::string table;  // "person", "credential", "designation"
  std::string id;     // of a designation "person/zone"
  bool operator==(const Difference&) const = default;
};

struct PeopleImport {
  core::Facility facility;
  std::vector<Difference> differences;  // in the order of the tables, then of ids
};

// The header a file must begin with.
std::string_view header_of(PeopleTable table);

// A person removed by a full import takes their credentials and designations with them.
std::variant<PeopleImport, std::vector<Fault>> import_people(PeopleTable table,
                                                             std::string_view bytes,
                                                             std::string file, ImportMode mode,
                                                             const core::Facility& before);

}  // namespace zonefactor::files
