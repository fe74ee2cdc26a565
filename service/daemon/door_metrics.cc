#include "service/daemon/door_metrics.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace zonefactor::daemon {

namespace {

template <class Metrics>
struct Family {
  std::string_view name;
  bool counter;
  std::string_view help;
  std::uint64_t (*value)(const Metrics&);
};

constexpr std::array kMqtt{
    Family<mqtt::Metrics>{"connected", false, "Whether the broker is connected.",
                          [](const mqtt::Metrics& m) -> std::uint64_t { return m.connected; }},
    Family<mqtt::Metrics>{"received", true, "Messages from the broker.",
                          [](const mqtt::Metrics& m) { return m.received.load(); }},
    Family<mqtt::Metrics>{"unavailable", true, "Attempts that could not be recorded.",
                          [](const mqtt::Metrics& m) { return m.unavailable.load(); }},
    Family<mqtt::Metrics>{"reconnects", true, "Connections after the first.",
                          [](const mqtt::Metrics& m) { return m.reconnects.load(); }},
};

constexpr std::array kModbus{
    Family<modbus::PollerMetrics>{
        "connected", false, "Whether the panel is connected.",
        [](const modbus::PollerMetrics& m) -> std::uint64_t { return m.connected; }},
    Family<modbus::PollerMetrics>{"events", true, "Events taken from the panel, durable.",
                                  [](const modbus::PollerMetrics& m) { return m.events.load(); }},
    Family<modbus::PollerMetrics>{
        "unavailable", true, "Batches that could not be recorded in full.",
        [](const modbus::PollerMetrics& m) { return m.unavailable.load(); }},
    Family<modbus::PollerMetrics>{
        "request_failures", true, "Requests that got no good answer.",
        [](const modbus::PollerMetrics& m) { return m.request_failures.load(); }},
    Family<modbus::PollerMetrics>{"overruns", true, "Times the panel overwrote unread events.",
                                  [](const modbus::PollerMetrics& m) { return m.overruns.load(); }},
};

template <class Metrics>
void append_head(std::string_view sort, const Family<Metrics>& family, std::string& out) {
  fmt::format_to(std::back_inserter(out),
                 "# TYPE zonefactor_{0}_{1} {2}\n# HELP zonefactor_{0}_{1} {3}\n", sort,
                 family.name, family.counter ? "counter" : "gauge", family.help);
}

template <class Metrics>
void append_sample(std::string_view sort, const Family<Metrics>& family,
                   const std::string& facility, std::string_view label, const std::string& of,
                   const Metrics& metrics, std::string& out) {
  fmt::format_to(std::back_inserter(out), "zonefactor_{}_{}{}{{facility=\"{}\",{}=\"{}\"}} {}\n",
                 sort, family.name, family.counter ? "_total" : "", facility, label, of,
                 family.value(metrics));
}

}  // namespace

void append_door_metrics(const std::vector<const Doors*>& all, std::string& out) {
  for (const auto& family : kMqtt) {
    append_head("mqtt", family, out);
    for (const Doors* doors : all) {
      for (const Doors::Lane& lane : doors->lanes()) {
        append_sample("mqtt", family, doors->facility(), "client", lane.client_id,
                      lane.doors.metrics(), out);
      }
    }
  }
  for (const auto& family : kModbus) {
    append_head("modbus", family, out);
    for (const Doors* doors : all) {
      if (!doors->started()) continue;
      for (const Doors::Panel& panel : doors->panels()) {
        append_sample("modbus", family, doors->facility(), "controller", panel.controller,
                      panel.poller.metrics(), out);
      }
    }
  }
}

}  // namespace zonefactor::daemon
