#include "tests/integration/daemon/stamp_authority.h"

namespace zonefactor::daemon_test {

StampAuthority::StampAuthority() {
  server_.Post("/tsr", [this](const httplib::Request& request, httplib::Response& response) {
    if (away) {
      response.status = 503;
      return;
    }
    response.set_content(answer(request.body), "application/timestamp-reply");
    ++asked;
  });
  port_ = server_.bind_to_any_port("127.0.0.1");
  thread_ = std::thread([this] { server_.listen_after_bind(); });
}

StampAuthority::~StampAuthority() {
  server_.stop();
  thread_.join();
}

}  // namespace zonefactor::daemon_test
