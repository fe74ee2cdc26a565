// A simulated controller of profile `zonefactor`: a connection of its own to a real broker, with a
// will, a status topic, and every event at QoS 1 until the broker has acknowledged it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "service/doors/simulated_controller.h"

namespace zonefactor::doors {

struct MqttSide {
  std::string broker = "127.0.0.1:1883";  // host:port
  std::string facility;
  std::string user;                     // empty: the controller's id, where there is a password
  std::filesystem::path password_file;  // its first line; empty: no password
  std::filesystem::path ca_file;        // empty: without TLS
};

class MqttController final : public SimulatedController {
 public:
  // Connects. Throws std::runtime_error where a file cannot be read or the broker does not let it
  // in.
  MqttController(std::string id, MqttSide side);
  ~MqttController() override;  // says `offline`, as a controller that is switched off does

  char boot_letter() const override { return 'b'; }
  bool takes_own_numbers() const override { return true; }
  void begin_boot(std::uint32_t run) override;
  void send(const journal::JsonObject& event) override;
  bool sends_heartbeats() const override { return true; }
  std::uint32_t unacknowledged() override { return 0; }

 private:
  class Session;

  // Does it over a sound connection; on failure again over a fresh one, a bounded number of times.
  void insist(const std::function<void()>& act);
  Session& session();
  std::string topic(const char* last) const;

  const std::string id_;
  const MqttSide side_;
  std::string password_;
  std::unique_ptr<Session> session_;
};

}  // namespace zonefactor::doors
