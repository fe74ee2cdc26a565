#include "tests/unit/witness/sample_log.h"

#include <utility>

#include "tests/unit/tlog/sample_keys.h"

namespace zonefactor::witness {

namespace {

journal::Hashes entries(std::uint64_t forked_at, const std::string& story) {
  journal::Hashes leaves;
  for (std::uint64_t i = 0; i < kSampleEntries; ++i) {
    leaves.push_back(journal::leaf_hash((i < forked_at ? "" : story) + std::to_string(i)));
  }
  return leaves;
}

}  // namespace

SampleLog::SampleLog(std::string origin, std::uint8_t key, std::uint64_t forked_at,
                     const std::string& story)
    : SampleLog(std::move(origin), key, entries(forked_at, story)) {}

SampleLog::SampleLog(std::string origin, std::uint8_t key, journal::Hashes leaves)
    : origin_(std::move(origin)), key_(key), tree_(std::move(leaves)) {}

journal::VerifierKey SampleLog::key() const {
  return journal::verifier_of(origin_, journal::KeyType::note, journal::sample_key(key_));
}

journal::Checkpoint SampleLog::checkpoint(std::uint64_t size) const {
  return {origin_, size, tree_.root(0, size)};
}

journal::SignedNote SampleLog::note(std::uint64_t size) const {
  const std::string text = checkpoint(size).text();
  return {text, {journal::sign_note(text, origin_, journal::sample_key(key_))}};
}

journal::Hashes SampleLog::proof(std::uint64_t old_size, std::uint64_t size) const {
  return old_size == 0 || old_size >= size ? journal::Hashes{} : tree_.proof(old_size, size);
}

journal::WitnessRequest SampleLog::request(std::uint64_t old_size, std::uint64_t size) const {
  return {old_size, proof(old_size, size), note(size)};
}

}  // namespace zonefactor::witness
