#include "service/cli/drawing.h"

#include <algorithm>
#include <cassert>
#include <set>

#include "service/journal/sha256.h"

namespace zonefactor::cli {

std::vector<std::uint64_t> draw(const std::string& seed, std::uint64_t population,
                                std::uint64_t count) {
  assert(population < std::uint64_t{1} << 56);
  std::vector<std::uint64_t> drawn;
  std::set<std::uint64_t> known;
  const std::uint64_t wanted = std::min(count, population);
  for (std::uint64_t i = 0; drawn.size() < wanted; ++i) {
    std::uint64_t member = 0;
    for (const std::uint8_t byte : journal::sha256(seed + "/" + std::to_string(i)))
      member = (member * 256 + byte) % population;
    if (known.insert(member).second) drawn.push_back(member);
  }
  return drawn;
}

}  // namespace zonefactor::cli
