// Decoder of profile `zonefactor`: one JSON object of interfaces.md section 3 into a
// ports::DoorMessage.
//
// Pure and total: any bytes give either a report or an Undecodable that names the member at fault;
// nothing is guessed, and an access event without its result cannot be said (rule P6). Callable
// from any thread.
//
// Known members are read strictly (a wrong type is `malformed`, also `null`), in `config_report`
// only `controller`, `boot`, `seq` and the times, as the rest is the controller's own. Unknown
// members mean nothing but belong to the content that tells a repetition from an equivocation (rule
// K7).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "service/ports/service.h"

namespace zonefactor::profiles {

inline constexpr std::size_t kMaxEventBytes = 16 * 1024;
inline constexpr std::size_t kMaxEventArrayBytes = 1024 * 1024;
inline constexpr std::size_t kMaxEventArrayItems = 1000;
inline constexpr int kMaxEventDepth = 16;

// Decodes one event. `proven_controller` is the one the transport proved (MQTT: the topic's); then
// the object need not name it, and naming another one is `not_yours`. With nullptr (HTTP) the
// object must carry `controller`.
ports::DoorMessage decode_event(std::string_view json, const core::ControllerId* proven_controller,
                                core::Origin origin);

// Decodes an array of events, one message per item, each standing alone. Where the whole cannot be
// taken (no JSON, no array, more than `max_items` or 1 MiB), the result is empty and `*error` says
// why; otherwise `*error` is cleared.
std::vector<ports::DoorMessage> decode_event_array(std::string_view json,
                                                   const core::ControllerId* proven_controller,
                                                   core::Origin origin, std::size_t max_items,
                                                   std::string* error);

}  // namespace zonefactor::profiles
