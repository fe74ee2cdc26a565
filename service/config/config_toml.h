// The configuration file: TOML text in, a configuration or every fault in it out.
//
// Promise: a file with a fault gives no configuration; the faults name every place that needs
// mending, each with a remedy; a secret written into the file is refused and not repeated. Pure:
// see load.h for reading the files from disk.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/files/fault.h"
#include "service/config/config.h"

namespace zonefactor::config {

struct ConfigFile {
  Config config;
  std::vector<files::Warning> warnings;
};
using ConfigResult = std::variant<ConfigFile, std::vector<files::Fault>>;

// `file` is the name that faults carry; relative paths in it are relative to its directory.
ConfigResult parse_config(std::string_view text, const std::string& file);

// The `[[peer]]` tables of a file that has nothing else.
using PeersResult = std::variant<std::vector<Peer>, std::vector<files::Fault>>;
PeersResult parse_peers(std::string_view text, const std::string& file);

// What only the peers of all files together can show: names and secrets used twice, facilities that
// are not served. `file` is the one to name.
std::vector<files::Fault> check_peers(const std::vector<Peer>& peers,
                                      const std::vector<FacilityService>& facilities,
                                      const std::string& file);

struct KnownMember {
  std::string table;
  std::string member;
};
// Every table and member the parser knows.
std::vector<KnownMember> config_members();

}  // namespace zonefactor::config
