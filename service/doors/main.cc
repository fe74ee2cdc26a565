// zonefactor-doors: simulated door controllers, for trying a service out and for testing
// integrations.
//
// `mqtt` is one controller of profile `zonefactor` at a real broker, `plc` one panel that serves
// real Modbus TCP, `play` several of both from one script. Passwords come from files only. Exit 0
// when all was sent (and, of panels, acknowledged), 1 where the world refused it, 2 for wrong use
// or input.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "service/core/ids.h"
#include "service/doors/door_fleet.h"
#include "service/doors/morning.h"
#include "service/doors/play.h"
#include "service/doors/script.h"
#include "service/doors/stop_signal.h"

namespace zonefactor::doors {
namespace {

constexpr int kRefused = 1;
constexpr int kWrongUse = 2;

constexpr const char* kExamples = R"(Examples:
  One controller, events from standard input, heartbeats until Ctrl-C:
    echo '{"kind":"access_taken","access_point":"ph-in","credential":"04A1B2C3"}' |
      zonefactor-doors mqtt --broker 127.0.0.1:1883 --facility chuo --controller ctl-1 \
        --password-file ctl-1.password --stay

  A panel on port 1502, where reader 1 is rad-in and door 1 is rad-door:
    zonefactor-doors plc --port 1502 --controller plc-1 --reader 1=rad-in --door 1=rad-door \
        --state plc-1.state --stay < events.jsonl
    mbpoll -m tcp -p 1502 -a 1 -0 -r 0 -c 16 -t 3 -1 127.0.0.1

  A morning with several controllers of both kinds:
    zonefactor-doors play morning.jsonl --broker 127.0.0.1:8883 --ca ca.pem --facility chuo \
        --password-file doors.password --user doors --state doors.state

Events are those of the profile `zonefactor`, one JSON object per line; boot, seq, occurred_at and
sent_at are filled in. docs/doors-simulator.md describes scripts in full.)";

struct Arguments {
  MqttSide mqtt;
  DeskOptions desk;
  std::uint16_t port = 0;
  std::uint16_t capacity = PanelSide{}.capacity;
  std::vector<std::string> readers;
  std::vector<std::string> doors;
  std::vector<std::string> zones;
  std::vector<std::string> panel_ports;
  std::string controller;
  std::string script;
  std::string state;
  std::int64_t heartbeat_ms = 30'000;
  std::int64_t drain_ms = 5'000;
  bool stay = false;
};

// "1=rad-in" into the number and the name.
std::pair<std::uint16_t, std::string> numbered(const std::string& text, const char* option) {
  std::uint16_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  const std::string name = error == std::errc() && stopped != end && *stopped == '='
                               ? std::string(stopped + 1, end)
                               : "";
  if (number == 0 || !core::is_legal_id(name)) {
    throw std::invalid_argument(fmt::format("{} {}: write NUMBER=ID, as in 1=ph-in", option, text));
  }
  return {number, name};
}

std::map<std::string, std::uint16_t> table(const std::vector<std::string>& given,
                                           const char* option) {
  std::map<std::string, std::uint16_t> numbers;
  for (const std::string& text : given) {
    auto [number, name] = numbered(text, option);
    numbers[std::move(name)] = number;
  }
  return numbers;
}

ScriptDefaults defaults_of(const Arguments& arguments) {
  return {arguments.mqtt, std::chrono::milliseconds(arguments.heartbeat_ms), arguments.controller};
}

Ending ending_of(const Arguments& arguments) {
  return {arguments.stay, std::chrono::milliseconds(arguments.drain_ms)};
}

// One controller with events from standard input as they come.
int run_one(const Arguments& arguments, ControllerSetup setup, StopSignal& signal) {
  if (!core::is_legal_id(setup.id)) {
    throw std::invalid_argument(fmt::format("--controller {}: this is no identifier", setup.id));
  }
  setup.heartbeat = std::chrono::milliseconds(arguments.heartbeat_ms);
  const ScriptDefaults defaults = defaults_of(arguments);
  DoorFleet fleet({setup}, arguments.state);
  if (const auto port = fleet.panel_port(setup.id); port != 0) {
    fmt::print(stderr, "panel {} serves 127.0.0.1 port {}\n", setup.id, port);
  }
  int line_number = 0;
  for (auto line = signal.next_line(); line; line = signal.next_line()) {
    ++line_number;
    if (line->empty()) continue;
    try {
      const ScriptLine parsed = parse_script_line(*line, defaults);
      const auto* event = std::get_if<ScriptEvent>(&parsed);
      if (event == nullptr) throw std::invalid_argument("controllers are declared for `play` only");
      if (!play_event(fleet, *event, signal)) break;
    } catch (const std::invalid_argument& fault) {
      throw std::invalid_argument(
          fmt::format("standard input line {}: {}", line_number, fault.what()));
    }
  }
  return end(fleet, ending_of(arguments), signal) ? 0 : kRefused;
}

int run_mqtt(const Arguments& arguments, StopSignal& signal) {
  return run_one(arguments, {arguments.controller, arguments.mqtt, {}}, signal);
}

int run_plc(const Arguments& arguments, StopSignal& signal) {
  PanelSide side;
  side.port = arguments.port;
  side.capacity = arguments.capacity;
  side.numbers = {table(arguments.readers, "--reader"), table(arguments.doors, "--door"),
                  table(arguments.zones, "--zone")};
  return run_one(arguments, {arguments.controller, side, {}}, signal);
}

void set_panel_ports(std::vector<ControllerSetup>& controllers, const Arguments& arguments) {
  for (const std::string& text : arguments.panel_ports) {
    const std::size_t sign = text.find('=');
    const std::string id = text.substr(0, sign);
    const std::string swapped = sign == std::string::npos ? "" : text.substr(sign + 1) + "=" + id;
    const std::uint16_t port = numbered(swapped, "--plc-port").first;
    const auto found =
        std::find_if(controllers.begin(), controllers.end(), [&id](const auto& setup) {
          return setup.id == id && std::holds_alternative<PanelSide>(setup.side);
        });
    if (found == controllers.end()) {
      throw std::invalid_argument(
          fmt::format("--plc-port {}: the script declares no such panel", text));
    }
    std::get<PanelSide>(found->side).port = port;
  }
}

int run_play(const Arguments& arguments, StopSignal& signal) {
  std::ifstream in(arguments.script);
  if (!in) throw std::invalid_argument(fmt::format("{} cannot be read", arguments.script));
  Script script = read_script(in, defaults_of(arguments));
  set_panel_ports(script.controllers, arguments);
  DoorFleet fleet(script.controllers, arguments.state);
  for (const ScriptEvent& event : script.events) {
    if (!play_event(fleet, event, signal)) break;
  }
  return end(fleet, ending_of(arguments), signal) ? 0 : kRefused;
}

int run_morning(const Arguments& arguments, StopSignal& signal) {
  MorningOptions options;
  options.script = arguments.script;
  options.state_file = arguments.state;
  options.defaults = defaults_of(arguments);
  for (const std::string& text : arguments.panel_ports) {
    const std::size_t sign = text.find('=');
    const std::string port = sign == std::string::npos ? "" : text.substr(sign + 1);
    const auto [number, id] = numbered(port + "=" + text.substr(0, sign), "--plc-port");
    options.panel_ports[id] = number;
  }
  options.desk = arguments.desk;
  options.colour = isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
  return play_morning(options, signal) == 0 ? 0 : kRefused;
}

void add_desk_options(CLI::App& app, DeskOptions& desk) {
  app.add_option("--url", desk.url, "the service, as in https://127.0.0.1:8443")->required();
  app.add_option("--service-ca", desk.ca_file, "authorities of the service's certificate")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_option("--terminal-certificates", desk.terminal_certificates,
                 "directory of terminal-ID.pem and terminal-ID.key")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--keys", desk.keys,
                 "directory of API keys: one file per terminal, and monitor, auditor, admin")
      ->required()
      ->check(CLI::ExistingDirectory);
}

void add_mqtt_options(CLI::App& app, Arguments& arguments) {
  app.add_option("--broker", arguments.mqtt.broker, "host:port of the MQTT broker")
      ->capture_default_str();
  app.add_option("--facility", arguments.mqtt.facility, "facility id, as in the topics")
      ->required();
  app.add_option("--user", arguments.mqtt.user,
                 "user at the broker (default: the controller's id)");
  app.add_option("--password-file", arguments.mqtt.password_file,
                 "file with the password in line 1")
      ->check(CLI::ExistingFile);
  app.add_option("--ca", arguments.mqtt.ca_file, "authorities of the broker's certificate: use TLS")
      ->check(CLI::ExistingFile);
}

void add_common_options(CLI::App& app, Arguments& arguments) {
  app.add_option("--heartbeat-ms", arguments.heartbeat_ms, "heartbeat interval, 0 for none")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--state", arguments.state, "file that keeps boots and numbers between runs");
  app.add_option("--drain-ms", arguments.drain_ms, "wait so long for panels to be read at the end")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_flag("--stay", arguments.stay, "stay up after the last event, until SIGINT or SIGTERM");
}

int run(int argc, char** argv) {
  Arguments arguments;
  CLI::App app{"Simulated door controllers over real MQTT and real Modbus TCP."};
  app.footer(kExamples);
  app.require_subcommand(1);

  CLI::App& mqtt =
      *app.add_subcommand("mqtt", "one controller at a broker; events from standard input");
  add_mqtt_options(mqtt, arguments);
  mqtt.add_option("--controller", arguments.controller, "its id in the facility file")->required();
  add_common_options(mqtt, arguments);

  CLI::App& plc = *app.add_subcommand("plc", "one Modbus TCP panel; events from standard input");
  plc.add_option("--port", arguments.port, "port on 127.0.0.1; 0 takes a free one")->required();
  plc.add_option("--controller", arguments.controller, "its id in the facility file")->required();
  plc.add_option("--reader", arguments.readers, "NUMBER=access point, repeatable");
  plc.add_option("--door", arguments.doors, "NUMBER=door, repeatable");
  plc.add_option("--zone", arguments.zones, "NUMBER=zone, repeatable");
  plc.add_option("--capacity", arguments.capacity, "slots of the ring")->capture_default_str();
  add_common_options(plc, arguments);

  CLI::App& play = *app.add_subcommand("play", "several controllers of both kinds from a script");
  play.add_option("SCRIPT", arguments.script, "JSON lines")->required()->check(CLI::ExistingFile);
  add_mqtt_options(play, arguments);
  play.add_option("--plc-port", arguments.panel_ports,
                  "ID=PORT, in place of the script's; repeatable");
  add_common_options(play, arguments);

  CLI::App& morning = *app.add_subcommand(
      "morning", "a script of door events and logins, each answer checked against the expected one");
  morning.add_option("SCRIPT", arguments.script, "JSON lines")->required()->check(CLI::ExistingFile);
  add_mqtt_options(morning, arguments);
  morning.add_option("--plc-port", arguments.panel_ports,
                     "ID=PORT, in place of the script's; repeatable");
  add_common_options(morning, arguments);
  add_desk_options(morning, arguments.desk);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    return app.exit(wrong) == 0 ? 0 : kWrongUse;
  }
  StopSignal signal;
  if (mqtt.parsed()) return run_mqtt(arguments, signal);
  if (morning.parsed()) return run_morning(arguments, signal);
  return plc.parsed() ? run_plc(arguments, signal) : run_play(arguments, signal);
}

}  // namespace
}  // namespace zonefactor::doors

int main(int argc, char** argv) {
  try {
    return zonefactor::doors::run(argc, argv);
  } catch (const std::invalid_argument& fault) {
    fmt::print(stderr, "zonefactor-doors: {}\n", fault.what());
    return zonefactor::doors::kWrongUse;
  } catch (const std::exception& failure) {
    fmt::print(stderr, "zonefactor-doors: {}\n", failure.what());
    return zonefactor::doors::kRefused;
  }
}
