#include "service/engine/published_guard.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/journal/log_origin.h"

namespace zonefactor::engine {

PublishedGuard::PublishedGuard(const std::vector<journal::Checkpoint>& published) {
  for (const journal::Checkpoint& checkpoint : published) {
    if (const auto year = journal::year_of_origin(checkpoint.origin))
      published_[*year][checkpoint.size].push_back(checkpoint.root);
  }
}

std::string PublishedGuard::fault_at(std::int32_t year, const journal::LogTree& tree) const {
  const auto log = published_.find(year);
  if (log == published_.end()) return {};
  const auto at = log->second.find(tree.size());
  if (at == log->second.end()) return {};
  const journal::Digest root = tree.root();
  const bool all = std::all_of(at->second.begin(), at->second.end(),
                               [&](const journal::Digest& known) { return known == root; });
  if (all) return {};
  return fmt::format(
      "the log of {} is another one than its checkpoint at {} entries says: entries were changed, "
      "or another journal was restored; restore the right one",
      year, tree.size());
}

std::string PublishedGuard::fault_at_end(std::int32_t year, const journal::LogTree& tree) const {
  const auto log = published_.find(year);
  if (log == published_.end() || log->second.empty()) return {};
  const std::uint64_t largest = log->second.rbegin()->first;
  if (largest <= tree.size()) return {};
  return fmt::format(
      "the log of {} has {} entries, and a checkpoint over {} was published: an older state of the "
      "database was restored; restore a newer one; docs/operations.md says under \"Exit 3\" what "
      "to do where there is none",
      year, tree.size(), largest);
}

bool PublishedGuard::knows(std::int32_t year, std::uint64_t size) const {
  const auto log = published_.find(year);
  return log != published_.end() && log->second.contains(size);
}

}  // namespace zonefactor::engine
