// The witness's configuration: TOML text in, settings or every fault in it out.
//
// Promise: a file with a fault gives no settings; each fault names file, line, what is wrong and
// how to mend it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/files/fault.h"
#include "service/journal/signed_note.h"

namespace zonefactor::witness {

using namespace std::chrono_literals;

struct Settings {
  struct Tls {
    std::string cert_file;
    std::string key_file;
  };
  // A key that may sign checkpoints of `origin`. Several of one origin are all trusted.
  struct Log {
    std::string origin;
    journal::VerifierKey key;
  };
  std::string name;  // of the witness's key
  std::string key_file;
  std::string state_dir;

  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  std::optional<Tls> tls;

  std::int64_t connections = 256;
  std::chrono::milliseconds handshake_timeout = 10s;
  std::chrono::milliseconds idle_timeout = 75s;
  std::chrono::milliseconds request_timeout = 10s;
  std::chrono::milliseconds write_timeout = 10s;

  std::vector<Log> logs;
};
using SettingsResult = std::variant<Settings, std::vector<files::Fault>>;

// `file` is the name that faults carry; relative paths are relative to its directory.
SettingsResult parse_settings(std::string_view text, const std::string& file);
SettingsResult load_settings(const std::string& path);

}  // namespace zonefactor::witness
