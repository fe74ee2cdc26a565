// The keys that sign a facility's checkpoints, from their files.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "adapters/files/fault.h"
#include "service/config/config.h"
#include "service/engine/log_signer.h"

namespace zonefactor::daemon {

// Where the service keeps the copies of what it has published.
std::string checkpoint_directory(const config::Config& config);

// The keys that the configuration names; without any the service's own, which is made where nothing
// was ever signed with it.
std::variant<std::shared_ptr<const engine::LogSigner>, std::vector<files::Fault>> load_signer(
    const config::Config& config, const config::FacilityService& facility);

}  // namespace zonefactor::daemon
