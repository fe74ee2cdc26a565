// SIGHUP: certificates, peers and the log's settings from disk again.
//
// Promise: a configuration with a fault changes nothing, and every fault is logged.
#pragma once

#include <string>

#include "adapters/http/api.h"
#include "adapters/http/server.h"
#include "service/config/config.h"
#include "service/daemon/logger.h"

namespace zonefactor::daemon {

// By the supervisor's thread while the loop runs. `config` is what is in force, before and after.
void reload(const std::string& path, config::Config& config, http::HttpLoop& loop, http::Api& api,
            http::HttpServer& server, Logger& log);

}  // namespace zonefactor::daemon
