// What happens in a day, in the order it truly happened, with words for whoever reads a failure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "service/core/fact.h"

namespace zonefactor::simulation {

// What a controller sees and will tell, before it has a number and a time of its own.
struct Seen {
  core::ControllerId controller;
  core::EventKind kind = core::EventKind::heartbeat;
  std::optional<core::DoorId> door;
  std::optional<core::AccessPointId> reader;
  std::optional<core::NumberId> credential;
  std::optional<core::Methods> methods;
  std::optional<core::DoorMode> mode;
};

// The controller's clock runs this much ahead from now on.
struct ClockSet {
  core::ControllerId controller;
  core::Duration ahead{};
};

// The controller starts anew; what it had not sent yet is told by its next boot.
struct Rebooted {
  core::ControllerId controller;
};

// Nothing of the controller arrives until it is back; then all of it, in order.
struct CutOff {
  core::ControllerId controller;
  core::Duration lasting{};
};

struct Happening {
  using What = std::variant<Seen, ClockSet, Rebooted, CutOff, core::LoginAttempt, core::Fact,
                            core::Facility>;
  core::Instant at{};
  What what;
  std::string words;
};

// Where a person truly is, from when, and how they got there.
struct Stay {
  core::Instant since{};
  core::Side side;
  bool by_reader = false;  // read at the very passage that brought them here
};

struct Day {
  std::vector<Happening> happenings;  // in the order of time
  std::map<core::PersonId, std::vector<Stay>> stays;
  core::Instant end{};
};

}  // namespace zonefactor::simulation
