// The published schema and the codec describe the same entries.
#include "tests/unit/journal/entry_schema.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <utility>

#include "service/journal/entry_codec.h"
#include "tests/unit/journal/any_fact.h"
#include "tests/unit/journal/golden_entries.h"

namespace zonefactor::journal {
namespace {

template <std::size_t... Index>
std::vector<std::string> all_types(std::index_sequence<Index...>) {
  return {std::string(type_of(core::Fact(std::in_place_index<Index>)))...};
}

template <std::size_t... Index>
std::vector<std::string_view> all_kinds(std::index_sequence<Index...>) {
  return {kind_of(core::FacilityObject(std::in_place_index<Index>))...};
}

template <class E>
std::vector<std::string> spellings() {
  return {core::Spelling<E>::names.begin(), core::Spelling<E>::names.end()};
}

TEST(EntrySchema, describes_every_golden_entry) {
  const EntrySchema schema;
  for (const GoldenEntry& golden : golden_entries()) {
    EXPECT_EQ(schema.fault_of(golden.bytes), "") << golden.name;
  }
}

RC_GTEST_PROP(EntrySchema, describes_whatever_the_codec_writes, ()) {
  static const EntrySchema schema;
  RC_ASSERT(schema.fault_of(encode(AnyFact{}(), AnyFact{}.any<core::Instant>())) == "");
}

TEST(EntrySchema, lists_the_types_of_entries_in_their_order) {
  EXPECT_EQ(EntrySchema{}.types(),
            all_types(std::make_index_sequence<std::variant_size_v<core::Fact>>{}));
}

// What docs/journal.md says between `heading` and the next one.
std::string section(const std::string& heading) {
  std::ifstream file(ZONEFACTOR_DOCS_DIR "/journal.md");
  std::string text;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("#") || line.starts_with("**`")) inside = line.starts_with(heading);
    if (inside) text += line + "\n";
  }
  return text;
}

void expect_documented(const EntrySchema& schema, const std::string& definition,
                       const std::string& heading) {
  const std::string text = section(heading);
  EXPECT_NE(text, "") << "docs/journal.md has no " << heading;
  for (const std::string& key : schema.members(definition)) {
    EXPECT_NE(text.find("| `" + key + "`"), std::string::npos) << heading << " lacks " << key;
  }
}

TEST(EntrySchema, says_no_more_than_the_page_for_people_says) {
  const EntrySchema schema;
  for (const std::string& type : schema.types()) {
    if (type != "object.put") expect_documented(schema, type, "### `" + type + "`");
  }
  for (const std::string_view kind :
       all_kinds(std::make_index_sequence<std::variant_size_v<core::FacilityObject>>{})) {
    expect_documented(schema, "object." + std::string(kind), "**`" + std::string(kind) + "`**");
  }
}

TEST(EntrySchema, refuses_a_member_it_does_not_describe_and_misses_one_it_requires) {
  const EntrySchema schema;
  const auto signal = [](std::string_view value) {
    return R"({"at":1,"t":"signal","v":1,"value":)" + std::string(value) + "}";
  };
  EXPECT_EQ(schema.fault_of(signal(R"({"at":1,"kind":"lock","session":"s","terminal":"t"})")), "");
  EXPECT_NE(schema.fault_of(signal(R"({"at":1,"kind":"lock","session":"s","terminal":"t","x":1})")),
            "");
  EXPECT_NE(schema.fault_of(signal(R"({"at":1,"kind":"lock","session":"s"})")), "");
  EXPECT_NE(schema.fault_of(signal(R"({"at":1,"kind":"shut","session":"s","terminal":"t"})")), "");
  EXPECT_NE(schema.fault_of(signal(R"({"at":"1","kind":"lock","session":"s","terminal":"t"})")),
            "");
}

TEST(EntrySchema, has_the_vocabularies_of_the_rules) {
  const EntrySchema schema;
  using namespace core;
  EXPECT_EQ(schema.vocabulary("acknowledgeable"), spellings<Acknowledgeable>());
  EXPECT_EQ(schema.vocabulary("action"), spellings<Action>());
  EXPECT_EQ(schema.vocabulary("amr"), spellings<Amr>());
  EXPECT_EQ(schema.vocabulary("basis_kind"), spellings<BasisKind>());
  EXPECT_EQ(schema.vocabulary("break_glass"), spellings<BreakGlass>());
  EXPECT_EQ(schema.vocabulary("card_read"), spellings<CardRead>());
  EXPECT_EQ(schema.vocabulary("class"), spellings<Class>());
  EXPECT_EQ(schema.vocabulary("credential_state"), spellings<CredentialState>());
  EXPECT_EQ(schema.vocabulary("door_mode"), spellings<DoorMode>());
  EXPECT_EQ(schema.vocabulary("egress"), spellings<Egress>());
  EXPECT_EQ(schema.vocabulary("enforcement"), spellings<Enforcement>());
  EXPECT_EQ(schema.vocabulary("event_kind"), spellings<EventKind>());
  EXPECT_EQ(schema.vocabulary("exit_kind"), spellings<ExitKind>());
  EXPECT_EQ(schema.vocabulary("factor_kind"), spellings<FactorKind>());
  EXPECT_EQ(schema.vocabulary("finding_kind"), spellings<FindingKind>());
  EXPECT_EQ(schema.vocabulary("method"), spellings<Method>());
  EXPECT_EQ(schema.vocabulary("on_drift"), spellings<OnDrift>());
  EXPECT_EQ(schema.vocabulary("origin"), spellings<Origin>());
  EXPECT_EQ(schema.vocabulary("outcome"), spellings<Outcome>());
  EXPECT_EQ(schema.vocabulary("passage"), spellings<Passage>());
  EXPECT_EQ(schema.vocabulary("person_kind"), spellings<PersonKind>());
  EXPECT_EQ(schema.vocabulary("placement"), spellings<Placement>());
  EXPECT_EQ(schema.vocabulary("profile"), spellings<Profile>());
  EXPECT_EQ(schema.vocabulary("reason"), spellings<Reason>());
  EXPECT_EQ(schema.vocabulary("refusal"), spellings<Refusal>());
  EXPECT_EQ(schema.vocabulary("session_do"), spellings<SessionDo>());
  EXPECT_EQ(schema.vocabulary("session_kind"), spellings<SessionKind>());
  EXPECT_EQ(schema.vocabulary("signal_kind"), spellings<SignalKind>());
  EXPECT_EQ(schema.vocabulary("terminal_proof"), spellings<TerminalProof>());
  EXPECT_EQ(schema.vocabulary("warning"), spellings<Warning>());
}

}  // namespace
}  // namespace zonefactor::journal
