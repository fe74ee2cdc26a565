#include "service/engine/pruned_logs.h"

#include <fmt/format.h>

#include <memory>

#include "service/engine/published_guard.h"
#include "service/engine/stored_tree.h"
#include "service/journal/log_origin.h"
#include "service/journal/merkle.h"
#include "service/journal/sha256.h"

namespace zonefactor::engine {

namespace {

constexpr std::uint64_t kRowsPerRead = 8192;

// One closed log as its tiles and its latest checkpoint tell it.
class ClosedLog {
 public:
  ClosedLog(ports::Store& store, std::int32_t year, const ports::CheckpointRow& latest)
      : year_(year), latest_(latest), tree_(store, year), hashes_(tree_.subtrees(latest.size)) {}

  std::int32_t year() const { return year_; }

  std::string fault_of(const journal::Checkpoint& published) const {
    const bool agrees =
        published.size == latest_.size
            ? published.root == latest_.root
            : published.size < latest_.size &&
                  (published.size == 0 ||
                   journal::is_consistent(
                       published.size, published.root, latest_.size, latest_.root,
                       journal::consistency_proof(published.size, latest_.size, hashes_)));
    if (agrees) return {};
    return fmt::format(
        "the log of {} is not the one whose checkpoint over {} entries was published: an older "
        "state of the database was restored, or it was changed; restore it from a backup",
        year_, published.size);
  }

  std::string fault_of(const ports::JournalRow& row) const {
    const std::uint64_t index = row.ref.index;
    const bool is_held =
        index < latest_.size && journal::leaf_hash(row.body) == row.leaf &&
        journal::is_included(row.leaf, index, latest_.size,
                             journal::inclusion_proof(index, latest_.size, hashes_), latest_.root);
    if (is_held) return {};
    return fmt::format(
        "the journal's entry {}/{} is not in the tree that was published: it was changed; restore "
        "the database from a backup",
        year_, index);
  }

 private:
  std::int32_t year_;
  ports::CheckpointRow latest_;
  StoredTree tree_;
  journal::SubtreeHash hashes_;
};

}  // namespace

std::optional<std::int32_t> last_pruned_log(ports::Store& store) {
  std::optional<std::int32_t> last;
  for (const std::int32_t year : store.years())
    if (store.minimum_index(year) > 0) last = year;
  return last;
}

std::string read_kept(ports::Store& store, std::int32_t last_year,
                      const std::vector<journal::Checkpoint>& published,
                      const std::function<std::string(const ports::JournalRow&)>& each) {
  for (const std::int32_t year : store.years()) {
    if (year > last_year) break;
    const auto latest = store.latest_checkpoint(year);
    if (!latest) return fmt::format("the closed log of {} has no checkpoint stored", year);
    const ClosedLog log(store, year, *latest);
    std::string fault;
    for (const journal::Checkpoint& checkpoint : published) {
      if (!fault.empty()) break;
      if (journal::year_of_origin(checkpoint.origin) == year) fault = log.fault_of(checkpoint);
    }
    std::optional<core::EntryRef> next{{year, 0}};
    while (next && fault.empty()) {
      const core::EntryRef from = *next;
      next.reset();
      store.read(from, kRowsPerRead, [&](const ports::JournalRow& row) {
        if (row.ref.year != year) return false;
        fault = log.fault_of(row);
        if (fault.empty()) fault = each(row);
        next = core::EntryRef{year, row.ref.index + 1};
        return fault.empty();
      });
    }
    if (!fault.empty()) return fault;
  }
  return {};
}

}  // namespace zonefactor::engine
