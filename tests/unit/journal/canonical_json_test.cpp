// One value has one spelling, and only that spelling is read.
#include "service/journal/canonical_json.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "service/journal/canonical_reader.h"
#include "service/journal/canonical_writer.h"
#include "service/journal/utf8.h"
#include "tests/unit/journal/any_fact.h"

namespace zonefactor::journal {
namespace {

std::string why_not(std::string_view bytes) {
  std::string why;
  EXPECT_FALSE(read_canonical(bytes, &why)) << bytes;
  return why;
}

// The spelling survives reading and writing, and the tree survives writing and reading.
void expect_canonical(std::string_view bytes) {
  std::string why;
  const auto value = read_canonical(bytes, &why);
  ASSERT_TRUE(value) << bytes << ": " << why;
  EXPECT_EQ(canonical(*value), bytes);
}

std::string any_key() {
  return *rc::gen::resize(6, rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(
                                 std::string("abcdefghijklmnopqrstuvwxyz0123456789_.-")))));
}

Json any_value(int depth) {
  switch (*rc::gen::inRange(0, depth == 0 ? 4 : 6)) {
    case 0:
      return {};
    case 1:
      return Json(*rc::gen::arbitrary<bool>());
    case 2:
      return Json(*rc::gen::inRange<std::int64_t>(-kMaxInteger, kMaxInteger + 1));
    case 3:
      return Json(any_text());
    case 4: {
      JsonArray elements(*rc::gen::inRange<std::size_t>(0, 4));
      for (Json& element : elements) element = any_value(depth - 1);
      return elements;
    }
    default: {
      JsonObject members;
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) members[any_key()] = any_value(depth - 1);
      return members;
    }
  }
}

RC_GTEST_PROP(CanonicalJson, what_is_written_is_read_back_the_same, ()) {
  const Json value = any_value(5);
  const std::string bytes = canonical(value);
  std::string why;
  const auto read = read_canonical(bytes, &why);
  RC_ASSERT(why == "");
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == value);
  RC_ASSERT(canonical(*read) == bytes);
}

RC_GTEST_PROP(CanonicalJson, a_changed_byte_is_refused_or_is_another_canonical_value, ()) {
  const Json value = any_value(3);
  const std::string bytes = canonical(value);
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  for (int byte = 0; byte < 256; ++byte) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(byte);
    if (const auto read = read_canonical(changed)) {
      RC_ASSERT(canonical(*read) == changed);
      RC_ASSERT((*read == value) == (changed == bytes));
    }
  }
}

RC_GTEST_PROP(CanonicalJson, a_byte_put_in_or_left_out_is_refused_or_another_canonical_value, ()) {
  const std::string bytes = canonical(any_value(3));
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  std::string longer = bytes;
  longer.insert(at, 1,
                *rc::gen::oneOf(rc::gen::arbitrary<char>(),
                                rc::gen::elementOf(std::string("{}[],:\" \\0-"))));
  std::string shorter = bytes;
  shorter.erase(at, 1);
  for (const std::string& changed : {longer, shorter}) {
    if (const auto read = read_canonical(changed)) RC_ASSERT(canonical(*read) == changed);
  }
}

TEST(CanonicalJson, members_stand_in_the_order_of_their_keys) {
  EXPECT_EQ(canonical(JsonObject{
                {"b", 1}, {"a", JsonArray{true, nullptr, "x"}}, {"a.b", -7}, {"a-b", ""}}),
            R"({"a":[true,null,"x"],"a-b":"","a.b":-7,"b":1})");
}

TEST(CanonicalJson, text_is_escaped_as_rfc_8785_does) {
  EXPECT_EQ(canonical(Json(std::string_view("\0\x01\b\t\n\x0b\f\r\x1f\"\\/\x7f", 13))),
            "\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/\x7f\"");
  EXPECT_EQ(canonical(Json("調剤室 😀")), "\"調剤室 😀\"");
}

TEST(CanonicalJson, the_one_spelling_of_each_kind_of_value_is_read) {
  for (const char* bytes :
       {"null", "true", "false", "0", "-1", "9007199254740991", "-9007199254740991", "\"\"",
        "\"/\"", "\"\\u001f\"", "\"\xEF\xBF\xBF\"", "[]", "{}", "[[[[[[[[]]]]]]]]", "[0,[],{}]",
        R"({"a":1,"a.":2,"a0":3,"a_":4,"aa":5})"}) {
    expect_canonical(bytes);
  }
}

TEST(CanonicalJson, no_white_space_is_read) {
  EXPECT_EQ(why_not(" 1"), "byte 0: expected an integer, without leading zeros");
  EXPECT_EQ(why_not("1 "), "byte 1: bytes follow the end of the value");
  EXPECT_EQ(why_not("[1, 2]"), "byte 3: expected an integer, without leading zeros");
  EXPECT_EQ(why_not("{\"a\": 1}"), "byte 5: expected an integer, without leading zeros");
  EXPECT_EQ(why_not("[1\n]"), "byte 2: expected a comma or the end of the array");
}

TEST(CanonicalJson, keys_out_of_order_or_repeated_are_refused_by_name) {
  EXPECT_EQ(why_not(R"({"b":1,"a":2})"), "byte 7: member \"a\" is repeated or out of order");
  EXPECT_EQ(why_not(R"({"a":1,"a":2})"), "byte 7: member \"a\" is repeated or out of order");
  EXPECT_EQ(why_not(R"({"aa":1,"a":2})"), "byte 8: member \"a\" is repeated or out of order");
}

TEST(CanonicalJson, keys_outside_the_restriction_are_refused) {
  for (const char* bytes :
       {R"({"A":1})", R"({"a b":1})", "{\"\xC3\xA9\":1}", R"({"\u0061":1})", R"({"":1})",
        R"({"a":1,})", R"({,"a":1})", R"({a:1})", R"({"a")", R"({"a)", R"({")", "{"}) {
    EXPECT_NE(why_not(bytes), "");
  }
}

TEST(CanonicalJson, only_integers_that_every_reader_keeps_exactly_are_read) {
  EXPECT_EQ(why_not("9007199254740992"), "byte 0: an integer lies within 2^53-1 of zero");
  EXPECT_EQ(why_not("[-9007199254740992]"), "byte 1: an integer lies within 2^53-1 of zero");
  EXPECT_EQ(why_not("99999999999999999999999999999999"),
            "byte 0: an integer lies within 2^53-1 of zero");
  for (const char* bytes :
       {"-0", "00", "01", "-01", "-", "+1", "1.0", "1e3", "1.5", ".5", "0x1", "NaN"}) {
    EXPECT_NE(why_not(bytes), "");
  }
}

TEST(CanonicalJson, only_minimal_escapes_are_read) {
  for (const char* bytes :
       {R"("\/")", R"("\u0041")", R"("\u000a")", R"("\u001F")", R"("\u0022")", R"("\u005c")",
        R"("\ud83d\ude00")", R"("\ud800")", R"("\x")", R"("\u00")", R"("\)", R"("a\)", "\"\n\"",
        "\"\\b\n\"", "\"", "\"a", R"("\b)"}) {
    EXPECT_NE(why_not(bytes), "");
  }
  EXPECT_NE(why_not(std::string_view("\"\\\0\"", 4)), "");
}

TEST(CanonicalJson, text_that_is_not_utf8_is_refused) {
  for (const char* bytes : {"\"\x80\"", "\"\xC0\xAF\"", "\"\xC3\"", "\"\xE0\x80\x80\"",
                            "\"\xED\xA0\x80\"", "\"\xF0\x8F\xBF\xBF\"", "\"\xF4\x90\x80\x80\"",
                            "\"\xFF\"", "\"\\b\xED\xA0\x80\"", "\"\xE3\x81"}) {
    EXPECT_NE(why_not(bytes), "");
  }
}

TEST(CanonicalJson, nesting_deeper_than_eight_is_refused_however_deep) {
  EXPECT_EQ(why_not("[[[[[[[[[]]]]]]]]]"), "byte 8: objects and arrays nest at most 8 deep");
  EXPECT_EQ(why_not(R"([[[[[[[{"a":{}}]]]]]]])"),
            "byte 12: objects and arrays nest at most 8 deep");
  EXPECT_EQ(why_not(std::string(1'000'000, '[')), "byte 8: objects and arrays nest at most 8 deep");
}

TEST(CanonicalJson, a_value_cut_short_is_refused_at_every_length) {
  const std::string bytes = R"({"a":[-10,"x\t調",true,null],"b":{"c":false}})";
  expect_canonical(bytes);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_NE(why_not(std::string_view(bytes).substr(0, size)), "");
  }
}

TEST(CanonicalJson, a_foreign_tree_gets_one_spelling_and_is_not_read_back) {
  const Json foreign = JsonObject{{"Name", std::int64_t{1} << 60}, {"\"\n", 0}};
  EXPECT_EQ(canonical(foreign), "{\"\\\"\\n\":0,\"Name\":1152921504606846976}");
  EXPECT_NE(why_not(canonical(foreign)), "");
}

TEST(CanonicalJsonDeathTest, text_that_is_not_utf8_stops_the_process_before_it_is_recorded) {
  EXPECT_DEATH(canonical(Json("\xED\xA0\x80")), "must be UTF-8");
}

TEST(CanonicalWriter, values_longer_than_its_buffer_come_out_whole) {
  for (const std::size_t size : {1'000U, 1'021U, 1'022U, 1'023U, 1'024U, 1'025U, 5'000U}) {
    const Json value = JsonArray{std::string(size, 'x'), std::string(size, '\n'), "end"};
    expect_canonical(canonical(value));
    EXPECT_EQ(*read_canonical(canonical(value)), value);
  }
}

TEST(CanonicalReader, the_first_refusal_sticks) {
  CanonicalReader reader(R"({"a":x,"b":1})");
  reader.begin_object();
  EXPECT_TRUE(reader.key("a"));
  EXPECT_EQ(reader.integer(), 0);
  EXPECT_FALSE(reader.ok());
  EXPECT_FALSE(reader.key("b"));
  EXPECT_FALSE(reader.any_key());
  EXPECT_FALSE(reader.next());
  std::string scratch;
  EXPECT_EQ(reader.text(scratch), "");
  reader.end_object();
  reader.end();
  reader.refuse_last("something else");
  EXPECT_EQ(reader.why(), "byte 5: expected an integer, without leading zeros");
}

TEST(CanonicalReader, a_member_nobody_asked_for_is_refused_by_name) {
  CanonicalReader reader(R"({"a":1,"b":2})");
  reader.begin_object();
  ASSERT_TRUE(reader.key("a"));
  EXPECT_EQ(reader.integer(), 1);
  reader.end_object();
  EXPECT_EQ(reader.why(), "byte 7: member \"b\" is unknown, repeated or out of order");
}

TEST(Utf8, characters_at_every_bound_are_told_from_what_is_just_beyond) {
  for (const char* good : {"\x7f", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                           "\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_utf8(good));
  }
  for (const char* bad :
       {"\x80", "\xC1\xBF", "\xDF\xC0", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xEF\xBF",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE3\x81\x41"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

}  // namespace
}  // namespace zonefactor::journal
