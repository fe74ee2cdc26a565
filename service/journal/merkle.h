// The tree over a log's entries: RFC 6962 section 2.1 (RFC 9162 section 2.1) with SHA-256.
//
// Promise: verifying answers false for whatever is not exactly the proof of what is asked; it never
// stops the process. Building proofs needs the hashes of complete subtrees only, wherever they come
// from. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "service/journal/sha256.h"

namespace zonefactor::journal {

using Hashes = std::vector<Digest>;

// The root of the tree without leaves: SHA-256 of nothing.
Digest empty_root();

// Whether `leaf` (a leaf hash) stands at `index` of the tree of `size` leaves and this root.
// `proof` is the audit path, leaf's sibling first (RFC 9162 section 2.1.3.2).
bool is_included(const Digest& leaf, std::uint64_t index, std::uint64_t size, const Hashes& proof,
                 const Digest& root);

// Whether the tree of `new_size` leaves begins with the tree of `old_size` leaves (RFC 9162 section
// 2.1.4.2). `old_size` 0 proves nothing and is refused; equal sizes have an empty proof.
bool is_consistent(std::uint64_t old_size, const Digest& old_root, std::uint64_t new_size,
                   const Digest& new_root, const Hashes& proof);

// The hash of the complete subtree over the leaves [index << height, (index + 1) << height).
using SubtreeHash = std::function<Digest(unsigned height, std::uint64_t index)>;

// The hashes of the perfect subtrees over the leaves [0, size), left to right.
Hashes perfect_subtrees(std::uint64_t size, const SubtreeHash& hash);

// The audit path of leaf `index`, which is below `size`; leaf's sibling first.
Hashes inclusion_proof(std::uint64_t index, std::uint64_t size, const SubtreeHash& hash);
// `old_size` from 1 to `new_size`; empty where they are equal.
Hashes consistency_proof(std::uint64_t old_size, std::uint64_t new_size, const SubtreeHash& hash);

// The leaves [0, size) as the hashes of their perfect subtrees, left to right: one for each bit of
// `size`, the largest first. All that appending needs.
class CompactRange {
 public:
  CompactRange() = default;
  // std::nullopt unless there is one hash for each bit of `size`.
  static std::optional<CompactRange> of(std::uint64_t size, Hashes hashes);

  // Calls `made(height, index, hash)` for the leaf and for every subtree that it completes.
  template <class Made>
  void append(const Digest& leaf, Made made) {
    std::uint64_t index = size_++;
    Digest hash = leaf;
    unsigned height = 0;
    made(height, index, hash);
    for (; index % 2 == 1; index /= 2) {
      hash = node_hash(hashes_.back(), hash);
      hashes_.pop_back();
      made(++height, index / 2, hash);
    }
    hashes_.push_back(hash);
  }
  void append(const Digest& leaf) {
    append(leaf, [](unsigned, std::uint64_t, const Digest&) {});
  }

  std::uint64_t size() const { return size_; }
  const Hashes& hashes() const { return hashes_; }
  Digest root() const;
  bool operator==(const CompactRange&) const = default;

 private:
  std::uint64_t size_ = 0;
  Hashes hashes_;
};

}  // namespace zonefactor::journal
