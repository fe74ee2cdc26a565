#include "service/daemon/from_config.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "service/config/secret_file.h"
#include "service/daemon/log_keys.h"
#include "service/daemon/vouchers.h"

namespace zonefactor::daemon {

namespace {

std::chrono::milliseconds ms(core::Duration duration) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(duration);
}

// Takes the value of a secret, or keeps the fault.
template <class Read, class Value>
void take(Read read, Value& value, std::vector<files::Fault>& faults) {
  if (auto* fault = std::get_if<files::Fault>(&read)) {
    faults.push_back(std::move(*fault));
  } else {
    value = std::get<Value>(std::move(read));
  }
}

}  // namespace

std::variant<FacilitySecrets, std::vector<files::Fault>> read_secrets(
    const config::Config& config, const config::FacilityService& facility) {
  FacilitySecrets secrets;
  std::vector<files::Fault> faults;
  take(config::read_key(facility.names_key_file), secrets.names_key, faults);
  const config::Storage& storage = facility.storage;
  if (!storage.password_file.empty()) {
    take(config::read_secret(storage.password_file), secrets.storage_password, faults);
  }
  if (!storage.reader_password_file.empty()) {
    take(config::read_secret(storage.reader_password_file), secrets.reader_password, faults);
  }
  for (const config::MqttBroker& broker : facility.mqtt) {
    std::string password;  // read again at each connection; here only to find a fault early
    if (!broker.password_file.empty()) {
      take(config::read_secret(broker.password_file), password, faults);
    }
  }
  auto signer = load_signer(config, facility);
  if (auto* unsound = std::get_if<std::vector<files::Fault>>(&signer)) {
    faults.insert(faults.end(), unsound->begin(), unsound->end());
  } else {
    secrets.signer = std::get<std::shared_ptr<const engine::LogSigner>>(std::move(signer));
  }
  take(make_authority(facility), secrets.timestamps, faults);
  auto witnesses = make_witnesses(facility);
  if (auto* unsound = std::get_if<std::vector<files::Fault>>(&witnesses)) {
    faults.insert(faults.end(), unsound->begin(), unsound->end());
  } else {
    secrets.witnesses = std::get<engine::Witnesses>(std::move(witnesses));
  }
  if (!faults.empty()) return faults;
  return secrets;
}

http::ServerOptions server_options(const config::Config& config) {
  http::ServerOptions options;
  for (const config::Listener& listener : config.listeners) {
    http::ListenerOptions made{listener.address, listener.port, std::nullopt};
    if (listener.tls) {
      made.tls = http::TlsOptions{
          listener.tls->cert_file, listener.tls->key_file, listener.tls->client_ca_file,
          listener.tls->client_certificate == config::ClientCertificate::required,
          listener.tls->min_version == config::TlsVersion::tls_1_2};
    }
    options.listeners.push_back(std::move(made));
  }
  options.limits.connections = static_cast<std::size_t>(config.limits.connections);
  options.limits.handshake = ms(config.limits.handshake_timeout);
  options.limits.idle = ms(config.limits.idle_timeout);
  options.limits.request = ms(config.limits.request_timeout);
  options.limits.write = ms(config.limits.write_timeout);
  return options;
}

std::vector<http::Peer> http_peers(const std::vector<config::Peer>& peers) {
  std::vector<http::Peer> made;
  for (const config::Peer& peer : peers) {
    made.push_back({peer.name, peer.facility,
                    *core::from_name<http::Role>(core::name_of(peer.role)), peer.key_sha256,
                    peer.certificate_sha256, peer.terminals, peer.controllers, peer.addresses,
                    peer.not_after, peer.attests_console});
  }
  return made;
}

std::string public_url(const config::Config& config) {
  if (!config.public_url.empty()) return config.public_url;
  const config::Listener& first = config.listeners.front();
  return fmt::format("{}://{}", first.tls ? "https" : "http",
                     config::host_and_port(first.address, first.port));
}

postgres::StoreOptions writer_options(const config::FacilityService& facility,
                                      const FacilitySecrets& secrets) {
  return {config::connection_pairs(facility.storage, facility.storage.user),
          secrets.storage_password, facility.id};
}

postgres::StoreOptions reader_options(const config::FacilityService& facility,
                                      const FacilitySecrets& secrets) {
  if (facility.storage.reader_user.empty()) return writer_options(facility, secrets);
  return {config::connection_pairs(facility.storage, facility.storage.reader_user),
          secrets.reader_password, facility.id};
}

engine::EngineOptions engine_options(const config::Config& config,
                                     const config::FacilityService& facility,
                                     const FacilitySecrets& secrets) {
  engine::EngineOptions options;
  options.facility_id = facility.id;
  options.facility_key = secrets.names_key;
  options.signer = secrets.signer;
  options.retention = {static_cast<std::int32_t>(facility.retention.log_years),
                       facility.retention.names_after};
  options.witnesses = secrets.witnesses;
  options.timestamps = secrets.timestamps;
  options.version = ZF_VERSION;
  options.most_waiting = static_cast<std::size_t>(config.limits.answers_waiting);
  options.refusals_per_second = static_cast<std::size_t>(config.limits.refusals_per_second);
  return options;
}

mqtt::Options mqtt_options(const config::MqttBroker& broker, const std::string& facility) {
  mqtt::Options options;
  options.broker = fmt::format("{}://{}", broker.tls ? "ssl" : "tcp",
                               config::host_and_port(broker.host, broker.port));
  options.facility = facility;
  options.client_id = broker.client_id;
  options.user = broker.user;
  options.password_file = broker.password_file;
  if (broker.tls) options.tls = mqtt::Tls{broker.ca_file, broker.cert_file, broker.key_file};
  options.origin = broker.origin;
  options.keep_alive = std::chrono::duration_cast<std::chrono::seconds>(broker.keepalive);
  return options;
}

modbus::PollerOptions poller_options(const config::ModbusPanel& panel,
                                     const ports::Standing& standing) {
  modbus::PollerOptions options;
  options.address = panel.host;
  options.port = panel.port;
  options.unit = panel.unit;
  options.poll_interval = ms(panel.poll_interval);
  options.connect_timeout = ms(panel.connect_timeout);
  options.response_timeout = ms(panel.response_timeout);
  options.heartbeat = ms(panel.heartbeat);
  options.ring.names = {panel.controller, panel.readers,      panel.doors,
                        panel.zones,      panel.card_formats, panel.origin};
  for (const ports::ControllerStanding& controller : standing.controllers) {
    if (controller.id == panel.controller.text && controller.last_heard) {
      options.ring.journalled = core::PreviousBoot{controller.boot, controller.seq};
    }
  }
  return options;
}

}  // namespace zonefactor::daemon
