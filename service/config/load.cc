#include "service/config/load.h"

#include <iterator>
#include <utility>

#include "adapters/files/read_file.h"
#include "adapters/files/toml_document.h"
#include "service/config/peers_file.h"

namespace zonefactor::config {

ConfigResult load_config(const std::string& path) {
  auto read = files::read_file(path, files::kMaxTomlBytes);
  const auto* text = std::get_if<std::string>(&read);
  if (text == nullptr) return std::vector<files::Fault>{std::get<files::Fault>(std::move(read))};
  ConfigResult result = parse_config(*text, path);
  auto* file = std::get_if<ConfigFile>(&result);
  if (file == nullptr || file->config.peers_file.empty()) return result;

  PeersResult more = read_peers_file(file->config.peers_file);
  auto* peers = std::get_if<std::vector<Peer>>(&more);
  if (peers == nullptr) return std::get<std::vector<files::Fault>>(std::move(more));
  std::move(peers->begin(), peers->end(), std::back_inserter(file->config.peers));
  auto wrong = check_peers(file->config.peers, file->config.facilities, file->config.peers_file);
  if (!wrong.empty()) return wrong;
  return result;
}

}  // namespace zonefactor::config
