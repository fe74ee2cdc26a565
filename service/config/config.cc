#include "service/config/config.h"

#include <fmt/format.h>

namespace zonefactor::config {

namespace {

// A value of a libpq connection string.
std::string pair_value(const std::string& text) {
  std::string out = "'";
  for (char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

}  // namespace

std::string connection_pairs(const Storage& storage, const std::string& user) {
  std::string out = fmt::format("host={} port={} dbname={} user={}", pair_value(storage.host),
                                storage.port, pair_value(storage.dbname), pair_value(user));
  if (!storage.ca_file.empty()) {
    out += fmt::format(" sslmode=verify-full sslrootcert={}", pair_value(storage.ca_file));
  }
  return out;
}

std::string host_and_port(const std::string& host, std::uint16_t port) {
  const bool v6 = host.find(':') != host.npos;
  return v6 ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

}  // namespace zonefactor::config
