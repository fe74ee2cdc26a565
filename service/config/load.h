// The configuration from disk: the file and the peers file it names, as one.
#pragma once

#include <string>

#include "service/config/config_toml.h"

namespace zonefactor::config {

// Reads `path` and, where it names one, the peers file. Secrets are not read; see secret_file.h.
ConfigResult load_config(const std::string& path);

}  // namespace zonefactor::config
