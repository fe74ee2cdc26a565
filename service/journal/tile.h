// Tiles and entry bundles of a log, and their paths: C2SP tlog-tiles.
//
// Tile n of level L holds the hashes of the subtrees of height 8 L with the indexes 256 n to 256 n
// + 255; only complete subtrees are in a tile. A bundle holds the entries below tile n of level 0.
// A tile or bundle of fewer is partial. Parsers take untrusted text and refuse whatever is not
// canonical.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/journal/merkle.h"

namespace zonefactor::journal {

inline constexpr unsigned kTileHeight = 8;
inline constexpr unsigned kTileWidth = 256;
inline constexpr unsigned kMaxTileLevel = 63;
inline constexpr std::size_t kMaxBundledEntry = 65535;

// Which tile, or which bundle.
struct TileName {
  bool entries = false;  // a bundle; `level` is then 0
  unsigned level = 0;
  std::uint64_t n = 0;
  unsigned width = kTileWidth;  // 1 to 256; less than 256: partial
  bool is_full() const { return width == kTileWidth; }
  bool operator==(const TileName&) const = default;
};

// "tile/0/x001/067", "tile/entries/000.p/17". The inverse takes nothing but what this writes.
std::string path_of(const TileName& tile);
std::optional<TileName> parse_tile_path(std::string_view path);

// How many hashes tile n of a level has in a tree of `size` leaves: 0 to 256. Of entries: level 0.
unsigned tile_width(unsigned level, std::uint64_t n, std::uint64_t size);
// Every tile of the tree, level by level, the partial ones with their widths; none is empty. About
// one for each 255 leaves, so `size` is one that a trusted key signed or that somebody limits. Of
// bundles there is one for each tile of level 0.
std::vector<TileName> tiles_of(std::uint64_t size);

// Hashes one after the other, 32 bytes each; std::nullopt unless there are 1 to 256.
std::string tile_bytes(const Hashes& hashes);
std::optional<Hashes> parse_tile(std::string_view bytes);

// Each entry with its length before it, 16 bits, big-endian. An entry has at most 65 535 bytes.
void append_to_bundle(std::string& bundle, std::string_view entry);
// Views into `bytes`; std::nullopt unless they are exactly 1 to 256 entries.
std::optional<std::vector<std::string_view>> parse_bundle(std::string_view bytes);

// The tile that a complete subtree's hash is made of, and which subtree of the tile's it is.
struct SubtreePlace {
  unsigned level = 0;
  std::uint64_t n = 0;
  unsigned height = 0;      // 0 to 7
  std::uint64_t index = 0;  // counted from the tile's left edge
};
SubtreePlace place_of(unsigned height, std::uint64_t index);
// The hash of a complete subtree of a height from 0 to 8 within one tile's hashes, counted from
// its left edge; all of it lies in `tile`.
Digest hash_within(const Hashes& tile, unsigned height, std::uint64_t index);

}  // namespace zonefactor::journal
