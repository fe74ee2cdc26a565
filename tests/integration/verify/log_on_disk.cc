#include "tests/integration/verify/log_on_disk.h"

#include "service/journal/cosignature.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/tlog/naive_tree.h"

namespace zonefactor::verify {

namespace fs = std::filesystem;
using journal::KeyType;

namespace {

journal::NaiveTree naive(const std::vector<std::string>& entries) {
  journal::Hashes leaves;
  leaves.reserve(entries.size());
  for (const std::string& entry : entries) leaves.push_back(journal::leaf_hash(entry));
  return journal::NaiveTree(std::move(leaves));
}

journal::SignedNote note_of(const journal::Checkpoint& checkpoint) {
  const std::string text = checkpoint.text();
  return {text, {journal::sign_note(text, checkpoint.origin, journal::sample_key(kLogKey))}};
}

}  // namespace

std::string log_vkey(const std::string& origin) {
  return journal::verifier_of(origin, KeyType::note, journal::sample_key(kLogKey)).text();
}

std::string witness_vkey(const std::string& name, std::uint8_t key) {
  return journal::verifier_of(name, KeyType::cosignature, journal::sample_key(key)).text();
}

std::string policy_text(const std::string& origin) {
  return "log " + log_vkey(origin) + "\nwitness north " + witness_vkey("north.example", kNorthKey) +
         "\nwitness south " + witness_vkey("south.example", kSouthKey) +
         "\ngroup both all north south\nquorum both\n";
}

std::string signed_by_log(const journal::Checkpoint& checkpoint) {
  return note_of(checkpoint).bytes();
}

std::string signed_by_all(const journal::Checkpoint& checkpoint) {
  journal::SignedNote note = note_of(checkpoint);
  note.signatures.push_back(
      journal::cosign(note.text, "north.example", journal::sample_key(kNorthKey), kCosignedAt));
  note.signatures.push_back(
      journal::cosign(note.text, "south.example", journal::sample_key(kSouthKey), kCosignedAt + 1));
  return note.bytes();
}

LogOnDisk::LogOnDisk(fs::path directory, std::string origin)
    : directory_(std::move(directory)), origin_(std::move(origin)) {}

void LogOnDisk::write(const journal::TileName& name, std::string_view bytes) const {
  const fs::path path = directory_ / journal::path_of(name);
  fs::create_directories(path.parent_path());
  support::write_file(path, bytes);
}

void LogOnDisk::append(std::string_view entry) {
  entries_.emplace_back(entry);
  journal::append_to_bundle(bundle_, entry);
  std::vector<journal::FullTile> full;
  tree_.append(journal::leaf_hash(entry), full);
  for (const journal::FullTile& tile : full) {
    write({false, tile.level, tile.n, journal::kTileWidth}, journal::tile_bytes(tile.hashes));
  }
  if (size() % journal::kTileWidth == 0) {
    write({true, 0, size() / journal::kTileWidth - 1, journal::kTileWidth}, bundle_);
    bundle_.clear();
  }
}

void LogOnDisk::grow_to(std::uint64_t wanted) {
  while (size() < wanted) append("entry " + std::to_string(size()));
}

void LogOnDisk::publish() {
  for (unsigned level = 0; level < 8; ++level) {
    const journal::Hashes& partial = tree_.partial(level);
    if (partial.empty()) continue;
    const std::uint64_t n = size() >> (8 * level) >> 8;
    write({false, level, n, static_cast<unsigned>(partial.size())}, journal::tile_bytes(partial));
  }
  if (!bundle_.empty()) {
    const auto width = static_cast<unsigned>(size() % journal::kTileWidth);
    write({true, 0, size() / journal::kTileWidth, width}, bundle_);
  }
  fs::create_directories(directory_);
  support::write_file(directory_ / "checkpoint", signed_by_all(checkpoint()));
}

journal::LogProof LogOnDisk::proof(std::uint64_t index) const {
  return {std::nullopt, index, naive(entries_).path(index, 0, size()), signed_by_all(checkpoint())};
}

journal::Hashes LogOnDisk::consistency(std::uint64_t old_size) const {
  return naive(entries_).proof(old_size, size());
}

}  // namespace zonefactor::verify
