// Whatever bytes come, the readers refuse them or read something that writes back to the very same
// bytes. Run under AddressSanitizer and UBSan as well (preset asan).
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "service/journal/canonical_json.h"
#include "service/journal/entry_codec.h"
#include "tests/unit/journal/golden_entries.h"
#include "tests/unit/journal/mutator.h"

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

// Of JSON's grammar.
constexpr std::string_view kGrammar = "{}[]\":,\\u0123456789-+.eEtrufalsn \n\x80\xED";

TEST(HostileBytes, noise_never_gets_further_than_a_refusal) {
  Mutator mutator(kSeed, kGrammar);
  for (int i = 0; i < 100'000; ++i) expect_refused_or_same(mutator.noise());
}

TEST(HostileBytes, damaged_entries_are_refused_or_are_entries) {
  const std::vector<GoldenEntry> golden = golden_entries();
  ASSERT_FALSE(golden.empty());
  Mutator mutator(kSeed, kGrammar);
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
