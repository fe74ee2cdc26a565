// Entries as bytes: one codec for every fact, one format, versioned.
//
// An entry is a canonical JSON object of at most 4 KiB: "v" the format (1), "t" the type, "at" the
// recording in microseconds of UTC, "y" and "i" the entry's own place are NOT in it (its place is its
// place). Times are integers in microseconds, durations too. Absent members are left out, never null.
// docs/journal.md lists every type and member; schema/golden holds one vector per type.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service/core/fact.h"

namespace zonefactor::journal {

inline constexpr std::size_t kMaxEntryBytes = 4096;

// The "t" of a fact, e.g. "door.event".
std::string_view type_of(const core::Fact& fact);

// The canonical bytes of a fact recorded at `recorded_at`.
std::string encode(const core::Fact& fact, core::Instant recorded_at);

struct Decoded {
  core::Instant recorded_at{};
  core::Fact fact;
};
// Reads what `encode` wrote; std::nullopt for anything else, and `why` says what.
std::optional<Decoded> decode(std::string_view bytes, std::string* why = nullptr);

}  // namespace zonefactor::journal
