// Chance from a seed: the same seed throws the same dice on every machine and with every library.
//
// One thread.
#pragma once

#include <cstdint>
#include <vector>

#include "service/core/time.h"

namespace zonefactor::simulation {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  // SplitMix64 (Steele, Lea, Flood 2014).
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  // 0 .. n - 1.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
  bool percent(unsigned chances) { return next() % 100 < chances; }
  bool per_mille(unsigned chances) { return next() % 1000 < chances; }
  core::Duration between(core::Duration least, core::Duration most) {
    const auto span = static_cast<std::uint64_t>((most - least).count()) + 1;
    return least + core::Duration{static_cast<std::int64_t>(next() % span)};
  }
  template <class T>
  const T& one_of(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }
  // Dice of their own for another part, so that one part's throws do not shift another's.
  Dice apart() { return Dice(next()); }

 private:
  std::uint64_t state_;
};

}  // namespace zonefactor::simulation
