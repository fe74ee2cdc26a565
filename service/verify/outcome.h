// What a verification ends with: a report of what is true, or the first thing that is not.
//
// A failure is thrown and caught in main alone, so that no check can be passed over by whoever
// called it. Texts may hold a stranger's bytes: they are made fit for a terminal when printed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "service/journal/canonical_json.h"

namespace zonefactor::verify {

enum ExitCode : int {
  kVerified = 0,
  kFailed = 1,     // something is not what the log's signature stands for
  kMalformed = 2,  // the input is not what it should be, or the program was used wrongly
  kUntrusted = 3,  // nothing is known to be wrong, but the policy does not trust it
};

struct Failure {
  ExitCode exit = kFailed;
  std::string file;
  std::string what;
  std::string remedy;
  std::optional<std::uint64_t> index{};  // of the entry it is about
  // Where an entry is not what the rules give.
  std::string recorded{};
  std::string derived{};
};

// The same findings for people, a label and a text each, and for programs.
struct Report {
  std::vector<std::pair<std::string, std::string>> lines;
  journal::JsonObject members;
};

}  // namespace zonefactor::verify
