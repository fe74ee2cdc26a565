// Every entry of a log derived again by the rules of this program (rules A6, V4), from the first
// entry of a facility's first log, or from a sealed state (rule V6) that an entry of the log names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service/journal/checkpoint.h"
#include "service/journal/derivation.h"

namespace zonefactor::verify {

inline constexpr std::size_t kMaxStateBytes = 256 * 1024 * 1024;

class EntryDerivation {
 public:
  // From the log's first entry; a Failure where the log's origin names no fiscal year.
  EntryDerivation(const std::string& checkpoint_file, const journal::Checkpoint& checkpoint);
  // From the entry that seals `state`, which stands in `state_file`.
  void begin_at_seal(std::string state_file, const std::string& state);

  // Entries in the log's order, known to be the log's; `file` is where they stand. A Failure where
  // one is not what the rules give.
  void take(std::uint64_t index, std::string_view bytes, const std::string& file);
  void end(const std::string& file);

  std::uint64_t begin() const { return begin_.value_or(0); }
  std::uint64_t entries() const { return entries_; }
  std::uint64_t decisions() const { return derivation_.decisions(); }

 private:
  struct Seal {
    std::string file;
    core::StateSealed sealed;
    std::optional<core::Book> book;
  };

  bool has_begun(std::uint64_t index, std::string_view bytes, const std::string& file);
  void expect_opened(std::string_view bytes, const std::string& file) const;
  void expect_seal_reaches(const std::string& file, std::uint64_t index) const;

  std::string origin_;
  std::int32_t year_ = 0;
  std::optional<Seal> seal_;
  std::optional<std::uint64_t> begin_;
  journal::Derivation derivation_;
  std::uint64_t entries_ = 0;
};

}  // namespace zonefactor::verify
