#include "service/doors/script.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <set>
#include <stdexcept>

#include "service/core/ids.h"
#include "service/doors/json_text.h"

namespace zonefactor::doors {

namespace {

using journal::Json;
using journal::JsonObject;
using std::chrono::milliseconds;

constexpr std::size_t kMostLineBytes = 16 * 1024;
constexpr std::int64_t kMostMs = 24LL * 3600 * 1000;

[[noreturn]] void fault(std::string text) {
  throw std::invalid_argument(std::move(text));
}

void allow(const JsonObject& object, std::initializer_list<std::string_view> names) {
  for (const auto& [name, value] : object) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    std::string known;
    for (const std::string_view one : names) known.append(known.empty() ? "" : ", ").append(one);
    fault("'" + name + "' is no member here; they are " + known);
  }
}

template <class T>
const T* optional(const JsonObject& object, const char* name, const char* must) {
  const auto found = object.find(name);
  if (found == object.end()) return nullptr;
  const T* value = found->second.as<T>();
  if (value == nullptr) fault(fmt::format("'{}' must be {}", name, must));
  return value;
}

std::int64_t number(const JsonObject& object, const char* name, std::int64_t least,
                    std::int64_t most, std::int64_t otherwise) {
  const auto* value = optional<std::int64_t>(object, name, "an integer");
  if (value == nullptr) return otherwise;
  if (*value < least || *value > most) {
    fault(fmt::format("'{}' is {}; it must be {} to {}", name, *value, least, most));
  }
  return *value;
}

void text(const JsonObject& object, const char* name, std::string& into) {
  if (const auto* value = optional<std::string>(object, name, "a string")) into = *value;
}

std::map<std::string, std::uint16_t> numbers(const JsonObject& object, const char* name) {
  std::map<std::string, std::uint16_t> table;
  const auto* given = optional<JsonObject>(object, name, "an object of names and numbers");
  if (given == nullptr) return table;
  for (const auto& [id, value] : *given) {
    table[id] = static_cast<std::uint16_t>(number(*given, id.c_str(), 1, 0xFFFF, 0));
  }
  return table;
}

std::string legal_id(const std::string& id) {
  if (!core::is_legal_id(id)) fault(fmt::format("'{}' is no identifier of a controller", id));
  return id;
}

MqttSide mqtt_side(const JsonObject& object, MqttSide side) {
  allow(object, {"id", "kind", "heartbeat_ms", "user", "password_file"});
  text(object, "user", side.user);
  std::string password_file = side.password_file.string();
  text(object, "password_file", password_file);
  side.password_file = password_file;
  return side;
}

PanelSide panel_side(const JsonObject& object) {
  allow(object, {"id", "kind", "heartbeat_ms", "port", "capacity", "readers", "doors", "zones"});
  PanelSide side;
  side.port = static_cast<std::uint16_t>(number(object, "port", 0, 0xFFFF, 0));
  side.capacity = static_cast<std::uint16_t>(
      number(object, "capacity", modbus::kMinCapacity, modbus::kMaxCapacity, side.capacity));
  side.numbers = {numbers(object, "readers"), numbers(object, "doors"), numbers(object, "zones")};
  return side;
}

ControllerSetup controller_of(const JsonObject& object, const ScriptDefaults& defaults) {
  ControllerSetup setup;
  text(object, "id", setup.id);
  legal_id(setup.id);
  setup.heartbeat =
      milliseconds(number(object, "heartbeat_ms", 0, kMostMs, defaults.heartbeat.count()));
  std::string kind;
  text(object, "kind", kind);
  if (kind == "plc") {
    setup.side = panel_side(object);
  } else if (kind == "mqtt") {
    setup.side = mqtt_side(object, defaults.mqtt);
  } else {
    fault(fmt::format("controller '{}': 'kind' is \"mqtt\" or \"plc\"", setup.id));
  }
  return setup;
}

ScriptEvent event_of(JsonObject event, milliseconds after, const ScriptDefaults& defaults) {
  ScriptEvent line;
  line.after = after;
  line.controller = defaults.controller;
  text(event, "controller", line.controller);
  if (line.controller.empty()) fault("the event names no 'controller'");
  legal_id(line.controller);
  if (optional<std::string>(event, "kind", "a string") == nullptr) fault("the event has no 'kind'");
  line.event = std::move(event);
  return line;
}

}  // namespace

ScriptLine parse_script_line(std::string_view line, const ScriptDefaults& defaults) {
  if (line.size() > kMostLineBytes)
    fault(fmt::format("a line has at most {} bytes", kMostLineBytes));
  const JsonObject outer = read_object(line, Names::any);
  if (const auto found = outer.find("controller");
      found != outer.end() && found->second.as<JsonObject>() != nullptr) {
    allow(outer, {"controller"});
    return controller_of(*found->second.as<JsonObject>(), defaults);
  }
  JsonObject whole = read_object(line, Names::canonical);
  if (whole.find("event") == whole.end()) {
    return event_of(std::move(whole), milliseconds(0), defaults);
  }
  allow(whole, {"after_ms", "event"});
  const milliseconds after(number(whole, "after_ms", 0, kMostMs, 0));
  const auto* event = optional<JsonObject>(whole, "event", "an object");
  return event_of(*event, after, defaults);
}

Script read_script(std::istream& in, const ScriptDefaults& defaults) {
  Script script;
  std::set<std::string> declared;
  std::string line;
  for (int at = 1; std::getline(in, line); ++at) {
    if (line.find_first_not_of(" \t\r") == std::string::npos || line.front() == '#') continue;
    try {
      ScriptLine parsed = parse_script_line(line, defaults);
      if (auto* setup = std::get_if<ControllerSetup>(&parsed)) {
        if (!declared.insert(setup->id).second) {
          fault(fmt::format("controller '{}' is declared, or used, above", setup->id));
        }
        script.controllers.push_back(std::move(*setup));
        continue;
      }
      auto& event = std::get<ScriptEvent>(parsed);
      if (declared.insert(event.controller).second) {
        script.controllers.push_back({event.controller, defaults.mqtt, defaults.heartbeat});
      }
      script.events.push_back(std::move(event));
    } catch (const std::invalid_argument& trouble) {
      fault(fmt::format("line {}: {}", at, trouble.what()));
    }
  }
  return script;
}

}  // namespace zonefactor::doors
