// The logs of a pack: that their entries are what the checkpoints commit to, and that one goes on
// where the other ends. The first half of a pack's verification, which knows no rule.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "service/journal/checkpoint.h"
#include "service/verify/file_names.h"
#include "service/verify/pack_files.h"
#include "service/verify/pack_verification.h"

namespace zonefactor::evidence {

// The first thing that is wrong. Thrown by every step and caught once, so that none is passed over.
struct Refusal {
  PackExit exit = PackExit::failed;
  PackFault fault;
};

// How far a step has come; `done` entries.
using Passed = std::function<void(std::uint64_t done)>;

class PackLogs {
 public:
  PackLogs(const PackFiles& files, const PackContents& contents, const Presence& presence);

  // Range and entries give the size and root of each end.checkpoint; start.checkpoint too.
  void check_trees(const Passed& passed);
  // Every checkpoint of the pack is what the policy asks.
  void check_trust(const journal::LogPolicy& policy, PackVerdict& verdict) const;
  // A log that goes on was closed for the next, which begins with its checkpoint.
  void check_succession(const journal::LogPolicy& policy) const;
  // The log that `older` is of begins in the pack with the entries that `older` stands for.
  void check_older(const journal::Checkpoint& older) const;

  // What end.checkpoint says of the year; null where the pack has none.
  const journal::Checkpoint* end_of(std::int32_t year) const;

 private:
  struct Signed {
    std::string file;
    journal::SignedNote note;
    journal::Checkpoint checkpoint;
  };
  struct Log {
    Segment segment;
    std::optional<Signed> start;
    std::optional<Signed> stamped;
    std::string first;  // entry
    std::string last;
  };
  Signed read(std::int32_t year, LogFile file) const;
  void check_tree(Log& log, std::uint64_t& done, const Passed& passed);
  static journal::Trust expect_trust(const Signed& signed_one, const journal::LogPolicy& policy);
  void expect_goes_on(const Log& log, const Log& next, const journal::LogPolicy& policy) const;
  void expect_beginning(const Log& log) const;

  const PackFiles& files_;
  const PackContents& contents_;
  std::vector<Log> logs_;
  std::map<std::int32_t, Signed> ends_;
};

}  // namespace zonefactor::evidence
