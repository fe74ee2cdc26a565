// What a witness says against our log, judged by the checkpoint that it holds.
//
// Promise: nothing but a checkpoint under a good signature of one of the log's own keys proves
// anything, so neither a witness nor whoever speaks in its place can invent a proof. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "service/journal/checkpoint.h"
#include "service/ports/witness.h"

namespace zonefactor::engine {

struct WitnessClaim {
  std::string witness;
  // That it cosigned so many entries, more than there are; else that what is there does not follow
  // from what it cosigned.
  std::optional<std::uint64_t> ahead;
};

// What the answer to a checkpoint of `size` entries claims; std::nullopt where that is nothing.
std::optional<WitnessClaim> claim_in(const ports::Witness::Answer& answer,
                                     const std::string& witness, std::uint64_t size);

// The log as it is stored.
struct OwnLog {
  std::int32_t year = 0;
  journal::Checkpoint end;
  std::vector<journal::VerifierKey> keys;
  // Its root at a size that is not above the end's; std::nullopt where that cannot be told.
  std::function<std::optional<journal::Digest>(std::uint64_t size)> root_at;
};
// Those of `texts` that are a log's.
std::vector<journal::VerifierKey> log_keys_of(const std::vector<std::string>& texts);

enum class ClaimStanding : std::uint8_t {
  proven,   // the journal was set back, or two stories were signed
  refuted,  // what the witness holds is no ground for it
  open,     // nothing shows whether it is right
};

struct JudgedClaim {
  ClaimStanding standing = ClaimStanding::open;
  std::string words;  // for an operator: who says what, what shows it, what to do
};

JudgedClaim judged_claim(const WitnessClaim& claim, const OwnLog& log,
                         const ports::Witness::Held& held);

}  // namespace zonefactor::engine
