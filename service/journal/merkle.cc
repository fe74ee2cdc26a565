#include "service/journal/merkle.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <span>

namespace zonefactor::journal {

namespace {

// Shifting a 64-bit number by its whole width is not defined; here it leaves nothing.
std::uint64_t shifted(std::uint64_t value, unsigned bits) {
  return bits < 64 ? value >> bits : 0;
}

// An audit path has two parts: up to where the ways to the leaf and to the tree's last leaf meet,
// siblings stand left and right; above, the way runs along the right edge and all stand left.
struct PathShape {
  unsigned inner;
  unsigned edge;
};

PathShape shape_of(std::uint64_t index, std::uint64_t size) {
  const auto inner = static_cast<unsigned>(std::bit_width(index ^ (size - 1)));
  return {inner, static_cast<unsigned>(std::popcount(shifted(index, inner)))};
}

using Path = std::span<const Digest>;

// `way` has a bit for each hash, lowest first: set where the sibling stands left.
Digest climb(Digest hash, std::uint64_t way, Path siblings) {
  for (const Digest& sibling : siblings) {
    hash = way % 2 == 1 ? node_hash(sibling, hash) : node_hash(hash, sibling);
    way /= 2;
  }
  return hash;
}

Digest climb_edge(Digest hash, Path siblings) {
  for (const Digest& sibling : siblings) hash = node_hash(sibling, hash);
  return hash;
}

// The same climb in the smaller tree, which has no siblings on the right.
Digest climb_left_only(Digest hash, std::uint64_t way, Path siblings) {
  for (const Digest& sibling : siblings) {
    if (way % 2 == 1) hash = node_hash(sibling, hash);
    way /= 2;
  }
  return hash;
}

// The hash over the leaves [begin, end), which are not none; `begin` is a multiple of the smallest
// power of two that is not below their number, as it is for every subtree that a proof names.
Digest subtree_root(std::uint64_t begin, std::uint64_t end, const SubtreeHash& hash) {
  const auto take_last = [&] {
    const auto height = static_cast<unsigned>(std::countr_zero(end - begin));
    const std::uint64_t index = (end >> height) - 1;
    end -= std::uint64_t{1} << height;
    return hash(height, index);
  };
  Digest root = take_last();
  while (begin < end) root = node_hash(take_last(), root);
  return root;
}

// Where the tree over [begin, end), of two leaves or more, divides.
std::uint64_t middle_of(std::uint64_t begin, std::uint64_t end) {
  return begin + std::bit_floor(end - begin - 1);
}

}  // namespace

Digest empty_root() {
  return sha256("");
}

bool is_included(const Digest& leaf, std::uint64_t index, std::uint64_t size, const Hashes& proof,
                 const Digest& root) {
  if (index >= size) return false;
  const PathShape shape = shape_of(index, size);
  if (proof.size() != shape.inner + shape.edge) return false;
  const Path path(proof);
  const Digest hash = climb(leaf, index, path.first(shape.inner));
  return climb_edge(hash, path.subspan(shape.inner)) == root;
}

bool is_consistent(std::uint64_t old_size, const Digest& old_root, std::uint64_t new_size,
                   const Digest& new_root, const Hashes& proof) {
  if (old_size == 0 || old_size > new_size) return false;
  if (old_size == new_size) return proof.empty() && old_root == new_root;
  // The path of the old tree's last leaf, from the largest perfect subtree that ends with it. Where
  // that subtree is the whole old tree, its hash is known and the proof leaves it out.
  const auto height = static_cast<unsigned>(std::countr_zero(old_size));
  const PathShape shape = shape_of(old_size - 1, new_size);
  const std::size_t inner = shape.inner - height;
  const std::size_t given = std::has_single_bit(old_size) ? 0 : 1;
  if (proof.size() != given + inner + shape.edge) return false;
  const Digest& seed = given == 0 ? old_root : proof.front();
  const Path path = Path(proof).subspan(given);
  const std::uint64_t way = (old_size - 1) >> height;
  const Path below = path.first(inner);
  const Path edge = path.subspan(inner);
  return climb_edge(climb_left_only(seed, way, below), edge) == old_root &&
         climb_edge(climb(seed, way, below), edge) == new_root;
}

Hashes perfect_subtrees(std::uint64_t size, const SubtreeHash& hash) {
  Hashes perfect;
  for (std::uint64_t begin = 0; begin < size;) {
    const auto height = static_cast<unsigned>(std::bit_width(size - begin)) - 1;
    perfect.push_back(hash(height, begin >> height));
    begin += std::uint64_t{1} << height;
  }
  return perfect;
}

Hashes inclusion_proof(std::uint64_t index, std::uint64_t size, const SubtreeHash& hash) {
  assert(index < size);
  Hashes proof;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end - begin > 1) {
    const std::uint64_t middle = middle_of(begin, end);
    if (index < middle) {
      proof.push_back(subtree_root(middle, end, hash));
      end = middle;
    } else {
      proof.push_back(subtree_root(begin, middle, hash));
      begin = middle;
    }
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Hashes consistency_proof(std::uint64_t old_size, std::uint64_t new_size, const SubtreeHash& hash) {
  assert(0 < old_size && old_size <= new_size);
  Hashes proof;
  std::uint64_t begin = 0;
  std::uint64_t end = new_size;
  while (old_size < end) {
    const std::uint64_t middle = middle_of(begin, end);
    if (old_size <= middle) {
      proof.push_back(subtree_root(middle, end, hash));
      end = middle;
    } else {
      proof.push_back(subtree_root(begin, middle, hash));
      begin = middle;
    }
  }
  // Only the whole old tree's hash is known to whoever verifies.
  if (begin > 0) proof.push_back(subtree_root(begin, end, hash));
  std::reverse(proof.begin(), proof.end());
  return proof;
}

std::optional<CompactRange> CompactRange::of(std::uint64_t size, Hashes hashes) {
  if (hashes.size() != static_cast<std::size_t>(std::popcount(size))) return std::nullopt;
  CompactRange range;
  range.size_ = size;
  range.hashes_ = std::move(hashes);
  return range;
}

Digest CompactRange::root() const {
  if (hashes_.empty()) return empty_root();
  Digest root = hashes_.back();
  for (auto left = hashes_.rbegin() + 1; left != hashes_.rend(); ++left) {
    root = node_hash(*left, root);
  }
  return root;
}

}  // namespace zonefactor::journal
