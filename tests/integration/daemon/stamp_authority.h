// A time-stamping authority for a test: OpenSSL's own (RFC 3161), behind a few lines of HTTP.
#pragma once

#include <httplib.h>

#include <atomic>
#include <string>
#include <thread>

#include "tests/support/timestamp_authority.h"

namespace zonefactor::daemon_test {

class StampAuthority : public support::TimestampAuthority {
 public:
  StampAuthority();
  ~StampAuthority();

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/tsr"; }

  std::atomic<bool> away{false};  // it answers 503
  std::atomic<int> asked{0};      // how often it has stamped

 private:
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace zonefactor::daemon_test
