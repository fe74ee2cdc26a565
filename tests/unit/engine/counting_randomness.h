// Randomness that repeats: bytes of a counted SHA-256 stream, so that a failing test fails again.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "service/engine/names.h"
#include "service/journal/sha256.h"

namespace zonefactor::engine {

inline Randomness counting_randomness(const std::string& seed = "test") {
  return [seed, count = std::make_shared<std::uint64_t>(0)](std::uint8_t* bytes, std::size_t n) {
    for (std::size_t i = 0; i < n; i += 32) {
      const auto block = journal::sha256(seed + std::to_string((*count)++));
      for (std::size_t j = 0; j < 32 && i + j < n; ++j) bytes[i + j] = block[j];
    }
  };
}

}  // namespace zonefactor::engine
