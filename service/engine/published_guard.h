// Holds a journal against the checkpoints that its logs have published: a restored older state, or
// changed entries, must not go on under a name that others trust (C2SP: never two checkpoints that
// contradict each other).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "service/journal/checkpoint.h"
#include "service/journal/log_tree.h"

namespace zonefactor::engine {

class PublishedGuard {
 public:
  // `published`: of any logs of the facility, several of one log too.
  explicit PublishedGuard(const std::vector<journal::Checkpoint>& published);

  // The log of `year` has grown to `tree`. What is wrong, in an operator's words; empty where
  // nothing is.
  std::string fault_at(std::int32_t year, const journal::LogTree& tree) const;
  // The log of `year` ends with `tree`.
  std::string fault_at_end(std::int32_t year, const journal::LogTree& tree) const;
  // Whether a checkpoint over the whole log is known.
  bool knows(std::int32_t year, std::uint64_t size) const;

 private:
  using BySize = std::map<std::uint64_t, std::vector<journal::Digest>>;
  std::map<std::int32_t, BySize> published_;
};

}  // namespace zonefactor::engine
