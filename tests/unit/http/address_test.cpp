// Addresses and CIDR ranges as configured and as the sockets report them.
#include <gtest/gtest.h>

#include "adapters/http/address.h"

namespace zonefactor::http {
namespace {

TEST(Address, good_texts_are_read) {
  const auto v4 = parse_address("192.0.2.7");
  ASSERT_TRUE(v4);
  EXPECT_EQ(v4, parse_address("::ffff:192.0.2.7"));
  EXPECT_EQ(v4, parse_address("::ffff:c000:0207"));
  EXPECT_EQ(parse_address("2001:db8::7"), parse_address("2001:0DB8:0:0:0:0:0:7"));
  EXPECT_EQ(parse_address("::"), Address{});
  EXPECT_EQ(parse_address("1::")->bytes[1], 1);
}

TEST(Address, bad_texts_are_refused) {
  for (const char* text :
       {"", "192.0.2", "192.0.2.7.1", "192.0.2.256", "192.0.2.07", "192.0.2.-1", " 192.0.2.7",
        "192.0.2.7 ", "1:2:3", ":::", "1::2::3", "1:2:3:4:5:6:7:8:9", "12345::", "g::", ":1",
        "1:2:3:4:5:6:7:", "1.2.3.4::", "::1.2.3", "fe80::1%eth0"}) {
    EXPECT_FALSE(parse_address(text)) << text;
  }
}

TEST(Address, a_range_contains_its_addresses_and_no_others) {
  const auto in = [](const char* range, const char* address) {
    return parse_address_range(range)->contains(*parse_address(address));
  };
  EXPECT_TRUE(in("192.0.2.0/24", "192.0.2.255"));
  EXPECT_FALSE(in("192.0.2.0/24", "192.0.3.0"));
  EXPECT_TRUE(in("192.0.2.128/25", "::ffff:192.0.2.129"));
  EXPECT_FALSE(in("192.0.2.128/25", "192.0.2.127"));
  EXPECT_TRUE(in("0.0.0.0/0", "203.0.113.1"));
  EXPECT_FALSE(in("0.0.0.0/0", "2001:db8::1"));
  EXPECT_TRUE(in("::/0", "203.0.113.1"));
  EXPECT_TRUE(in("192.0.2.7", "192.0.2.7"));
  EXPECT_FALSE(in("192.0.2.7", "192.0.2.6"));
  EXPECT_TRUE(in("2001:db8::/33", "2001:db8:7fff::1"));
  EXPECT_FALSE(in("2001:db8::/33", "2001:db8:8000::1"));
}

TEST(Address, a_range_with_bits_after_its_prefix_is_refused) {
  for (const char* text : {"192.0.2.1/24", "192.0.2.0/33", "192.0.2.0/", "192.0.2.0/-1",
                           "192.0.2.0/024", "2001:db8::1/64", "::/129", "/24", "192.0.2.0/24/24"}) {
    EXPECT_FALSE(parse_address_range(text)) << text;
  }
}

}  // namespace
}  // namespace zonefactor::http
