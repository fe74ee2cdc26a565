// zonefactor-simulation: plays days from seeds and checks every rule at every step of them.
//
//   zonefactor-simulation [--seeds N] [--first S]                   N seeds from S on
//   zonefactor-simulation --seed S [--story N] [--journal FILE]     one, with its last N happenings
//
// Without a number it plays 200 seeds from 1 on, 2 000 where ZONEFACTOR_TEST_LENGTH is "full".
// Exit 0 where every rule held, 1 where one was broken: the seed, the command that plays it again
// and the last happenings are printed; 2 for wrong use.
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <string_view>

#include "tests/simulation/simulation.h"

namespace {

using zonefactor::core::Class;
using zonefactor::simulation::Outcome;

struct Wanted {
  std::uint64_t first = 1;
  std::uint64_t seeds = 200;
  std::string journal;
  std::size_t story = 40;
  bool one = false;
};

bool read(std::string_view text, std::uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool read_arguments(int argc, char** argv, Wanted& wanted) {
  const char* length = std::getenv("ZONEFACTOR_TEST_LENGTH");
  if (length != nullptr && std::string_view(length) == "full") wanted.seeds = 2000;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    std::uint64_t number = 0;
    if (name == "--journal") {
      wanted.journal = argv[i + 1];
      continue;
    }
    if (!read(argv[i + 1], number)) return false;
    if (name == "--seeds") {
      wanted.seeds = number;
    } else if (name == "--first") {
      wanted.first = number;
    } else if (name == "--seed") {
      wanted.first = number;
      wanted.seeds = 1;
      wanted.one = true;
    } else if (name == "--story") {
      wanted.story = number;
    } else {
      return false;
    }
  }
  return argc % 2 == 1;
}

void print_story(const Outcome& outcome) {
  for (const std::string& line : outcome.story) std::printf("  %s\n", line.c_str());
}

// One entry a line, after its index.
bool write_journal(const Outcome& outcome, const std::string& path) {
  std::ofstream file(path);
  for (std::size_t i = 0; i < outcome.journal.size(); ++i) {
    file << i << ' ' << outcome.journal[i] << '\n';
  }
  return file.good();
}

}  // namespace

int main(int argc, char** argv) {
  Wanted wanted;
  if (!read_arguments(argc, argv, wanted)) {
    std::fputs(
        "usage: zonefactor-simulation [--seeds N] [--first S] | --seed S [--story N] [--journal "
        "FILE]\n",
        stderr);
    return 2;
  }
  std::uint64_t broken = 0;
  std::uint64_t arrivals = 0;
  std::uint64_t restarts = 0;
  std::uint64_t owed = 0;
  std::uint64_t seals_held = 0;
  std::map<Class, std::uint64_t> classes;
  for (std::uint64_t seed = wanted.first; seed < wanted.first + wanted.seeds; ++seed) {
    const Outcome outcome = zonefactor::simulation::simulate(seed, wanted.story);
    arrivals += outcome.arrivals;
    restarts += outcome.restarts;
    owed += outcome.owed;
    seals_held += outcome.seals_held;
    for (const auto& [class_, count] : outcome.classes) classes[class_] += count;
    if (wanted.one || outcome.broken) print_story(outcome);
    if (!wanted.journal.empty() && !write_journal(outcome, wanted.journal)) return 2;
    if (!outcome.broken) continue;
    ++broken;
    std::printf("seed %llu breaks %s\nagain: zonefactor-simulation --seed %llu\n\n",
                static_cast<unsigned long long>(seed), outcome.broken->c_str(),
                static_cast<unsigned long long>(seed));
  }
  std::printf(
      "%llu seeds, %llu broken; %llu arrivals, %llu restarts, %llu logins owed, %llu seals\n",
      static_cast<unsigned long long>(wanted.seeds), static_cast<unsigned long long>(broken),
      static_cast<unsigned long long>(arrivals), static_cast<unsigned long long>(restarts),
      static_cast<unsigned long long>(owed), static_cast<unsigned long long>(seals_held));
  for (const auto& [class_, count] : classes) {
    std::printf("  %llu %s\n", static_cast<unsigned long long>(count),
                std::string(zonefactor::core::name_of(class_)).c_str());
  }
  constexpr std::uint64_t kEnoughToSeeEverything = 100;
  if (wanted.seeds >= kEnoughToSeeEverything &&
      (owed == 0 || seals_held == 0 || classes.size() < 5)) {
    std::printf(
        "a class was never given, no login was owed, or no seal held: nothing is shown of it\n");
    return 1;
  }
  return broken == 0 ? 0 : 1;
}
