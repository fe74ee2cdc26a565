// A mirrored log's directory (C2SP tlog-tiles: checkpoint, tile/...), read from its root down.
//
// Promise: no hash is handed out that the checkpoint's root does not stand for, and no entry that
// is not its leaf; what does not fit is named by its path. Memory does not grow with the log: one
// tile of each level is kept, and the right edge.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "service/journal/checkpoint.h"
#include "service/journal/tile.h"

namespace zonefactor::verify {

class LogTiles {
 public:
  // `checkpoint` is trusted and stands in `checkpoint_file`. Reads the tiles of the right edge,
  // which give the root; a Failure where they do not.
  LogTiles(std::filesystem::path directory, const journal::Checkpoint& checkpoint,
           std::string checkpoint_file);

  std::uint64_t size() const { return checkpoint_.size; }
  // Of tile n of level 0 there are so many.
  std::uint64_t bottom_tiles() const;
  // The hashes of a tile that the tree has; valid until the next call.
  const journal::Hashes& tile(unsigned level, std::uint64_t n);
  // The hash of a complete subtree, for proofs.
  journal::Digest subtree(unsigned height, std::uint64_t index);

  using TakeEntry = std::function<void(std::uint64_t index, std::string_view bytes)>;
  // Hands out the entries below tile n of level 0, after all of them are known to be its leaves.
  void bundle(std::uint64_t n, const TakeEntry& take);
  std::string bundle_path(std::uint64_t n) const;

  // Partial tiles, and with `entries` partial bundles, that a smaller tree left behind: each must
  // be the beginning of what grew from it. Answers how many there are.
  std::uint64_t check_leftovers(bool entries);

 private:
  static constexpr std::size_t kLevels = 8;  // a tree of 2^64 - 1 leaves has no more

  struct Kept {
    std::uint64_t n = 0;
    journal::Hashes hashes;  // empty: none
  };

  struct Found {
    std::string bytes;
    unsigned width = 0;  // of the file, which may be the full one of a partial
  };

  journal::TileName name(unsigned level, std::uint64_t n) const;
  std::string path(const journal::TileName& tile) const;
  journal::Hashes read(const journal::TileName& tile) const;
  Found read_file(const journal::TileName& tile, std::size_t limit) const;
  bool matches(std::uint64_t n, const std::vector<std::string_view>& entries, std::uint64_t& wrong);
  [[noreturn]] void name_what_is_wrong_at_the_edge();
  void expect_children(unsigned level, std::uint64_t n, const journal::Hashes& hashes) const;

  std::filesystem::path directory_;
  journal::Checkpoint checkpoint_;
  std::string checkpoint_file_;
  std::array<Kept, kLevels> edge_;  // by level: the partial tile
  std::array<Kept, kLevels> kept_;  // by level: the full tile read last
};

// A Failure where a tile or bundle is there that a tree of `size` leaves does not have, a file
// under tile/ that is neither, or a link to a directory.
void expect_nothing_beyond(const std::filesystem::path& directory, std::uint64_t size);

}  // namespace zonefactor::verify
