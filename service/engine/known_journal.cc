#include "service/engine/known_journal.h"

#include <fmt/format.h>

#include <algorithm>

namespace zonefactor::engine {

void KnownJournal::read_to(const ports::Head& head, const std::optional<ports::Digest>& last_leaf) {
  if (!durable_ || durable_->next != head.next) doubtful_.clear();
  durable_ = head;
  last_leaf_ = last_leaf;
}

void KnownJournal::committed(const Batch& batch) {
  durable_ = head_after(batch);
  if (!batch.writing.rows.empty()) last_leaf_ = batch.writing.rows.back().leaf;
  doubtful_.clear();
}

void KnownJournal::doubted(const Batch& batch) {
  const auto& rows = batch.writing.rows;
  DoubtfulBatch doubtful{
      rows.empty() ? batch.expected.next : rows.front().ref, head_after(batch), {}};
  for (const ports::JournalRow& row : batch.writing.rows) doubtful.leaves.push_back(row.leaf);
  doubtful_.push_back(std::move(doubtful));
}

bool KnownJournal::may_end_at(core::EntryRef next) const {
  return std::any_of(doubtful_.begin(), doubtful_.end(),
                     [&](const DoubtfulBatch& batch) { return batch.after.next == next; });
}

bool KnownJournal::may_stand(const ports::JournalRow& row, core::EntryRef next) const {
  return std::any_of(doubtful_.begin(), doubtful_.end(), [&](const DoubtfulBatch& batch) {
    return batch.after.next == next &&
           batch.leaves.at(row.ref.index - batch.first.index) == row.leaf;
  });
}

std::string KnownJournal::fault_of(const std::optional<ports::Head>& head) const {
  if (!durable_) return {};
  const core::EntryRef ours = durable_->next;
  if (!head) {
    return fmt::format(
        "the storage has no journal any more; ours ended before {}/{}: restore the database from "
        "a backup that holds it",
        ours.year, ours.index);
  }
  if (head->next == ours || may_end_at(head->next)) return {};
  if (head->next < ours) {
    return fmt::format(
        "the stored journal ends before {}/{}, and we had written up to {}/{}: an older state of "
        "the database was restored; restore a newer one; docs/operations.md says under \"Exit 3\" "
        "what to do where there is none",
        head->next.year, head->next.index, ours.year, ours.index);
  }
  return fmt::format(
      "the stored journal goes on to {}/{} and we wrote up to {}/{}: another process writes this "
      "journal; stop one of the two",
      head->next.year, head->next.index, ours.year, ours.index);
}

std::string KnownJournal::fault_of(const ports::JournalRow& row, core::EntryRef next) const {
  if (!durable_ || row.ref.year != durable_->next.year) return {};
  const bool last_of_ours = row.ref.index + 1 == durable_->next.index;
  const bool good = row.ref >= durable_->next ? may_stand(row, next)
                    : last_of_ours            ? !last_leaf_ || *last_leaf_ == row.leaf
                                              : true;
  if (good) return {};
  return fmt::format(
      "the stored entry {}/{} is not the one we wrote there: another process writes this journal, "
      "or another journal was restored; stop the other, or restore the right one",
      row.ref.year, row.ref.index);
}

}  // namespace zonefactor::engine
