// A replay held against all that is known of the journal outside of its database: the copies of
// published checkpoints, and what witnesses have seen.
//
// Promise: a journal that was set back, or is another, is named and not used; neither is one of
// which a witness says so that does not show what it knows. Runs on the storage thread.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include "service/engine/log_signer.h"
#include "service/engine/replay.h"
#include "service/engine/witness_round.h"
#include "service/ports/checkpoint_copy.h"

namespace zonefactor::engine {

class GuardedReplay {
 public:
  // Store and copy outlive it. `witnesses` are asked once, for seconds at most each; one that does
  // not answer is passed over.
  GuardedReplay(ports::Store& store, ports::CheckpointCopy& copy,
                std::shared_ptr<const LogSigner> signer, Witnesses witnesses);

  ReplayResult run(ReplayInput input, CrashNote& note, const std::atomic<bool>& cancelled) const;

 private:
  std::optional<ReplayResult> read_copies(std::vector<journal::Checkpoint>& published) const;
  std::optional<Fatal> hear_witnesses(Replayed& replayed) const;

  ports::Store& store_;
  ports::CheckpointCopy& copy_;
  std::shared_ptr<const LogSigner> signer_;
  Witnesses witnesses_;
};

}  // namespace zonefactor::engine
