// Reading and writing the topics of profile `zonefactor`.
#include "adapters/mqtt/door_topic.h"

#include <fmt/format.h>

namespace zonefactor::mqtt {

std::optional<DoorTopic> read_door_topic(std::string_view facility, std::string_view topic) {
  const std::string prefix = fmt::format("zonefactor/1/{}/", facility);
  if (!topic.starts_with(prefix)) return std::nullopt;
  topic.remove_prefix(prefix.size());
  const auto slash = topic.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view controller = topic.substr(0, slash);
  const std::string_view kind = topic.substr(slash + 1);
  if (!core::is_legal_id(controller)) return std::nullopt;
  const core::ControllerId id{std::string(controller)};
  if (kind == "event") return DoorTopic{id, DoorTopicKind::event};
  if (kind == "status") return DoorTopic{id, DoorTopicKind::status};
  return std::nullopt;
}

std::string door_topic_filter(std::string_view facility, DoorTopicKind kind) {
  return fmt::format("zonefactor/1/{}/+/{}", facility,
                     kind == DoorTopicKind::event ? "event" : "status");
}

std::string service_status_topic(std::string_view facility) {
  return fmt::format("zonefactor/1/{}/{}/status", facility, kServiceName);
}

}  // namespace zonefactor::mqtt
