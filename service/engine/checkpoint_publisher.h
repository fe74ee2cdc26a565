// Signs, stores and publishes checkpoints, beside the loop.
//
// Promise: only what is durable is signed; a checkpoint is copied outside the database, and stored,
// before anybody gets it; one that contradicts a stored one is never given out, and is reported.
// Lives on the loop's thread; the store is used on its own.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "service/engine/audit_reader.h"
#include "service/engine/log.h"
#include "service/engine/log_signer.h"
#include "service/engine/work_thread.h"
#include "service/ports/checkpoint_copy.h"
#include "service/ports/loop.h"
#include "service/ports/store.h"

namespace zonefactor::engine {

class CheckpointPublisher {
 public:
  struct Parts {
    OpenStore open;  // called on the publisher's thread; may throw StoreUnavailable
    ports::CheckpointCopy& copy;
    std::shared_ptr<const LogSigner> signer;
    ports::Loop& loop;
    std::function<void(const std::string& why)> on_contradiction;
    std::function<void(const std::string& why)> on_trouble;  // it is tried again
    std::function<void(bool kept)> on_done;  // of each try; whether it is published and kept
  };
  explicit CheckpointPublisher(Parts parts);

  // The journal is durable up to `head`. Keeps the checkpoint for good where `keep`.
  void reached(const ports::Head& head, core::Instant now, bool keep);
  // Publishes what was reached, unless that is under way or done.
  void publish();
  // Whether a checkpoint is on its way.
  bool is_at_work() const { return under_way_; }

  // The latest of the newest log; none before the first.
  const std::optional<ports::CheckpointRow>& latest() const { return latest_; }

 private:
  struct Wanted {
    ports::CheckpointRow row;  // unsigned
    bool keep = false;
  };
  struct Work;
  struct Outcome;
  void done(Outcome outcome);

  Parts parts_;
  std::deque<Wanted> to_publish_;  // one for each log
  std::optional<ports::CheckpointRow> latest_;
  std::optional<std::int64_t> hour_kept_;
  bool under_way_ = false;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
  std::shared_ptr<Work> work_;  // used on `thread_` alone
  WorkThread thread_;
};

}  // namespace zonefactor::engine
