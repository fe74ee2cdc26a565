// A log of a test's own that grows, and whose operator can also tell another story from some entry
// on: what a witness is there to notice.
#pragma once

#include <cstdint>
#include <string>

#include "service/journal/checkpoint.h"
#include "service/journal/signed_note.h"
#include "service/journal/witness_request.h"
#include "service/witness/settings.h"
#include "tests/unit/tlog/naive_tree.h"

namespace zonefactor::witness {

inline constexpr std::uint64_t kSampleEntries = 64;

class SampleLog {
 public:
  // Signed with the sample key filled with `key`. From entry `forked_at` on the entries are those
  // of `story`.
  explicit SampleLog(std::string origin = "zonefactor/sample/2026", std::uint8_t key = 1,
                     std::uint64_t forked_at = kSampleEntries,
                     const std::string& story = "another");

  // With these leaves, whatever they tell.
  SampleLog(std::string origin, std::uint8_t key, journal::Hashes leaves);

  const journal::Hashes& leaves() const { return tree_.leaves(); }
  const std::string& origin() const { return origin_; }
  journal::VerifierKey key() const;
  Settings::Log settings() const { return {origin_, key()}; }

  journal::Checkpoint checkpoint(std::uint64_t size) const;
  journal::SignedNote note(std::uint64_t size) const;
  journal::Hashes proof(std::uint64_t old_size, std::uint64_t size) const;
  // As an honest log asks.
  journal::WitnessRequest request(std::uint64_t old_size, std::uint64_t size) const;
  std::string body(std::uint64_t old_size, std::uint64_t size) const {
    return request(old_size, size).text();
  }

 private:
  std::string origin_;
  std::uint8_t key_;
  journal::NaiveTree tree_;
};

}  // namespace zonefactor::witness
