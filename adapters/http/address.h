// Network addresses and CIDR ranges of the callers a peer may call from.
//
// Every address is held as IPv6; IPv4 is written into ::ffff:0:0/96, so that a caller is the same
// caller whichever kind of socket took the connection. Pure values, any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace zonefactor::http {

struct Address {
  std::array<std::uint8_t, 16> bytes{};
  bool operator==(const Address&) const = default;
};

// Reads "192.0.2.7" or "2001:db8::7" (RFC 4291 text, an IPv4 tail allowed); nothing else.
std::optional<Address> parse_address(std::string_view text);

struct AddressRange {
  Address base;
  int prefix_bits = 128;  // of the IPv6 form
  bool contains(const Address& address) const;
};

// Reads "192.0.2.0/24", "2001:db8::/32" or a single address. Bits beyond the prefix must be zero.
std::optional<AddressRange> parse_address_range(std::string_view text);

}  // namespace zonefactor::http
