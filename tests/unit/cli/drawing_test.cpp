// What a seed draws, against numbers computed elsewhere from the same description.
#include "service/cli/drawing.h"

#include <gtest/gtest.h>

namespace zonefactor::cli {
namespace {

using Members = std::vector<std::uint64_t>;

TEST(Drawing, a_seed_draws_what_its_description_says) {
  EXPECT_EQ(draw("2026-11", 1000, 5), (Members{273, 105, 610, 902, 639}));
  EXPECT_EQ(draw("417", (std::uint64_t{1} << 56) - 1, 2),
            (Members{65948933727693515, 20857374243631406}));
}

TEST(Drawing, nothing_is_drawn_twice_and_a_small_population_is_drawn_whole) {
  EXPECT_EQ(draw("x", 3, 9), (Members{2, 1, 0}));
  EXPECT_TRUE(draw("x", 0, 9).empty());
}

}  // namespace
}  // namespace zonefactor::cli
