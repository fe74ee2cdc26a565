#include "service/doors/play.h"

#include <fmt/format.h>

#include <cstdio>

namespace zonefactor::doors {

namespace {

constexpr std::chrono::milliseconds kLook{20};
constexpr std::chrono::milliseconds kStayLook{60'000};

void say_sent(const std::string& controller, journal::JsonObject sent) {
  sent["controller"] = journal::Json(controller);
  fmt::print("{}\n", journal::canonical(journal::Json(std::move(sent))));
  std::fflush(stdout);
}

}  // namespace

bool play_event(DoorFleet& fleet, const ScriptEvent& line, StopSignal& signal) {
  if (signal.within(line.after)) return false;
  say_sent(line.controller, fleet.publish(line.controller, line.event));
  return true;
}

bool end(DoorFleet& fleet, const Ending& ending, StopSignal& signal) {
  while (ending.stay && !signal.within(kStayLook)) {
  }
  const auto deadline = std::chrono::steady_clock::now() + ending.drain;
  std::uint64_t left = fleet.unacknowledged();
  while (left > 0 && std::chrono::steady_clock::now() < deadline && !signal.within(kLook)) {
    left = fleet.unacknowledged();
  }
  const std::string trouble = fleet.heartbeat_trouble();
  if (!trouble.empty()) fmt::print(stderr, "zonefactor-doors: a heartbeat failed: {}\n", trouble);
  if (left == 0) return true;
  fmt::print(stderr,
             "zonefactor-doors: {} events in the panels were not acknowledged by a reader\n", left);
  return false;
}

}  // namespace zonefactor::doors
