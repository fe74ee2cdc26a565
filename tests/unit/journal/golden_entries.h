// The golden vectors of schema/golden/entries.jsonl: bytes that every release must read and write
// alike.
#pragma once

#include <string>
#include <vector>

namespace zonefactor::journal {

struct GoldenEntry {
  std::string name;
  std::string bytes;
  std::string leaf;  // lower-case hex
};

// Where the vectors stand.
std::string golden_path();

// Every vector; a line that is not one is a failure of the running test.
std::vector<GoldenEntry> golden_entries();

}  // namespace zonefactor::journal
