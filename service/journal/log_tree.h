// The right edge of a log's tree: all that a writer keeps to append, to give its root, and to make
// the tiles that become full.
#pragma once

#include <vector>

#include "service/journal/merkle.h"
#include "service/journal/tile.h"

namespace zonefactor::journal {

struct FullTile {
  unsigned level = 0;
  std::uint64_t n = 0;
  Hashes hashes;  // 256
};

class LogTree {
 public:
  // Appends a leaf hash; a tile that became full is put behind `full`, at most one for each level.
  void append(const Digest& leaf, std::vector<FullTile>& full);

  std::uint64_t size() const { return range_.size(); }
  Digest root() const { return range_.root(); }
  // The hashes that the head keeps beside the size.
  const CompactRange& frontier() const { return range_; }
  // The hashes of the partial tile at the right edge of a level; empty where there is none.
  const Hashes& partial(unsigned level) const;

 private:
  CompactRange range_;
  std::vector<Hashes> edge_;  // by level
};

}  // namespace zonefactor::journal
