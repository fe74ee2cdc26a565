// Many callers at once: 300 connections that stay, each answered with its own answer.
#include <gtest/gtest.h>

#include "tests/integration/http/raw_client.h"
#include "tests/integration/http/running_server.h"
#include "tests/support/wait.h"

namespace zonefactor::http {
namespace {

TEST(Load, three_hundred_connections_are_kept_and_each_gets_its_own_answers) {
  RunningServer server;
  const std::uint16_t port = server.port();
  std::vector<RawClient> clients;
  for (int i = 0; i < 300; ++i) clients.emplace_back(port);
  for (int round = 0; round < 20; ++round) {
    for (std::size_t i = 0; i < clients.size(); ++i) {
      ASSERT_TRUE(clients[i].send(
          post("/echo", std::to_string(i * 1000 + static_cast<std::size_t>(round)))));
    }
    for (std::size_t i = 0; i < clients.size(); ++i) {
      const auto response = clients[i].read_response();
      ASSERT_TRUE(response) << i;
      ASSERT_EQ(response->body, std::to_string(i * 1000 + static_cast<std::size_t>(round)));
    }
  }
  EXPECT_EQ(server.metric("zonefactor_http_accepted_total"), 300);
  EXPECT_EQ(server.metric("zonefactor_http_connections"), 300);
}

TEST(Load, answers_released_together_reach_their_own_callers) {
  RunningServer server;
  const std::uint16_t port = server.port();
  std::vector<RawClient> clients;
  for (int i = 0; i < 300; ++i) {
    clients.emplace_back(port);
    clients.back().send(get("/later/" + std::to_string(i)));
  }
  ASSERT_TRUE(support::wait_until([&] { return server.held() == 300; }));
  server.release();
  for (std::size_t i = 0; i < clients.size(); ++i) {
    EXPECT_EQ(clients[i].read_response()->body, "/later/" + std::to_string(i));
  }
}

}  // namespace
}  // namespace zonefactor::http
