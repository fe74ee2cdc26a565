// A morning in a hospital, played through real doors and real terminals, each answer checked.
//
// The script (JSON lines) is that of `play` with four more verbs:
//   {"say":"..."}                                        a heading
//   {"after_ms":200,"event":{...},"who":"...","skip":1}   a door event; `skip` loses so many
//   numbers before it
//   {"login":{"terminal","account","amr",...},"by":"key","expect":{"class","outcome","reasons"}}
//                                                         `expect` may be a list of acceptable
//                                                         answers
//   {"acknowledge":{"zone","what","by"}}   {"report":{"credential","state"}}
// Before a login every event sent so far has been recorded by the service.
#pragma once

#include <filesystem>

#include "service/doors/script.h"
#include "service/doors/stop_signal.h"
#include "service/doors/terminal_desk.h"

namespace zonefactor::doors {

struct MorningOptions {
  std::filesystem::path script;
  std::filesystem::path state_file;
  ScriptDefaults defaults;
  std::map<std::string, std::uint16_t> panel_ports;  // in place of the script's
  DeskOptions desk;
  bool colour = false;
};

// How many answers were not the expected ones. Throws as DoorFleet, TerminalDesk and the script do.
int play_morning(const MorningOptions& options, StopSignal& signal);

}  // namespace zonefactor::doors
