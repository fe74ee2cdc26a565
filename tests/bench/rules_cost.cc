// What the rules cost, without HTTP and storage: microseconds of one login decision and of one door
// event, as the engine runs them (judge, canonical bytes, leaf hash, fold), for growing numbers of
// people. Prints one JSON line per number.
//
//   zonefactor-rules-cost [PERSONS]...      (default: 1000 10000 100000 1000000)
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "service/journal/sha256.h"
#include "tests/bench/hospital.h"

namespace zonefactor::bench {
namespace {

constexpr int kRounds = 5;

template <class Work>
double microseconds_each(int count, Work work) {
  double best = 1e9;
  int turn = 0;
  for (int round = 0; round < kRounds; ++round) {
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < count; ++i) work(turn++);
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
    best = std::min(best, took.count() / count);
  }
  return best;
}

}  // namespace
}  // namespace zonefactor::bench

int main(int argc, char** argv) {
  using namespace zonefactor::bench;
  std::vector<int> sizes;
  for (int i = 1; i < argc; ++i) sizes.push_back(std::atoi(argv[i]));
  if (sizes.empty()) sizes = {1000, 10'000, 100'000, 1'000'000};
  for (const int persons : sizes) {
    if (persons < 1) {
      fmt::print(stderr, "usage: zonefactor-rules-cost [PERSONS]...\n");
      return 2;
    }
    unsigned hashed = 0;  // leaf hashes of a journal that nobody keeps
    Hospital hospital(persons, zonefactor::core::instant_of_us(1'795'305'600'000'000),
                      [&](auto, auto, const auto&, const std::string& bytes) {
                        hashed ^= zonefactor::journal::leaf_hash(bytes)[0];
                      });
    const double event = microseconds_each(20'000, [&](int turn) { hospital.pass_reader(turn); });
    const double login = microseconds_each(20'000, [&](int turn) { hospital.log_in(turn); });
    fmt::print("{{\"persons\":{},\"event_us\":{:.2f},\"decision_us\":{:.2f}}}\n", persons, event,
               login);
  }
  return 0;
}
