// What this process knows of the stored journal from its own commits, to tell a healed doubt from
// another writer or a journal that became shorter.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/engine/batch.h"
#include "service/ports/store.h"

namespace zonefactor::engine {

// The leaves of a batch whose commit may or may not have happened.
struct DoubtfulBatch {
  core::EntryRef first;  // of its rows
  ports::Head after;
  std::vector<ports::Digest> leaves;
};

class KnownJournal {
 public:
  // Every row before `head` was stored when we looked.
  void read_to(const ports::Head& head, const std::optional<ports::Digest>& last_leaf);
  void committed(const Batch& batch);
  // Its commit may still happen, until a later batch of ours has been committed.
  void doubted(const Batch& batch);

  // What is wrong with a journal that ends at `head`, in the words of an operator; empty where it
  // is ours. Where the head stands after a doubtful batch, the rows have the rest of the say.
  std::string fault_of(const std::optional<ports::Head>& head) const;
  // What is wrong with a row of the journal that ends before `next`: we wrote another one there.
  std::string fault_of(const ports::JournalRow& row, core::EntryRef next) const;

 private:
  bool may_end_at(core::EntryRef next) const;
  bool may_stand(const ports::JournalRow& row, core::EntryRef next) const;

  std::optional<ports::Head> durable_;
  std::optional<ports::Digest> last_leaf_;
  std::vector<DoubtfulBatch> doubtful_;  // all begin at `durable_`
};

}  // namespace zonefactor::engine
