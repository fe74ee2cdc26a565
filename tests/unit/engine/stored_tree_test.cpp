// The stored tree gives the proofs of every size that was published, in whatever order they are
// asked for: what is kept of one size's right edge is never taken for another's.
#include "service/engine/stored_tree.h"

#include <gtest/gtest.h>

#include "service/journal/log_tree.h"
#include "tests/unit/engine/memory_store.h"

namespace zonefactor::engine {
namespace {

constexpr std::uint64_t kEntries = 66'000;  // a full tile of level 1, and all levels have an edge
constexpr std::size_t kRowsPerAppend = 4000;

class StoredTreeTest : public testing::Test {
 protected:
  void SetUp() override {
    ports::Head head{{2026, 0}, {}, {}};
    store_.create(head);
    journal::LogTree tree;
    std::vector<journal::FullTile> full;
    while (head.next.index < kEntries) {
      ports::Writing writing;
      for (std::size_t i = 0; i < kRowsPerAppend && tree.size() < kEntries; ++i) {
        const std::string body = std::to_string(tree.size());
        leaves_.push_back(journal::leaf_hash(body));
        writing.rows.push_back({{2026, tree.size()}, {}, "login.decided", leaves_.back(), body});
        full.clear();
        tree.append(leaves_.back(), full);
        for (const journal::FullTile& tile : full)
          writing.tiles.push_back({2026, tile.level, tile.n, journal::tile_bytes(tile.hashes)});
      }
      writing.frontier = tree.frontier().hashes();
      ASSERT_EQ(store_.append(head, writing), ports::AppendResult::committed);
      head = {{2026, tree.size()}, {}, writing.frontier};
    }
  }

  journal::Digest root(std::uint64_t size) const {
    journal::CompactRange range;
    for (std::uint64_t i = 0; i < size; ++i) range.append(leaves_[i]);
    return range.root();
  }

  Disk disk_;
  MemoryStore store_{disk_};
  journal::Hashes leaves_;
};

TEST_F(StoredTreeTest, proofs_of_one_size_after_another_each_fit_their_root) {
  StoredTree tree(store_, 2026);
  for (const std::uint64_t size :
       {66'000U, 255U, 65'999U, 256U, 257U, 65'536U, 66'000U, 300U, 1U}) {
    for (const std::uint64_t index : {std::uint64_t{0}, size / 2, size - 1}) {
      const journal::Hashes proof = journal::inclusion_proof(index, size, tree.subtrees(size));
      EXPECT_TRUE(journal::is_included(leaves_[index], index, size, proof, root(size)))
          << "entry " << index << " in a tree of " << size;
    }
  }
}

TEST_F(StoredTreeTest, two_sizes_at_a_time_are_not_mixed_up) {
  StoredTree tree(store_, 2026);
  const journal::SubtreeHash smaller = tree.subtrees(400);
  const journal::SubtreeHash larger = tree.subtrees(66'000);
  for (const std::uint64_t index : {399U, 7U, 300U}) {
    EXPECT_TRUE(journal::is_included(leaves_[index], index, 400,
                                     journal::inclusion_proof(index, 400, smaller), root(400)));
    EXPECT_TRUE(journal::is_included(leaves_[index], index, 66'000,
                                     journal::inclusion_proof(index, 66'000, larger),
                                     root(66'000)));
  }
}

TEST_F(StoredTreeTest, its_root_is_that_of_its_leaves_at_every_size) {
  StoredTree tree(store_, 2026);
  for (const std::uint64_t size : {66'000U, 0U, 1U, 255U, 256U, 257U, 65'535U, 65'536U, 65'537U})
    EXPECT_EQ(tree.root(size), root(size)) << size;
}

}  // namespace
}  // namespace zonefactor::engine
