// A sealed state as canonical bytes (rule V6): one JSON object, the same for everyone who folds the
// same journal. docs/journal.md describes it. Its digest is SHA-256 over the bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service/core/fact.h"
#include "service/core/sealed_state.h"

namespace zonefactor::journal {

std::string encode_state(const core::SealedState& sealed);

// What a `state.sealed` entry says of a state's bytes.
core::StateSealed seal_of(std::string_view bytes);

// Reads what `encode_state` wrote; std::nullopt for anything else, and `why` says at which byte and
// what.
std::optional<core::SealedState> decode_state(std::string_view bytes, std::string* why = nullptr);

}  // namespace zonefactor::journal
