// What the log's tree hands out, the full tiles and the edge, is all that anybody needs to prove
// anything about the log.
#include "service/journal/log_tree.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "tests/unit/tlog/naive_tree.h"

namespace zonefactor::journal {
namespace {

// A log's tiles as a reader would have them, asked by level and number.
class TiledLog {
 public:
  void append(const Digest& leaf) {
    std::vector<FullTile> full;
    tree_.append(leaf, full);
    for (FullTile& tile : full) {
      EXPECT_EQ(tile.hashes.size(), kTileWidth);
      const bool added =
          full_.emplace(std::pair(tile.level, tile.n), std::move(tile.hashes)).second;
      EXPECT_TRUE(added) << "a second tile " << tile.level << "/" << tile.n;
    }
  }
  const LogTree& tree() const { return tree_; }
  const Hashes& tile(unsigned level, std::uint64_t n) const {
    const auto found = full_.find({level, n});
    return found == full_.end() ? tree_.partial(level) : found->second;
  }
  SubtreeHash subtrees() const {
    return [this](unsigned height, std::uint64_t index) {
      const SubtreePlace place = place_of(height, index);
      return hash_within(tile(place.level, place.n), place.height, place.index);
    };
  }
  std::size_t full_tiles() const { return full_.size(); }

 private:
  LogTree tree_;
  std::map<std::pair<unsigned, std::uint64_t>, Hashes> full_;
};

TiledLog tiled(const NaiveTree& tree) {
  TiledLog log;
  for (const Digest& leaf : tree.leaves()) log.append(leaf);
  return log;
}

RC_GTEST_PROP(LogTree, its_root_is_the_recursions, ()) {
  const NaiveTree tree = NaiveTree::numbered(*rc::gen::inRange<std::uint64_t>(0, 1'500));
  const TiledLog log = tiled(tree);
  RC_ASSERT(log.tree().size() == tree.size());
  RC_ASSERT(log.tree().root() == tree.root());
  RC_ASSERT(CompactRange::of(tree.size(), log.tree().frontier().hashes())->root() == tree.root());
}

RC_GTEST_PROP(LogTree, its_tiles_prove_every_entry_and_every_older_log, ()) {
  const auto size = *rc::gen::inRange<std::uint64_t>(1, 1'500);
  const auto index = *rc::gen::inRange<std::uint64_t>(0, size);
  const NaiveTree tree = NaiveTree::numbered(size);
  const TiledLog log = tiled(tree);
  const Hashes path = inclusion_proof(index, size, log.subtrees());
  RC_ASSERT(path == tree.path(index, 0, size));
  RC_ASSERT(is_included(tree.leaves()[index], index, size, path, log.tree().root()));
  const Hashes proof = consistency_proof(index + 1, size, log.subtrees());
  RC_ASSERT(is_consistent(index + 1, tree.root(0, index + 1), size, log.tree().root(), proof));
}

// Also an older size is proven from the tiles of a later one: what a witness that is behind asks.
RC_GTEST_PROP(LogTree, later_tiles_prove_older_sizes, ()) {
  const auto size = *rc::gen::inRange<std::uint64_t>(1, 1'500);
  const auto middle = *rc::gen::inRange<std::uint64_t>(1, size + 1);
  const auto old = *rc::gen::inRange<std::uint64_t>(1, middle + 1);
  const NaiveTree tree = NaiveTree::numbered(size);
  const TiledLog log = tiled(tree);
  RC_ASSERT(consistency_proof(old, middle, log.subtrees()) == tree.proof(old, middle));
}

TEST(LogTree, makes_the_tiles_that_the_size_has_and_no_other) {
  for (const std::uint64_t size : {0u, 1u, 255u, 256u, 257u, 65'535u, 65'536u, 65'537u, 70'000u}) {
    const TiledLog log = tiled(NaiveTree::numbered(size));
    std::size_t full = 0;
    for (const TileName& tile : tiles_of(size)) {
      EXPECT_EQ(log.tile(tile.level, tile.n).size(), tile.width) << size << " " << path_of(tile);
      full += tile.is_full() ? 1 : 0;
    }
    EXPECT_EQ(log.full_tiles(), full) << size;
    for (unsigned level = 0; level < 4; ++level) {
      const std::uint64_t edge = size >> (level * kTileHeight) >> kTileHeight;
      EXPECT_EQ(log.tree().partial(level).size(), tile_width(level, edge, size));
    }
  }
}

TEST(LogTree, a_tile_holds_the_roots_of_the_tiles_below) {
  const NaiveTree tree = NaiveTree::numbered(70'000);
  const TiledLog log = tiled(tree);
  for (const TileName& tile : tiles_of(tree.size())) {
    const Hashes& hashes = log.tile(tile.level, tile.n);
    for (std::uint64_t i = 0; i < tile.width; i += 13) {
      EXPECT_EQ(hashes[i], tree.subtrees()(tile.level * kTileHeight, tile.n * kTileWidth + i));
    }
  }
  for (const std::uint64_t index : {0u, 255u, 256u, 65'535u, 65'536u, 69'999u}) {
    EXPECT_EQ(inclusion_proof(index, 70'000, log.subtrees()), tree.path(index, 0, 70'000));
    EXPECT_EQ(consistency_proof(index + 1, 70'000, log.subtrees()), tree.proof(index + 1, 70'000));
  }
}

}  // namespace
}  // namespace zonefactor::journal
