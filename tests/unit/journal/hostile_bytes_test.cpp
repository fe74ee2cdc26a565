// Whatever bytes come, the readers refuse them or read something that writes back to the very same
// bytes. Run under AddressSanitizer and UBSan as well (preset asan).
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "service/journal/canonical_json.h"
#include "service/journal/entry_codec.h"
#include "tests/unit/journal/golden_entries.h"

namespace zonefactor::journal {
namespace {

constexpr unsigned kSeed = 20261122;  // one run is every run

void expect_refused_or_same(const std::string& bytes) {
  std::string why;
  if (const auto tree = read_canonical(bytes, &why)) {
    ASSERT_EQ(canonical(*tree), bytes);
  } else {
    ASSERT_NE(why, "");
  }
  why.clear();
  if (const auto entry = decode(bytes, &why)) {
    ASSERT_EQ(encode(entry->fact, entry->recorded_at), bytes);
  } else {
    ASSERT_NE(why, "");
  }
}

class Mutator {
 public:
  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }
  // A byte of JSON's grammar more often than any.
  char byte() {
    static constexpr std::string_view kGrammar = "{}[]\":,\\u0123456789-+.eEtrufalsn \n\x80\xED";
    return below(4) == 0 ? static_cast<char>(below(256)) : kGrammar[below(kGrammar.size())];
  }
  std::string noise() {
    std::string bytes(below(200), '\0');
    for (char& c : bytes) c = byte();
    return bytes;
  }
  void change(std::string& bytes, const std::string& other) {
    const std::size_t at = below(bytes.size() + 1);
    const std::size_t rest = bytes.size() - at;
    switch (below(6)) {
      case 0:
        bytes.insert(at, 1, byte());
        return;
      case 1:
        if (rest > 0) bytes[at] = byte();
        return;
      case 2:
        bytes.erase(at, below(8) + 1);
        return;
      case 3:
        bytes.resize(at);
        return;
      case 4:
        bytes.insert(at, bytes.substr(at, below(40)));
        return;
      default:
        bytes.replace(at, rest, other.substr(below(other.size())));
        return;
    }
  }

 private:
  std::mt19937 random_{kSeed};
};

TEST(HostileBytes, noise_never_gets_further_than_a_refusal) {
  Mutator mutator;
  for (int i = 0; i < 100'000; ++i) expect_refused_or_same(mutator.noise());
}

TEST(HostileBytes, damaged_entries_are_refused_or_are_entries) {
  const std::vector<GoldenEntry> golden = golden_entries();
  ASSERT_FALSE(golden.empty());
  Mutator mutator;
  for (int i = 0; i < 100'000; ++i) {
    std::string bytes = golden[mutator.below(golden.size())].bytes;
    for (std::size_t changes = mutator.below(3) + 1; changes > 0; --changes) {
      mutator.change(bytes, golden[mutator.below(golden.size())].bytes);
    }
    expect_refused_or_same(bytes);
  }
}

TEST(HostileBytes, an_entry_cut_short_anywhere_is_refused) {
  for (const GoldenEntry& golden : golden_entries()) {
    for (std::size_t size = 0; size < golden.bytes.size(); ++size) {
      const std::string cut = golden.bytes.substr(0, size);
      EXPECT_FALSE(decode(cut)) << cut;
      EXPECT_FALSE(read_canonical(cut)) << cut;
    }
  }
}

TEST(HostileBytes, megabytes_of_one_byte_are_refused) {
  for (const char c : {'[', '{', '"', '9', '\\', ',', '\0'}) {
    expect_refused_or_same(std::string(1'000'000, c));
  }
}

}  // namespace
}  // namespace zonefactor::journal
