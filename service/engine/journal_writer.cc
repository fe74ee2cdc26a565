#include "service/engine/journal_writer.h"

#include <cassert>
#include <iterator>
#include <utility>

namespace zonefactor::engine {

JournalWriter::JournalWriter(ports::Store& store, WorkThread& storage, ports::Loop& loop,
                             Finished finished)
    : store_(store), storage_(storage), loop_(loop), finished_(std::move(finished)) {}

void JournalWriter::begin_at(const ports::Head& head, journal::LogTree tree) {
  assert(idle() && tree.size() == head.next.index);
  next_ = head;
  tree_ = std::move(tree);
}

Batch& JournalWriter::open() {
  if (batches_.empty() || full_) {
    keep_frontier();
    batches_.emplace_back();
    batches_.back().expected = next_;
    full_ = false;
  }
  return batches_.back();
}

// Of the last batch, which takes no more rows: the tree ends with it.
void JournalWriter::keep_frontier() {
  if (!batches_.empty()) batches_.back().writing.frontier = tree_.frontier().hashes();
}

void JournalWriter::add(ports::JournalRow row) {
  if (row.ref.year != next_.next.year) {
    assert(row.ref.year > next_.next.year && row.ref.index == 0);
    full_ = true;  // a batch is of one log
    open();
    tree_ = journal::LogTree();
  } else {
    assert(row.ref == next_.next);
  }
  Batch& batch = open();
  next_ = {{row.ref.year, row.ref.index + 1}, row.recorded_at, {}};
  full_tiles_.clear();
  tree_.append(row.leaf, full_tiles_);
  for (const journal::FullTile& tile : full_tiles_) {
    batch.writing.tiles.push_back(
        {row.ref.year, tile.level, tile.n, journal::tile_bytes(tile.hashes)});
  }
  batch.writing.rows.push_back(std::move(row));
  if (advancing_) return;
  // Posted, not done: whatever the loop has ready joins this batch first.
  advancing_ = true;
  loop_.post([this, alive = std::weak_ptr(alive_)] {
    if (alive.expired()) return;
    advancing_ = false;
    advance();
  });
}

void JournalWriter::add(ports::SealedRow sealed) {
  open().writing.sealed.push_back(std::move(sealed));
}

void JournalWriter::add(ports::NameRow name) {
  open().writing.names.push_back(std::move(name));
}

void JournalWriter::add(core::Signal signal) {
  open().signals.push_back(std::move(signal));
}

void JournalWriter::after_all(Release release) {
  if (idle()) return release(nullptr);
  Batch& last = batches_.empty() ? *in_flight_ : batches_.back();
  last.releases.push_back(std::move(release));
  ++waiting_;
}

void JournalWriter::end_group() {
  if (!batches_.empty() && batches_.back().writing.rows.size() >= kRowsPerCommit) full_ = true;
}

void JournalWriter::advance() {
  if (in_flight_ || batches_.empty()) return;
  if (batches_.size() == 1) keep_frontier();
  in_flight_ = std::make_shared<Batch>(std::move(batches_.front()));
  batches_.pop_front();
  if (batches_.empty()) full_ = false;
  // The storage thread reads the writing only; releases may still join on the loop's thread.
  storage_.give(
      [this, &store = store_, &loop = loop_, batch = in_flight_, alive = std::weak_ptr(alive_)] {
        const ports::AppendResult result = store.append(batch->expected, batch->writing);
        std::string why = result == ports::AppendResult::committed ? std::string() : store.why();
        loop.post([this, result, why = std::move(why), alive] {
          if (alive.expired()) return;
          Batch done = std::move(*in_flight_);
          in_flight_.reset();
          waiting_ -= done.releases.size();
          finished_(std::move(done), result, why);
        });
      });
}

std::vector<Release> JournalWriter::take_releases() {
  std::vector<Release> all;
  const auto take = [&all](Batch& batch) {
    all.insert(all.end(), std::make_move_iterator(batch.releases.begin()),
               std::make_move_iterator(batch.releases.end()));
    batch.releases.clear();
  };
  if (in_flight_) take(*in_flight_);
  for (Batch& batch : batches_) take(batch);
  waiting_ = 0;
  return all;
}

std::vector<Release> JournalWriter::abandon() {
  std::vector<Release> all;
  for (Batch& batch : batches_) {
    all.insert(all.end(), std::make_move_iterator(batch.releases.begin()),
               std::make_move_iterator(batch.releases.end()));
  }
  batches_.clear();
  full_ = false;
  waiting_ -= all.size();
  return all;
}

}  // namespace zonefactor::engine
