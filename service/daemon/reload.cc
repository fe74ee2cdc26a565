#include "service/daemon/reload.h"

#include <utility>

#include "service/config/load.h"
#include "service/daemon/from_config.h"
#include "service/daemon/on_loop.h"

namespace zonefactor::daemon {

namespace {

constexpr const char* kAbout = "reload";

// What differs beyond the members that a reload brings into force.
bool needs_restart(config::Config before, const config::Config& after) {
  before.peers = after.peers;
  before.log = after.log;
  return before != after;
}

}  // namespace

void reload(const std::string& path, config::Config& config, http::HttpLoop& loop, http::Api& api,
            http::HttpServer& server, Logger& log) {
  auto loaded = config::load_config(path);
  if (const auto* faults = std::get_if<std::vector<files::Fault>>(&loaded)) {
    for (const files::Fault& fault : *faults) log.error(kAbout, files::to_text(fault));
    log.error(kAbout, "the configuration on disk is at fault; what was in force stays");
    return;
  }
  config::Config fresh = std::get<config::ConfigFile>(std::move(loaded)).config;
  auto built = http::Peers::build(http_peers(fresh.peers));
  if (const auto* faults = std::get_if<std::vector<std::string>>(&built)) {
    for (const std::string& fault : *faults) log.error(kAbout, fault);
    log.error(kAbout, "the peers on disk are at fault; what was in force stays");
    return;
  }
  const auto peers = std::get<std::shared_ptr<const http::Peers>>(built);
  const auto fault = on_loop(loop, [&]() -> std::optional<std::string> {
    if (auto wrong = server.reload_certificates()) return wrong;
    api.set_peers(peers);
    return std::nullopt;
  });
  if (fault) {
    log.error(kAbout, *fault);
    log.error(kAbout, "the certificates on disk are at fault; what was in force stays");
    return;
  }
  if (needs_restart(config, fresh)) {
    log.warn(kAbout,
             "listeners, limits, facilities, storage, brokers and panels changed on disk; these "
             "take effect at the next start");
  }
  config.peers = std::move(fresh.peers);
  config.log = fresh.log;
  log.configure(config.log);
  log.info(kAbout, "certificates, peers and log settings are in force as they are on disk");
}

}  // namespace zonefactor::daemon
