// One facility for every remark that `check` can make: the room as it should be, with one thing
// changed. What must be remarked on stands beside it, so that no remark goes untested.
#pragma once

#include <string>
#include <vector>

#include "service/core/qualification.h"

namespace zonefactor::core {

// The room of room.h with nothing to remark on: card at the door, password at the terminal.
Facility flawless_room();
// The same room within a ward that has a door and a card reader each way, and a terminal.
Facility flawless_rooms();

inline constexpr const char* kDayOfCheck = "2026-11-22T09:00:00";

struct QualificationCase {
  std::string what;
  RemarkCode code;
  Severity severity;
  Facility facility;
};
std::vector<QualificationCase> qualification_cases();

Qualification qualification_of(const Facility& facility, const char* at_time = kDayOfCheck);
// Of the zone "room".
ZoneQualification room_of(const Facility& facility, const char* at_time = kDayOfCheck);

}  // namespace zonefactor::core
