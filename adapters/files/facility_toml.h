// The facility file (interfaces.md section 2): TOML text in, a facility or every fault in it out.
//
// Promise: a file with a fault gives no facility at all; the faults name every place that needs
// mending, each with a remedy; and no credential number, PIN or template is ever repeated in one.
// Pure: reads no file (see read_file.h) and keeps nothing.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/files/fault.h"
#include "service/core/facility.h"

namespace zonefactor::files {

struct FacilityFile {
  core::Facility facility;
  std::vector<Warning> warnings;  // legal, but perhaps not meant (rule A8)
  // Whether the file has people, credentials or designations; without, they come by import.
  bool names_people = false;
};

using FacilityResult = std::variant<FacilityFile, std::vector<Fault>>;

// `file` is the name that faults carry.
FacilityResult parse_facility(std::string_view text, std::string file);

// One line of the facility file's reference: every table and member the parser knows.
struct KnownMember {
  std::string table;
  std::string member;
};
std::vector<KnownMember> facility_members();

}  // namespace zonefactor::files
