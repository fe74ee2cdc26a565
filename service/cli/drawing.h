// A sample that anybody can draw again: which of a population's members a seed draws.
//
// Draw i, from 0 on, is SHA-256(seed "/" i), i in decimal digits, read as one big-endian number,
// modulo the population; a member that was drawn already is passed over.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace zonefactor::cli {

// `count` different members of [0, population), in the order in which they were drawn; all of them
// where there are no more. `population` is below 2^56.
std::vector<std::uint64_t> draw(const std::string& seed, std::uint64_t population,
                                std::uint64_t count);

}  // namespace zonefactor::cli
