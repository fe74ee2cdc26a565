#include "service/config/config_toml.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <set>

#include "adapters/files/toml_reader.h"
#include "service/config/network_text.h"
#include "service/config/peer_table.h"

namespace zonefactor::config {

namespace {

using files::Faults;
using files::in_quotes;
using files::Need;
using files::TableMembers;
using files::TableReader;
using files::TomlTable;
using files::TomlValue;

constexpr std::size_t kMaxPathBytes = 1024;
constexpr std::size_t kMaxLogKeys = 4;
constexpr std::size_t kMaxNameBytes = 128;
constexpr core::Duration kDay = 24h;

const TableMembers kRoot{"the file", {"service", "log", "limits", "listener", "facility", "peer"}};
const TableMembers kService{"[service]", {"public_url", "state_dir", "peers_file", "open_metrics"}};
const TableMembers kLog{"[log]", {"level", "format"}};
const TableMembers kLimits{
    "[limits]",
    {"connections", "requests_per_peer", "answers_waiting", "refusals_per_second",
     "handshake_timeout", "idle_timeout", "request_timeout", "write_timeout"}};
const TableMembers kListener{"[[listener]]", {"address", "port", "tls"}};
const TableMembers kTls{
    "listener.tls",
    {"cert_file", "key_file", "client_ca_file", "client_certificate", "min_version"}};
const TableMembers kFacility{"[[facility]]",
                             {"id", "names_key_file", "log_key_files", "storage", "retention",
                              "witness", "timestamps", "mqtt", "modbus"}};
const TableMembers kTimestamps{"[facility.timestamps]", {"url", "ca_file"}};
const TableMembers kWitness{"[[facility.witness]]", {"vkey", "url", "ca_file"}};
const TableMembers kRetention{"[facility.retention]", {"log_years", "names_after"}};
const TableMembers kStorage{"[facility.storage]",
                            {"host", "port", "dbname", "user", "password_file", "reader_user",
                             "reader_password_file", "ca_file"}};
const TableMembers kMqtt{"[[facility.mqtt]]",
                         {"broker", "client_id", "user", "password_file", "ca_file", "cert_file",
                          "key_file", "origin", "keepalive"}};
const TableMembers kModbus{
    "[[facility.modbus]]",
    {"controller", "host", "port", "unit", "poll_interval", "heartbeat", "connect_timeout",
     "response_timeout", "readers", "doors", "zones", "card_formats", "origin"}};

const std::vector<std::string_view> kTransportOrigins{"open", "bound"};

// A path as the file means it: relative to the file's own directory.
class Paths {
 public:
  explicit Paths(const std::string& file) : directory_(std::filesystem::path(file).parent_path()) {}

  bool read(TableReader& t, std::string_view key, Need need, std::string& into) const {
    std::string text;
    if (!t.text(key, need, kMaxPathBytes, text)) return false;
    into = from_here(text);
    return true;
  }
  bool read(TableReader& t, std::string_view key, std::size_t most,
            std::vector<std::string>& into) const {
    std::vector<std::string> texts;
    if (!t.texts(key, most, kMaxPathBytes, texts)) return false;
    for (const std::string& text : texts) into.push_back(from_here(text));
    return true;
  }

 private:
  std::string from_here(const std::string& path) const {
    return (directory_ / path).lexically_normal().string();
  }

  std::filesystem::path directory_;
};

void read_port(TableReader& t, Need need, std::uint16_t& into) {
  if (std::int64_t port = 0; t.integer("port", need, 1, 65535, port)) {
    into = static_cast<std::uint16_t>(port);
  }
}

// Two members that only make sense together.
void demand_both(TableReader& t, std::string_view one, std::string_view other) {
  if (t.has(one) == t.has(other)) return;
  const std::string_view there = t.has(one) ? one : other;
  const std::string_view absent = t.has(one) ? other : one;
  t.fault(there, fmt::format("{} is written without {}", there, absent),
          fmt::format("add {} = ..., or remove {}", absent, there));
}

void read_service(const TomlTable* table, int line, const Paths& paths, Config& config,
                  Faults& faults) {
  static const TomlTable kNone;
  TableReader t(table == nullptr ? kNone : *table, line, kService, faults);
  if (t.text("public_url", Need::optional, kMaxPathBytes, config.public_url)) {
    const std::string& url = config.public_url;
    const bool web = url.starts_with("https://") || url.starts_with("http://");
    if (!web || url.back() == '/' || url.find_first_of(" ?#") != url.npos) {
      t.fault("public_url", fmt::format("public_url = {} is no base address", in_quotes(url)),
              "write it as https://zonefactor.hospital.example:8443, without a slash at the end");
    }
  }
  paths.read(t, "state_dir", Need::required, config.state_dir);
  paths.read(t, "peers_file", Need::optional, config.peers_file);
  t.flag("open_metrics", config.open_metrics);
}

void read_log(TableReader t, Config& config) {
  t.word("level", Need::optional, config.log.level);
  t.word("format", Need::optional, config.log.format);
}

void read_limits(TableReader t, Config& config) {
  Limits& limits = config.limits;
  t.integer("connections", Need::optional, 1, 100'000, limits.connections);
  t.integer("requests_per_peer", Need::optional, 1, 100'000, limits.requests_per_peer);
  t.integer("answers_waiting", Need::optional, 64, 1'000'000, limits.answers_waiting);
  t.integer("refusals_per_second", Need::optional, 1, 100'000, limits.refusals_per_second);
  t.duration("handshake_timeout", {1s, 5min}, limits.handshake_timeout);
  t.duration("idle_timeout", {1s, 1h}, limits.idle_timeout);
  t.duration("request_timeout", {1s, 5min}, limits.request_timeout);
  t.duration("write_timeout", {1s, 5min}, limits.write_timeout);
}

void read_listener(TableReader t, const Paths& paths, Config& config, Faults& faults) {
  Listener listener;
  if (t.text("address", Need::optional, kMaxNameBytes, listener.address) &&
      !is_ip_address(listener.address)) {
    t.fault("address", fmt::format("address = {} is no IP address", in_quotes(listener.address)),
            "write the address to listen on, such as \"127.0.0.1\", \"0.0.0.0\" or \"::\"");
    return;
  }
  read_port(t, Need::required, listener.port);
  if (const TomlTable* table = t.table("tls")) {
    TableReader tls(*table, t.line_of("tls"), kTls, faults, "[[listener]] tls");
    ListenerTls& into = listener.tls.emplace();
    paths.read(tls, "cert_file", Need::required, into.cert_file);
    paths.read(tls, "key_file", Need::required, into.key_file);
    paths.read(tls, "client_ca_file", Need::optional, into.client_ca_file);
    tls.word("client_certificate", Need::optional, into.client_certificate);
    if (into.client_certificate == ClientCertificate::required && !tls.has("client_ca_file")) {
      tls.fault("client_certificate", "client certificates are required, but no client_ca_file",
                "add client_ca_file = ..., the authority that issues them");
    }
    tls.word("min_version", Need::optional, into.min_version);
  } else if (!t.has("tls") && !is_loopback(listener.address)) {
    t.fault("address", fmt::format("it listens on {} without tls", in_quotes(listener.address)),
            "add tls = { cert_file = ..., key_file = ... }; only loopback may do without");
  }
  config.listeners.push_back(std::move(listener));
}

void read_storage(TableReader& facility, const Paths& paths, Storage& storage, Faults& faults) {
  const TomlTable* table = facility.table("storage");
  if (table == nullptr) {
    if (!facility.has("storage")) {
      facility.fault("storage", "\"storage\" is missing", "add [facility.storage] below it");
    }
    return;
  }
  TableReader t(*table, facility.line_of("storage"), kStorage, faults,
                facility.place() + " storage");
  if (t.text("host", Need::required, kMaxPathBytes, storage.host)) {
    const bool socket = storage.host.front() == '/';
    if (!socket && !is_host(storage.host)) {
      t.fault("host", fmt::format("host = {} is no host", in_quotes(storage.host)),
              "write a name, an IP address, or the absolute path of the socket's directory");
    } else if (!socket && !is_loopback(storage.host) && !t.has("ca_file")) {
      t.fault("host", "the database is on another machine, and nothing proves which",
              "add ca_file = ..., the authority of the database's certificate");
    }
  }
  read_port(t, Need::optional, storage.port);
  t.text("dbname", Need::required, kMaxNameBytes, storage.dbname);
  t.text("user", Need::required, kMaxNameBytes, storage.user);
  paths.read(t, "password_file", Need::optional, storage.password_file);
  t.text("reader_user", Need::optional, kMaxNameBytes, storage.reader_user);
  paths.read(t, "reader_password_file", Need::optional, storage.reader_password_file);
  if (t.has("reader_password_file") && !t.has("reader_user")) {
    demand_both(t, "reader_password_file", "reader_user");
  }
  paths.read(t, "ca_file", Need::optional, storage.ca_file);
}

void read_mqtt(TableReader t, const Paths& paths, FacilityService& facility) {
  MqttBroker broker;
  std::string url;
  if (t.text("broker", Need::required, kMaxPathBytes, url)) {
    if (const auto parts = parse_broker_url(url)) {
      broker.host = parts->host;
      broker.port = parts->port;
      broker.tls = parts->tls;
    } else {
      t.fault("broker", "broker is no address of an MQTT broker",
              "write mqtts://host:8883, or mqtt://host:1883; user and password_file are members "
              "of their own");
      return;
    }
  }
  t.id("client_id", Need::required, broker.client_id);
  t.text("user", Need::optional, kMaxNameBytes, broker.user);
  paths.read(t, "password_file", Need::optional, broker.password_file);
  demand_both(t, "user", "password_file");
  paths.read(t, "ca_file", Need::optional, broker.ca_file);
  paths.read(t, "cert_file", Need::optional, broker.cert_file);
  paths.read(t, "key_file", Need::optional, broker.key_file);
  demand_both(t, "cert_file", "key_file");
  if (broker.tls && !t.has("ca_file")) {
    t.fault("broker", "mqtts without ca_file: nothing proves which broker answers",
            "add ca_file = ..., the authority of the broker's certificate");
  }
  if (!broker.tls && (t.has("ca_file") || t.has("cert_file"))) {
    t.fault("broker", "a certificate is named, but mqtt:// does not use TLS",
            "write mqtts:// instead");
  }
  t.word("origin", Need::optional, kTransportOrigins, broker.origin);
  if (broker.origin == core::Origin::bound && !broker.tls && t.has("broker") &&
      !is_loopback(broker.host)) {
    t.fault("origin", "origin = \"bound\" over a network without TLS (rule H6)",
            "use mqtts://, or write origin = \"open\"");
  }
  t.duration("keepalive", {1min, 20min}, broker.keepalive);
  facility.mqtt.push_back(std::move(broker));
}

// A table of numbers to words: { 1 = "vault-in", 2 = "vault-out" }.
template <class Value>
void read_numbered(TableReader& t, std::string_view key, bool may_be_empty,
                   std::map<std::uint16_t, Value>& into) {
  const TomlTable* table = t.table(key);
  if (table == nullptr) return;
  for (const files::TomlMember& member : table->members) {
    std::uint16_t number = 0;
    const char* end = member.key.data() + member.key.size();
    const auto read = std::from_chars(member.key.data(), end, number);
    const auto* text = member.value.as<std::string>();
    if (read.ec != std::errc{} || read.ptr != end) {
      t.fault(key, fmt::format("{} in {} is no number of 0 to 65535", in_quotes(member.key), key),
              fmt::format("write {} = {{ 1 = \"...\" }}, the panel's number first", key));
    } else if (text == nullptr || !(core::is_legal_id(*text) || (may_be_empty && text->empty()))) {
      t.fault(key, fmt::format("{} number {} names no legal id", key, number),
              "write the id of the facility file, in double quotes");
    } else {
      into[number] = Value(*text);
    }
  }
}

void read_modbus(TableReader t, FacilityService& facility) {
  ModbusPanel panel;
  if (t.id("controller", Need::required, panel.controller.text)) {
    t.call_it(panel.controller.text);
  }
  if (t.text("host", Need::required, kMaxNameBytes, panel.host) && !is_ip_address(panel.host)) {
    t.fault("host", fmt::format("host = {} is no IP address", in_quotes(panel.host)),
            "write the panel's IP address; names are not resolved here");
  }
  read_port(t, Need::optional, panel.port);
  if (std::int64_t unit = 0; t.integer("unit", Need::optional, 0, 255, unit)) {
    panel.unit = static_cast<std::uint8_t>(unit);
  }
  t.duration("poll_interval", {20ms, 1min}, panel.poll_interval);
  t.duration("heartbeat", {1s, kDay}, panel.heartbeat);
  t.duration("connect_timeout", {100ms, 30s}, panel.connect_timeout);
  t.duration("response_timeout", {50ms, 30s}, panel.response_timeout);
  read_numbered(t, "readers", false, panel.readers);
  read_numbered(t, "doors", false, panel.doors);
  read_numbered(t, "zones", false, panel.zones);
  read_numbered(t, "card_formats", true, panel.card_formats);
  t.word("origin", Need::optional, kTransportOrigins, panel.origin);
  facility.modbus.push_back(std::move(panel));
}

// The elements of `[[facility.<key>]]`.
std::vector<const TomlValue*> inner_tables(TableReader& t, std::string_view key) {
  std::vector<const TomlValue*> out;
  const files::TomlArray* array = t.array(key, Need::optional);
  if (array == nullptr) return out;
  for (const TomlValue& element : *array) {
    if (element.as<TomlTable>() == nullptr) {
      t.fault(key, fmt::format("{} holds {}", in_quotes(key), files::kind_of(element)),
              fmt::format("head each one with [[facility.{}]]", key));
      continue;
    }
    out.push_back(&element);
  }
  return out;
}

void read_witness(TableReader t, const Paths& paths, FacilityService& facility) {
  LogWitness witness;
  t.text("vkey", Need::required, kMaxPathBytes, witness.vkey);
  if (t.text("url", Need::required, kMaxPathBytes, witness.url) &&
      !witness.url.starts_with("https://") && !witness.url.starts_with("http://")) {
    t.fault("url", fmt::format("url = {} is no address", in_quotes(witness.url)),
            "write it as https://witness.example:8443");
  }
  paths.read(t, "ca_file", Need::optional, witness.ca_file);
  facility.witnesses.push_back(std::move(witness));
}

void read_timestamps(TableReader& of, const Paths& paths, FacilityService& facility,
                     Faults& faults) {
  const TomlTable* table = of.table("timestamps");
  if (table == nullptr) return;
  TableReader t(*table, of.line_of("timestamps"), kTimestamps, faults, of.place() + " timestamps");
  Timestamps timestamps;
  if (t.text("url", Need::required, kMaxPathBytes, timestamps.url) &&
      !timestamps.url.starts_with("https://") && !timestamps.url.starts_with("http://")) {
    t.fault("url", fmt::format("url = {} is no address", in_quotes(timestamps.url)),
            "write it as http://tsa.example/tsr");
  }
  paths.read(t, "ca_file", Need::optional, timestamps.ca_file);
  facility.timestamps = std::move(timestamps);
}

void read_facility(TableReader t, const Paths& paths, Config& config, Faults& faults) {
  FacilityService facility;
  if (t.id("id", Need::required, facility.id)) {
    const auto& others = config.facilities;
    if (std::any_of(others.begin(), others.end(),
                    [&](const FacilityService& other) { return other.id == facility.id; })) {
      t.fault("id", fmt::format("facility {} is served twice", in_quotes(facility.id)),
              "keep one [[facility]] of this id");
    }
  }
  paths.read(t, "names_key_file", Need::required, facility.names_key_file);
  paths.read(t, "log_key_files", kMaxLogKeys, facility.log_key_files);
  read_storage(t, paths, facility.storage, faults);
  if (const TomlTable* table = t.table("retention")) {
    TableReader retention(*table, t.line_of("retention"), kRetention, faults,
                          t.place() + " retention");
    retention.integer("log_years", Need::optional, 0, 100, facility.retention.log_years);
    retention.duration("names_after", {kDay, 36'500 * kDay}, facility.retention.names_after);
  }
  read_timestamps(t, paths, facility, faults);
  for (const TomlValue* table : inner_tables(t, "witness")) {
    read_witness(TableReader(*table->as<TomlTable>(), table->line, kWitness, faults), paths,
                 facility);
  }
  for (const TomlValue* table : inner_tables(t, "mqtt")) {
    read_mqtt(TableReader(*table->as<TomlTable>(), table->line, kMqtt, faults), paths, facility);
  }
  for (const TomlValue* table : inner_tables(t, "modbus")) {
    read_modbus(TableReader(*table->as<TomlTable>(), table->line, kModbus, faults), facility);
  }
  config.facilities.push_back(std::move(facility));
}

// Values that two parts of the file must not share.
void check_together(const Config& config, Faults& faults) {
  std::set<std::string> sockets;
  for (const Listener& listener : config.listeners) {
    const std::string socket = host_and_port(listener.address, listener.port);
    if (!sockets.insert(socket).second) {
      faults.add(1, fmt::format("two [[listener]] share {}", socket), "give each its own port");
    }
  }
  std::set<std::string> sessions;
  std::set<std::string> panels;
  for (const FacilityService& facility : config.facilities) {
    for (const MqttBroker& broker : facility.mqtt) {
      const std::string session =
          fmt::format("{} at {}", broker.client_id, host_and_port(broker.host, broker.port));
      if (!sessions.insert(session).second) {
        faults.add(1, fmt::format("two [[facility.mqtt]] share the client_id {}", session),
                   "give each its own: a broker knows one session by one client_id");
      }
    }
    for (const ModbusPanel& panel : facility.modbus) {
      if (!panels.insert(facility.id + "/" + panel.controller.text).second) {
        faults.add(1,
                   fmt::format("two [[facility.modbus]] are controller {}",
                               in_quotes(panel.controller.text)),
                   "give each panel its own controller");
      }
    }
  }
}

const TomlTable* single_table(const TomlTable& root, std::string_view name, Faults& faults) {
  const files::TomlMember* member = root.find(name);
  if (member == nullptr) return nullptr;
  const auto* table = member->value.as<TomlTable>();
  if (table == nullptr) {
    faults.add(member->line,
               fmt::format("{} is {}", in_quotes(name), files::kind_of(member->value)),
               fmt::format("head it with [{}], once", name));
  }
  return table;
}

int line_of(const TomlTable& root, std::string_view name) {
  const files::TomlMember* member = root.find(name);
  return member == nullptr ? 1 : member->line;
}

void warn(const Config& config, std::vector<files::Warning>& warnings) {
  for (const FacilityService& facility : config.facilities) {
    for (const MqttBroker& broker : facility.mqtt) {
      if (broker.tls || is_loopback(broker.host)) continue;
      warnings.push_back({0, fmt::format("broker {} is reached without TLS: card numbers and the "
                                         "password cross the network in the clear",
                                         host_and_port(broker.host, broker.port))});
    }
  }
  for (const Listener& listener : config.listeners) {
    if (!listener.tls || listener.tls->min_version == TlsVersion::tls_1_3) continue;
    warnings.push_back({0, fmt::format("listener {} admits TLS 1.2",
                                       host_and_port(listener.address, listener.port))});
  }
}

}  // namespace

ConfigResult parse_config(std::string_view text, const std::string& file) {
  Faults faults(file);
  const auto root = files::parse_toml(text, faults);
  if (!root) return faults.take();
  const Paths paths(file);
  ConfigFile out;
  Config& config = out.config;
  files::refuse_unknown_members(*root, kRoot, kRoot.table, faults);
  read_service(single_table(*root, "service", faults), line_of(*root, "service"), paths, config,
               faults);
  if (const TomlTable* table = single_table(*root, "log", faults)) {
    read_log(TableReader(*table, line_of(*root, "log"), kLog, faults), config);
  }
  if (const TomlTable* table = single_table(*root, "limits", faults)) {
    read_limits(TableReader(*table, line_of(*root, "limits"), kLimits, faults), config);
  }
  for (const TomlValue* table : files::tables_of(*root, "listener", faults)) {
    read_listener(TableReader(*table->as<TomlTable>(), table->line, kListener, faults), paths,
                  config, faults);
  }
  for (const TomlValue* table : files::tables_of(*root, "facility", faults)) {
    read_facility(TableReader(*table->as<TomlTable>(), table->line, kFacility, faults), paths,
                  config, faults);
  }
  config.peers = read_peers(*root, faults);
  if (root->find("listener") == nullptr) {
    faults.add(1, "there is no [[listener]]", "add one, so that terminals can ask");
  }
  if (root->find("facility") == nullptr) {
    faults.add(1, "there is no [[facility]]", "add one, with its id and [facility.storage]");
  }
  check_together(config, faults);
  if (!faults.empty()) return faults.take();
  if (auto wrong = check_peers(config.peers, config.facilities, file); !wrong.empty()) {
    return wrong;
  }
  warn(config, out.warnings);
  return out;
}

std::vector<KnownMember> config_members() {
  std::vector<KnownMember> out;
  for (const TableMembers* table :
       {&kService, &kLog, &kLimits, &kListener, &kTls, &kFacility, &kStorage, &kRetention,
        &kTimestamps, &kWitness, &kMqtt, &kModbus, &peer_members()}) {
    for (std::string_view member : table->members) {
      out.push_back({std::string(table->table), std::string(member)});
    }
  }
  return out;
}

}  // namespace zonefactor::config
