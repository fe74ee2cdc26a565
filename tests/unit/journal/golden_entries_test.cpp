// The format does not drift: what was written once is read, and written again, byte for byte.
//
// ZONEFACTOR_APPEND_GOLDEN=1 adds the vectors of samples that have none yet; see docs/journal.md.
#include "tests/unit/journal/golden_entries.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <utility>

#include "service/journal/canonical_json.h"
#include "service/journal/entry_codec.h"
#include "service/journal/sha256.h"
#include "tests/unit/journal/sample_facts.h"

namespace zonefactor::journal {
namespace {

class GoldenEntries : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (!std::getenv("ZONEFACTOR_APPEND_GOLDEN")) return;
    std::set<std::string> known;
    if (std::ifstream(golden_path()).good()) {
      for (const GoldenEntry& golden : golden_entries()) known.insert(golden.name);
    }
    std::ofstream file(golden_path(), std::ios::app);
    for (const SampleFact& sample : sample_facts()) {
      if (known.contains(sample.name)) continue;
      const std::string bytes = encode(sample.fact, sample.recorded_at);
      file << canonical(JsonObject{
                  {"bytes", bytes}, {"leaf", hex(leaf_hash(bytes))}, {"name", sample.name}})
           << '\n';
    }
  }
};

template <std::size_t... Index>
std::vector<std::string> all_types(std::index_sequence<Index...>) {
  return {std::string(type_of(core::Fact(std::in_place_index<Index>)))...};
}

template <std::size_t... Index>
std::vector<std::string> all_kinds(std::index_sequence<Index...>) {
  return {std::string(kind_of(core::FacilityObject(std::in_place_index<Index>)))...};
}

TEST_F(GoldenEntries, are_read_and_written_again_byte_for_byte) {
  for (const GoldenEntry& golden : golden_entries()) {
    std::string why;
    const auto entry = decode(golden.bytes, &why);
    ASSERT_TRUE(entry) << golden.name << ": " << why;
    EXPECT_EQ(encode(entry->fact, entry->recorded_at), golden.bytes) << golden.name;
    EXPECT_TRUE(fits(golden.bytes)) << golden.name;
  }
}

TEST_F(GoldenEntries, have_the_leaf_hash_that_was_published_for_them) {
  for (const GoldenEntry& golden : golden_entries()) {
    EXPECT_EQ(hex(leaf_hash(golden.bytes)), golden.leaf) << golden.name;
  }
}

TEST_F(GoldenEntries, say_what_their_samples_say) {
  std::map<std::string, GoldenEntry> by_name;
  for (const GoldenEntry& golden : golden_entries()) {
    EXPECT_TRUE(by_name.emplace(golden.name, golden).second) << golden.name << " stands twice";
  }
  for (const SampleFact& sample : sample_facts()) {
    ASSERT_TRUE(by_name.contains(sample.name))
        << sample.name << " has no vector: run with ZONEFACTOR_APPEND_GOLDEN=1";
    const auto entry = decode(by_name[sample.name].bytes);
    ASSERT_TRUE(entry) << sample.name;
    EXPECT_EQ(entry->fact, sample.fact) << sample.name;
    EXPECT_EQ(entry->recorded_at, sample.recorded_at) << sample.name;
  }
}

TEST_F(GoldenEntries, exist_for_every_type_of_entry_and_every_kind_of_object) {
  std::set<std::string> seen;
  for (const GoldenEntry& golden : golden_entries()) {
    const auto entry = decode(golden.bytes);
    ASSERT_TRUE(entry) << golden.name;
    seen.emplace(type_of(entry->fact));
    if (const auto* put = std::get_if<core::ObjectPut>(&entry->fact)) {
      seen.insert("object.put " + std::string(kind_of(put->object)));
    }
  }
  for (const auto& type : all_types(std::make_index_sequence<std::variant_size_v<core::Fact>>{})) {
    EXPECT_TRUE(seen.contains(type)) << type;
  }
  for (const auto& kind :
       all_kinds(std::make_index_sequence<std::variant_size_v<core::FacilityObject>>{})) {
    EXPECT_TRUE(seen.contains("object.put " + kind)) << kind;
  }
}

}  // namespace
}  // namespace zonefactor::journal
