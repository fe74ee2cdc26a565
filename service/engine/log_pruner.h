// Deletes what may go of logs whose retention has passed, on a thread and a storage connection of
// its own.
//
// Promise: only whole tiles of a closed log that is published to its end, and only where the
// journal can still be started from a sealed state behind it. Nothing waits for it: at most
// kRowsPerStep rows a statement. Lives on the loop's thread; what it calls back is called there.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "service/core/time.h"
#include "service/engine/audit_reader.h"
#include "service/engine/work_thread.h"
#include "service/ports/loop.h"

namespace zonefactor::engine {

// How much older than the journal's end the seal is that a start begins at: what is late by less
// than `history` (rule K10) is about what the book then knows.
constexpr core::Duration kSealBeforeEnd = std::chrono::hours(8 * 24);

struct PrunableLog {
  std::int32_t year = 0;
  std::uint64_t below = 0;
  bool is_begun = false;  // an earlier day has made `below` its minimum index
};

class LogPruner {
 public:
  static constexpr std::uint64_t kRowsPerStep = 10'000;
  using Trouble = std::function<void(const std::string& why)>;

  // `open` is called on the pruner's thread; it may throw ports::StoreUnavailable.
  LogPruner(OpenStore open, ports::Loop& loop, Trouble trouble);

  // Which logs up to `last_year` may be pruned at `now`, the oldest first.
  void look(std::int32_t last_year, core::Instant now,
            std::function<void(std::vector<PrunableLog>)> found);
  void prune(PrunableLog log);

 private:
  // Runs `work` with a store on the pruner's thread, and `then` with its result on the loop's.
  template <class Work, class Then>
  void with_store(Work work, Then then);

  OpenStore open_;
  ports::Loop& loop_;
  Trouble trouble_;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
  WorkThread thread_;
};

}  // namespace zonefactor::engine
