#include "service/verify/log_tiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/verify/input_file.h"
#include "service/verify/outcome.h"

namespace zonefactor::verify {

namespace fs = std::filesystem;
using journal::Digest;
using journal::Hashes;
using journal::TileName;

namespace {

constexpr std::size_t kHashBytes = Digest{}.size();
constexpr std::size_t kTileBytes = journal::kTileWidth * kHashBytes;
constexpr std::size_t kBundleBytes = journal::kTileWidth * (2 + journal::kMaxBundledEntry);
constexpr const char* kFetchAgain = "keep this one and fetch it again from the log";

// Calls `visit(path, name)` for every file under tile/. A link to a directory belongs to no log:
// what is behind it would be read by its path, and missed here.
void for_each_file(const fs::path& directory,
                   const std::function<void(const fs::path&, const TileName&)>& visit) {
  std::error_code error;
  const fs::path top = directory / "tile";
  if (!fs::exists(top, error)) return;
  for (const fs::directory_entry& file : fs::recursive_directory_iterator(top)) {
    if (file.is_directory()) {
      if (!file.is_symlink()) continue;
      throw Failure{kFailed, file.path().string(), "is a link to a directory",
                    "put the directory itself there: a mirror holds no links"};
    }
    const auto name =
        journal::parse_tile_path(file.path().lexically_relative(directory).generic_string());
    if (!name) {
      throw Failure{kFailed, file.path().string(), "has the name of no tile and no bundle",
                    "take it out of the mirror: nothing of a log is named so"};
    }
    visit(file.path(), *name);
  }
}

}  // namespace

void expect_nothing_beyond(const fs::path& directory, std::uint64_t size) {
  for_each_file(directory, [&](const fs::path& file, const TileName& name) {
    if (name.width <= journal::tile_width(name.level, name.n, size)) return;
    throw Failure{kFailed, file.string(),
                  fmt::format("lies beyond the checkpoint's {} entries: the checkpoint is older "
                              "than the tiles",
                              size),
                  "fetch the checkpoint again from the log, and ask why an older one stood here"};
  });
}

LogTiles::LogTiles(fs::path directory, const journal::Checkpoint& checkpoint,
                   std::string checkpoint_file)
    : directory_(std::move(directory)),
      checkpoint_(checkpoint),
      checkpoint_file_(std::move(checkpoint_file)) {
  Hashes subtrees;  // left to right
  for (unsigned level = kLevels; level-- > 0;) {
    const std::uint64_t n = size() >> (level * journal::kTileHeight) >> journal::kTileHeight;
    const unsigned width = journal::tile_width(level, n, size());
    if (width == 0) continue;
    edge_[level] = {n, read(name(level, n))};
    for (unsigned height = journal::kTileHeight; height-- > 0;) {
      if (width >> height & 1)
        subtrees.push_back(
            journal::hash_within(edge_[level].hashes, height, (width >> height) - 1));
    }
  }
  const auto range = journal::CompactRange::of(size(), std::move(subtrees));
  if (!range || range->root() != checkpoint_.root) name_what_is_wrong_at_the_edge();
}

std::uint64_t LogTiles::bottom_tiles() const {
  return size() / journal::kTileWidth + (size() % journal::kTileWidth == 0 ? 0 : 1);
}

TileName LogTiles::name(unsigned level, std::uint64_t n) const {
  return {false, level, n, journal::tile_width(level, n, size())};
}

std::string LogTiles::path(const TileName& tile) const {
  return (directory_ / journal::path_of(tile)).string();
}

std::string LogTiles::bundle_path(std::uint64_t n) const {
  return path({true, 0, n, journal::tile_width(0, n, size())});
}

// A partial file may be gone once the full one is there, which begins with it.
LogTiles::Found LogTiles::read_file(const TileName& tile, std::size_t limit) const {
  if (auto bytes = read_if_there(path(tile), limit)) return {std::move(*bytes), tile.width};
  if (!tile.is_full()) {
    const TileName full{tile.entries, tile.level, tile.n, journal::kTileWidth};
    if (auto bytes = read_if_there(path(full), limit)) return {std::move(*bytes), full.width};
  }
  throw Failure{kFailed, path(tile), "is missing", "fetch it from the log"};
}

Hashes LogTiles::read(const TileName& tile) const {
  const Found found = read_file(tile, kTileBytes);
  auto hashes = journal::parse_tile(found.bytes);
  if (!hashes || hashes->size() != found.width) {
    throw Failure{kFailed, path(tile), fmt::format("does not hold {} hashes", found.width),
                  kFetchAgain};
  }
  hashes->resize(tile.width);
  return std::move(*hashes);
}

const Hashes& LogTiles::tile(unsigned level, std::uint64_t n) {
  if (edge_[level].n == n && !edge_[level].hashes.empty()) return edge_[level].hashes;
  Kept& kept = kept_[level];
  if (kept.n == n && !kept.hashes.empty()) return kept.hashes;
  // A full tile is one of the hashes in the tile above it.
  const Digest expected = tile(level + 1, n / journal::kTileWidth)[n % journal::kTileWidth];
  Hashes hashes = read(name(level, n));
  if (journal::hash_within(hashes, journal::kTileHeight, 0) != expected) {
    throw Failure{kFailed, path(name(level, n)), "its hashes are not those of the log",
                  kFetchAgain};
  }
  kept = {n, std::move(hashes)};
  return kept.hashes;
}

Digest LogTiles::subtree(unsigned height, std::uint64_t index) {
  const journal::SubtreePlace place = journal::place_of(height, index);
  return journal::hash_within(tile(place.level, place.n), place.height, place.index);
}

bool LogTiles::matches(std::uint64_t n, const std::vector<std::string_view>& entries,
                       std::uint64_t& wrong) {
  const Hashes& leaves = tile(0, n);
  for (wrong = 0; wrong < entries.size() && wrong < leaves.size(); ++wrong) {
    if (journal::leaf_hash(entries[wrong]) != leaves[wrong]) return false;
  }
  return true;
}

void LogTiles::bundle(std::uint64_t n, const TakeEntry& take) {
  const unsigned width = journal::tile_width(0, n, size());
  const Found found = read_file({true, 0, n, width}, kBundleBytes);
  auto entries = journal::parse_bundle(found.bytes);
  if (!entries || entries->size() != found.width) {
    throw Failure{kFailed, bundle_path(n), fmt::format("does not hold {} entries", found.width),
                  kFetchAgain};
  }
  entries->resize(width);
  const std::uint64_t first = n * journal::kTileWidth;
  std::uint64_t wrong = 0;
  if (!matches(n, *entries, wrong)) {
    throw Failure{kFailed, bundle_path(n),
                  fmt::format("entry {} is not the one that the log has there", first + wrong),
                  kFetchAgain, first + wrong};
  }
  for (std::uint64_t i = 0; i < entries->size(); ++i) take(first + i, (*entries)[i]);
}

std::uint64_t LogTiles::check_leftovers(bool entries) {
  std::uint64_t leftovers = 0;
  for_each_file(directory_, [&](const fs::path& file, const TileName& name) {
    if (name.width >= journal::tile_width(name.level, name.n, size())) return;
    if (name.entries && !entries) return;
    bool fits = false;
    if (name.entries) {
      const Found found = read_file(name, kBundleBytes);
      const auto bundle = journal::parse_bundle(found.bytes);
      std::uint64_t wrong = 0;
      fits = bundle && bundle->size() == name.width && matches(name.n, *bundle, wrong);
    } else {
      const Hashes hashes = read(name);
      fits = std::equal(hashes.begin(), hashes.end(), tile(name.level, name.n).begin());
    }
    if (!fits) {
      throw Failure{kFailed, file.string(), "is not the beginning of what the log has there",
                    "keep it: the log may have said something else when it was smaller"};
    }
    ++leftovers;
  });
  return leftovers;
}

// Every hash of a tile above level 0 is made of a full tile below it.
void LogTiles::expect_children(unsigned level, std::uint64_t n, const Hashes& hashes) const {
  for (std::uint64_t i = 0; i < hashes.size(); ++i) {
    const TileName child{false, level - 1, n * journal::kTileWidth + i, journal::kTileWidth};
    if (journal::hash_within(read(child), journal::kTileHeight, 0) == hashes[i]) continue;
    throw Failure{kFailed, path(name(level, n)),
                  fmt::format("its hash {} is not that of {}, and the root is not the "
                              "checkpoint's",
                              i, path(child)),
                  kFetchAgain};
  }
}

// The tiles of the edge do not give the root. Those above level 0 are seen to be wrong by what is
// below them; that of level 0 by its entries, where they are at hand.
void LogTiles::name_what_is_wrong_at_the_edge() {
  for (unsigned level = kLevels; level-- > 1;) {
    if (!edge_[level].hashes.empty()) expect_children(level, edge_[level].n, edge_[level].hashes);
  }
  const Kept& bottom = edge_[0];
  if (!bottom.hashes.empty()) {
    const TileName entries{true, 0, bottom.n, static_cast<unsigned>(bottom.hashes.size())};
    const auto bytes = read_if_there(path(entries), kBundleBytes);
    const auto bundle = bytes ? journal::parse_bundle(*bytes) : std::nullopt;
    std::uint64_t wrong = 0;
    if (!bundle || bundle->size() != bottom.hashes.size() || !matches(bottom.n, *bundle, wrong)) {
      throw Failure{kFailed, path(name(0, bottom.n)),
                    "its hashes are not those of the log: they do not give the checkpoint's root",
                    kFetchAgain};
    }
  }
  throw Failure{kFailed, checkpoint_file_, "its root is not that of the tiles, which fit together",
                "keep both: if they are of one log, it has told two stories"};
}

}  // namespace zonefactor::verify
