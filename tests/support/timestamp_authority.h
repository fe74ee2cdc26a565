// A time-stamping authority (RFC 3161) of a test's own: OpenSSL's, with a key and a certificate
// made for it, and nothing left.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace zonefactor::support {

class TimestampAuthority {
 public:
  TimestampAuthority();

  // What `openssl ts` answers to a DER request.
  std::string answer(const std::string& request) const;
  // What `openssl ts -verify` says of a token over these bytes.
  bool believes(const std::string& token, const std::string& stamped) const;
  // What whoever verifies has to have of it: a PEM file.
  std::filesystem::path certificate() const { return directory_ / "tsa.pem"; }

 private:
  RunResult openssl(std::vector<std::string> arguments) const;

  TempDir directory_;
};

}  // namespace zonefactor::support
