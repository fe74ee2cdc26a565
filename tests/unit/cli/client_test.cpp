// A client before a service that has too much to do just now.
#include <gtest/gtest.h>
#include <httplib.h>

#include <atomic>
#include <thread>

#include "service/cli/client.h"

namespace zonefactor::cli {
namespace {

class ClientTest : public ::testing::Test {
 protected:
  ClientTest() {
    server_.Get("/busy", [this](const httplib::Request&, httplib::Response& response) {
      const int asked = ++asked_;
      response.status = asked == 1 ? 503 : asked == 2 ? 429 : 200;
      response.set_content("{}", "application/json");
    });
    const int port = server_.bind_to_any_port("127.0.0.1");
    connection_.url = "http://127.0.0.1:" + std::to_string(port);
    thread_ = std::thread([this] { server_.listen_after_bind(); });
  }
  ~ClientTest() override {
    server_.stop();
    thread_.join();
  }

  std::atomic<int> asked_{0};
  httplib::Server server_;
  std::thread thread_;
  Connection connection_;
};

TEST_F(ClientTest, a_patient_question_is_asked_again_where_the_service_asks_to_wait) {
  Client client(connection_, "ZF_KEY_OF_NOBODY");
  EXPECT_EQ(client.get_patiently("/busy").status, 200);
  EXPECT_EQ(asked_, 3);
  EXPECT_EQ(client.get_patiently("/nowhere").status, 404);
}

TEST_F(ClientTest, any_other_is_answered_as_the_service_did) {
  Client client(connection_, "ZF_KEY_OF_NOBODY");
  EXPECT_EQ(client.get("/busy").status, 503);
  EXPECT_EQ(asked_, 1);
}

}  // namespace
}  // namespace zonefactor::cli
