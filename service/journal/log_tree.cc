#include "service/journal/log_tree.h"

namespace zonefactor::journal {

void LogTree::append(const Digest& leaf, std::vector<FullTile>& full) {
  range_.append(leaf, [&](unsigned height, std::uint64_t index, const Digest& hash) {
    if (height % kTileHeight != 0) return;
    const unsigned level = height / kTileHeight;
    if (level == edge_.size()) edge_.emplace_back();
    Hashes& tile = edge_[level];
    tile.push_back(hash);
    if (tile.size() < kTileWidth) return;
    full.push_back({level, index / kTileWidth, std::move(tile)});
    tile.clear();
  });
}

const Hashes& LogTree::partial(unsigned level) const {
  static const Hashes kNone;
  return level < edge_.size() ? edge_[level] : kNone;
}

}  // namespace zonefactor::journal
