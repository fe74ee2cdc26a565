// A log as a directory that an auditor has mirrored (C2SP tlog-tiles), made entry by entry with the
// service's own tree and signed by keys of no secret.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "service/journal/log_proof.h"
#include "service/journal/log_tree.h"
#include "tests/unit/tlog/sample_keys.h"

namespace zonefactor::verify {

inline const std::string kOrigin = "zonefactor/chuo/2026";
// What the keys of the log and of its two witnesses are filled with.
inline constexpr std::uint8_t kLogKey = 1;
inline constexpr std::uint8_t kNorthKey = 2;
inline constexpr std::uint8_t kSouthKey = 3;
inline constexpr std::uint64_t kCosignedAt = 1795305660;  // 2026-11-22T00:01:00Z

// "zonefactor/chuo/2026+1a2b3c4d+AQ…"
std::string log_vkey(const std::string& origin = kOrigin);
std::string witness_vkey(const std::string& name, std::uint8_t key);
// The log's key, both witnesses, and a quorum of both.
std::string policy_text(const std::string& origin = kOrigin);

// The checkpoint's note with its log's signature and the cosignatures of north and south.
std::string signed_by_all(const journal::Checkpoint& checkpoint);
std::string signed_by_log(const journal::Checkpoint& checkpoint);

class LogOnDisk {
 public:
  explicit LogOnDisk(std::filesystem::path directory, std::string origin = kOrigin);

  void append(std::string_view entry);
  // Entries with their own numbers in them, up to `size`; all such logs begin alike.
  void grow_to(std::uint64_t size);
  // Writes what a log of this size serves beside its full tiles: partial ones and the checkpoint.
  void publish();

  const std::filesystem::path& directory() const { return directory_; }
  std::uint64_t size() const { return tree_.size(); }
  journal::Checkpoint checkpoint() const { return {origin_, tree_.size(), tree_.root()}; }
  const std::string& entry(std::uint64_t index) const { return entries_.at(index); }
  // With the checkpoint of the present size.
  journal::LogProof proof(std::uint64_t index) const;
  journal::Hashes consistency(std::uint64_t old_size) const;

 private:
  void write(const journal::TileName& name, std::string_view bytes) const;

  std::filesystem::path directory_;
  std::string origin_;
  journal::LogTree tree_;
  std::vector<std::string> entries_;
  std::string bundle_;  // the partial one at the right edge
};

}  // namespace zonefactor::verify
