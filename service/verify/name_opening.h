// A row of names.jsonl: what a handle stands for, the key that opens its commitment, and the proof
// that the log holds that commitment (rules V2, V7).
//
// Promise: a row is used only once all three fit. Without names.jsonl a pack shows handles.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "service/journal/merkle.h"
#include "service/verify/entry_stream.h"

namespace zonefactor::evidence {

inline constexpr std::size_t kMaxNameRow = 64 * 1024;

struct NameOpening {
  std::string body;  // the `name.bound` entry's bytes
  core::EntryRef entry;
  std::string handle;
  journal::Digest key{};
  std::string kind;
  std::string plain;
  journal::Hashes proof;     // of the entry, in the tree of its year's end.checkpoint
  std::string text() const;  // the line, without its newline
  bool operator==(const NameOpening&) const = default;
};
std::optional<NameOpening> parse_name_opening(std::string_view line, std::string* why = nullptr);

// Whether the entry binds this handle and kind, and the key opens its commitment to `plain`. Empty
// where it does, else what is wrong.
std::string fault_of(const NameOpening& opening);

// Handle to plain, as the rows say.
using Names = std::map<std::string, std::string, std::less<>>;

// Throws Unreadable. Each row goes to `visit` too, where there is one.
Names read_names(const PackFiles& files, const std::function<void(const NameOpening&)>& visit = {});

}  // namespace zonefactor::evidence
