#include "tests/support/timestamp_authority.h"

#include <stdexcept>

namespace zonefactor::support {

TimestampAuthority::TimestampAuthority() {
  write_file(directory_ / "ts.cnf",
             "[req]\ndistinguished_name = dn\nprompt = no\nx509_extensions = tsa\n"
             "[dn]\nCN = Test time\n"
             "[tsa]\nbasicConstraints = critical, CA:TRUE\n"
             "extendedKeyUsage = critical, timeStamping\n"
             "[tsa_policy]\nserial = serial\ncrypto_device = builtin\nsigner_cert = tsa.pem\n"
             "certs = tsa.pem\nsigner_key = tsa.key\nsigner_digest = sha256\n"
             "default_policy = 1.2.3.4\ndigests = sha256\naccuracy = secs:1\n"
             "clock_precision_digits = 3\nordering = no\ntsa_name = no\n"
             "ess_cert_id_chain = no\n");
  write_file(directory_ / "serial", "01\n");
  const auto made =
      openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
               "-keyout", "tsa.key", "-out", "tsa.pem", "-days", "2", "-config", "ts.cnf"});
  if (made.status != 0) throw std::runtime_error(made.output);
}

std::string TimestampAuthority::answer(const std::string& request) const {
  write_file(directory_ / "q.tsq", request);
  const auto answered = openssl({"ts", "-reply", "-config", "ts.cnf", "-section", "tsa_policy",
                                 "-queryfile", "q.tsq", "-out", "r.tsr"});
  if (answered.status != 0) throw std::runtime_error(answered.output);
  return read_file(directory_ / "r.tsr");
}

bool TimestampAuthority::believes(const std::string& token, const std::string& stamped) const {
  write_file(directory_ / "token", token);
  write_file(directory_ / "stamped", stamped);
  return openssl({"ts", "-verify", "-data", "stamped", "-in", "token", "-token_in", "-CAfile",
                  "tsa.pem"})
             .status == 0;
}

RunResult TimestampAuthority::openssl(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), "openssl");
  ProcessOptions here;
  here.working_directory = directory_.path();
  return run(arguments, here);
}

}  // namespace zonefactor::support
