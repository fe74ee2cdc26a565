// A sealed state as bytes: one spelling, and no bytes of a stranger's that hurt.
#include "service/journal/state_codec.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <string>

#include "service/journal/derivation.h"

namespace zonefactor::journal {
namespace {

// The state in which the golden journal's longest log ends: people, doors, sessions, reports.
std::string a_state() {
  static const std::string state = [] {
    std::ifstream file(ZONEFACTOR_SCHEMA_DIR "/golden/edition-1.jsonl");
    std::string longest;
    Derivation derivation;
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with("{\"log\"")) {
        derivation = Derivation();
        continue;
      }
      const std::size_t entry = line.find("\"entry\":") + 8;
      const std::size_t index = line.find(",\"index\":");
      const std::uint64_t number = std::stoull(line.substr(index + 9));
      EXPECT_FALSE(derivation.take({2026, number}, line.substr(entry, index - entry)));
      if (line.find("\"t\":\"state.sealed\"") == std::string::npos) continue;
      std::string ended = encode_state(core::seal(derivation.book()));
      if (ended.size() > longest.size()) longest = std::move(ended);
    }
    return longest;
  }();
  return state;
}

TEST(StateCodec, a_state_read_and_written_again_is_the_same) {
  std::string why;
  auto sealed = decode_state(a_state(), &why);
  ASSERT_TRUE(sealed) << why;
  EXPECT_EQ(encode_state(*sealed), a_state());
  const auto book = core::unseal(std::move(*sealed));
  ASSERT_TRUE(book);
  EXPECT_EQ(encode_state(core::seal(*book)), a_state());
}

TEST(StateCodec, another_edition_or_format_is_refused_by_name) {
  const auto why_not = [](std::string from, const std::string& to) {
    std::string state = a_state();
    state.replace(state.find(from), from.size(), to);
    std::string why;
    EXPECT_FALSE(decode_state(state, &why));
    return why;
  };
  EXPECT_NE(why_not("\"edition\":1", "\"edition\":2").find("edition 1 only"), std::string::npos);
  EXPECT_NE(why_not("\"v\":1}", "\"v\":2}").find("format 1"), std::string::npos);
}

TEST(StateCodec, a_list_of_accesses_other_than_the_states_is_refused_by_name) {
  std::string state = a_state();
  const std::string from = "\"taken\":true,\"tap\":0}";
  ASSERT_NE(state.find(from), std::string::npos);
  state.replace(state.find(from), from.size(), "\"taken\":true,\"tap\":1}");
  std::string why;
  EXPECT_FALSE(decode_state(state, &why));
  EXPECT_NE(why.find("\"accesses\" are not those"), std::string::npos) << why;
}

TEST(StateCodec, a_number_that_leads_nowhere_is_no_book) {
  auto sealed = decode_state(a_state());
  ASSERT_TRUE(sealed && !sealed->people.empty());
  sealed->people.front().no = static_cast<core::PersonNo>(sealed->persons.size());
  EXPECT_FALSE(core::unseal(std::move(*sealed)));
}

// Whatever is taken is spelt as it came, and can be refused or folded on; nothing stops the
// process.
void hurts_nobody(const std::string& bytes) {
  auto sealed = decode_state(bytes);
  if (!sealed) return;
  RC_ASSERT(encode_state(*sealed) == bytes);
  (void)core::unseal(std::move(*sealed));
}

RC_GTEST_PROP(StateCodec, a_changed_state_hurts_nobody, ()) {
  std::string bytes = a_state();
  const int changes = *rc::gen::inRange(1, 4);
  for (int i = 0; i < changes; ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
    if (*rc::gen::arbitrary<bool>()) {
      bytes[at] = *rc::gen::elementOf(std::string("0123456789{}[],:\"aenf\\-"));
    } else {
      bytes.erase(at, *rc::gen::inRange<std::size_t>(1, 40));
    }
  }
  hurts_nobody(bytes);
}

RC_GTEST_PROP(StateCodec, a_number_changed_hurts_nobody, ()) {
  std::string bytes = a_state();
  auto at = bytes.find_first_of("0123456789", *rc::gen::inRange<std::size_t>(0, bytes.size()));
  if (at == std::string::npos) return;
  const auto end = bytes.find_first_not_of("0123456789", at);
  bytes.replace(at, end - at, std::to_string(*rc::gen::inRange(0, 5000)));
  hurts_nobody(bytes);
}

}  // namespace
}  // namespace zonefactor::journal
