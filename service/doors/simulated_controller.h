// What both kinds of simulated controllers can do. One thread at a time.
#pragma once

#include <cstdint>
#include <string>

#include "service/journal/canonical_json.h"

namespace zonefactor::doors {

class SimulatedController {
 public:
  virtual ~SimulatedController() = default;

  // The first letter of its boot values: "b7", "e7".
  virtual char boot_letter() const = 0;
  // Whether an event may bring its own boot and number.
  virtual bool takes_own_numbers() const = 0;
  virtual void begin_boot(std::uint32_t run) = 0;

  // Sends one complete canonical event; returns once the broker has acknowledged it, or the panel
  // shows it. Throws std::invalid_argument for an event that cannot be sent this way, and
  // std::runtime_error where the world refuses it.
  virtual void send(const journal::JsonObject& event) = 0;

  // Whether a heartbeat is an event to be sent.
  virtual bool sends_heartbeats() const = 0;
  // Events it shows that nobody has acknowledged yet.
  virtual std::uint32_t unacknowledged() = 0;
};

}  // namespace zonefactor::doors
