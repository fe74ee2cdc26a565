// A fleet of simulated door controllers in one process: boot values, numbers and times are kept for
// each of them as a real one would, heartbeats go out, and the events are the caller's.
//
// Promises: within one boot the numbers rise by one; a restart begins with a `boot` event that
// names what was before; an event is sent once its number is in the state file. Any thread may
// publish.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "service/doors/mqtt_controller.h"
#include "service/doors/plc_panel.h"
#include "service/doors/standing_file.h"
#include "service/journal/canonical_json.h"

namespace zonefactor::doors {

struct ControllerSetup {
  std::string id;
  std::variant<MqttSide, PanelSide> side;
  std::chrono::milliseconds heartbeat{30'000};  // 0: none
};

class DoorFleet {
 public:
  // Connects and listens. Throws std::runtime_error or std::invalid_argument that names the
  // controller's trouble.
  DoorFleet(const std::vector<ControllerSetup>& controllers, std::filesystem::path state_file);
  ~DoorFleet();
  DoorFleet(const DoorFleet&) = delete;
  DoorFleet& operator=(const DoorFleet&) = delete;

  // Sends an event of interfaces.md section 3 and returns it as sent. `boot` and `seq` are filled
  // in where absent, `occurred_at` and `sent_at` are now where absent; a member that is null is
  // left out. Kind `boot` without a boot value restarts the controller. Returns once the broker has
  // acknowledged it, or the panel shows it. Throws std::invalid_argument for an event that cannot
  // be sent, std::runtime_error where the world refuses it.
  journal::JsonObject publish(const std::string& controller, journal::JsonObject event);

  // How many events the panels show that their reader has not acknowledged; of MQTT controllers
  // none, as the broker has acknowledged them.
  std::uint64_t unacknowledged();

  // The port a panel is served at; 0 for others.
  std::uint16_t panel_port(const std::string& controller) const;

  // The latest trouble with heartbeats; empty where there was none.
  std::string heartbeat_trouble() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Member;

  Member& member(const std::string& controller) const;
  void announce(Member& one);
  journal::JsonObject begin_boot(Member& one, journal::JsonObject event);
  journal::JsonObject number(Member& one, journal::JsonObject event);
  void beat();
  void beat_once(Member& one);

  StandingFile standings_;
  std::map<std::string, std::unique_ptr<Member>> members_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;          // under mutex_
  std::string heartbeat_trouble_;  // under mutex_
  std::thread heart_;
};

}  // namespace zonefactor::doors
