// The door side of one facility: a lane per broker, a poller per panel.
//
// Started once the journal has been read, because a panel is read from where the journal ends.
// Made, started, stopped and destroyed by the supervisor's thread; the loop must still run at
// `stop`. Metrics and troubles may be read from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <list>
#include <string>

#include "adapters/modbus/modbus_poller.h"
#include "adapters/mqtt/mqtt_doors.h"
#include "service/config/config.h"
#include "service/daemon/logger.h"
#include "service/ports/loop.h"
#include "service/ports/service.h"

namespace zonefactor::daemon {

class Doors {
 public:
  // Throws std::invalid_argument where a broker's options cannot work.
  Doors(const config::FacilityService& facility, ports::Loop& loop, ports::Service& service,
        const Logger& log);

  // `standing`: the engine's after its replay.
  void start(const ports::Standing& standing);
  bool started() const { return started_; }

  // False where a message is unrecorded at `deadline`: the process then has to end without
  // destroying this object (see mqtt::MqttDoors::stop).
  bool stop(std::chrono::steady_clock::time_point deadline);

  // Says what troubles a panel, once per trouble. On the loop's thread, once started.
  void tell_troubles();

  struct Lane {
    Lane(const config::MqttBroker& broker, const std::string& facility, ports::Loop& loop,
         ports::Service& service, const Logger& log);
    std::string client_id;
    mqtt::MqttDoors doors;
  };
  struct Panel {
    Panel(const config::ModbusPanel& panel, const ports::Standing& standing, ports::Loop& loop,
          ports::Service& service);
    std::string controller;
    modbus::ModbusPoller poller;
    std::string told;
  };
  const std::string& facility() const { return facility_; }
  const std::list<Lane>& lanes() const { return lanes_; }
  // Once started.
  const std::list<Panel>& panels() const { return panels_; }

 private:
  const config::FacilityService config_;
  const std::string facility_;
  ports::Loop& loop_;
  ports::Service& service_;
  const Logger& log_;
  std::list<Lane> lanes_;
  std::list<Panel> panels_;
  std::atomic<bool> started_{false};  // `panels_` changes no more
};

}  // namespace zonefactor::daemon
