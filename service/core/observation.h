// What a door controller told us, decoded and pseudonymous, before the rules have looked at it.
//
// An adapter's decoder makes the shape, the names layer replaces the credential's number by its
// handle, `admit` judges it. Field names follow interfaces.md section 3 and ONVIF.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "service/core/ids.h"
#include "service/core/time.h"
#include "service/core/words.h"

namespace zonefactor::core {

// What `boot` says of the boot before it (rule K8).
struct PreviousBoot {
  std::string boot;
  std::uint64_t seq = 0;
  bool operator==(const PreviousBoot&) const = default;
};

struct Observation {
  ControllerId controller;
  std::string boot;
  std::uint64_t seq = 0;  // of a heartbeat: the last number used; it takes none itself
  EventKind kind = EventKind::heartbeat;
  std::optional<AccessPointId> access_point;
  std::optional<DoorId> door;
  std::optional<ZoneId> zone;  // emergency_release / emergency_restored only
  std::optional<NumberId> credential;
  bool lossy = false;  // the number is only a part of the card's, and others' too (rule I2)
  std::optional<Methods> methods;  // absent: the event does not say (rule F3)
  bool unknown_methods = false;    // named a method outside our vocabulary (rule F3)
  std::optional<DoorMode> mode;
  std::optional<PreviousBoot> previous;
  bool unnumbered = false;  // the device has no numbers, these are its adapter's (rule K8)
  std::optional<Instant> occurred_at;
  std::optional<Instant> sent_at;
  Origin origin = Origin::open;
  // Digest of the canonical content without `sent_at`; equal tags mean one event (rule K7).
  std::string content_tag;
  bool operator==(const Observation&) const = default;
};

// Whether the observation has every member its kind needs, names a point that exists and belongs to
// its controller, is not a repetition, is in `admit`; the table of needed members is here.
bool has_needed_members(const Observation& observation);

}  // namespace zonefactor::core
