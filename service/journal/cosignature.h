// A witness's word that it saw a checkpoint, and when: C2SP tlog-cosignature, Ed25519 form
// (cosignature/v1).
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "service/journal/signed_note.h"

namespace zonefactor::journal {

inline constexpr std::uint64_t kMaxCosignedAt = std::numeric_limits<std::int64_t>::max();

// The line by which the witness `name` cosigns the checkpoint `note_text` at `posix_seconds`.
SignatureLine cosign(std::string_view note_text, const std::string& name, const PrivateKey& key,
                     std::uint64_t posix_seconds);

struct Cosigned {
  Verdict verdict = Verdict::absent;
  std::uint64_t posix_seconds = 0;  // of the latest line, where all are good
};
// Of a key of type `cosignature`. Every line of the key must be good.
Cosigned cosigned_by(const SignedNote& note, const VerifierKey& witness);

}  // namespace zonefactor::journal
