// What an evidence pack says of itself: pack.json. docs/evidence-pack.md describes it.
//
// Promise: it is read as canonical JSON with these members alone, or refused; two packs that say
// the same have the same bytes. Nothing in it is believed: the verifier holds the rest against it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/core/decision.h"
#include "service/core/time.h"
#include "service/core/words.h"

namespace zonefactor::evidence {

inline constexpr std::size_t kMaxSegments = 16;

enum class PackKind : std::uint8_t { decision, period };

// The entries [begin, end) of one fiscal year's log.
struct Segment {
  std::int32_t year = 0;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  bool has(core::EntryRef ref) const {
    return ref.year == year && begin <= ref.index && ref.index < end;
  }
  bool operator==(const Segment&) const = default;
};

struct PackContents {
  std::string facility;
  PackKind kind = PackKind::period;
  core::ExportPurpose purpose = core::ExportPurpose::audit;
  std::string program;                          // the version that wrote it
  bool named = false;                           // it explains handles (names.jsonl)
  std::optional<core::EntryRef> decision = {};  // of kind decision
  core::Instant from{};                         // of kind period: [from, until)
  core::Instant until{};
  // The `state.sealed` entry that deriving begins at, in the first segment; absent where that one
  // is the facility's whole log from its beginning.
  std::optional<core::EntryRef> seal = {};
  std::vector<Segment> segments;  // one at least, the years ascending

  // Null where no segment holds the entry.
  const Segment* holding(core::EntryRef ref) const;
  std::string text() const;
  bool operator==(const PackContents&) const = default;
};
// `why` says what is wrong.
std::optional<PackContents> parse_contents(std::string_view text, std::string* why = nullptr);

// "chuo/2026/184502", as the answers' header has it.
std::string text_of(const std::string& facility, core::EntryRef ref);

}  // namespace zonefactor::evidence
