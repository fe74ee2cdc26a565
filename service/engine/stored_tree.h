// A log's tree as it is stored: full tiles, and the leaf hashes of entries that fill none yet.
//
// Promise: what it answers is what is stored; a tile that should be there and is not is named. One
// thread at a time; blocking.
#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "service/journal/tile.h"
#include "service/ports/store.h"

namespace zonefactor::engine {

class StoredTree {
 public:
  // `store` outlives it.
  StoredTree(ports::Store& store, std::int32_t year) : store_(store), year_(year) {}

  // The first `width` hashes of a tile, all of which are stored. Throws StoreUnavailable, also
  // where they are not.
  journal::Hashes tile(unsigned level, std::uint64_t n, unsigned width);
  // The root over the first `size` entries, all of which are stored. Throws the same.
  journal::Digest root(std::uint64_t size);
  // For proofs in the tree of `size` entries, all of which are stored; each tile is read once for
  // all that is asked of one of these. Throws the same.
  journal::SubtreeHash subtrees(std::uint64_t size);

 private:
  journal::Digest root_of(unsigned level, std::uint64_t n);
  // The partial tile at the right edge of a level in the tree of `size` entries.
  const journal::Hashes& edge(unsigned level, std::uint64_t n, std::uint64_t size);

  ports::Store& store_;
  std::int32_t year_;
  // Of full tiles, which never change: partial tiles above are made of many.
  std::map<std::pair<unsigned, std::uint64_t>, journal::Digest> roots_;
  // Partial tiles by level, of the tree of one size: every proof against a checkpoint needs them.
  std::map<unsigned, journal::Hashes> edge_;
  std::uint64_t edge_size_ = 0;
};

}  // namespace zonefactor::engine
