// Network addresses as configuration writes them; nothing is resolved.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zonefactor::config {

bool is_ip_address(const std::string& text);
// 127.0.0.0/8 and ::1; for a host name only "localhost".
bool is_loopback(const std::string& host);
// "192.0.2.0/24", "2001:db8::/32" or one address; no bits beyond the prefix.
bool is_address_range(const std::string& text);
// A host name or an IP address.
bool is_host(std::string_view text);

struct BrokerUrl {
  std::string host;
  std::uint16_t port = 1883;
  bool tls = false;
};
// "mqtt://host[:port]" or "mqtts://host[:port]", and nothing after it.
std::optional<BrokerUrl> parse_broker_url(std::string_view text);

}  // namespace zonefactor::config
