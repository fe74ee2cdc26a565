// Options that cannot work are refused here, by name, before anything starts.
#include "adapters/mqtt/mqtt_doors.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "adapters/mqtt/broker_connection.h"
#include "adapters/mqtt/door_lane.h"

namespace zonefactor::mqtt {

namespace {

constexpr std::chrono::seconds kLeastKeepAlive{60};
constexpr std::chrono::seconds kMostKeepAlive{65535};  // two bytes in MQTT

void require(bool holds, const std::string& what) {
  if (!holds) throw std::invalid_argument(what);
}

void check(const Options& options) {
  const bool secure = options.broker.starts_with("ssl://");
  require(secure || options.broker.starts_with("tcp://"),
          fmt::format("broker {}: the address must begin with ssl:// or tcp://", options.broker));
  require(
      secure == options.tls.has_value(),
      fmt::format("broker {}: ssl:// needs a CA file, and tcp:// can use none", options.broker));
  require(!options.tls || !options.tls->ca_file.empty(),
          fmt::format("broker {}: name the CA file that its certificate is checked against",
                      options.broker));
  require(core::is_legal_id(options.facility),
          fmt::format("facility '{}' is no legal id", options.facility));
  require(!options.client_id.empty(),
          "the client id must be set: it names the session that keeps messages for us");
  require(options.keep_alive >= kLeastKeepAlive && options.keep_alive <= kMostKeepAlive,
          "keep_alive must be 60 s to 65535 s, or a slow commit costs the connection");
}

}  // namespace

MqttDoors::MqttDoors(Options options, Decoder decoder, ports::Loop& loop, ports::Service& service,
                     Say say) {
  check(options);
  lane_ = std::make_unique<DoorLane>(options.facility, options.origin, options.record,
                                     std::move(decoder), loop, service, metrics_);
  const std::string broker = options.broker;
  try {
    connection_ =
        std::make_unique<BrokerConnection>(std::move(options), *lane_, metrics_, std::move(say));
  } catch (const ::mqtt::exception& error) {
    throw std::invalid_argument(fmt::format("broker {}: {}", broker, error.what()));
  }
}

MqttDoors::~MqttDoors() = default;

void MqttDoors::start() {
  connection_->start();
}

bool MqttDoors::stop(std::chrono::steady_clock::time_point deadline) {
  return connection_->stop(deadline);
}

}  // namespace zonefactor::mqtt
