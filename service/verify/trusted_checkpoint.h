// A checkpoint that a policy trusts, and what to say where it does not.
//
// Promise: none is returned unless the log's own key signed it, the witnesses' quorum is met, and
// nothing under a key of the policy is wrong. The log and its witnesses are judged apart.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "service/journal/log_policy.h"
#include "service/verify/outcome.h"

namespace zonefactor::verify {

struct Cosignature {
  std::string witness;  // as the policy names it
  std::uint64_t posix_seconds = 0;
};

struct TrustedCheckpoint {
  journal::Checkpoint checkpoint;
  std::string log_key;  // name and id
  std::vector<Cosignature> cosignatures;
  std::size_t others = 0;  // signatures by keys that the policy does not name
  std::string quorum;
};

journal::LogPolicy read_policy(const std::filesystem::path& path);

// `file` is where the note stands, for the failure that is thrown where it is not trusted.
TrustedCheckpoint trusted(const std::string& file, std::string_view note,
                          const journal::LogPolicy& policy);
TrustedCheckpoint read_checkpoint(const std::filesystem::path& path,
                                  const journal::LogPolicy& policy);

journal::Json json_of(const TrustedCheckpoint& checkpoint);
void describe(const TrustedCheckpoint& checkpoint, Report& report);

}  // namespace zonefactor::verify
