#include "service/engine/journal_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "service/journal/entry_codec.h"
#include "service/journal/sha256.h"
#include "service/journal/tile.h"

namespace zonefactor::engine {

namespace {

constexpr std::uint64_t kKeptRowsPerRead = 512;

}  // namespace

JournalCheck::JournalCheck(ports::Store& store, JournalCheckOptions options)
    : store_(store), options_(std::move(options)) {}

JournalStep JournalCheck::step(std::uint64_t most_rows) {
  if (last_) return *last_;
  Fault fault = log_ ? std::nullopt : begin();
  if (!fault && log_) fault = advance(std::max<std::uint64_t>(most_rows, 1));
  const bool is_at_end = !fault && (!log_ || log_->next() == head_->next);
  if (is_at_end && log_) fault = end();
  if (fault) return last_.emplace(std::move(*fault));
  if (is_at_end) return last_.emplace(sound_);
  progress_.next = log_->next();
  return progress_;
}

// The rows that explain handles are read before the head, so that each is bound before it.
JournalCheck::Fault JournalCheck::begin() {
  if (options_.names) names_.emplace(store_.names());
  const auto years = store_.years();
  for (const std::int32_t year : years)
    if (const auto latest = store_.latest_checkpoint(year)) progress_.expected += latest->size;
  head_ = store_.head();
  const auto first = store_.first();
  if (!head_ || !first) {
    if (years.empty() && !first && (!head_ || head_->next.index == 0)) return std::nullopt;
    return JournalFault{head_ ? head_->next.year : years.front(), 0,
                        head_ ? "it is missing, and so are all others" : "the journal has no head",
                        kRestore};
  }
  sound_.end = head_->next;
  progress_.expected = std::max(progress_.expected, head_->next.index);
  if (options_.since_size == 0) return begin_at(*first);
  is_whole_ = false;
  const std::uint64_t skipped = std::min(options_.since_size, head_->next.index);
  log_ = std::make_unique<LogCheck>(store_, options_.facility, head_->next.year, nullptr,
                                    skipped - skipped % journal::kTileWidth);
  progress_.expected = head_->next.index;
  sound_.logs = 1;
  return std::nullopt;
}

// A log that has published and has no entry left was cut off, unless it was pruned whole.
JournalCheck::Fault JournalCheck::begin_at(core::EntryRef first) {
  for (const std::int32_t year : store_.years()) {
    if (year >= first.year) break;
    const auto latest = store_.latest_checkpoint(year);
    if (latest && store_.minimum_index(year) < latest->size)
      return JournalFault{year, 0, "it is missing, and so are all others of this log", kRestore};
    is_whole_ = false;
  }
  log_ = std::make_unique<LogCheck>(store_, options_.facility, first.year, nullptr, 0);
  sound_.logs = 1;
  return std::nullopt;
}

JournalCheck::Fault JournalCheck::advance(std::uint64_t most_rows) {
  std::uint64_t taken = 0;
  for (; log_->is_skipping() && taken < most_rows; taken += journal::kTileWidth) {
    if (Fault fault = log_->take_tile()) return fault;
    progress_.looked_at += journal::kTileWidth;
  }
  if (taken >= most_rows || log_->next() == head_->next) return std::nullopt;
  return read_rows(most_rows - taken);
}

JournalCheck::Fault JournalCheck::read_rows(std::uint64_t most_rows) {
  std::vector<ports::JournalRow> rows;
  store_.read(log_->next(), most_rows, [&rows](const ports::JournalRow& row) {
    rows.push_back(row);
    return true;
  });
  if (rows.empty()) return missing();
  const core::EntryRef first = rows.front().ref;
  if (log_->closed_for() == first.year && store_.minimum_index(first.year) > 0)
    return go_on_to(first.year);
  if (log_->next().index == 0 && store_.minimum_index(log_->year()) > 0) return skip_pruned();
  for (const ports::JournalRow& row : rows) {
    if (Fault fault = take(row)) return fault;
    if (log_->next() == head_->next) break;
  }
  return std::nullopt;
}

JournalFault JournalCheck::missing() const {
  const auto closed_for = log_->closed_for();
  const core::EntryRef next = closed_for ? core::EntryRef{*closed_for, 0} : log_->next();
  return {next.year, next.index,
          fmt::format("it is missing, and the journal's head stands at {}/{}", head_->next.year,
                      head_->next.index),
          kRestore};
}

// The pruned part of the log is taken by its tiles; an entry that was kept must be in them.
JournalCheck::Fault JournalCheck::skip_pruned() {
  const std::int32_t year = log_->year();
  const std::uint64_t below = store_.minimum_index(year);
  StoredTree tree(store_, year);
  Fault found;
  core::EntryRef from{year, 0};
  for (bool more = true; more && !found;) {
    more = false;
    store_.read(from, kKeptRowsPerRead, [&](const ports::JournalRow& row) {
      more = row.ref.year == year && row.ref.index < below;
      if (!more) return false;
      found = take_kept(row, tree);
      from.index = row.ref.index + 1;
      return !found;
    });
  }
  log_->skip(below);
  is_whole_ = false;
  return found;
}

JournalCheck::Fault JournalCheck::take_kept(const ports::JournalRow& row, StoredTree& tree) {
  const auto hashes = tree.tile(0, row.ref.index / journal::kTileWidth, journal::kTileWidth);
  const auto decoded = journal::decode(row.body);
  if (journal::leaf_hash(row.body) != row.leaf || !decoded ||
      hashes.at(row.ref.index % journal::kTileWidth) != row.leaf)
    return JournalFault{row.ref.year, row.ref.index, "it is not what its log's tile holds",
                        kRestore};
  const auto* bound = std::get_if<core::NameBound>(&decoded->fact);
  if (bound != nullptr && names_) names_->take(*bound, row.ref);
  return std::nullopt;
}

JournalCheck::Fault JournalCheck::take(const ports::JournalRow& row) {
  if (log_->closed_for() == row.ref.year && row.ref.index == 0)
    if (Fault fault = go_on_to(row.ref.year)) return fault;
  const bool leaves_log = log_->closed_for() && row.ref.year != log_->year();
  if (leaves_log || row.ref >= head_->next) return missing();
  std::optional<core::Fact> fact;
  if (Fault fault = log_->take(row, fact)) return fault;
  const auto* bound = std::get_if<core::NameBound>(&*fact);
  if (bound != nullptr && names_) names_->take(*bound, row.ref);
  ++progress_.looked_at;
  ++sound_.entries;
  return std::nullopt;
}

JournalCheck::Fault JournalCheck::go_on_to(std::int32_t year) {
  if (Fault fault = end_log()) return fault;
  log_ = std::make_unique<LogCheck>(store_, options_.facility, year, log_.get(), 0);
  ++sound_.logs;
  return std::nullopt;
}

JournalCheck::Fault JournalCheck::end_log() {
  if (Fault fault = log_->end()) return fault;
  sound_.tiles += log_->tiles();
  sound_.checkpoints += log_->checkpoints();
  sound_.seals += log_->seals();
  return std::nullopt;
}

JournalCheck::Fault JournalCheck::end() {
  if (Fault fault = end_log()) return fault;
  const std::uint64_t entries = head_->next.index;
  if (head_->frontier != log_->tree().frontier().hashes())
    return JournalFault{head_->next.year, std::nullopt,
                        fmt::format("the journal's head keeps another tree over its {} entries "
                                    "than they make: entries were changed with their hashes, or "
                                    "the head was",
                                    entries),
                        kRestore};
  const bool has_read = entries > 0 && !log_->is_skipping() && sound_.entries > 0;
  if (has_read && head_->last_recorded_at != log_->last_recorded_at())
    return JournalFault{head_->next.year, entries - 1,
                        "it was recorded at another time than the journal's head says", kRestore};
  if (Fault fault = nothing_stands_behind_the_head()) return fault;
  if (!names_) return std::nullopt;
  sound_.names = names_->rows();
  return names_->end(is_whole_, head_->next.year);
}

// The row is read before the head is asked again: a row that was written meanwhile is before it.
JournalCheck::Fault JournalCheck::nothing_stands_behind_the_head() const {
  std::optional<core::EntryRef> behind;
  store_.read(head_->next, 1, [&behind](const ports::JournalRow& row) {
    behind = row.ref;
    return false;
  });
  if (!behind) return std::nullopt;
  const auto head = store_.head();
  if (head && *behind < head->next) return std::nullopt;
  return JournalFault{behind->year, behind->index,
                      "it stands behind the journal's head: it was put in, or the head set back",
                      kRestore};
}

}  // namespace zonefactor::engine
