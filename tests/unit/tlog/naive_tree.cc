#include "tests/unit/tlog/naive_tree.h"

namespace zonefactor::journal {

namespace {

// The largest power of two below `count`, which is above 1.
std::uint64_t split(std::uint64_t count) {
  std::uint64_t k = 1;
  while (k * 2 < count) k *= 2;
  return k;
}

}  // namespace

NaiveTree NaiveTree::numbered(std::uint64_t count) {
  Hashes leaves;
  for (std::uint64_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
  return NaiveTree(std::move(leaves));
}

Digest NaiveTree::root(std::uint64_t begin, std::uint64_t end) const {
  if (begin == end) return sha256("");
  if (end - begin == 1) return leaves_.at(begin);
  const auto known = roots_.find({begin, end});
  if (known != roots_.end()) return known->second;
  const std::uint64_t middle = begin + split(end - begin);
  return roots_[{begin, end}] = node_hash(root(begin, middle), root(middle, end));
}

Hashes NaiveTree::path(std::uint64_t index, std::uint64_t begin, std::uint64_t end) const {
  if (end - begin == 1) return {};
  const std::uint64_t middle = begin + split(end - begin);
  const bool left = index < middle;
  Hashes hashes = left ? path(index, begin, middle) : path(index, middle, end);
  hashes.push_back(left ? root(middle, end) : root(begin, middle));
  return hashes;
}

Hashes NaiveTree::proof(std::uint64_t old_size, std::uint64_t new_size) const {
  return subtree_proof(0, old_size, new_size);
}

Hashes NaiveTree::subtree_proof(std::uint64_t first, std::uint64_t last,
                                std::uint64_t new_size) const {
  if (first == last) return {};
  Hashes from_root;
  std::uint64_t begin = 0;
  std::uint64_t end = new_size;
  bool known = true;  // that the verifier has the hash over [begin, end)
  while (begin != first || end != last) {
    const std::uint64_t middle = begin + split(end - begin);
    if (last <= middle) {
      from_root.push_back(root(middle, end));
      end = middle;
    } else {
      from_root.push_back(root(begin, middle));
      if (first < middle) {
        known = false;
        first = middle;
      }
      begin = middle;
    }
  }
  if (!known) from_root.push_back(root(begin, end));
  return {from_root.rbegin(), from_root.rend()};
}

SubtreeHash NaiveTree::subtrees(std::uint64_t begin) const {
  return [this, begin](unsigned height, std::uint64_t index) {
    return root(begin + (index << height), begin + ((index + 1) << height));
  };
}

std::string hex(const Hashes& hashes) {
  std::string text;
  for (const Digest& hash : hashes) text += " " + hex(hash);
  return text;
}

}  // namespace zonefactor::journal
