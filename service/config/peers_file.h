// The peers file: `[[peer]]` tables that `zonefactor key` manages beside the configuration.
//
// Promise: a change is whole or not at all, also through a power cut (a new file is flushed and put
// in the old one's place), and two commands at once change it one after the other. Comments in the
// file do not survive a change. Blocks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/files/fault.h"
#include "service/config/config.h"
#include "service/config/config_toml.h"

namespace zonefactor::config {

// The peers of the file; none where there is no file yet.
PeersResult read_peers_file(const std::string& path);

// Each returns what is wrong, and then nothing has changed.
std::vector<files::Fault> add_peer(const std::string& path, const Peer& peer);
std::vector<files::Fault> revoke_peer(const std::string& path, const std::string& name);

// The file's text for `peers`; reading it gives them back.
std::string to_toml(const std::vector<Peer>& peers);

}  // namespace zonefactor::config
