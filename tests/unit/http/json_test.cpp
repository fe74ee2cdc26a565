// JSON out is valid whatever goes in; JSON in is refused where readers could disagree about it.
#include <gtest/gtest.h>

#include "adapters/http/json_reader.h"
#include "adapters/http/json_text.h"

namespace zonefactor::http {
namespace {

std::string json_of(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

TEST(JsonText, strings_are_escaped_as_they_must_be_and_no_more) {
  EXPECT_EQ(json_of("plain"), R"("plain")");
  EXPECT_EQ(json_of("調剤室 €𝄞"), "\"調剤室 €𝄞\"");
  EXPECT_EQ(json_of("a\"b\\c\nd\re\tf"), R"("a\"b\\c\nd\re\tf")");
  EXPECT_EQ(json_of(std::string_view("\0\x1f\x7f", 3)), R"("\u0000\u001f\u007f")");
}

TEST(JsonText, bytes_that_are_no_utf8_become_the_replacement_character) {
  const std::string r = "\xEF\xBF\xBD";
  EXPECT_EQ(json_of("a\xff"
                    "b"),
            "\"a" + r + "b\"");
  EXPECT_EQ(json_of("\xc0\xaf"), "\"" + r + r + "\"") << "overlong";
  EXPECT_EQ(json_of("\xed\xa0\x80"), "\"" + r + r + r + "\"") << "surrogate";
  EXPECT_EQ(json_of("\xf4\x90\x80\x80"), "\"" + r + r + r + r + "\"") << "beyond Unicode";
  EXPECT_EQ(json_of("\xe3\x81"), "\"" + r + r + "\"") << "cut";
}

TEST(JsonText, any_bytes_give_json_that_the_reader_takes) {
  JsonReader reader;
  std::uint64_t state = 7;
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (int i = 0; i < 24; ++i) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      bytes.push_back(static_cast<char>(state >> 56));
    }
    EXPECT_TRUE(std::holds_alternative<simdjson::dom::element>(reader.read(json_of(bytes))));
  }
}

TEST(JsonText, members_stand_in_the_order_given_with_their_commas) {
  std::string out;
  JsonWriter json(out);
  json.open_object();
  json.key("z");
  json.boolean(true);
  json.key("a");
  json.open_array();
  json.number(1);
  json.open_object();
  json.close_object();
  json.signed_number(-2);
  json.close_array();
  json.foreign_key("q\"");
  json.word("w");
  json.close_object();
  EXPECT_EQ(out, R"({"z":true,"a":[1,{},-2],"q\"":"w"})");
}

TEST(JsonReader, a_name_that_stands_twice_is_refused_however_many_members_there_are) {
  JsonReader reader;
  for (const int members : {2, 5, 12, 13, 40, 1000}) {
    std::string text = "{";
    for (int i = 0; i < members; ++i) {
      if (i > 0) text += ',';
      text += "\"m" + std::to_string(i) + "\":" + std::to_string(i);
    }
    EXPECT_TRUE(std::holds_alternative<simdjson::dom::element>(reader.read(text + "}"))) << members;
    EXPECT_TRUE(std::holds_alternative<std::string>(reader.read(text + ",\"m0\":1}"))) << members;
    EXPECT_TRUE(std::holds_alternative<std::string>(reader.read("[" + text + ",\"m1\":1}]")))
        << members;
  }
}

}  // namespace
}  // namespace zonefactor::http
