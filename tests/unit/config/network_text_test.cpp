// Addresses as configuration writes them.
#include "service/config/network_text.h"

#include <gtest/gtest.h>

namespace zonefactor::config {
namespace {

TEST(NetworkText, loopback_is_told_from_all_else) {
  for (const char* host : {"127.0.0.1", "127.9.9.9", "::1", "localhost"})
    EXPECT_TRUE(is_loopback(host));
  for (const char* host :
       {"0.0.0.0", "::", "128.0.0.1", "localhost.example", "", "127.0.0.1.evil.example"}) {
    EXPECT_FALSE(is_loopback(host)) << host;
  }
}

TEST(NetworkText, ranges_have_no_bits_beyond_their_prefix) {
  for (const char* range :
       {"192.0.2.7", "192.0.2.0/24", "0.0.0.0/0", "192.0.2.7/32", "2001:db8::/32", "::/0"}) {
    EXPECT_TRUE(is_address_range(range)) << range;
  }
  for (const char* range : {"", "192.0.2.1/24", "192.0.2.0/33", "192.0.2.0/", "192.0.2.0/-1",
                            "2001:db8::1/32", "example/8", "192.0.2/24"}) {
    EXPECT_FALSE(is_address_range(range)) << range;
  }
}

TEST(NetworkText, broker_addresses) {
  const auto plain = parse_broker_url("mqtt://127.0.0.1");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->port, 1883);
  EXPECT_FALSE(plain->tls);
  const auto tls = parse_broker_url("mqtts://[::1]:8884");
  ASSERT_TRUE(tls);
  EXPECT_EQ(tls->host, "::1");
  EXPECT_EQ(tls->port, 8884);
  EXPECT_TRUE(tls->tls);
  for (const char* bad :
       {"", "tcp://x", "mqtt://", "mqtt://x:", "mqtt://x:0", "mqtt://x:70000", "mqtt://u@x",
        "mqtt://x/topic", "mqtts://[::1", "mqtt://x:1:2", "mqtt://[x]", "mqtt://[::1]x1"}) {
    EXPECT_FALSE(parse_broker_url(bad)) << bad;
  }
}

}  // namespace
}  // namespace zonefactor::config
