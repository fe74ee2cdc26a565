// Certificates made by openssl for one test, in its directory: a CA, and what it signs.
#pragma once

#include <string>

#include "adapters/http/server.h"
#include "tests/support/temp_dir.h"

namespace zonefactor::http {

class Certificates {
 public:
  Certificates();

  // Makes NAME.pem and NAME.key; a server's names 127.0.0.1 and localhost.
  void make(const std::string& name, const std::string& subject, const std::string& ca = "ca");
  void make_ca(const std::string& name);
  std::string file(const std::string& name) const { return (directory_ / name).string(); }
  // SHA-256 of the DER form as lower-case hex, as openssl says it.
  std::string fingerprint(const std::string& name) const;
  TlsOptions server_options() const;

 private:
  support::TempDir directory_;
};

}  // namespace zonefactor::http
