// An entry's place in a log as a file of its own: C2SP tlog-proof ("name.tlog-proof").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "service/journal/merkle.h"

namespace zonefactor::journal {

inline constexpr std::size_t kMaxProofBytes = 128 * 1024;
inline constexpr std::size_t kMaxProofHashes = 64;  // a tree of 2^64 - 1 leaves is no deeper

struct LogProof {
  std::optional<std::string> extra;  // unauthenticated, any bytes
  std::uint64_t index = 0;
  Hashes hashes;           // leaf's sibling first
  std::string checkpoint;  // the signed note, byte for byte; not looked into here
  std::string text() const;
  bool operator==(const LogProof&) const = default;
};
// `why` says what is wrong.
std::optional<LogProof> parse_log_proof(std::string_view text, std::string* why = nullptr);

}  // namespace zonefactor::journal
