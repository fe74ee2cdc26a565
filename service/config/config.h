// zonefactord's own configuration as values (interfaces.md section 8): where it listens, whom it
// serves, what it talks to. docs/configuration.md describes every member.
//
// Plain values with their defaults; nothing here reads a file. No secret is ever a member: secrets
// are named by file. Paths are absolute or relative to the working directory.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/core/ids.h"
#include "service/core/time.h"
#include "service/core/words.h"

namespace zonefactor::config {

using namespace std::chrono_literals;

enum class LogLevel : std::uint8_t { debug, info, warning, error };
enum class LogFormat : std::uint8_t { json, text };
enum class TlsVersion : std::uint8_t { tls_1_3, tls_1_2 };
enum class ClientCertificate : std::uint8_t { optional, required };
enum class Role : std::uint8_t {
  terminal,
  gateway,
  door_system,
  admin,
  approver,
  auditor,
  monitor
};

struct Log {
  LogLevel level = LogLevel::info;
  LogFormat format = LogFormat::json;
  bool operator==(const Log&) const = default;
};

struct Limits {
  std::int64_t connections = 4096;
  std::int64_t requests_per_peer = 4096;
  std::int64_t answers_waiting = 16384;
  std::int64_t refusals_per_second = 200;
  core::Duration handshake_timeout = 10s;
  core::Duration idle_timeout = 75s;
  core::Duration request_timeout = 30s;
  core::Duration write_timeout = 30s;
  bool operator==(const Limits&) const = default;
};

struct ListenerTls {
  std::string cert_file;
  std::string key_file;
  std::string client_ca_file;  // empty: no client certificates are asked for
  ClientCertificate client_certificate = ClientCertificate::optional;
  TlsVersion min_version = TlsVersion::tls_1_3;
  bool operator==(const ListenerTls&) const = default;
};

struct Listener {
  std::string address = "127.0.0.1";  // an IP address
  std::uint16_t port = 0;
  std::optional<ListenerTls> tls;  // absent only on loopback
  bool operator==(const Listener&) const = default;
};

// One role of the database: the service's own, or the auditor's that may only read.
struct Storage {
  std::string host;  // a name, an IP address, or the directory of a local socket
  std::uint16_t port = 5432;
  std::string dbname;
  std::string user;
  std::string password_file;  // empty: none needed (peer or certificate authentication)
  std::string reader_user;    // empty: `user` reads too
  std::string reader_password_file;
  std::string ca_file;  // not empty: TLS, server certificate and name checked
  bool operator==(const Storage&) const = default;
};

struct MqttBroker {
  std::string host;
  std::uint16_t port = 1883;
  bool tls = false;
  std::string client_id;
  std::string user;
  std::string password_file;
  std::string ca_file;
  std::string cert_file;
  std::string key_file;
  core::Origin origin = core::Origin::open;
  core::Duration keepalive = 60s;
  bool operator==(const MqttBroker&) const = default;
};

struct ModbusPanel {
  core::ControllerId controller;
  std::string host;  // an IP address
  std::uint16_t port = 502;
  std::uint8_t unit = 1;
  core::Duration poll_interval = 200ms;
  core::Duration heartbeat = 30s;
  core::Duration connect_timeout = 1s;
  core::Duration response_timeout = 500ms;
  std::map<std::uint16_t, core::AccessPointId> readers;
  std::map<std::uint16_t, core::DoorId> doors;
  std::map<std::uint16_t, core::ZoneId> zones;
  std::map<std::uint16_t, std::string> card_formats;  // by bits; empty text: a plain serial number
  core::Origin origin = core::Origin::open;
  bool operator==(const ModbusPanel&) const = default;
};

// How long what a facility no longer needs is kept; 0: for ever.
struct Retention {
  std::int64_t log_years = 0;    // after the end of a log's fiscal year
  core::Duration names_after{};  // after a person left the configuration
  bool operator==(const Retention&) const = default;
};

// Somebody else's machine that vouches for the log (C2SP tlog-witness).
struct LogWitness {
  std::string vkey;     // C2SP verifier key of type cosignature
  std::string url;      // of its submission prefix
  std::string ca_file;  // PEM; empty: the system's authorities
  bool operator==(const LogWitness&) const = default;
};

// A time-stamping authority (RFC 3161).
struct Timestamps {
  std::string url;
  std::string ca_file;  // PEM, of its web server; empty: the system's authorities
  bool operator==(const Timestamps&) const = default;
};

struct FacilityService {
  std::string id;
  Storage storage;
  Retention retention;
  std::string names_key_file;
  std::vector<std::string> log_key_files;  // the lasting one first; empty: one of the service's own
  std::vector<LogWitness> witnesses;
  std::optional<Timestamps> timestamps;
  std::vector<MqttBroker> mqtt;
  std::vector<ModbusPanel> modbus;
  bool operator==(const FacilityService&) const = default;
};

// Who may call. Keys and certificates are known by their SHA-256, in lower-case hex.
struct Peer {
  std::string name;
  std::string facility;
  Role role = Role::terminal;
  std::vector<std::string> key_sha256;
  std::vector<std::string> certificate_sha256;
  std::vector<std::string> terminals;    // roles terminal and gateway
  std::vector<std::string> controllers;  // role door_system
  std::vector<std::string> addresses;    // IP addresses or CIDR ranges; empty: from anywhere
  std::optional<core::Instant> not_after;
  bool attests_console = false;  // rule T3
  bool operator==(const Peer&) const = default;
};

struct Config {
  std::string public_url;  // empty: made of the first listener
  std::string state_dir;
  std::string peers_file;  // empty: none
  bool open_metrics = true;
  Log log;
  Limits limits;
  std::vector<Listener> listeners;
  std::vector<FacilityService> facilities;
  std::vector<Peer> peers;  // of this file and of peers_file
  bool operator==(const Config&) const = default;
};

// libpq key=value pairs of `user`, without the password.
std::string connection_pairs(const Storage& storage, const std::string& user);

// "127.0.0.1:8443", "[::1]:8443"
std::string host_and_port(const std::string& host, std::uint16_t port);

}  // namespace zonefactor::config

template <>
struct zonefactor::core::Spelling<zonefactor::config::LogLevel> {
  static constexpr std::array<std::string_view, 4> names{"debug", "info", "warning", "error"};
};
template <>
struct zonefactor::core::Spelling<zonefactor::config::LogFormat> {
  static constexpr std::array<std::string_view, 2> names{"json", "text"};
};
template <>
struct zonefactor::core::Spelling<zonefactor::config::TlsVersion> {
  static constexpr std::array<std::string_view, 2> names{"1.3", "1.2"};
};
template <>
struct zonefactor::core::Spelling<zonefactor::config::ClientCertificate> {
  static constexpr std::array<std::string_view, 2> names{"optional", "required"};
};
template <>
struct zonefactor::core::Spelling<zonefactor::config::Role> {
  static constexpr std::array<std::string_view, 7> names{
      "terminal", "gateway", "door_system", "admin", "approver", "auditor", "monitor"};
};
