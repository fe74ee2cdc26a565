// The JSON Schemas of the rehearsal know the words that the program knows.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <string>
#include <vector>

#include "adapters/files/rehearsal_lines.h"

namespace zonefactor::files {
namespace {

using simdjson::dom::element;

class Schema {
 public:
  explicit Schema(const std::string& name) {
    const auto error =
        parser_.load(std::string(ZONEFACTOR_SOURCE_DIR) + "/schema/" + name).get(root_);
    EXPECT_EQ(error, simdjson::SUCCESS) << name;
  }

  template <class E>
  void expect_words(const std::string& pointer) {
    element words;
    ASSERT_EQ(root_.at_pointer(pointer).get(words), simdjson::SUCCESS) << pointer;
    std::vector<std::string_view> found;
    for (const element word : words.get_array()) found.push_back(word.get_string());
    const auto& names = core::Spelling<E>::names;
    EXPECT_EQ(found, std::vector<std::string_view>(names.begin(), names.end())) << pointer;
  }

  std::vector<std::string> examples() {
    std::vector<std::string> out;
    element examples;
    EXPECT_EQ(root_.at_key("examples").get(examples), simdjson::SUCCESS);
    for (const element example : examples.get_array()) out.push_back(simdjson::minify(example));
    return out;
  }

 private:
  simdjson::dom::parser parser_;
  element root_;
};

TEST(RehearsalSchema, the_input_schema_has_the_vocabularies_of_the_rules) {
  Schema schema("rehearsal-input.schema.json");
  const std::string ask = "/properties/ask/properties/";
  schema.expect_words<core::Action>(ask + "action/enum");
  schema.expect_words<core::SessionKind>(ask + "session_kind/enum");
  schema.expect_words<core::TerminalProof>(ask + "proof/enum");
  schema.expect_words<core::Acknowledgeable>("/properties/acknowledge/properties/what/enum");
  schema.expect_words<core::CredentialState>("/properties/change/oneOf/0/properties/state/enum");
  schema.expect_words<core::PersonKind>("/properties/change/oneOf/2/properties/kind/enum");
  schema.expect_words<core::SessionDo>("/properties/session/properties/do/enum");
}

TEST(RehearsalSchema, the_output_schema_has_the_vocabularies_of_the_rules) {
  Schema schema("rehearsal-output.schema.json");
  const std::string answer = "/oneOf/0/properties/";
  schema.expect_words<core::Class>(answer + "class/enum");
  schema.expect_words<core::Outcome>(answer + "outcome/enum");
  schema.expect_words<core::Reason>(answer + "reasons/items/enum");
  schema.expect_words<core::FactorKind>(answer + "factors/properties/entry/items/enum");
  schema.expect_words<core::Warning>(answer + "warnings/items/enum");
  schema.expect_words<core::FindingKind>("/oneOf/1/properties/finding/enum");
  schema.expect_words<core::SignalKind>("/oneOf/2/properties/signal/enum");
  schema.expect_words<core::Class>("/oneOf/3/properties/to/enum");
}

TEST(RehearsalSchema, its_examples_are_lines_that_the_decoder_takes) {
  RehearsalDecoder decoder;
  for (const std::string& example : Schema("rehearsal-input.schema.json").examples()) {
    const auto result = decoder.decode(example);
    const auto* refusal = std::get_if<RehearsalRefusal>(&result);
    EXPECT_EQ(refusal, nullptr) << example << ": " << refusal->why;
  }
}

}  // namespace
}  // namespace zonefactor::files
