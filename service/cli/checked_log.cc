#include "service/cli/checked_log.h"

#include <fmt/format.h>

#include <cassert>
#include <filesystem>
#include <fstream>

namespace zonefactor::cli {

namespace {

using Kind = ExportFailure::Kind;

constexpr std::size_t kTilesKept = 4096;  // 32 MiB

std::optional<std::string> kept(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

void keep(const std::string& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  if (out) return;
  throw ExportFailure(Kind::unreachable,
                      fmt::format("{} cannot be written: is the disk full?", file));
}

}  // namespace

journal::Checkpoint checkpoint_in(const std::string& note, const std::string& origin) {
  std::string why;
  const auto parsed = journal::parse_note(note, &why);
  auto checkpoint = parsed ? journal::parse_checkpoint(parsed->text, &why) : std::nullopt;
  if (checkpoint && checkpoint->origin == origin) return std::move(*checkpoint);
  throw ExportFailure(
      Kind::negative,
      fmt::format("the service gives no checkpoint of {} ({}): ask whoever runs it, and keep it",
                  origin, checkpoint ? "it is of " + checkpoint->origin : why));
}

CheckedLog::CheckedLog(EvidenceSource& source, std::int32_t year, journal::Checkpoint checkpoint,
                       std::string folder)
    : source_(source), year_(year), checkpoint_(std::move(checkpoint)), folder_(std::move(folder)) {
  check_edge();
}

std::string CheckedLog::piece(const std::string& path) const {
  return fmt::format("{} of {}", path, checkpoint_.origin);
}

journal::Hashes CheckedLog::fetched_tile(unsigned level, std::uint64_t n, unsigned width) {
  const std::string path = journal::path_of({false, level, n, width});
  const auto bytes = source_.object(year_, path);
  auto hashes = bytes ? journal::parse_tile(*bytes) : std::nullopt;
  if (hashes && hashes->size() == width) return std::move(*hashes);
  throw ExportFailure(Kind::negative,
                      fmt::format("the service does not give {}, which its checkpoint covers: run "
                                  "`zonefactor audit fsck`",
                                  piece(path)));
}

// The partial tiles at the right edge and the root prove each other: every hash of theirs is a
// perfect subtree that the compact range of the whole tree has, or is within one.
void CheckedLog::check_edge() {
  for (unsigned level = 0; level * journal::kTileHeight < 64; ++level) {
    const std::uint64_t in_level = checkpoint_.size >> (level * journal::kTileHeight);
    const std::uint64_t n = in_level / journal::kTileWidth;
    const auto width = static_cast<unsigned>(in_level % journal::kTileWidth);
    if (width > 0) edge_.emplace(std::pair(level, n), fetched_tile(level, n, width));
  }
  const auto range = journal::CompactRange::of(checkpoint_.size, range_before(checkpoint_.size));
  assert(range);
  if (range->root() == checkpoint_.root) return;
  throw ExportFailure(Kind::negative,
                      fmt::format("the tiles of {} do not give the root of its checkpoint: run "
                                  "`zonefactor audit fsck`, and keep the checkpoint",
                                  checkpoint_.origin));
}

const journal::Hashes& CheckedLog::tile(unsigned level, std::uint64_t n) {
  if (const auto edge = edge_.find({level, n}); edge != edge_.end()) return edge->second;
  if (const auto known = tiles_.find({level, n}); known != tiles_.end()) return known->second;
  const journal::Digest expected =
      tile(level + 1, n / journal::kTileWidth)[n % journal::kTileWidth];
  journal::Hashes hashes = fetched_tile(level, n, journal::kTileWidth);
  if (journal::hash_within(hashes, journal::kTileHeight, 0) != expected) {
    throw ExportFailure(
        Kind::negative,
        fmt::format("{} is not what the checkpoint commits to: run `zonefactor audit fsck`",
                    piece(journal::path_of({false, level, n, journal::kTileWidth}))));
  }
  if (tiles_.size() >= kTilesKept) tiles_.clear();
  return tiles_.emplace(std::pair(level, n), std::move(hashes)).first->second;
}

journal::Digest CheckedLog::subtree(unsigned height, std::uint64_t index) {
  const journal::SubtreePlace place = journal::place_of(height, index);
  return journal::hash_within(tile(place.level, place.n), place.height, place.index);
}

journal::Hashes CheckedLog::range_before(std::uint64_t size) {
  return journal::perfect_subtrees(
      size, [this](unsigned height, std::uint64_t at) { return subtree(height, at); });
}

journal::Hashes CheckedLog::proof_of(std::uint64_t index) {
  return journal::inclusion_proof(
      index, checkpoint_.size,
      [this](unsigned height, std::uint64_t at) { return subtree(height, at); });
}

// False where the service does not give it out.
bool CheckedLog::load_bundle(std::uint64_t n) {
  if (bundle_ == n) return true;
  const unsigned width = journal::tile_width(0, n, checkpoint_.size);
  const std::string path = journal::path_of({true, 0, n, width});
  const std::string file = fmt::format("{}/{}-{}-{}", folder_, year_, n, width);
  auto bytes = kept(file);
  const bool was_kept = bytes.has_value();
  if (!was_kept) bytes = source_.object(year_, path);
  if (!bytes) return false;
  const auto views = journal::parse_bundle(*bytes);
  const journal::Hashes& leaves = tile(0, n);
  std::vector<std::string> entries;
  for (std::size_t i = 0; views && i < views->size() && i < width; ++i) {
    if (journal::leaf_hash((*views)[i]) != leaves[i]) break;
    entries.emplace_back((*views)[i]);
  }
  if (!views || views->size() != width || entries.size() != width) {
    throw ExportFailure(
        Kind::negative,
        fmt::format("entry {} in {} is not what the checkpoint commits to: run `zonefactor audit "
                    "fsck`",
                    n * journal::kTileWidth + entries.size(), piece(path)));
  }
  if (!was_kept) keep(file, *bytes);
  entries_ = std::move(entries);
  bundle_ = n;
  return true;
}

bool CheckedLog::has_entry(std::uint64_t index) {
  assert(index < checkpoint_.size);
  return load_bundle(index / journal::kTileWidth);
}

const std::string& CheckedLog::entry(std::uint64_t index) {
  if (!has_entry(index)) {
    throw ExportFailure(
        Kind::wrong_use,
        fmt::format("entry {} of {} is no longer given out: it was pruned; ask for a part of the "
                    "journal that begins later",
                    index, checkpoint_.origin));
  }
  return entries_[index % journal::kTileWidth];
}

}  // namespace zonefactor::cli
