#include "service/journal/tile.h"

#include <algorithm>
#include <cassert>

#include "service/journal/decimal.h"
#include "service/journal/text_lines.h"

namespace zonefactor::journal {

namespace {

constexpr std::size_t kHashBytes = Digest{}.size();
constexpr std::size_t kLongestPath = 64;  // level, seven groups and a width need fewer

// How many subtrees of the level's height are complete in a tree of `size` leaves.
std::uint64_t complete_subtrees(unsigned level, std::uint64_t size) {
  const unsigned height = level * kTileHeight;
  return height < 64 ? size >> height : 0;
}

std::string three_digits(std::uint64_t group) {
  std::string digits = std::to_string(group);
  return std::string(3 - digits.size(), '0') + digits;
}

// "x001/x234/067"
std::string groups_of(std::uint64_t n) {
  std::string text = three_digits(n % 1000);
  for (n /= 1000; n > 0; n /= 1000) text = "x" + three_digits(n % 1000) + "/" + text;
  return text;
}

bool is_digit(char c) {
  return '0' <= c && c <= '9';
}

// Groups that are not needed, and a number that wraps because it is too large, are not refused
// here: neither is what the tile's path is written with.
std::optional<std::uint64_t> parse_groups(std::string_view text) {
  std::uint64_t n = 0;
  for (;;) {
    const bool more = text.starts_with('x');
    if (more) text.remove_prefix(1);
    if (text.size() < 3 || !std::all_of(text.begin(), text.begin() + 3, is_digit)) {
      return std::nullopt;
    }
    std::uint64_t group = 0;
    for (const char digit : text.substr(0, 3))
      group = group * 10 + static_cast<unsigned>(digit - '0');
    n = n * 1000 + group;
    text.remove_prefix(3);
    if (!more) return text.empty() ? std::optional(n) : std::nullopt;
    if (!text.starts_with('/')) return std::nullopt;
    text.remove_prefix(1);
  }
}

// Takes "entries" or a level, with the slash behind it, off `rest`.
std::optional<TileName> take_kind(std::string_view& rest) {
  TileName tile;
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view kind = rest.substr(0, slash);
  rest.remove_prefix(slash + 1);
  if (kind == "entries") {
    tile.entries = true;
    return tile;
  }
  const auto level = parse_decimal(kind);
  if (!level || *level > kMaxTileLevel) return std::nullopt;
  tile.level = static_cast<unsigned>(*level);
  return tile;
}

}  // namespace

std::string path_of(const TileName& tile) {
  std::string path = "tile/" + (tile.entries ? "entries" : std::to_string(tile.level)) + "/";
  path += groups_of(tile.n);
  if (!tile.is_full()) path += ".p/" + std::to_string(tile.width);
  return path;
}

std::optional<TileName> parse_tile_path(std::string_view path) {
  if (path.size() > kLongestPath) return std::nullopt;
  auto rest = after("tile/", path);
  if (!rest) return std::nullopt;
  auto tile = take_kind(*rest);
  if (!tile) return std::nullopt;
  if (const std::size_t mark = rest->find(".p/"); mark != std::string_view::npos) {
    const auto width = parse_decimal(rest->substr(mark + 3));
    if (!width || *width == 0 || *width >= kTileWidth) return std::nullopt;
    tile->width = static_cast<unsigned>(*width);
    rest = rest->substr(0, mark);
  }
  const auto n = parse_groups(*rest);
  if (!n) return std::nullopt;
  tile->n = *n;
  // One tile has one path.
  return path_of(*tile) == path ? tile : std::nullopt;
}

unsigned tile_width(unsigned level, std::uint64_t n, std::uint64_t size) {
  const std::uint64_t subtrees = complete_subtrees(level, size);
  if (n < subtrees / kTileWidth) return kTileWidth;
  return n == subtrees / kTileWidth ? static_cast<unsigned>(subtrees % kTileWidth) : 0;
}

std::vector<TileName> tiles_of(std::uint64_t size) {
  std::vector<TileName> tiles;
  for (unsigned level = 0; complete_subtrees(level, size) > 0; ++level) {
    const std::uint64_t full = complete_subtrees(level, size) / kTileWidth;
    for (std::uint64_t n = 0; n < full; ++n) tiles.push_back({false, level, n, kTileWidth});
    const unsigned width = tile_width(level, full, size);
    if (width > 0) tiles.push_back({false, level, full, width});
  }
  return tiles;
}

std::string tile_bytes(const Hashes& hashes) {
  assert(!hashes.empty() && hashes.size() <= kTileWidth);
  std::string bytes;
  bytes.reserve(hashes.size() * kHashBytes);
  for (const Digest& hash : hashes) bytes.append(hash.begin(), hash.end());
  return bytes;
}

std::optional<Hashes> parse_tile(std::string_view bytes) {
  if (bytes.empty() || bytes.size() % kHashBytes != 0 || bytes.size() > kTileWidth * kHashBytes) {
    return std::nullopt;
  }
  Hashes hashes(bytes.size() / kHashBytes);
  for (Digest& hash : hashes) {
    std::copy_n(bytes.begin(), kHashBytes, hash.begin());
    bytes.remove_prefix(kHashBytes);
  }
  return hashes;
}

void append_to_bundle(std::string& bundle, std::string_view entry) {
  assert(entry.size() <= kMaxBundledEntry);
  bundle += static_cast<char>(entry.size() >> 8);
  bundle += static_cast<char>(entry.size() & 0xFF);
  bundle += entry;
}

std::optional<std::vector<std::string_view>> parse_bundle(std::string_view bytes) {
  std::vector<std::string_view> entries;
  while (!bytes.empty()) {
    if (entries.size() == kTileWidth || bytes.size() < 2) return std::nullopt;
    const std::size_t size = static_cast<std::size_t>(static_cast<unsigned char>(bytes[0])) << 8 |
                             static_cast<unsigned char>(bytes[1]);
    bytes.remove_prefix(2);
    if (bytes.size() < size) return std::nullopt;
    entries.push_back(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  if (entries.empty()) return std::nullopt;
  return entries;
}

SubtreePlace place_of(unsigned height, std::uint64_t index) {
  const unsigned below_top = kTileHeight - height % kTileHeight;
  return {height / kTileHeight, index >> below_top, height % kTileHeight,
          index & ((std::uint64_t{1} << below_top) - 1)};
}

Digest hash_within(const Hashes& tile, unsigned height, std::uint64_t index) {
  assert(height <= kTileHeight && index < tile.size() && (index + 1) << height <= tile.size());
  if (height == 0) return tile[index];
  return node_hash(hash_within(tile, height - 1, 2 * index),
                   hash_within(tile, height - 1, 2 * index + 1));
}

}  // namespace zonefactor::journal
