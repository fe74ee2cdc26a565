// Tiles have the paths and widths that the specification gives them, and one spelling each.
#include "service/journal/tile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "tests/unit/tlog/naive_tree.h"

namespace zonefactor::journal {
namespace {

using testing::ElementsAre;

constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();

TEST(Tile, paths_of_the_specification) {
  EXPECT_EQ(path_of({false, 0, 1234067}), "tile/0/x001/x234/067");
  EXPECT_EQ(path_of({false, 0, 67}), "tile/0/067");
  EXPECT_EQ(path_of({false, 63, 0}), "tile/63/000");
  EXPECT_EQ(path_of({false, 0, 1067, 17}), "tile/0/x001/067.p/17");
  EXPECT_EQ(path_of({true, 0, 0, 1}), "tile/entries/000.p/1");
  EXPECT_EQ(path_of({false, 1, 1000}), "tile/1/x001/000");
  EXPECT_EQ(path_of({true, 0, kMax, 255}), "tile/entries/x018/x446/x744/x073/x709/x551/615.p/255");
}

TEST(Tile, only_the_one_spelling_is_read) {
  for (const char* path : {"",
                           "tile",
                           "tile/",
                           "tile/0",
                           "tile/0/",
                           "/tile/0/000",
                           "tile/0/000/",
                           "tile//000",
                           "tile/00/000",
                           "tile/01/000",
                           "tile/64/000",
                           "tile/-1/000",
                           "tile/+1/000",
                           "tile/0/0",
                           "tile/0/00",
                           "tile/0/0000",
                           "tile/0/1000",
                           "tile/0/x000",
                           "tile/0/x000/000",
                           "tile/0/x000/001",
                           "tile/0/x000/x001/000",
                           "tile/0/001/000",
                           "tile/0/x001/x000",
                           "tile/0/X001/000",
                           "tile/0/x001//000",
                           "tile/0/x0010/000",
                           "tile/0/000.p/0",
                           "tile/0/000.p/256",
                           "tile/0/000.p/01",
                           "tile/0/000.p/",
                           "tile/0/000.p",
                           "tile/0/000.p/1/",
                           "tile/0/000.p/1.p/1",
                           "tile/0/.p/1",
                           "tile/0/000.P/1",
                           "tile/0/000.p/ 1",
                           "tile/0/0a0",
                           "tile/0/ 00",
                           "tile/entries",
                           "tile/entries/",
                           "tile/Entries/000",
                           "tile/data/000",
                           "checkpoint",
                           "tile/0/../000",
                           "tile/0/%30%30%30",
                           "tile/0/000\n",
                           "tile/0/000?x",
                           "tile/0/x018/x446/x744/x073/x709/x551/616",
                           "tile/0/x018/x446/x744/x073/x709/x552/000",
                           "tile/0/x001/x018/x446/x744/x073/x709/x551/615"}) {
    EXPECT_FALSE(parse_tile_path(path)) << path;
  }
  EXPECT_FALSE(parse_tile_path(std::string("tile/0/000\0", 11)));
}

RC_GTEST_PROP(Tile, what_is_written_is_read, ()) {
  TileName tile;
  tile.entries = *rc::gen::arbitrary<bool>();
  if (!tile.entries) tile.level = *rc::gen::inRange(0u, kMaxTileLevel + 1);
  tile.n = *rc::gen::arbitrary<std::uint64_t>() >> *rc::gen::inRange(0, 64);
  tile.width = *rc::gen::inRange(1u, kTileWidth + 1);
  RC_ASSERT(parse_tile_path(path_of(tile)) == tile);
}

std::vector<std::string> paths(std::uint64_t size) {
  std::vector<std::string> paths;
  for (const TileName& tile : tiles_of(size)) paths.push_back(path_of(tile));
  return paths;
}

TEST(Tile, tiles_of_the_specifications_trees) {
  EXPECT_THAT(paths(0), ElementsAre());
  EXPECT_THAT(paths(1), ElementsAre("tile/0/000.p/1"));
  EXPECT_THAT(paths(255), ElementsAre("tile/0/000.p/255"));
  EXPECT_THAT(paths(256), ElementsAre("tile/0/000", "tile/1/000.p/1"));
  EXPECT_THAT(paths(257), ElementsAre("tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"));

  const auto tiles = tiles_of(70'000);
  ASSERT_EQ(tiles.size(), 273u + 1 + 1 + 1 + 1);
  for (std::uint64_t n = 0; n < 273; ++n) {
    EXPECT_EQ(tiles[n], (TileName{false, 0, n, kTileWidth}));
  }
  EXPECT_EQ(tiles[273], (TileName{false, 0, 273, 112}));
  EXPECT_EQ(tiles[274], (TileName{false, 1, 0, kTileWidth}));
  EXPECT_EQ(tiles[275], (TileName{false, 1, 1, 17}));
  EXPECT_EQ(tiles[276], (TileName{false, 2, 0, 1}));
}

TEST(Tile, widths_without_a_list) {
  EXPECT_EQ(tile_width(0, 0, 0), 0u);
  EXPECT_EQ(tile_width(0, 273, 70'000), 112u);
  EXPECT_EQ(tile_width(0, 274, 70'000), 0u);
  EXPECT_EQ(tile_width(2, 0, 70'000), 1u);
  EXPECT_EQ(tile_width(3, 0, 70'000), 0u);
  EXPECT_EQ(tile_width(7, 0, kMax), 255u);
  EXPECT_EQ(tile_width(0, kMax / 256, kMax), 255u);
  EXPECT_EQ(tile_width(8, 0, kMax), 0u);
  EXPECT_EQ(tile_width(63, kMax, kMax), 0u);
}

TEST(Tile, one_to_256_whole_hashes_are_a_tile) {
  for (const std::size_t size : {0u, 1u, 31u, 33u, 63u, 8191u, 8193u, 8224u}) {
    EXPECT_FALSE(parse_tile(std::string(size, 'x'))) << size;
  }
  for (const std::size_t width : {1u, 2u, 255u, 256u}) {
    const Hashes hashes = NaiveTree::numbered(width).leaves();
    const std::string bytes = tile_bytes(hashes);
    EXPECT_EQ(bytes.size(), width * 32);
    EXPECT_EQ(parse_tile(bytes), hashes);
  }
}

TEST(Tile, a_bundle_is_entries_with_their_lengths) {
  std::string bundle;
  append_to_bundle(bundle, "one");
  append_to_bundle(bundle, "");
  append_to_bundle(bundle, std::string(kMaxBundledEntry, 'x'));
  EXPECT_EQ(bundle.substr(0, 9), std::string("\0\3one\0\0\xFF\xFF", 9));
  const auto entries = parse_bundle(bundle);
  ASSERT_TRUE(entries);
  EXPECT_THAT(*entries, ElementsAre("one", "", std::string(kMaxBundledEntry, 'x')));
}

TEST(Tile, a_bundle_of_none_of_too_many_or_cut_short_is_none) {
  EXPECT_FALSE(parse_bundle(""));
  std::string bundle;
  for (int i = 0; i < 256; ++i) append_to_bundle(bundle, "ab");
  EXPECT_EQ(parse_bundle(bundle)->size(), 256u);
  for (std::size_t size = 0; size < 40; ++size) {
    EXPECT_EQ(parse_bundle(bundle.substr(0, size)).has_value(), size > 0 && size % 4 == 0) << size;
  }
  append_to_bundle(bundle, "");
  EXPECT_FALSE(parse_bundle(bundle));
}

TEST(Tile, hashes_within_are_those_of_the_tree) {
  const NaiveTree tree = NaiveTree::numbered(256);
  for (unsigned height = 0; height <= kTileHeight; ++height) {
    for (std::uint64_t index = 0; index < 256u >> height; ++index) {
      EXPECT_EQ(hash_within(tree.leaves(), height, index), tree.subtrees()(height, index));
    }
  }
}

}  // namespace
}  // namespace zonefactor::journal
