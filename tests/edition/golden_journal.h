// The golden journal of a rule edition: recorded entries, one a line, in logs that each begin anew.
//
// A line {"log":…,"year":…} opens the log of one history; every line after it is one entry of that
// log: {"entry":…,"index":…,"leaf":…}. docs/journal.md describes it.
#pragma once

#include <string>
#include <vector>

#include "service/core/fact.h"

namespace zonefactor::edition {

struct RecordedEntry {
  std::string log;
  core::EntryRef ref;
  std::string bytes;
  std::string leaf;  // lower-case hex
};

// The entries of one history, in order.
struct RecordedLog {
  std::string name;
  std::vector<RecordedEntry> entries;
};

// Where the journal of edition 1 stands.
std::string golden_path();

// Every log of the golden journal; a line that is none is a failure of the running test.
std::vector<RecordedLog> golden_logs();

// Its lines, each ended by "\n".
std::string text_of(const RecordedLog& log);

}  // namespace zonefactor::edition
