// HTTP/1.1 over a plain socket: framing, order, and what is refused as no request at all.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/integration/http/raw_client.h"
#include "tests/integration/http/running_server.h"
#include "tests/support/wait.h"

namespace zonefactor::http {
namespace {

using support::wait_until;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Protocol, a_connection_is_kept_and_answers_again) {
  RunningServer server;
  RawClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(client.send(post("/echo", fmt::format("{{\"i\":{}}}", i))));
    const auto response = client.read_response();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 200);
    EXPECT_EQ(response->body, fmt::format("{{\"i\":{}}}", i));
    EXPECT_THAT(response->head, HasSubstr("\r\nDate: "));
    EXPECT_THAT(response->head, Not(HasSubstr("Connection:")));
  }
  EXPECT_EQ(server.metric("zonefactor_http_accepted_total"), 1);
}

TEST(Protocol, headers_reach_the_handler) {
  RunningServer server;
  RawClient client(server.port());
  client.send(
      "GET /head HTTP/1.1\r\nhost: x\r\nCONTENT-TYPE: application/json; charset=utf-8\r\n"
      "authorization: Bearer k e y\r\nx-request-id: 6f6b\r\nX-Other: 1\r\n\r\n");
  const auto response = client.read_response();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, "GET|application/json; charset=utf-8|Bearer k e y|6f6b");
  EXPECT_THAT(response->head, HasSubstr("X-Request-ID: 6f6b\r\n"));
}

TEST(Protocol, a_request_may_come_byte_by_byte) {
  RunningServer server;
  RawClient client(server.port());
  for (const char byte : post("/echo", "{\"slow\":true}")) {
    ASSERT_TRUE(client.send(std::string_view(&byte, 1)));
  }
  const auto response = client.read_response();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, "{\"slow\":true}");
}

TEST(Protocol, pipelined_requests_are_answered_in_their_order) {
  RunningServer server;
  RawClient client(server.port());
  std::string bytes;
  for (int i = 0; i < 500; ++i) bytes += post("/echo", fmt::format("body {}", i));
  ASSERT_TRUE(client.send(bytes));
  for (int i = 0; i < 500; ++i) {
    const auto response = client.read_response();
    ASSERT_TRUE(response) << i;
    EXPECT_EQ(response->body, fmt::format("body {}", i));
  }
}

TEST(Protocol, a_pipelined_request_waits_until_the_one_before_is_answered) {
  RunningServer server;
  RawClient client(server.port());
  ASSERT_TRUE(client.send(get("/later/1") + get("/later/2") + get("/now")));
  ASSERT_TRUE(wait_until([&] { return server.held() == 1; }));
  EXPECT_EQ(server.held(), 1u) << "the second has not been handed on";
  server.release();
  EXPECT_EQ(client.read_response()->body, "/later/1");
  ASSERT_TRUE(wait_until([&] { return server.held() == 1; }));
  server.release();
  EXPECT_EQ(client.read_response()->body, "/later/2");
  EXPECT_EQ(client.read_response()->body, "/now");
}

TEST(Protocol, a_client_that_has_ended_its_sending_still_gets_its_answer) {
  RunningServer server;
  RawClient client(server.port());
  client.send(get("/later/x"));
  client.end_sending();
  ASSERT_TRUE(wait_until([&] { return server.held() == 1; }));
  server.release();
  const auto response = client.read_response();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, "/later/x");
  EXPECT_EQ(client.read_to_end(), "");
}

TEST(Protocol, a_client_that_left_is_forgotten_when_its_answer_comes) {
  RunningServer server;
  {
    RawClient client(server.port());
    client.send(get("/later/x"));
    ASSERT_TRUE(wait_until([&] { return server.held() == 1; }));
  }
  server.release();
  EXPECT_TRUE(wait_until([&] { return server.metric("zonefactor_http_connections") == 0; }));
}

TEST(Protocol, a_truncated_request_gets_no_answer_and_harms_nothing) {
  RunningServer server;
  const std::string whole = post("/echo", "0123456789");
  for (std::size_t cut = 0; cut < whole.size(); cut += 7) {
    RawClient client(server.port());
    client.send(whole.substr(0, cut));
    client.end_sending();
    EXPECT_EQ(client.read_to_end(), "") << cut;
  }
  EXPECT_TRUE(wait_until([&] { return server.metric("zonefactor_http_connections") == 0; }));
}

TEST(Protocol, http_1_0_closes_unless_asked_to_stay) {
  RunningServer server;
  RawClient closes(server.port());
  closes.send("GET /a HTTP/1.0\r\n\r\n");
  EXPECT_THAT(closes.read_to_end(), HasSubstr("Connection: close\r\n"));
  RawClient stays(server.port());
  stays.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_THAT(stays.read_response()->head, HasSubstr("Connection: keep-alive\r\n"));
  stays.send(get("/b"));
  EXPECT_EQ(stays.read_response()->body, "/b");
}

TEST(Protocol, connection_close_is_obeyed_and_what_follows_is_not_read) {
  RunningServer server;
  RawClient client(server.port());
  client.send("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" + get("/b"));
  const std::string all = client.read_to_end();
  EXPECT_THAT(all, HasSubstr("\r\n\r\n/a"));
  EXPECT_THAT(all, Not(HasSubstr("/b")));
}

TEST(Protocol, head_has_the_length_and_not_the_body) {
  RunningServer server;
  RawClient client(server.port());
  client.send("HEAD /abc HTTP/1.1\r\nHost: x\r\n\r\n" + get("/next"));
  const auto head = client.read_response(true);
  ASSERT_TRUE(head);
  EXPECT_THAT(head->head, HasSubstr("Content-Length: 4\r\n"));
  EXPECT_EQ(client.read_response()->body, "/next");
}

TEST(Protocol, a_chunked_body_is_put_together_and_its_trailers_mean_nothing) {
  RunningServer server;
  RawClient client(server.port());
  const std::string head = "POST /head HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  client.send(head +
              "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nAuthorization: Bearer smuggled\r\n\r\n");
  EXPECT_EQ(client.read_response()->body, "POST|||");
  client.send(
      "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
      "chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  EXPECT_EQ(client.read_response()->body, "abcde");
}

TEST(Protocol, a_client_that_waits_for_leave_to_send_its_body_gets_it) {
  RunningServer server;
  RawClient client(server.port());
  client.send(
      "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(client.read_response()->status, 100);
  client.send("hello");
  EXPECT_EQ(client.read_response()->body, "hello");
}

TEST(Protocol, what_readers_could_disagree_about_is_refused_and_closes) {
  RunningServer server;
  const std::vector<std::pair<std::string, int>> cases{
      {"nonsense\r\n\r\n", 400},
      {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n", 400},
      {"GET /a HTTP/1.1\r\n\r\n", 400},
      {"GET /a HTTP/2.0\r\nHost: x\r\n\r\n", 400},
      {"GET /a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400},
      {"GET /a HTTP/1.1\r\nHost: x\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n", 400},
      {"GET /a HTTP/1.1\r\nHost : x\r\n\r\n", 400},
      {"GET /a HTTP/1.1\nHost: x\n\n", 400},
      {"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
      {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400},
      {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n", 400},
      {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: "
       "chunked\r\n\r\n0\r\n\r\n",
       400},
      {"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: "
       "3\r\n\r\n0\r\n\r\n",
       400},
      {"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400},
      {"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", 400},
      {"POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n",
       400},
      {"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
       "chunked\r\n\r\nffffffffffffffff1\r\nab\r\n",
       400},
      {"POST /a HTTP/1.1\r\nHost: x\r\nExpect: the-unexpected\r\nContent-Length: 1\r\n\r\na", 417},
  };
  for (const auto& [bytes, status] : cases) {
    RawClient client(server.port());
    client.send(bytes + get("/smuggled"));
    const std::string all = client.read_to_end();
    EXPECT_THAT(all, StartsWith(fmt::format("HTTP/1.1 {}", status))) << bytes;
    EXPECT_THAT(all, HasSubstr("Connection: close\r\n")) << bytes;
    EXPECT_THAT(all, Not(HasSubstr("\r\n\r\n/"))) << bytes;
  }
  EXPECT_EQ(server.metric("zonefactor_http_refused_total"), static_cast<long>(cases.size()));
}

TEST(Protocol, a_plain_client_on_a_wrong_port_or_random_bytes_never_stop_the_server) {
  RunningServer server;
  std::mt19937 random(7);
  const std::string valid = post("/echo", "{\"subject\":1}");
  for (int round = 0; round < 400; ++round) {
    std::string bytes = valid;
    for (auto edits = random() % 6; edits > 0; --edits) {
      const std::size_t at = random() % bytes.size();
      switch (random() % 3) {
        case 0:
          bytes[at] = static_cast<char>(random() % 256);
          break;
        case 1:
          bytes.insert(at, 1, "\r\n: 0"[random() % 5]);
          break;
        default:
          bytes.erase(at, 1 + random() % 3);
      }
      if (bytes.empty()) bytes.push_back('G');
    }
    RawClient client(server.port());
    client.send(bytes);
    client.end_sending();
    const std::string all = client.read_to_end();
    EXPECT_TRUE(all.empty() || all.substr(0, 9) == "HTTP/1.1 ") << bytes;
  }
  RawClient client(server.port());
  client.send(get("/alive"));
  EXPECT_EQ(client.read_response()->body, "/alive");
}

TEST(Protocol, a_large_answer_arrives_whole_at_a_slow_reader) {
  RunningServer server;
  RawClient client(server.port());
  client.read_little();
  client.send(get("/large") + get("/next"));
  const auto large = client.read_response();
  ASSERT_TRUE(large);
  EXPECT_EQ(large->body.size(), 1024u * 1024u);
  EXPECT_EQ(client.read_response()->body, "/next");
}

}  // namespace
}  // namespace zonefactor::http
