#include "adapters/http/address.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace zonefactor::http {
namespace {

constexpr int kMappedBits = 96;

// A decimal number without sign, blank or leading zero.
std::optional<int> parse_decimal(std::string_view text, int most) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0 || value > most) {
    return std::nullopt;
  }
  return value;
}

std::optional<std::array<std::uint8_t, 4>> parse_v4(std::string_view text) {
  std::array<std::uint8_t, 4> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::size_t dot = text.find('.');
    if ((dot == std::string_view::npos) != (i == 3)) return std::nullopt;
    const auto part = parse_decimal(text.substr(0, dot), 255);
    if (!part) return std::nullopt;
    bytes[i] = static_cast<std::uint8_t>(*part);
    text.remove_prefix(i == 3 ? text.size() : dot + 1);
  }
  return bytes;
}

// The groups on one side of "::", as bytes; an IPv4 tail is allowed where `last` says so.
std::optional<std::vector<std::uint8_t>> parse_groups(std::string_view text, bool last) {
  std::vector<std::uint8_t> bytes;
  if (text.empty()) return bytes;
  for (bool more = true; more;) {
    const std::size_t colon = text.find(':');
    const std::string_view group = text.substr(0, colon);
    more = colon != std::string_view::npos;
    if (!more && last && group.find('.') != std::string_view::npos) {
      const auto tail = parse_v4(group);
      if (!tail) return std::nullopt;
      bytes.insert(bytes.end(), tail->begin(), tail->end());
      break;
    }
    unsigned value = 0;
    const auto [end, error] = std::from_chars(group.data(), group.data() + group.size(), value, 16);
    if (group.empty() || group.size() > 4 || error != std::errc{} ||
        end != group.data() + group.size()) {
      return std::nullopt;
    }
    bytes.push_back(static_cast<std::uint8_t>(value >> 8));
    bytes.push_back(static_cast<std::uint8_t>(value & 0xff));
    if (bytes.size() > 16) return std::nullopt;
    if (more) text.remove_prefix(colon + 1);
  }
  return bytes;
}

std::optional<Address> parse_v6(std::string_view text) {
  const std::size_t gap = text.find("::");
  Address address;
  if (gap == std::string_view::npos) {
    const auto bytes = parse_groups(text, true);
    if (!bytes || bytes->size() != 16) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), address.bytes.begin());
    return address;
  }
  const auto head = parse_groups(text.substr(0, gap), false);
  const auto tail = parse_groups(text.substr(gap + 2), true);
  if (!head || !tail || head->size() + tail->size() > 14) return std::nullopt;
  std::copy(head->begin(), head->end(), address.bytes.begin());
  std::copy(tail->begin(), tail->end(),
            address.bytes.end() - static_cast<std::ptrdiff_t>(tail->size()));
  return address;
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return parse_v6(text);
  const auto v4 = parse_v4(text);
  if (!v4) return std::nullopt;
  Address address;
  address.bytes[10] = address.bytes[11] = 0xff;
  std::copy(v4->begin(), v4->end(), address.bytes.begin() + 12);
  return address;
}

bool AddressRange::contains(const Address& address) const {
  const auto whole = static_cast<std::size_t>(prefix_bits / 8);
  const int rest = prefix_bits % 8;
  if (!std::equal(base.bytes.begin(), base.bytes.begin() + static_cast<std::ptrdiff_t>(whole),
                  address.bytes.begin())) {
    return false;
  }
  if (rest == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xff << (8 - rest));
  return (base.bytes[whole] & mask) == (address.bytes[whole] & mask);
}

std::optional<AddressRange> parse_address_range(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto base = parse_address(text.substr(0, slash));
  if (!base) return std::nullopt;
  AddressRange range{*base, 128};
  if (slash == std::string_view::npos) return range;
  const bool v4 = text.find(':') == std::string_view::npos;
  const auto bits = parse_decimal(text.substr(slash + 1), v4 ? 32 : 128);
  if (!bits) return std::nullopt;
  range.prefix_bits = *bits + (v4 ? kMappedBits : 0);
  for (int bit = range.prefix_bits; bit < 128; ++bit) {
    const auto byte = base->bytes[static_cast<std::size_t>(bit / 8)];
    if ((byte & (0x80 >> (bit % 8))) != 0) return std::nullopt;
  }
  return range;
}

}  // namespace zonefactor::http
