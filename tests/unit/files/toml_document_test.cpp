// TOML as a plain tree: lines, types, and limits that hold before the parser runs.
#include "adapters/files/toml_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace zonefactor::files {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::vector<Fault> faults_in(const std::string& text) {
  Faults faults("t.toml");
  const bool taken = parse_toml(text, faults).has_value();
  EXPECT_EQ(taken, faults.empty());
  return faults.take();
}

TEST(TomlDocument, keeps_types_and_lines) {
  Faults faults("t.toml");
  const auto root = parse_toml(
      "a = \"x\"\n\n[t]\nb = 7\nc = true\nd = 2026-01-02\ne = 2026-01-02T03:04:05.5+09:00\n"
      "f = 1.5\ng = 2026-01-02T03:04:05\nh = 03:04:05\ni = [1, 2]\n",
      faults);
  ASSERT_TRUE(root);
  EXPECT_EQ(root->find("a")->line, 1);
  EXPECT_EQ(*root->find("a")->value.as<std::string>(), "x");
  const TomlMember* t = root->find("t");
  EXPECT_EQ(t->line, 3);
  const auto& table = *t->value.as<TomlTable>();
  EXPECT_EQ(table.find("b")->line, 4);
  EXPECT_EQ(*table.find("b")->value.as<std::int64_t>(), 7);
  EXPECT_EQ(core::format_date(*table.find("d")->value.as<core::Date>()), "2026-01-02");
  EXPECT_EQ(*table.find("e")->value.as<core::Instant>(),
            core::parse_rfc3339("2026-01-02T03:04:05.5+09:00"));
  EXPECT_EQ(kind_of(table.find("c")->value), "true or false");
  EXPECT_EQ(kind_of(table.find("f")->value), "a decimal number");
  EXPECT_EQ(kind_of(table.find("g")->value), "a date and time without offset");
  EXPECT_EQ(kind_of(table.find("h")->value), "a time of day");
  EXPECT_EQ(kind_of(table.find("i")->value), "an array");
  EXPECT_EQ(table.find("z"), nullptr);
}

TEST(TomlDocument, what_is_not_TOML_is_told_with_its_line_and_without_its_values) {
  const auto faults = faults_in("a = 1\nb = secret-4711\n");
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_EQ(faults[0].line, 2);
  EXPECT_THAT(faults[0].what, HasSubstr("not TOML"));
  EXPECT_THAT(faults[0].what, Not(HasSubstr("4711")));
  EXPECT_THAT(faults_in("a = 1\na = 2\n"), SizeIs(1));
  EXPECT_THAT(faults_in("a = \"\xFF\"\n"), SizeIs(1));
  EXPECT_THAT(faults_in(std::string("a = \"\0\"\n", 8)), SizeIs(1));
}

TEST(TomlDocument, nesting_is_bounded_in_every_notation) {
  const std::string brackets = "a = " + std::string(200'000, '[');
  EXPECT_THAT(faults_in(brackets)[0].what, HasSubstr("nested deeper"));
  std::string braces = "\na = ";
  for (int i = 0; i < 100'000; ++i) braces += "{a=";
  EXPECT_EQ(faults_in(braces)[0].line, 2);
  std::string dots = "a";
  for (int i = 0; i < 1'000'000; ++i) dots += ".a";
  EXPECT_THAT(faults_in(dots + " = 1\n")[0].what, HasSubstr("nested deeper"));
  EXPECT_THAT(faults_in("[" + dots + "]\n")[0].what, HasSubstr("nested deeper"));
}

TEST(TomlDocument, what_stands_in_strings_and_comments_is_not_nesting) {
  const std::string deep = std::string(40, '[') + std::string(40, '.') + std::string(40, '{');
  EXPECT_THAT(faults_in("a = \"" + deep + "\\\" " + deep + "\"\n"), IsEmpty());
  EXPECT_THAT(faults_in("a = '" + deep + "\\'\n"), IsEmpty());
  EXPECT_THAT(faults_in("a = \"\"\"\n" + deep + "\n\"\"\"\nb = '''" + deep + "'''\n"), IsEmpty());
  EXPECT_THAT(faults_in("# " + deep + "\na = 1 # " + deep + "\n"), IsEmpty());
}

TEST(TomlDocument, a_file_that_is_too_large_is_refused_before_it_is_read) {
  const auto faults = faults_in(std::string(kMaxTomlBytes + 1, '\n'));
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_THAT(faults[0].what, HasSubstr("bytes"));
}

TEST(Fault, quoting_escapes_and_cuts_at_whole_characters) {
  EXPECT_EQ(in_quotes("a\"b\n"), "\"a\\\"b\\x0A\"");
  std::string long_text = "x";
  for (int i = 0; i < 60; ++i) long_text += "調";
  const std::string shown = in_quotes(long_text);
  EXPECT_LT(shown.size(), 72U);
  EXPECT_EQ(shown.substr(shown.size() - 7), "調...\"");
}

TEST(Fault, the_nearest_word_is_found_only_where_one_is_near) {
  EXPECT_EQ(nearest("leese", {"freeze", "lease", "zone"}), "lease");
  EXPECT_EQ(nearest("abcdefgh", {"lease", "zone"}), "");
  EXPECT_EQ(nearest("", {"a"}), "");
  EXPECT_EQ(nearest(std::string(1000, 'a'), {"a"}), "");
}

}  // namespace
}  // namespace zonefactor::files
