// Plays events against a fleet at their times, and says on standard output what was sent.
#pragma once

#include <chrono>

#include "service/doors/door_fleet.h"
#include "service/doors/script.h"
#include "service/doors/stop_signal.h"

namespace zonefactor::doors {

// How the program ends once the events are over.
struct Ending {
  bool stay = false;                      // on, with heartbeats and panels, until a signal comes
  std::chrono::milliseconds drain{5000};  // for the panels' reader to acknowledge the last events
};

// Sends the event once its time has come; false where a signal came first.
bool play_event(DoorFleet& fleet, const ScriptEvent& line, StopSignal& signal);

// True unless events were left unacknowledged.
bool end(DoorFleet& fleet, const Ending& ending, StopSignal& signal);

}  // namespace zonefactor::doors
