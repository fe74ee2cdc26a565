// One commit in flight while the next batch fills: no timer, no fixed size. Every row becomes a
// leaf of its log's tree on the way, and the tiles that become full go with it.
//
// Promise: batches are appended in order, one at a time, and what waits for an entry is handed back
// with the outcome of the batch that holds it. Lives on the loop's thread; the store is used on the
// storage thread.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "service/engine/batch.h"
#include "service/engine/work_thread.h"
#include "service/journal/log_tree.h"
#include "service/ports/loop.h"

namespace zonefactor::engine {

class JournalWriter {
 public:
  static constexpr std::size_t kRowsPerCommit = 512;

  // `why` says more of a batch that was not committed.
  using Finished = std::function<void(Batch, ports::AppendResult, const std::string& why)>;

  // `finished` is called on the loop's thread for every batch; the next one is then not yet on its
  // way.
  JournalWriter(ports::Store& store, WorkThread& storage, ports::Loop& loop, Finished finished);

  // Begins at the head the store has, with the tree over what stands before it in its log.
  void begin_at(const ports::Head& head, journal::LogTree tree);

  // The next of its log, or the first of a later year's.
  void add(ports::JournalRow row);
  void add(ports::SealedRow sealed);
  void add(ports::NameRow name);
  void add(core::Signal signal);
  // Held back until every row added so far is durable; runs at once where they are.
  void after_all(Release release);
  // What was added so far may be parted from what follows: a cause is never parted from its
  // consequences.
  void end_group();
  // Sends the oldest batch off, unless one is in flight.
  void advance();

  // Over every row added so far to the log that is written.
  const journal::LogTree& tree() const { return tree_; }
  bool in_flight() const { return in_flight_ != nullptr; }
  bool idle() const { return !in_flight_ && batches_.empty(); }
  std::size_t waiting() const { return waiting_; }
  // Takes what waits for an answer away; the entries stay on their way.
  std::vector<Release> take_releases();
  // Drops every batch that is not in flight, and returns what waited for them.
  std::vector<Release> abandon();

 private:
  Batch& open();
  void keep_frontier();

  ports::Store& store_;
  WorkThread& storage_;
  ports::Loop& loop_;
  Finished finished_;
  ports::Head next_;
  journal::LogTree tree_;
  std::deque<Batch> batches_;                  // the last one is filling, unless it is full
  bool full_ = false;                          // the last one takes no more rows
  std::vector<journal::FullTile> full_tiles_;  // by the row in hand
  bool advancing_ = false;                     // an advance is posted
  std::shared_ptr<Batch> in_flight_;
  std::size_t waiting_ = 0;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
};

}  // namespace zonefactor::engine
