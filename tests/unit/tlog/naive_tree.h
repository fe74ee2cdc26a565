// RFC 6962 section 2.1 written down as it stands there, recursion by recursion: what the tree's
// real code is compared with. Slow; every subtree's hash is remembered.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "service/journal/merkle.h"

namespace zonefactor::journal {

class NaiveTree {
 public:
  explicit NaiveTree(Hashes leaves) : leaves_(std::move(leaves)) {}
  // `count` leaves, no two alike; the same beginnings for every count.
  static NaiveTree numbered(std::uint64_t count);

  const Hashes& leaves() const { return leaves_; }
  std::uint64_t size() const { return leaves_.size(); }
  // MTH(D[begin:end])
  Digest root(std::uint64_t begin, std::uint64_t end) const;
  Digest root() const { return root(0, size()); }
  // PATH(index - begin, D[begin:end])
  Hashes path(std::uint64_t index, std::uint64_t begin, std::uint64_t end) const;
  // PROOF(old_size, D[0:new_size])
  Hashes proof(std::uint64_t old_size, std::uint64_t new_size) const;
  // The same of a subtree [first, last) instead of the leaves [0, old_size).
  Hashes subtree_proof(std::uint64_t first, std::uint64_t last, std::uint64_t new_size) const;

  // Complete subtrees of the leaves from `begin` on.
  SubtreeHash subtrees(std::uint64_t begin = 0) const;

 private:
  Hashes leaves_;
  mutable std::map<std::pair<std::uint64_t, std::uint64_t>, Digest> roots_;
};

// As the published vectors have them.
std::string hex(const Hashes& hashes);

}  // namespace zonefactor::journal
