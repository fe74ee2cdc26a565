// Entries as bytes: one codec for every fact, one format, versioned.
//
// An entry is a canonical JSON object of at most 4 KiB: "at" the recording in microseconds of UTC,
// "t" the type, "v" the format (1), "value" the fact's members. Its own place (year, index) is not
// in it. Times are integers in microseconds, durations too. Absent members are left out, never
// null. docs/journal.md lists every type and member; schema/golden holds vectors of every type.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "service/core/fact.h"

namespace zonefactor::journal {

inline constexpr std::size_t kMaxEntryBytes = 4096;

// The "t" of a fact, e.g. "door.event".
std::string_view type_of(const core::Fact& fact);

// The table name of a configuration object in the facility file, e.g. "zone".
std::string_view kind_of(const core::FacilityObject& object);

// The canonical bytes of a fact recorded at `recorded_at`. Every fact has bytes, also one too long
// to be an entry: ask `fits` before recording it. Text that is not UTF-8 stops the process.
std::string encode(const core::Fact& fact, core::Instant recorded_at);

inline bool fits(std::string_view bytes) {
  return bytes.size() <= kMaxEntryBytes;
}

// The canonical bytes of one configuration object, {"kind":...,"object":...}, as `object.put` has
// them: equal bytes mean equal objects, and digests of a configuration are taken over them.
std::string encode_object(const core::FacilityObject& object);

struct Decoded {
  core::Instant recorded_at{};
  core::Fact fact;
};
// Reads what `encode` wrote, and only that: decoding and encoding again gives the same bytes.
// std::nullopt for anything else, and `why` says at which byte and what.
std::optional<Decoded> decode(std::string_view bytes, std::string* why = nullptr);

}  // namespace zonefactor::journal
