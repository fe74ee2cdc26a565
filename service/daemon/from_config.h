// The configuration's values as the options of the parts that are built from them.
//
// Secrets are read here, once, at the start; a secret that cannot be read is a fault of the
// configuration.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "adapters/files/fault.h"
#include "adapters/http/peers.h"
#include "adapters/http/server.h"
#include "adapters/modbus/modbus_poller.h"
#include "adapters/mqtt/mqtt_doors.h"
#include "adapters/postgres/postgres_store.h"
#include "service/config/config.h"
#include "service/engine/engine.h"
#include "service/ports/service.h"

namespace zonefactor::daemon {

// What a facility's parts need beside the configuration's own words.
struct FacilitySecrets {
  ports::Digest names_key{};
  std::string storage_password;
  std::string reader_password;
  std::shared_ptr<const engine::LogSigner> signer;
  engine::Witnesses witnesses;
  std::shared_ptr<ports::TimestampAuthority> timestamps;
};
std::variant<FacilitySecrets, std::vector<files::Fault>> read_secrets(
    const config::Config& config, const config::FacilityService& facility);

http::ServerOptions server_options(const config::Config& config);
std::vector<http::Peer> http_peers(const std::vector<config::Peer>& peers);
std::string public_url(const config::Config& config);

postgres::StoreOptions writer_options(const config::FacilityService& facility,
                                      const FacilitySecrets& secrets);
postgres::StoreOptions reader_options(const config::FacilityService& facility,
                                      const FacilitySecrets& secrets);
engine::EngineOptions engine_options(const config::Config& config,
                                     const config::FacilityService& facility,
                                     const FacilitySecrets& secrets);
mqtt::Options mqtt_options(const config::MqttBroker& broker, const std::string& facility);
// `standing`: what the journal last holds of the panel, so that no event is lost or read twice.
modbus::PollerOptions poller_options(const config::ModbusPanel& panel,
                                     const ports::Standing& standing);

}  // namespace zonefactor::daemon
