// One log of a service up to a checkpoint's size, each piece of it checked as it comes.
//
// Promise: a hash or an entry that is given out is what the checkpoint's root commits to; anything
// else is an ExportFailure that names the piece. Bundles once fetched are kept in a folder, as a
// month of them does not belong into memory. One thread at a time; blocking.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "service/cli/evidence_source.h"
#include "service/journal/checkpoint.h"
#include "service/journal/tile.h"

namespace zonefactor::cli {

// The checkpoint that a note holds; a failure where it is none, or of another log.
journal::Checkpoint checkpoint_in(const std::string& note, const std::string& origin);

class CheckedLog {
 public:
  // `source` outlives it; `folder` is there, and its owner's alone.
  CheckedLog(EvidenceSource& source, std::int32_t year, journal::Checkpoint checkpoint,
             std::string folder);

  std::int32_t year() const { return year_; }
  std::uint64_t size() const { return checkpoint_.size; }
  const journal::Checkpoint& checkpoint() const { return checkpoint_; }

  // `index` is below `size`.
  const std::string& entry(std::uint64_t index);
  // What CompactRange keeps of the leaves before `size`.
  journal::Hashes range_before(std::uint64_t size);
  // Leaf's sibling first.
  journal::Hashes proof_of(std::uint64_t index);
  // Whether the service still gives the entry out: those it has pruned it does not.
  bool has_entry(std::uint64_t index);

 private:
  const journal::Hashes& tile(unsigned level, std::uint64_t n);
  journal::Hashes fetched_tile(unsigned level, std::uint64_t n, unsigned width);
  journal::Digest subtree(unsigned height, std::uint64_t index);
  void check_edge();
  bool load_bundle(std::uint64_t n);
  std::string piece(const std::string& path) const;

  EvidenceSource& source_;
  std::int32_t year_;
  journal::Checkpoint checkpoint_;
  std::string folder_;
  std::map<std::pair<unsigned, std::uint64_t>, journal::Hashes> edge_;   // partial tiles
  std::map<std::pair<unsigned, std::uint64_t>, journal::Hashes> tiles_;  // full ones
  std::uint64_t bundle_ = ~std::uint64_t{0};
  std::vector<std::string> entries_;  // of that bundle
};

}  // namespace zonefactor::cli
