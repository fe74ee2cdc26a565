#include "service/witness/settings.h"

#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <utility>

#include "adapters/files/read_file.h"
#include "adapters/files/toml_reader.h"
#include "service/config/network_text.h"
#include "service/journal/checkpoint.h"

namespace zonefactor::witness {

namespace {

using files::Faults;
using files::in_quotes;
using files::Need;
using files::TableMembers;
using files::TableReader;
using files::TomlTable;

constexpr std::size_t kMaxPathBytes = 1024;
constexpr std::size_t kMaxKeyBytes = 1024;
// What a checkpoint carries of them must leave room for more in a note.
constexpr std::size_t kMaxKeysOfALog = 8;

const TableMembers kRoot{"the file", {"witness", "listener", "limits", "log"}};
const TableMembers kWitness{"[witness]", {"name", "key_file", "state_dir"}};
const TableMembers kListener{"[listener]", {"address", "port", "tls"}};
const TableMembers kTls{"listener.tls", {"cert_file", "key_file"}};
const TableMembers kLimits{
    "[limits]",
    {"connections", "handshake_timeout", "idle_timeout", "request_timeout", "write_timeout"}};
const TableMembers kLog{"[[log]]", {"vkey", "origin"}};

std::set<std::string> keys_of(const std::string& origin, const std::vector<Settings::Log>& logs) {
  std::set<std::string> keys;
  for (const Settings::Log& log : logs) {
    if (log.origin == origin) keys.insert(log.key.text());
  }
  return keys;
}

class SettingsReader {
 public:
  SettingsReader(const TomlTable& root, const std::string& file, Faults& faults)
      : root_(root, 1, kRoot, faults, std::string(kRoot.table)),
        tables_(root),
        directory_(std::filesystem::path(file).parent_path()),
        faults_(faults) {}

  Settings read() {
    with_table("witness", kWitness, [this](TableReader& t) { read_witness(t); });
    with_table("listener", kListener, [this](TableReader& t) { read_listener(t); });
    if (root_.has("limits")) {
      with_table("limits", kLimits, [this](TableReader& t) { read_limits(t); });
    }
    for (const files::TomlValue* log : files::tables_of(tables_, "log", faults_)) {
      read_log(TableReader(*log->as<TomlTable>(), log->line, kLog, faults_));
    }
    if (!root_.has("log")) {
      faults_.add(1, "there is no [[log]]", "add one for each log to witness, with its vkey");
    }
    return std::move(settings_);
  }

 private:
  template <class Read>
  void with_table(std::string_view name, const TableMembers& members, Read read) {
    if (!root_.has(name)) {
      faults_.add(1, fmt::format("there is no [{}]", name), fmt::format("add [{}]", name));
    } else if (const TomlTable* table = root_.table(name)) {
      TableReader reader(*table, root_.line_of(name), members, faults_);
      read(reader);
    }
  }

  void read_path(TableReader& t, std::string_view key, std::string& into) {
    std::string text;
    if (t.text(key, Need::required, kMaxPathBytes, text)) {
      into = (directory_ / text).lexically_normal().string();
    }
  }

  void read_witness(TableReader& t) {
    if (t.text("name", Need::required, journal::kMaxKeyName, settings_.name) &&
        !journal::is_key_name(settings_.name)) {
      t.fault("name", fmt::format("name = {} may not name a key", in_quotes(settings_.name)),
              "write it without spaces and +, such as \"witness.audit.example/w1\"");
    }
    read_path(t, "key_file", settings_.key_file);
    read_path(t, "state_dir", settings_.state_dir);
  }

  void read_listener(TableReader& t) {
    t.text("address", Need::optional, kMaxPathBytes, settings_.address);
    if (!config::is_ip_address(settings_.address)) {
      t.fault("address", fmt::format("address = {} is no IP address", in_quotes(settings_.address)),
              "write the address to listen on, such as \"127.0.0.1\", \"0.0.0.0\" or \"::\"");
    } else if (!t.has("tls") && !config::is_loopback(settings_.address)) {
      t.fault("address", fmt::format("it listens on {} without tls", in_quotes(settings_.address)),
              "add tls = { cert_file = ..., key_file = ... }; only loopback may do without");
    }
    if (std::int64_t port = 0; t.integer("port", Need::required, 1, 65535, port)) {
      settings_.port = static_cast<std::uint16_t>(port);
    }
    if (const TomlTable* table = t.table("tls")) {
      TableReader tls(*table, t.line_of("tls"), kTls, faults_);
      Settings::Tls& into = settings_.tls.emplace();
      read_path(tls, "cert_file", into.cert_file);
      read_path(tls, "key_file", into.key_file);
    }
  }

  void read_limits(TableReader& t) {
    t.integer("connections", Need::optional, 1, 10'000, settings_.connections);
    const auto timeout = [&t](std::string_view key, std::chrono::milliseconds& into) {
      core::Duration duration = into;
      t.duration(key, {1s, 1h}, duration);
      into = std::chrono::duration_cast<std::chrono::milliseconds>(duration);
    };
    timeout("handshake_timeout", settings_.handshake_timeout);
    timeout("idle_timeout", settings_.idle_timeout);
    timeout("request_timeout", settings_.request_timeout);
    timeout("write_timeout", settings_.write_timeout);
  }

  void read_log(TableReader t) {
    std::string text;
    if (!t.text("vkey", Need::required, kMaxKeyBytes, text)) return;
    std::string why;
    const auto key = journal::parse_verifier_key(text, &why);
    if (!key || key->type != journal::KeyType::note) {
      t.fault("vkey", fmt::format("vkey is no key of a log: {}", key ? "it is a witness's" : why),
              "write the log's public key as its operator gives it: name+id+key");
      return;
    }
    Settings::Log log{key->name, *key};
    t.text("origin", Need::optional, journal::kMaxOrigin, log.origin);
    if (const auto known = keys_of(log.origin, settings_.logs); known.contains(log.key.text())) {
      t.fault("vkey", fmt::format("this key of {} stands here twice", in_quotes(log.origin)),
              "keep one [[log]] of it");
    } else if (known.size() == kMaxKeysOfALog) {
      t.fault("vkey", fmt::format("more than {} keys of {}", kMaxKeysOfALog, in_quotes(log.origin)),
              "keep those that sign today");
    }
    settings_.logs.push_back(std::move(log));
  }

  TableReader root_;
  const TomlTable& tables_;
  std::filesystem::path directory_;
  Faults& faults_;
  Settings settings_;
};

}  // namespace

SettingsResult parse_settings(std::string_view text, const std::string& file) {
  Faults faults(file);
  const auto root = files::parse_toml(text, faults);
  if (!root) return faults.take();
  Settings settings = SettingsReader(*root, file, faults).read();
  if (!faults.empty()) return faults.take();
  return settings;
}

SettingsResult load_settings(const std::string& path) {
  auto read = files::read_file(path, files::kMaxTomlBytes);
  const auto* text = std::get_if<std::string>(&read);
  if (text == nullptr) return std::vector<files::Fault>{std::get<files::Fault>(std::move(read))};
  return parse_settings(*text, path);
}

}  // namespace zonefactor::witness
