// One `[[peer]]` table, in the configuration file or in the peers file.
#pragma once

#include <vector>

#include "adapters/files/toml_reader.h"
#include "service/config/config.h"

namespace zonefactor::config {

const files::TableMembers& peer_members();

std::vector<Peer> read_peers(const files::TomlTable& root, files::Faults& faults);

}  // namespace zonefactor::config
