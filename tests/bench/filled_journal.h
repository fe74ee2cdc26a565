// A real PostgreSQL journal of any size, for benchmarks of what is read from it: a hospital's
// entries, appended as the service appends them, with tree, tiles and a signed checkpoint.
#pragma once

#include <cstdint>
#include <string>

#include "service/ports/store.h"

namespace zonefactor::bench {

inline constexpr const char* kFacility = "chuo";
inline constexpr std::int32_t kYear = 2026;

// Appends so many entries to the empty journal of `store`, in batches of 4096.
// Returns the published checkpoint over them. Throws ports::StoreUnavailable.
ports::CheckpointRow fill_journal(ports::Store& store, std::uint64_t entries);

}  // namespace zonefactor::bench
