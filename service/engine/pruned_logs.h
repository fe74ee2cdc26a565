// What is left of logs whose entries were pruned: the entries that are kept, held against the tiles
// and checkpoints that stay.
//
// Promise: an entry is handed on only where the log's published tree holds it (V3). Blocking; on
// the storage thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "service/journal/checkpoint.h"
#include "service/ports/store.h"

namespace zonefactor::engine {

// The latest log of which anything is pruned. Throws StoreUnavailable.
std::optional<std::int32_t> last_pruned_log(ports::Store& store);

// Calls `each` for every entry stored of the logs up to `last_year`, in order, until it says what
// is wrong. Answers what is wrong, in an operator's words; empty where nothing is. `published`: of
// any logs, what is known of them. Throws StoreUnavailable.
std::string read_kept(ports::Store& store, std::int32_t last_year,
                      const std::vector<journal::Checkpoint>& published,
                      const std::function<std::string(const ports::JournalRow&)>& each);

}  // namespace zonefactor::engine
