// A log's size and root as text: C2SP tlog-checkpoint.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "service/journal/sha256.h"
#include "service/journal/signed_note.h"

namespace zonefactor::journal {

inline constexpr std::size_t kMaxOrigin = 255;  // what C2SP's other forms of cosignature leave it

struct Checkpoint {
  std::string origin;  // one line, neither empty nor longer than kMaxOrigin
  std::uint64_t size = 0;
  Digest root{};
  // The note's text: origin, size and root, a line each. Extension lines are neither written nor
  // taken.
  std::string text() const;
  bool operator==(const Checkpoint&) const = default;
};
// `why` says what is wrong.
std::optional<Checkpoint> parse_checkpoint(std::string_view note_text, std::string* why = nullptr);

// Whether no log can have had both: one origin, one size, two roots.
bool contradicts(const Checkpoint& one, const Checkpoint& other);

}  // namespace zonefactor::journal
