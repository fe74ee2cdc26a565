// A facility's logs as a service gives them out, one after the other.
//
// Promise: every entry that was taken stands in a log whose signed root is over all of them, and a
// log that is said to be pruned was pruned by the journal's own word. Anything else is a LogFault.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/cli/served_log.h"
#include "service/core/decision.h"

namespace zonefactor::cli {

// The logs whose entries are all given out, the oldest first.
struct WholeLogs {
  std::vector<ServedLog> logs;
  std::optional<std::int32_t> pruned;  // the one before them, of which entries are not
};
// Found from the latest one back by what each was opened with.
WholeLogs whole_logs(const FetchObject& fetch, const std::string& facility, std::int32_t latest,
                     const std::vector<journal::VerifierKey>& keys);

// Every entry in order, with progress shown to a terminal; the checkpoints that the logs were read
// up to. What was taken is to be believed only once this has returned. Where no log is pruned,
// logs after the one in which `take` answered that it has enough are left out.
std::vector<journal::Checkpoint> read_logs(
    const WholeLogs& whole,
    const std::function<bool(core::EntryRef ref, std::string_view bytes)>& take);

}  // namespace zonefactor::cli
