// Writes an evidence pack.
//
// Promise: the same source gives the same bytes. Entries go to disk as they come, so a month of a
// million needs no more memory than a day; what was begun and not finished leaves no pack behind.
// Nothing is judged here: whoever hands the pack out verifies it first.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "service/verify/name_opening.h"
#include "service/verify/pack_contents.h"

namespace zonefactor::evidence {

struct PackSource {
  // One for each segment of the contents.
  struct Log {
    journal::Hashes start_range;   // of the leaves before `begin`
    std::string start_checkpoint;  // signed note; empty: none was kept
    std::string end_checkpoint;
    std::string end_tsr;      // RFC 3161; empty: none
    std::string end_stamped;  // the checkpoint's bytes that it is about
    // The bytes of the next entry; std::nullopt behind the last.
    std::function<std::optional<std::string>()> next;
  };
  PackContents contents;
  std::vector<Log> logs;
  std::string state;  // of the seal
  // Ascending by entry. Where a name was bound in a log that is no segment, that year's checkpoint
  // stands in `other_checkpoints`.
  std::vector<NameOpening> names;
  std::map<std::int32_t, std::string> other_checkpoints;
};

// Writes to `path`, which must not exist; beside it a folder "`path`.parts" is made and removed.
// Both can be read by their owner alone. Empty, or what went wrong.
std::string write_pack(const PackSource& source, const std::string& path);

}  // namespace zonefactor::evidence
