#include "tests/integration/http/certificates.h"

#include <algorithm>
#include <stdexcept>

#include "tests/support/process.h"

namespace zonefactor::http {
namespace {

std::string openssl(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "openssl");
  const auto result = support::run(arguments);
  if (result.status != 0) throw std::runtime_error("openssl: " + result.output);
  return result.output;
}

}  // namespace

Certificates::Certificates() {
  make_ca("ca");
  make("server", "/CN=zone.hospital.example");
}

void Certificates::make_ca(const std::string& name) {
  openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
           "-days", "2", "-subj", "/CN=Test " + name, "-keyout", file(name + ".key"), "-out",
           file(name + ".pem")});
}

void Certificates::make(const std::string& name, const std::string& subject,
                        const std::string& ca) {
  openssl({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
           subject, "-keyout", file(name + ".key"), "-out", file(name + ".csr")});
  support::write_file(directory_ / (name + ".ext"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n");
  openssl({"x509", "-req", "-in", file(name + ".csr"), "-CA", file(ca + ".pem"), "-CAkey",
           file(ca + ".key"), "-CAcreateserial", "-days", "2", "-extfile", file(name + ".ext"),
           "-out", file(name + ".pem")});
}

std::string Certificates::fingerprint(const std::string& name) const {
  const std::string said =
      openssl({"x509", "-in", file(name + ".pem"), "-noout", "-fingerprint", "-sha256"});
  std::string hex;
  for (const char c : said.substr(said.find('=') + 1)) {
    if (std::isxdigit(static_cast<unsigned char>(c))) hex += static_cast<char>(std::tolower(c));
  }
  return hex;
}

TlsOptions Certificates::server_options() const {
  TlsOptions options;
  options.certificate_file = file("server.pem");
  options.key_file = file("server.key");
  options.client_ca_file = file("ca.pem");
  return options;
}

}  // namespace zonefactor::http
