// Asks a time-stamping authority over HTTP(S) (RFC 3161 section 3.4).
//
// Promise: what it hands on was granted for exactly these bytes; an authority can waste neither
// more memory nor more time than the limits say. Blocks; one call at a time.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "service/ports/timestamp_authority.h"

namespace zonefactor::timestamp {

struct AuthorityAddress {
  std::string url;      // "http://tsa.example/tsr"
  std::string ca_file;  // PEM, of its web server; empty: the system's authorities
  std::chrono::seconds timeout{10};
};

class TimestampClient final : public ports::TimestampAuthority {
 public:
  // `nonce` gives another number each time. Throws std::invalid_argument for an address that cannot
  // be meant.
  TimestampClient(AuthorityAddress address, std::function<std::uint64_t()> nonce);

  const std::string& name() const override { return address_.url; }
  std::variant<std::string, Failed> stamp(const std::string& bytes) override;

 private:
  AuthorityAddress address_;
  std::string host_;    // "http://tsa.example"
  std::string target_;  // "/tsr"
  std::function<std::uint64_t()> nonce_;
};

}  // namespace zonefactor::timestamp
