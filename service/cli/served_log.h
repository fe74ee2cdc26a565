// One log as a service gives it out, held against the log's own signature as it comes.
//
// Promise: a checkpoint that is returned is signed by one of the log's keys; a proof that is
// returned proves its entry under such a checkpoint; entries were read whole only if their root is
// the checkpoint's. Anything else is a LogFault that names what is wrong. One thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "service/journal/checkpoint.h"
#include "service/journal/log_proof.h"

namespace zonefactor::cli {

// What came is not what the log stands for; `what()` names the thing and the remedy.
class LogFault : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The remedy of most.
inline constexpr const char* kKeep =
    "keep what came and ask whoever runs the log; `zonefactor audit fsck` finds the place";

// An object of a log's read side by its path below /log/{facility}/{year}/; std::nullopt where the
// service has none.
using FetchObject =
    std::function<std::optional<std::string>(std::int32_t year, const std::string& path)>;

class ServedLog {
 public:
  // Of `keys` those named as this log count; each log has its own.
  ServedLog(FetchObject fetch, const std::string& facility, std::int32_t year,
            const std::vector<journal::VerifierKey>& keys);

  const std::string& origin() const { return origin_; }
  std::int32_t year() const { return year_; }
  // Those of this log.
  const std::vector<journal::VerifierKey>& keys() const { return keys_; }

  // std::nullopt where the service has no such log.
  std::optional<journal::Checkpoint> checkpoint() const;
  // What a signed note of this log says.
  journal::Checkpoint checkpoint_in(const std::string& note) const;

  // The bytes of an entry that `checkpoint` covers; not yet proven.
  std::string entry(std::uint64_t index, const journal::Checkpoint& checkpoint) const;
  // Whether the service gives out the entry at all.
  bool has_entry(std::uint64_t index, const journal::Checkpoint& checkpoint) const;
  // That these bytes are the entry.
  journal::LogProof proof(std::uint64_t index, std::string_view entry) const;

  using TakeEntry = std::function<void(std::uint64_t index, std::string_view bytes)>;
  // Every entry in order, and then the root over them: what was taken is to be believed only once
  // this has returned.
  void read_all(const journal::Checkpoint& checkpoint, const TakeEntry& take) const;

 private:
  std::optional<std::string> bundle_bytes(std::uint64_t n, std::uint64_t size) const;
  std::vector<std::string> bundle(std::uint64_t n, std::uint64_t size) const;

  FetchObject fetch_;
  std::int32_t year_;
  std::string origin_;
  std::vector<journal::VerifierKey> keys_;
};

}  // namespace zonefactor::cli
