// Everything has a limit: header, body, time, connections.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/http/raw_client.h"
#include "tests/integration/http/running_server.h"
#include "tests/support/wait.h"

namespace zonefactor::http {
namespace {

using namespace std::chrono_literals;
using support::wait_until;
using testing::HasSubstr;
using testing::StartsWith;

std::string head_of(std::size_t bytes) {
  std::string head = "GET /a HTTP/1.1\r\nHost: x\r\nX-Fill: ";
  return head + std::string(bytes - head.size() - 4, 'a') + "\r\n\r\n";
}

TEST(Limits, a_header_of_16_KiB_is_taken_and_more_is_431) {
  RunningServer server;
  RawClient client(server.port());
  client.send(head_of(kHeaderLimit));
  EXPECT_EQ(client.read_response()->status, 200);
  client.send(head_of(kHeaderLimit + 1));
  EXPECT_THAT(client.read_to_end(), StartsWith("HTTP/1.1 431"));
}

TEST(Limits, a_header_of_many_small_lines_is_431_too) {
  RunningServer server;
  RawClient client(server.port());
  client.send("GET /a HTTP/1.1\r\nHost: x\r\n");
  for (int i = 0; i < 4000; ++i) {
    if (!client.send("A: b\r\nC: d\r\n")) break;
  }
  EXPECT_THAT(client.read_to_end(), StartsWith("HTTP/1.1 431"));
}

TEST(Limits, a_body_of_64_KiB_is_taken_and_more_is_413) {
  RunningServer server;
  RawClient client(server.port());
  client.send(post("/echo", std::string(kBodyLimit, 'a')));
  EXPECT_EQ(client.read_response()->body.size(), kBodyLimit);
  client.send(post("/echo", std::string(kBodyLimit + 1, 'a')));
  EXPECT_THAT(client.read_to_end(), StartsWith("HTTP/1.1 413"));
}

TEST(Limits, a_larger_body_is_taken_where_the_rule_allows_it) {
  RunningServer server;
  RawClient client(server.port());
  client.send(post("/big", std::string(kEventsBodyLimit, 'a')));
  EXPECT_EQ(client.read_response()->body.size(), kEventsBodyLimit);
  client.send(post("/big", std::string(kEventsBodyLimit + 1, 'a')));
  EXPECT_THAT(client.read_to_end(), StartsWith("HTTP/1.1 413"));
}

TEST(Limits, the_rule_may_refuse_a_large_body_before_it_is_sent) {
  RunningServer server;
  RawClient client(server.port());
  client.send(
      "POST /closed HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: "
      "3000000\r\n\r\n");
  const auto response = client.read_response();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 401);
  EXPECT_EQ(response->body, "\"who?\"");
}

TEST(Limits, a_chunked_body_has_the_same_limits) {
  RunningServer server;
  RawClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "1000\r\n" + std::string(4096, 'a') + "\r\n";
  for (int i = 0; i < 17; ++i) {
    if (!client.send(chunk)) break;
  }
  EXPECT_THAT(client.read_to_end(), StartsWith("HTTP/1.1 413"));
}

TEST(Limits, a_chunk_extension_without_end_is_refused) {
  RunningServer server;
  RawClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;");
  client.send(std::string(200000, 'a'));
  EXPECT_THAT(client.read_to_end(), StartsWith("HTTP/1.1 4"));
}

TEST(Limits, a_caller_that_goes_on_sending_still_reads_why_it_was_refused) {
  RunningServer server;
  RawClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n");
  client.send(std::string(900000, 'a'));
  const auto response = client.read_response();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 413);
}

TEST(Limits, a_request_that_does_not_come_to_its_end_is_408) {
  ServerLimits limits;
  limits.request = 200ms;
  RunningServer server(RunningServer::one_plain(limits));
  RawClient header(server.port());
  header.send("GET /a HTTP/1.1\r\nHost: x\r\nX-Slow: ");
  RawClient body(server.port());
  body.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n01234");
  EXPECT_THAT(header.read_to_end(), StartsWith("HTTP/1.1 408"));
  EXPECT_THAT(body.read_to_end(), StartsWith("HTTP/1.1 408"));
  EXPECT_EQ(server.metric("zonefactor_http_timed_out_total"), 2);
}

TEST(Limits, dripping_bytes_do_not_prolong_a_request) {
  ServerLimits limits;
  limits.request = 300ms;
  RunningServer server(RunningServer::one_plain(limits));
  RawClient client(server.port());
  client.send("GET /a HTTP/1.1\r\nHost: x\r\nX-Drip: ");
  EXPECT_TRUE(wait_until([&] { return !client.send("a"); })) << "it is closed upon at last";
}

TEST(Limits, an_idle_connection_is_closed_and_one_that_waits_for_its_answer_is_not) {
  ServerLimits limits;
  limits.idle = 200ms;
  RunningServer server(RunningServer::one_plain(limits));
  RawClient waiting(server.port());
  waiting.send(get("/later"));
  RawClient silent(server.port());
  RawClient used(server.port());
  used.send(get("/a"));
  EXPECT_EQ(used.read_response()->status, 200);
  EXPECT_EQ(silent.read_to_end(), "");
  EXPECT_EQ(used.read_to_end(), "");
  EXPECT_EQ(server.held(), 1u);
  server.release();
  EXPECT_EQ(waiting.read_response()->body, "/later");
}

TEST(Limits, a_caller_that_does_not_take_its_answer_is_given_up) {
  ServerLimits limits;
  limits.write = 200ms;
  RunningServer server(RunningServer::one_plain(limits));
  RawClient client(server.port());
  client.read_little();
  std::string requests;
  for (int i = 0; i < 16; ++i) requests += get("/large");
  client.send(requests);
  EXPECT_TRUE(wait_until([&] { return server.metric("zonefactor_http_timed_out_total") == 1; }));
  EXPECT_EQ(server.metric("zonefactor_http_connections"), 0);
}

TEST(Limits, beyond_the_most_connections_the_next_is_closed_at_once_and_there_is_room_again_later) {
  ServerLimits limits;
  limits.connections = 2;
  RunningServer server(RunningServer::one_plain(limits));
  RawClient first(server.port());
  {
    RawClient second(server.port());
    second.send(get("/b"));
    EXPECT_EQ(second.read_response()->status, 200);
    RawClient third(server.port());
    EXPECT_EQ(third.read_to_end(), "");
    EXPECT_EQ(server.metric("zonefactor_http_turned_away_total"), 1);
  }
  ASSERT_TRUE(wait_until([&] { return server.metric("zonefactor_http_connections") == 1; }));
  RawClient fourth(server.port());
  fourth.send(get("/d"));
  EXPECT_EQ(fourth.read_response()->body, "/d");
}

TEST(Limits, who_connects_and_asks_nothing_gives_way_to_who_asks) {
  ServerLimits limits;
  limits.connections = 3;
  RunningServer server(RunningServer::one_plain(limits));
  RawClient asked(server.port());
  asked.send(get("/a"));
  EXPECT_EQ(asked.read_response()->status, 200);
  RawClient silent(server.port());
  RawClient another(server.port());
  std::this_thread::sleep_for(1100ms);  // what is tested is that they stayed silent for a second
  RawClient late(server.port());
  late.send(get("/b"));
  EXPECT_EQ(late.read_response()->body, "/b");
  asked.send(get("/c"));
  EXPECT_EQ(asked.read_response()->body, "/c");
}

}  // namespace
}  // namespace zonefactor::http
