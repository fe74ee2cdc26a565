#include "service/engine/stored_tree.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

namespace zonefactor::engine {

namespace {

constexpr std::size_t kRootsKept = 65'536;

}  // namespace

journal::Hashes StoredTree::tile(unsigned level, std::uint64_t n, unsigned width) {
  if (width == journal::kTileWidth) {
    const auto bytes = store_.tile(year_, level, n);
    auto hashes = bytes ? journal::parse_tile(*bytes) : std::nullopt;
    if (hashes && hashes->size() == width) return std::move(*hashes);
    throw ports::StoreUnavailable(fmt::format(
        "the log of {} has no tile {} of level {} stored: run `zonefactor audit fsck`, and restore "
        "the database from a backup",
        year_, n, level));
  }
  journal::Hashes hashes;
  if (level == 0) {
    hashes = store_.leaves({year_, n * journal::kTileWidth}, width);
  } else {
    for (unsigned i = 0; i < width; ++i)
      hashes.push_back(root_of(level - 1, n * journal::kTileWidth + i));
  }
  if (hashes.size() == width) return hashes;
  throw ports::StoreUnavailable(fmt::format(
      "the log of {} has no {} entries from {} on stored: run `zonefactor audit fsck`, and restore "
      "the database from a backup",
      year_, width, n * journal::kTileWidth));
}

journal::Digest StoredTree::root_of(unsigned level, std::uint64_t n) {
  const auto known = roots_.find({level, n});
  if (known != roots_.end()) return known->second;
  const journal::Digest root =
      journal::hash_within(tile(level, n, journal::kTileWidth), journal::kTileHeight, 0);
  if (roots_.size() >= kRootsKept) roots_.clear();
  roots_.emplace(std::pair(level, n), root);
  return root;
}

const journal::Hashes& StoredTree::edge(unsigned level, std::uint64_t n, std::uint64_t size) {
  if (edge_size_ != size) edge_.clear();
  edge_size_ = size;
  const auto known = edge_.find(level);
  if (known != edge_.end()) return known->second;
  return edge_.emplace(level, tile(level, n, journal::tile_width(level, n, size))).first->second;
}

journal::Digest StoredTree::root(std::uint64_t size) {
  return journal::CompactRange::of(size, journal::perfect_subtrees(size, subtrees(size)))
      .value()
      .root();
}

journal::SubtreeHash StoredTree::subtrees(std::uint64_t size) {
  using Tiles = std::map<std::pair<unsigned, std::uint64_t>, journal::Hashes>;
  return [this, size, full = std::make_shared<Tiles>()](unsigned height, std::uint64_t index) {
    const journal::SubtreePlace place = journal::place_of(height, index);
    const auto within = [&](const journal::Hashes& tile) {
      return journal::hash_within(tile, place.height, place.index);
    };
    if (journal::tile_width(place.level, place.n, size) < journal::kTileWidth)
      return within(edge(place.level, place.n, size));
    const std::pair name(place.level, place.n);
    auto found = full->find(name);
    if (found == full->end())
      found = full->emplace(name, tile(place.level, place.n, journal::kTileWidth)).first;
    return within(found->second);
  };
}

}  // namespace zonefactor::engine
