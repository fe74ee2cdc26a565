// The tree agrees with the published vectors (RFC 6962's eight leaves; every hash, audit path and
// consistency proof of trees up to 130 leaves, as draft-ietf-plants-merkle-tree-certs accumulates
// them) and with the RFC's recursions for any size.
#include "service/journal/merkle.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <bit>
#include <limits>
#include <string>

#include "tests/unit/tlog/naive_tree.h"

namespace zonefactor::journal {
namespace {

TEST(Merkle, roots_of_the_published_eight_leaves) {
  using namespace std::string_literals;
  const std::array leaves = {""s,         "\x00"s,
                             "\x10"s,     "\x20\x21"s,
                             "\x30\x31"s, "\x40\x41\x42\x43"s,
                             "PQRSTUVW"s, "`abcdefghijklmno"s};
  const std::array<const char*, 9> roots = {
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  CompactRange range;
  EXPECT_EQ(hex(range.root()), roots[0]);
  EXPECT_EQ(range.root(), empty_root());
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    range.append(leaf_hash(leaves[i]));
    EXPECT_EQ(hex(range.root()), roots[i + 1]);
  }
}

// The published vectors' tree: leaf i is the one byte i. A subtree [begin, end) is one that a tree
// can have: nothing, the whole, or aligned to the power of two that holds it.
constexpr std::uint64_t kVectorLeaves = 130;

NaiveTree vector_tree() {
  Hashes leaves;
  for (std::uint64_t i = 0; i < kVectorLeaves; ++i) {
    leaves.push_back(leaf_hash(std::string(1, static_cast<char>(i))));
  }
  return NaiveTree(std::move(leaves));
}

template <class Visit>
void for_each_subtree(std::uint64_t size, Visit visit) {
  for (std::uint64_t end = 0; end <= size; ++end) {
    for (std::uint64_t begin = 0; begin <= end; ++begin) {
      if (begin == end || begin % std::bit_ceil(end - begin) == 0) visit(begin, end);
    }
  }
}

std::string range_text(std::uint64_t begin, std::uint64_t end) {
  return "[" + std::to_string(begin) + ", " + std::to_string(end) + ")";
}

TEST(Merkle, hashes_of_all_published_subtrees) {
  const NaiveTree tree = vector_tree();
  std::string lines;
  for_each_subtree(kVectorLeaves, [&](std::uint64_t begin, std::uint64_t end) {
    CompactRange range;
    for (std::uint64_t i = begin; i < end; ++i) range.append(tree.leaves()[i]);
    lines += range_text(begin, end) + " " + hex(range.root()) + "\n";
  });
  EXPECT_EQ(hex(sha256(lines)), "b82806ad4265bb151c1119c0f4db437bb4d1a1f887b3a7fba1cd4ebf552e3e81");
}

TEST(Merkle, all_published_inclusion_proofs) {
  const NaiveTree tree = vector_tree();
  std::string lines;
  for_each_subtree(kVectorLeaves, [&](std::uint64_t begin, std::uint64_t end) {
    const std::uint64_t size = end - begin;
    for (std::uint64_t i = 0; i < size; ++i) {
      const Hashes proof = inclusion_proof(i, size, tree.subtrees(begin));
      ASSERT_TRUE(is_included(tree.leaves()[begin + i], i, size, proof, tree.root(begin, end)));
      lines += std::to_string(begin + i) + " " + range_text(begin, end) + hex(proof) + "\n";
    }
  });
  EXPECT_EQ(hex(sha256(lines)), "ac2a8f989e44d99e399db448050ff5f19757df53cfb716aa81015d3955d8163f");
}

// Where a subtree begins with the log it is an older log, and the proof is ours to make; the other
// lines come from the recursion, so that the published number covers ours.
TEST(Merkle, all_published_consistency_proofs) {
  const NaiveTree tree = vector_tree();
  std::string lines;
  for (std::uint64_t size = 0; size <= kVectorLeaves; ++size) {
    for_each_subtree(size, [&](std::uint64_t begin, std::uint64_t end) {
      const bool ours = begin == 0 && end > 0;
      const Hashes proof = ours ? consistency_proof(end, size, tree.subtrees())
                                : tree.subtree_proof(begin, end, size);
      if (ours) {
        ASSERT_TRUE(is_consistent(end, tree.root(0, end), size, tree.root(0, size), proof));
      }
      lines += range_text(begin, end) + " " + std::to_string(size) + hex(proof) + "\n";
    });
  }
  EXPECT_EQ(hex(sha256(lines)), "10fa99b37bf9bf9ffa26b412fbd98bd75363256d0b75d61bc4538b9c9c5a0a74");
}

TEST(Merkle, nothing_is_consistent_with_no_log) {
  const Digest some = leaf_hash("");
  EXPECT_FALSE(is_consistent(0, empty_root(), 0, empty_root(), {}));
  EXPECT_FALSE(is_consistent(0, empty_root(), 1, some, {}));
  EXPECT_TRUE(is_consistent(1, some, 1, some, {}));
  EXPECT_FALSE(is_consistent(1, some, 1, some, {some}));
  EXPECT_FALSE(is_consistent(1, some, 1, empty_root(), {}));
  EXPECT_FALSE(is_included(some, 0, 0, {}, empty_root()));
  EXPECT_FALSE(is_included(some, 0, 0, {}, some));
}

RC_GTEST_PROP(Merkle, agrees_with_the_recursions_of_the_rfc, ()) {
  const auto size = *rc::gen::inRange<std::uint64_t>(1, 400);
  const auto index = *rc::gen::inRange<std::uint64_t>(0, size);
  const NaiveTree tree = NaiveTree::numbered(size);
  CompactRange range;
  for (const Digest& leaf : tree.leaves()) range.append(leaf);
  RC_ASSERT(range.root() == tree.root());
  RC_ASSERT(inclusion_proof(index, size, tree.subtrees()) == tree.path(index, 0, size));
  RC_ASSERT(consistency_proof(index + 1, size, tree.subtrees()) == tree.proof(index + 1, size));
}

RC_GTEST_PROP(Merkle, a_range_goes_on_from_its_hashes, ()) {
  const auto size = *rc::gen::inRange<std::uint64_t>(0, 300);
  const auto more = *rc::gen::inRange<std::uint64_t>(0, 100);
  const NaiveTree tree = NaiveTree::numbered(size + more);
  CompactRange range;
  for (std::uint64_t i = 0; i < size; ++i) range.append(tree.leaves()[i]);
  auto again = CompactRange::of(size, range.hashes());
  RC_ASSERT(again == range);
  for (std::uint64_t i = size; i < size + more; ++i) {
    again->append(tree.leaves()[i], [&](unsigned height, std::uint64_t index, const Digest& hash) {
      RC_ASSERT(hash == tree.subtrees()(height, index));
      RC_ASSERT(((index + 1) << height) == i + 1);
    });
  }
  RC_ASSERT(again->root() == tree.root());
  Hashes wrong = range.hashes();
  wrong.push_back(empty_root());
  RC_ASSERT(!CompactRange::of(size, wrong));
}

// Of leaves that are all alike every subtree of a height has one hash, so that trees can be proven
// about which nobody has the leaves of, up to the largest there can be.
class AlikeLeaves {
 public:
  AlikeLeaves() {
    Digest hash = leaf_hash("");
    for (Digest& height : heights_) {
      height = hash;
      hash = node_hash(hash, hash);
    }
  }
  SubtreeHash subtrees() const {
    return [this](unsigned height, std::uint64_t) { return heights_.at(height); };
  }
  Digest root(std::uint64_t size) const {
    Hashes hashes;
    for (unsigned height = 64; height > 0; --height) {
      if ((size >> (height - 1) & 1) == 1) hashes.push_back(heights_.at(height - 1));
    }
    return CompactRange::of(size, hashes)->root();
  }

 private:
  std::array<Digest, 64> heights_;
};

void expect_provable(const AlikeLeaves& log, std::uint64_t index, std::uint64_t size) {
  const Digest leaf = leaf_hash("");
  Hashes path = inclusion_proof(index, size, log.subtrees());
  EXPECT_TRUE(is_included(leaf, index, size, path, log.root(size))) << index << " " << size;
  path.push_back(leaf);
  EXPECT_FALSE(is_included(leaf, index, size, path, log.root(size))) << index << " " << size;
  const std::uint64_t old = index + 1;
  Hashes proof = consistency_proof(old, size, log.subtrees());
  EXPECT_TRUE(is_consistent(old, log.root(old), size, log.root(size), proof)) << old << " " << size;
  proof.push_back(leaf);
  EXPECT_FALSE(is_consistent(old, log.root(old), size, log.root(size), proof)) << old;
}

TEST(Merkle, the_largest_sizes_are_sizes) {
  const AlikeLeaves log;
  const std::uint64_t max = std::numeric_limits<std::uint64_t>::max();
  const std::uint64_t half = std::uint64_t{1} << 63;
  for (const std::uint64_t size : {half - 1, half, half + 1, max - 1, max}) {
    for (const std::uint64_t index : {std::uint64_t{0}, half - 2, half - 1, half, size - 1}) {
      if (index < size) expect_provable(log, index, size);
    }
  }
}

RC_GTEST_PROP(Merkle, any_size_can_be_proven_about, ()) {
  const AlikeLeaves log;
  const auto size = *rc::gen::nonZero<std::uint64_t>();
  expect_provable(log, *rc::gen::arbitrary<std::uint64_t>() % size, size);
}

}  // namespace
}  // namespace zonefactor::journal
