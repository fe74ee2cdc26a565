// An orderly end: what is under way is answered, the rest is let go, nothing new is taken.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "tests/integration/http/raw_client.h"
#include "tests/integration/http/running_server.h"
#include "tests/support/wait.h"

namespace zonefactor::http {
namespace {

using namespace std::chrono_literals;
using support::wait_until;
using testing::HasSubstr;

TEST(Shutdown, idle_connections_close_at_once_and_done_is_called) {
  RunningServer server;
  RawClient client(server.port());
  client.send(get("/a"));
  client.read_response();
  std::atomic<bool> done{false};
  server.on_loop([&] { server.server().stop(10s, [&] { done = true; }); });
  EXPECT_EQ(client.read_to_end(), "");
  EXPECT_TRUE(wait_until([&] { return done.load(); }));
}

TEST(Shutdown, without_connections_done_is_called_too) {
  RunningServer server;
  std::atomic<bool> done{false};
  server.on_loop([&] { server.server().stop(10s, [&] { done = true; }); });
  EXPECT_TRUE(wait_until([&] { return done.load(); }));
}

TEST(Shutdown, a_request_under_way_is_answered_and_nothing_new_is_taken) {
  RunningServer server;
  const std::uint16_t port = server.port();
  RawClient client(port);
  client.send(get("/later"));
  ASSERT_TRUE(wait_until([&] { return server.held() == 1; }));
  std::atomic<bool> done{false};
  server.on_loop([&] { server.server().stop(20s, [&] { done = true; }); });
  EXPECT_FALSE(support::accepts_connections(port));
  EXPECT_FALSE(done.load());
  server.release();
  const auto response = client.read_response();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, "/later");
  EXPECT_THAT(response->head, HasSubstr("Connection: close\r\n"));
  EXPECT_EQ(client.read_to_end(), "");
  EXPECT_TRUE(wait_until([&] { return done.load(); }));
}

TEST(Shutdown, what_does_not_end_within_the_grace_is_closed) {
  RunningServer server;
  RawClient client(server.port());
  client.send(get("/later"));
  ASSERT_TRUE(wait_until([&] { return server.held() == 1; }));
  std::atomic<bool> done{false};
  server.on_loop([&] { server.server().stop(50ms, [&] { done = true; }); });
  EXPECT_EQ(client.read_to_end(), "");
  EXPECT_TRUE(wait_until([&] { return done.load(); }));
  server.release();  // an answer that comes too late finds nobody, and that is all
}

TEST(Shutdown, a_port_that_is_taken_is_named_with_its_remedy) {
  RunningServer server;
  HttpLoop loop;
  ServerOptions options = RunningServer::one_plain();
  options.listeners.front().port = server.port();
  HttpServer second(
      loop, options, [](const Request&, Reply) {},
      [](const Request&) -> BodyAllowance { return kBodyLimit; });
  const auto fault = second.start();
  ASSERT_TRUE(fault);
  EXPECT_THAT(*fault, HasSubstr("127.0.0.1:" + std::to_string(server.port())));
  EXPECT_THAT(*fault, HasSubstr("choose another"));
}

TEST(Shutdown, an_address_that_is_none_is_named) {
  HttpLoop loop;
  ServerOptions options = RunningServer::one_plain();
  options.listeners.front().address = "everywhere";
  HttpServer server(
      loop, options, [](const Request&, Reply) {},
      [](const Request&) -> BodyAllowance { return kBodyLimit; });
  const auto fault = server.start();
  ASSERT_TRUE(fault);
  EXPECT_THAT(*fault, HasSubstr("everywhere"));
}

}  // namespace
}  // namespace zonefactor::http
