#include "service/daemon/doors.h"

#include <fmt/format.h>

#include "adapters/profiles/zonefactor_event.h"
#include "service/daemon/from_config.h"

namespace zonefactor::daemon {

Doors::Lane::Lane(const config::MqttBroker& broker, const std::string& facility, ports::Loop& loop,
                  ports::Service& service, const Logger& log)
    : client_id(broker.client_id),
      doors(
          mqtt_options(broker, facility),
          [origin = broker.origin](std::string_view controller, std::string_view payload) {
            const core::ControllerId proven{std::string(controller)};
            return profiles::decode_event(payload, &proven, origin);
          },
          loop, service, [&log](const std::string& line) { log.info("mqtt", line); }) {}

Doors::Panel::Panel(const config::ModbusPanel& panel, const ports::Standing& standing,
                    ports::Loop& loop, ports::Service& service)
    : controller(panel.controller.text), poller(poller_options(panel, standing), loop, service) {}

Doors::Doors(const config::FacilityService& facility, ports::Loop& loop, ports::Service& service,
             const Logger& log)
    : config_(facility), facility_(facility.id), loop_(loop), service_(service), log_(log) {
  for (const config::MqttBroker& broker : config_.mqtt) {
    lanes_.emplace_back(broker, facility_, loop, service, log);
  }
}

void Doors::start(const ports::Standing& standing) {
  for (const config::ModbusPanel& panel : config_.modbus) {
    panels_.emplace_back(panel, standing, loop_, service_);
  }
  for (Lane& lane : lanes_) lane.doors.start();
  for (Panel& panel : panels_) panel.poller.start();
  started_ = true;
}

bool Doors::stop(std::chrono::steady_clock::time_point deadline) {
  if (!started_) return true;
  bool all = true;
  for (Panel& panel : panels_) all = panel.poller.stop(deadline) && all;
  for (Lane& lane : lanes_) all = lane.doors.stop(deadline) && all;
  return all;
}

void Doors::tell_troubles() {
  for (Panel& panel : panels_) {
    std::string trouble = panel.poller.last_trouble();
    if (trouble == panel.told) continue;
    log_.warn("modbus", fmt::format("{}: {}", panel.controller, trouble));
    panel.told = std::move(trouble);
  }
}

}  // namespace zonefactor::daemon
