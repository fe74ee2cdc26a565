// RFC 4648 section 10's vectors, and one spelling for each value.
#include "service/journal/base64.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace zonefactor::journal {
namespace {

TEST(Base64, agrees_with_the_published_vectors) {
  for (const auto& [bytes, text] :
       {std::pair("", ""), std::pair("f", "Zg=="), std::pair("fo", "Zm8="),
        std::pair("foo", "Zm9v"), std::pair("foob", "Zm9vYg=="), std::pair("fooba", "Zm9vYmE="),
        std::pair("foobar", "Zm9vYmFy"), std::pair("\xFB\xFF\xBF", "+/+/")}) {
    EXPECT_EQ(base64(std::string_view(bytes)), text);
    EXPECT_EQ(parse_base64(text), bytes);
  }
}

TEST(Base64, refuses_every_other_spelling) {
  for (const char* text : {"Zg", "Zg=", "Zh==", "Zm9=", "Zg==Zg==", "====", "=", "==", "Z===",
                           "Zm9v\n", "Zm9v ", " Zm9v", "Zm\n9v", "-_-_", "Zm8=Zm9v", "Z=g="}) {
    EXPECT_FALSE(parse_base64(text)) << text;
  }
}

RC_GTEST_PROP(Base64, what_is_written_is_read, (const std::string& bytes)) {
  RC_ASSERT(parse_base64(base64(bytes)) == bytes);
}

TEST(Base64, a_digest_is_32_bytes) {
  const Digest digest = sha256("");
  EXPECT_EQ(base64(digest), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  EXPECT_EQ(parse_base64_digest(base64(digest)), digest);
  for (const std::size_t size : {0u, 31u, 33u, 64u}) {
    EXPECT_FALSE(parse_base64_digest(base64(std::string(size, 'x')))) << size;
  }
}

}  // namespace
}  // namespace zonefactor::journal
