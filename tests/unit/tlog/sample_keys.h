// Keys of no secret, and notes made with them, for tests only.
#pragma once

#include <cstdint>
#include <string>

#include "service/journal/checkpoint.h"
#include "service/journal/signed_note.h"

namespace zonefactor::journal {

// The private key whose 32 bytes are all `filled_with`.
PrivateKey sample_key(std::uint8_t filled_with);
VerifierKey verifier_of(const std::string& name, KeyType type, const PrivateKey& key);

// Of 21 leaves, by "zonefactor/sample/2026".
Checkpoint sample_checkpoint();

}  // namespace zonefactor::journal
