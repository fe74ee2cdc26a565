// Asks the facility's witnesses for their cosignatures on published checkpoints, beside the loop.
//
// Promise: a line is stored only as a witness gave it for a checkpoint that is kept; a witness that
// can show, under our own key, more of the log than there is or another story of it ends the
// service. What it merely claims ends nothing. Who has not cosigned for too long is told of, once
// until it does. Lives on the loop's thread; witnesses and store are used on its own.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "service/engine/audit_reader.h"
#include "service/engine/log_signer.h"
#include "service/engine/stored_tree.h"
#include "service/engine/witness_claim.h"
#include "service/engine/work_thread.h"
#include "service/ports/loop.h"
#include "service/ports/store.h"
#include "service/ports/witness.h"

namespace zonefactor::engine {

using Witnesses = std::vector<std::shared_ptr<ports::Witness>>;

// The log that ends with `checkpoint`, as stored in `tree`, which outlives it. Its `root_at` throws
// StoreUnavailable.
OwnLog stored_log(const ports::CheckpointRow& checkpoint, const LogSigner& signer,
                  StoredTree& tree);

class WitnessRound {
 public:
  struct Parts {
    OpenStore open;  // called on its thread; may throw StoreUnavailable
    Witnesses witnesses;
    std::shared_ptr<const LogSigner> signer;
    ports::Loop& loop;
    std::function<void(const std::string& why)> on_proof;
    std::function<void(const std::string& claim)> on_claim;  // not proven
    std::function<void(const std::string& why)> on_trouble;
    // Somebody has not cosigned for so long, or, empty, all do again.
    std::function<void(const std::string& missing)> on_missing;
  };
  WitnessRound(Parts parts, core::Duration patience);

  bool is_wanted() const { return !parts_.witnesses.empty(); }
  bool is_under_way() const { return under_way_; }
  // Asks every witness about a kept checkpoint, unless a round is under way.
  void ask(const ports::CheckpointRow& checkpoint, core::Instant now);

 private:
  struct Work;
  struct Told {
    std::string proof;
    std::vector<std::string> claims;
    std::vector<std::string> troubles;
    std::vector<std::string> cosigned;  // names
  };
  void done(const Told& told, core::Instant asked);

  Parts parts_;
  core::Duration patience_;
  std::map<std::string, core::Instant> cosigned_;  // when each last did, or was first asked
  bool missing_told_ = false;
  bool under_way_ = false;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
  std::shared_ptr<Work> work_;  // used on `thread_` alone
  WorkThread thread_;
};

}  // namespace zonefactor::engine
