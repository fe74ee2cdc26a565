// A checkpoint is three lines, spelt in one way.
#include "service/journal/checkpoint.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "service/journal/base64.h"
#include "service/journal/merkle.h"
#include "tests/unit/tlog/sample_keys.h"

namespace zonefactor::journal {
namespace {

constexpr const char* kRoot = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

std::string why_not(std::string_view text) {
  std::string why;
  EXPECT_FALSE(parse_checkpoint(text, &why)) << text;
  return why;
}

TEST(Checkpoint, the_specifications_example_is_read) {
  const std::string text = "example.com/behind-the-sofa\n20852163\n" + std::string(kRoot) + "\n";
  const auto checkpoint = parse_checkpoint(text);
  ASSERT_TRUE(checkpoint);
  EXPECT_EQ(checkpoint->origin, "example.com/behind-the-sofa");
  EXPECT_EQ(checkpoint->size, 20852163u);
  EXPECT_EQ(base64(checkpoint->root), kRoot);
  EXPECT_EQ(checkpoint->text(), text);
}

TEST(Checkpoint, an_origin_is_any_line_of_text_that_is_not_too_long) {
  const std::string rest = "\n1\n" + std::string(kRoot) + "\n";
  for (const std::string& origin :
       {std::string("go.sum database tree"), std::string("病院"), std::string(kMaxOrigin, 'x')}) {
    EXPECT_EQ(parse_checkpoint(origin + rest)->origin, origin);
  }
  for (const std::string& origin :
       {std::string(), std::string(kMaxOrigin + 1, 'x'), std::string("a\tb"), std::string("a\r"),
        std::string("\xFF"), std::string("a\0b", 3)}) {
    EXPECT_EQ(why_not(origin + rest), "the first line is no origin");
  }
}

TEST(Checkpoint, a_size_has_one_spelling) {
  const auto with = [](const std::string& size) { return "o\n" + size + "\n" + kRoot + "\n"; };
  EXPECT_EQ(parse_checkpoint(with("0"))->size, 0u);
  EXPECT_EQ(parse_checkpoint(with("18446744073709551615"))->size,
            std::numeric_limits<std::uint64_t>::max());
  for (const char* size : {"", "00", "01", "+1", "-1", " 1", "1 ", "1.0", "1e3", "0x1", "1_000",
                           "18446744073709551616", "100000000000000000000", "\u0661"}) {
    EXPECT_EQ(why_not(with(size)), "the second line is no size") << size;
  }
}

TEST(Checkpoint, a_root_is_one_hash_in_base64) {
  const std::string root(kRoot);
  EXPECT_TRUE(parse_checkpoint("o\n1\n" + root + "\n"));
  for (const std::string& other :
       {std::string(), root + " ", root.substr(1), root.substr(0, 43), root + root,
        root.substr(0, 42) + "J=", base64(std::string(31, 'x')), base64(std::string(33, 'x'))}) {
    EXPECT_EQ(why_not("o\n1\n" + other + "\n"), "the third line is no root") << other;
  }
}

TEST(Checkpoint, is_three_lines_and_no_more) {
  const std::string root(kRoot);
  const std::string few = "fewer than three lines";
  EXPECT_EQ(why_not(""), few);
  EXPECT_EQ(why_not("o\n1\n"), few);
  EXPECT_EQ(why_not("o\n1\n" + root), few);
  const std::string many = "more than three lines; extensions are not taken";
  EXPECT_EQ(why_not("o\n1\n" + root + "\n\n"), many);
  EXPECT_EQ(why_not("o\n1\n" + root + "\nextension\n"), many);
  EXPECT_EQ(why_not("o\n1\n" + root + "\nx"), many);
}

TEST(Checkpoint, two_roots_for_one_size_contradict_each_other) {
  const Checkpoint one = sample_checkpoint();
  EXPECT_FALSE(contradicts(one, one));
  Checkpoint other = one;
  other.root = empty_root();
  EXPECT_TRUE(contradicts(one, other));
  Checkpoint longer = other;
  ++longer.size;
  EXPECT_FALSE(contradicts(one, longer)) << "that asks for a proof of consistency";
  Checkpoint of_another_log = other;
  of_another_log.origin += "x";
  EXPECT_FALSE(contradicts(one, of_another_log));
}

RC_GTEST_PROP(Checkpoint, what_is_written_is_read, (std::uint64_t size, const std::string& entry)) {
  const std::string origin =
      *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::element('a', '/', ' ', '+')));
  const Checkpoint checkpoint{origin, size, leaf_hash(entry)};
  RC_ASSERT(parse_checkpoint(checkpoint.text()) == checkpoint);
}

}  // namespace
}  // namespace zonefactor::journal
