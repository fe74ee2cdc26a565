#include "service/config/network_text.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace zonefactor::config {

namespace {

// The address's bytes: 4 or 16, or none.
std::vector<std::uint8_t> bytes_of(const std::string& text) {
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1)
    return {bytes.begin(), bytes.begin() + 4};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return {bytes.begin(), bytes.end()};
  return {};
}

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number value{};
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

bool is_ip_address(const std::string& text) {
  return !bytes_of(text).empty();
}

bool is_loopback(const std::string& host) {
  if (host == "localhost") return true;
  const auto bytes = bytes_of(host);
  if (bytes.size() == 4) return bytes[0] == 127;
  return bytes.size() == 16 && bytes.back() == 1 &&
         std::all_of(bytes.begin(), bytes.end() - 1, [](std::uint8_t b) { return b == 0; });
}

bool is_address_range(const std::string& text) {
  const auto slash = text.find('/');
  const auto bytes = bytes_of(text.substr(0, slash));
  if (bytes.empty()) return false;
  if (slash == text.npos) return true;
  const auto prefix = number_of<unsigned>(std::string_view(text).substr(slash + 1));
  if (!prefix || *prefix > bytes.size() * 8) return false;
  for (std::size_t bit = *prefix; bit < bytes.size() * 8; ++bit) {
    if ((bytes[bit / 8] >> (7 - bit % 8) & 1) != 0) return false;
  }
  return true;
}

bool is_host(std::string_view text) {
  if (is_ip_address(std::string(text))) return true;
  if (text.empty() || text.size() > 253 || text.front() == '-' || text.front() == '.') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.';
  });
}

std::optional<BrokerUrl> parse_broker_url(std::string_view text) {
  BrokerUrl url;
  if (text.substr(0, 8) == "mqtts://") {
    url.tls = true;
    url.port = 8883;
    text.remove_prefix(8);
  } else if (text.substr(0, 7) == "mqtt://") {
    text.remove_prefix(7);
  } else {
    return std::nullopt;
  }
  std::string_view port;
  if (!text.empty() && text.front() == '[') {
    const auto end = text.find(']');
    if (end == text.npos) return std::nullopt;
    url.host = text.substr(1, end - 1);
    if (!is_ip_address(url.host)) return std::nullopt;
    port = text.substr(end + 1);
  } else {
    const auto colon = text.find(':');
    url.host = text.substr(0, colon);
    port = colon == text.npos ? std::string_view{} : text.substr(colon);
  }
  if (!is_host(url.host)) return std::nullopt;
  if (!port.empty()) {
    const auto number = number_of<std::uint16_t>(port.substr(1));
    if (port.front() != ':' || !number || *number == 0) return std::nullopt;
    url.port = *number;
  }
  return url;
}

}  // namespace zonefactor::config
