#include "service/daemon/log_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "adapters/files/read_file.h"
#include "service/config/secret_file.h"
#include "service/daemon/checkpoint_files.h"
#include "service/daemon/durable_file.h"

namespace zonefactor::daemon {

namespace {

using Key = std::variant<journal::PrivateKey, files::Fault>;

Key read_key(const std::string& path) {
  if (auto fault = config::fault_of_permissions(path)) return std::move(*fault);
  auto read = files::read_file(path, config::kMaxSecretBytes);
  if (auto* fault = std::get_if<files::Fault>(&read)) return std::move(*fault);
  if (auto key = journal::PrivateKey::from_pem(std::get<std::string>(read))) return std::move(*key);
  return files::Fault{path, 0, "it does not hold an Ed25519 private key in PEM",
                      "make one: openssl genpkey -algorithm ed25519"};
}

// The first start of a facility makes it; a key that has signed is never made anew.
Key own_key(const std::string& path, const config::Config& config, const std::string& facility) {
  if (std::filesystem::exists(path)) return read_key(path);
  if (!CheckpointFiles(checkpoint_directory(config), facility).all().empty()) {
    return files::Fault{path, 0, "the key that signed this facility's checkpoints is not there",
                        "restore it from a backup, or name another in log_key_files and tell the "
                        "auditors"};
  }
  journal::PrivateKey key = journal::PrivateKey::generate();
  if (const std::string why = write_durably(path, key.to_pem(), 0600); !why.empty()) {
    return files::Fault{path, 0, why, "or name a key in log_key_files"};
  }
  return key;
}

}  // namespace

std::string checkpoint_directory(const config::Config& config) {
  return config.state_dir + "/checkpoints";
}

std::variant<std::shared_ptr<const engine::LogSigner>, std::vector<files::Fault>> load_signer(
    const config::Config& config, const config::FacilityService& facility) {
  std::vector<journal::PrivateKey> keys;
  std::vector<files::Fault> faults;
  const auto take = [&](const std::string& path, Key read) {
    auto* key = std::get_if<journal::PrivateKey>(&read);
    if (key == nullptr) return faults.push_back(std::get<files::Fault>(std::move(read)));
    const auto is_same = [key](const journal::PrivateKey& known) {
      return known.public_key() == key->public_key();
    };
    if (std::any_of(keys.begin(), keys.end(), is_same))
      faults.push_back(
          {path, 0, "it holds the same key as a file before it", "name each key once"});
    keys.push_back(std::move(*key));
  };
  for (const std::string& path : facility.log_key_files) take(path, read_key(path));
  if (facility.log_key_files.empty()) {
    const std::string path = fmt::format("{}/log-keys/{}.pem", config.state_dir, facility.id);
    take(path, own_key(path, config, facility.id));
  }
  if (!faults.empty()) return faults;
  return std::make_shared<const engine::LogSigner>(facility.id, std::move(keys));
}

}  // namespace zonefactor::daemon
