// The topics of profile `zonefactor` (interfaces.md section 3): who speaks, and about what.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service/core/ids.h"

namespace zonefactor::mqtt {

enum class DoorTopicKind { event, status };

struct DoorTopic {
  core::ControllerId controller;
  DoorTopicKind kind = DoorTopicKind::event;
  bool operator==(const DoorTopic&) const = default;
};

// Reads `zonefactor/1/{facility}/{controller}/event` or `…/status`; std::nullopt for any other
// topic and where the controller is no legal id.
std::optional<DoorTopic> read_door_topic(std::string_view facility, std::string_view topic);

// The filter that all controllers' topics of this kind match.
std::string door_topic_filter(std::string_view facility, DoorTopicKind kind);

// The service tells its own standing beside the controllers', so no controller can have this name.
inline constexpr std::string_view kServiceName = "service";
std::string service_status_topic(std::string_view facility);

}  // namespace zonefactor::mqtt
