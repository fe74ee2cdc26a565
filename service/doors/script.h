// The simulator's script: JSON lines that declare controllers and say what happens at their doors.
//
//   {"controller":{"id":"plc-1","kind":"plc","port":1502,"readers":{"rad-in":1},"doors":{"rad":1}}}
//   {"controller":{"id":"ctl-1","kind":"mqtt","heartbeat_ms":5000}}
//   {"after_ms":200,"event":{"controller":"ctl-1","kind":"access_taken",...}}
//
// docs/doors-simulator.md describes every member. Pure.
#pragma once

#include <chrono>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "service/doors/door_fleet.h"
#include "service/journal/canonical_json.h"

namespace zonefactor::doors {

struct ScriptEvent {
  std::chrono::milliseconds after{0};
  std::string controller;
  journal::JsonObject event;
};

using ScriptLine = std::variant<ControllerSetup, ScriptEvent>;

// What a script may leave out.
struct ScriptDefaults {
  MqttSide mqtt;                           // of controllers of kind mqtt
  std::chrono::milliseconds heartbeat{0};  // of every controller
  std::string controller;                  // of events that name none; empty: they must
};

// Throws std::invalid_argument that names the member at fault. A bare event is one at once.
ScriptLine parse_script_line(std::string_view line, const ScriptDefaults& defaults);

struct Script {
  std::vector<ControllerSetup> controllers;
  std::vector<ScriptEvent> events;
};

// Reads a whole script; empty lines and lines that begin with '#' are comments. A controller that
// is not declared is one of kind mqtt. Throws std::invalid_argument that names the line.
Script read_script(std::istream& in, const ScriptDefaults& defaults);

}  // namespace zonefactor::doors
