// What both reports of a pack have: the page's head, the logs and checkpoints, and what all of it
// does not prove.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/verify/entry_words.h"
#include "service/verify/html.h"
#include "service/verify/pack_contents.h"
#include "service/verify/pack_files.h"

namespace zonefactor::evidence {

// What a report shows of a segment's checkpoint. Whether a signature is good depends on whom one
// trusts: `zonefactor-verify` says so, a page cannot.
struct LogShown {
  struct Signature {
    std::string name;
    std::optional<std::uint64_t> posix_seconds;  // of a witness
  };
  Segment segment;
  std::string root;  // hex
  std::vector<Signature> signatures;
  bool stamped = false;
};
// Throws Unreadable where a checkpoint is none.
std::vector<LogShown> logs_of(const PackFiles& files, const PackContents& contents);

void put_head(Html& page, const PackContents& contents, const Voice& voice, std::string_view title,
              std::string_view subject);
void put_about(Html& page, const PackContents& contents, const Voice& voice);
void put_logs(Html& page, const PackContents& contents, const std::vector<LogShown>& logs,
              const Voice& voice);
void put_limits(Html& page, const PackContents& contents, const Voice& voice);

// "1 234 567".
std::string grouped(std::uint64_t number);

}  // namespace zonefactor::evidence
