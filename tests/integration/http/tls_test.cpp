// TLS as curl and openssl see it: versions, client certificates, reload, and the API behind it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "adapters/http/api.h"
#include "tests/integration/http/certificates.h"
#include "tests/integration/http/raw_client.h"
#include "tests/integration/http/running_server.h"
#include "tests/support/process.h"
#include "tests/support/wait.h"
#include "tests/unit/http/bench.h"

namespace zonefactor::http {
namespace {

using namespace std::chrono_literals;
using support::run;
using support::wait_until;
using testing::HasSubstr;
using testing::Not;

struct Answer {
  int exit = 0;
  std::string text;
};

// curl with the test's CA; `more` are further arguments.
Answer curl(const Certificates& certificates, std::uint16_t port, const std::string& path,
            std::vector<std::string> more = {}, const std::string& ca = "ca.pem") {
  std::vector<std::string> arguments{"curl",       "--silent", "--show-error",
                                     "--max-time", "20",       "--noproxy",
                                     "*",          "--cacert", certificates.file(ca)};
  arguments.insert(arguments.end(), more.begin(), more.end());
  arguments.push_back(fmt::format("https://127.0.0.1:{}{}", port, path));
  const auto result = run(arguments);
  return {result.status, result.output};
}

std::vector<std::string> as(const Certificates& certificates, const std::string& name) {
  return {"--cert", certificates.file(name + ".pem"), "--key", certificates.file(name + ".key")};
}

TEST(Tls, tls_1_3_is_spoken_and_1_2_refused) {
  Certificates certificates;
  RunningServer server(RunningServer::one_tls(certificates.server_options()));
  EXPECT_EQ(curl(certificates, server.port(), "/hello").text, "/hello");
  EXPECT_EQ(curl(certificates, server.port(), "/hello", {"--tlsv1.3"}).text, "/hello");
  EXPECT_NE(curl(certificates, server.port(), "/hello", {"--tls-max", "1.2"}).exit, 0);
  EXPECT_TRUE(
      wait_until([&] { return server.metric("zonefactor_http_handshakes_failed_total") == 1; }));
}

TEST(Tls, tls_1_2_is_spoken_where_the_listener_says_so_but_only_with_ecdhe_and_aead) {
  Certificates certificates;
  TlsOptions options = certificates.server_options();
  options.allow_tls12 = true;
  RunningServer server(RunningServer::one_tls(options));
  const std::vector<std::string> old{"--tls-max", "1.2"};
  EXPECT_EQ(curl(certificates, server.port(), "/hello", old).text, "/hello");
  for (const char* suite :
       {"ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA", "AES128-GCM-SHA256"}) {
    EXPECT_NE(curl(certificates, server.port(), "/", {"--tls-max", "1.2", "--ciphers", suite}).exit,
              0)
        << suite;
  }
  EXPECT_EQ(curl(certificates, server.port(), "/x",
                 {"--tls-max", "1.2", "--ciphers", "ECDHE-ECDSA-AES256-GCM-SHA384"})
                .text,
            "/x");
  EXPECT_NE(curl(certificates, server.port(), "/x", {"--tls-max", "1.1", "--tlsv1.0"}).exit, 0);
}

TEST(Tls, a_client_certificate_reaches_the_handler_with_fingerprint_and_subject) {
  Certificates certificates;
  certificates.make("terminal", "/O=Chuo/CN=ph-t01");
  RunningServer server(RunningServer::one_tls(certificates.server_options()));
  EXPECT_EQ(curl(certificates, server.port(), "/who", as(certificates, "terminal")).text,
            "CN=ph-t01,O=Chuo|" + certificates.fingerprint("terminal"));
  EXPECT_EQ(curl(certificates, server.port(), "/who").text, "") << "none is needed here";
}

TEST(Tls, a_certificate_of_another_authority_does_not_come_in) {
  Certificates certificates;
  certificates.make_ca("foreign");
  certificates.make("stranger", "/CN=ph-t01", "foreign");
  RunningServer server(RunningServer::one_tls(certificates.server_options()));
  EXPECT_NE(curl(certificates, server.port(), "/who", as(certificates, "stranger")).exit, 0);
}

TEST(Tls, where_certificates_are_required_none_without_comes_in) {
  Certificates certificates;
  certificates.make("terminal", "/CN=ph-t01");
  TlsOptions options = certificates.server_options();
  options.client_certificate_required = true;
  RunningServer server(RunningServer::one_tls(options));
  EXPECT_NE(curl(certificates, server.port(), "/who").exit, 0);
  EXPECT_THAT(curl(certificates, server.port(), "/who", as(certificates, "terminal")).text,
              HasSubstr("CN=ph-t01"));
}

TEST(Tls, a_large_body_is_echoed_and_a_connection_used_again) {
  Certificates certificates;
  RunningServer server(RunningServer::one_tls(certificates.server_options()));
  const std::string body(kEventsBodyLimit - 1, 'b');
  support::write_file(certificates.file("body"), body);
  const auto answer = curl(certificates, server.port(), "/big",
                           {"--data-binary", "@" + certificates.file("body"),
                            fmt::format("https://127.0.0.1:{}/big", server.port())});
  EXPECT_EQ(answer.text, body + body);
  EXPECT_EQ(server.metric("zonefactor_http_accepted_total"), 1);
}

TEST(Tls, reload_serves_the_new_certificate_and_lets_standing_connections_stand) {
  Certificates certificates;
  RunningServer server(RunningServer::one_tls(certificates.server_options()));
  const std::uint16_t port = server.port();
  support::Process standing(
      {"openssl", "s_client", "-quiet", "-connect", fmt::format("127.0.0.1:{}", port), "-CAfile",
       certificates.file("ca.pem")},
      {{}, get("/later/before"), {}, {}, {}});
  ASSERT_TRUE(wait_until([&] { return server.held() == 1; }));

  certificates.make_ca("ca2");
  certificates.make("server", "/CN=renewed", "ca2");
  std::optional<std::string> fault;
  server.on_loop([&] { fault = server.server().reload_certificates(); });
  EXPECT_EQ(fault, std::nullopt);
  EXPECT_NE(curl(certificates, port, "/new").exit, 0) << "the old authority knows it no more";
  EXPECT_EQ(curl(certificates, port, "/new", {}, "ca2.pem").text, "/new");
  server.release();
  EXPECT_TRUE(
      wait_until([&] { return standing.output().find("/later/before") != std::string::npos; }));
}

TEST(Tls, a_reload_at_fault_is_told_and_changes_nothing) {
  Certificates certificates;
  RunningServer server(RunningServer::one_tls(certificates.server_options()));
  support::write_file(certificates.file("server.key"), "no key");
  std::optional<std::string> fault;
  server.on_loop([&] { fault = server.server().reload_certificates(); });
  ASSERT_TRUE(fault);
  EXPECT_THAT(*fault, HasSubstr("server.key"));
  EXPECT_EQ(curl(certificates, server.port(), "/still").text, "/still");
}

TEST(Tls, files_at_fault_are_named_with_their_remedy) {
  Certificates certificates;
  certificates.make("other", "/CN=other");
  const auto fault_of = [&](const std::function<void(TlsOptions&)>& change) -> std::string {
    TlsOptions options = certificates.server_options();
    change(options);
    try {
      RunningServer server(RunningServer::one_tls(options));
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return {};
  };
  EXPECT_THAT(fault_of([](TlsOptions& o) { o.certificate_file += ".not"; }),
              HasSubstr("server.pem.not"));
  EXPECT_THAT(fault_of([&](TlsOptions& o) { o.key_file = certificates.file("other.key"); }),
              HasSubstr("certificate named beside it"));
  EXPECT_THAT(fault_of([&](TlsOptions& o) { o.client_ca_file = certificates.file("server.key"); }),
              HasSubstr("client_ca"));
  EXPECT_THAT(fault_of([](TlsOptions& o) {
                o.client_ca_file.clear();
                o.client_certificate_required = true;
              }),
              HasSubstr("client_ca_file"));
}

TEST(Tls, a_plain_client_or_a_silent_one_is_turned_away) {
  Certificates certificates;
  ServerOptions options = RunningServer::one_tls(certificates.server_options());
  options.limits.handshake = 200ms;
  RunningServer server(options);
  RawClient plain(server.port());
  plain.send(get("/a"));
  EXPECT_THAT(plain.read_to_end(), Not(HasSubstr("HTTP/1.1 200")));
  RawClient silent(server.port());
  EXPECT_EQ(silent.read_to_end(), "");
}

TEST(Tls, refused_requests_are_told_why_over_tls_too) {
  Certificates certificates;
  RunningServer server(RunningServer::one_tls(certificates.server_options()));
  support::write_file(certificates.file("body"), std::string(200000, 'b'));
  const auto answer = curl(certificates, server.port(), "/echo",
                           {"--include", "--data-binary", "@" + certificates.file("body")});
  EXPECT_THAT(answer.text, HasSubstr("HTTP/1.1 413"));
}

TEST(Tls, T1_a_terminals_certificate_proves_it_to_the_api) {
  Certificates certificates;
  certificates.make("terminal", "/CN=ph-t01");
  certificates.make("stranger", "/CN=ph-t01");
  Bench bench;
  Peer peer;
  peer.name = "terminal-by-certificate";
  peer.facility = "chuo";
  peer.certificates = {certificates.fingerprint("terminal")};
  peer.terminals = {"ph-t01"};
  peer.addresses = {"127.0.0.0/8"};
  bench.use_peers({peer});
  bench.clock.at = std::chrono::time_point_cast<core::Duration>(std::chrono::system_clock::now());
  RunningServer server(
      RunningServer::one_tls(certificates.server_options()),
      [&](const Request& request, Reply reply) { bench.api.handle(request, std::move(reply)); },
      [&](const Request& head) { return bench.api.body_allowance(head); });
  const auto ask = [&](std::vector<std::string> credential) {
    std::vector<std::string> more{"--include",
                                  "--header",
                                  "Content-Type: application/json",
                                  "--header",
                                  "X-Request-ID: 6f6b",
                                  "--data",
                                  std::string(kQuestion)};
    more.insert(more.end(), credential.begin(), credential.end());
    return curl(certificates, server.port(), "/access/v1/evaluation", more).text;
  };
  const std::string answer = ask(as(certificates, "terminal"));
  EXPECT_THAT(answer, HasSubstr("HTTP/1.1 200 OK"));
  EXPECT_THAT(answer, HasSubstr("ZoneFactor-Entry: chuo/2026/184502"));
  EXPECT_THAT(answer, HasSubstr("X-Request-ID: 6f6b"));
  EXPECT_THAT(answer, HasSubstr(R"({"decision":true,)"));
  EXPECT_THAT(ask(as(certificates, "stranger")), HasSubstr("HTTP/1.1 401"));
  EXPECT_THAT(ask({}), HasSubstr("WWW-Authenticate: Bearer"));
  EXPECT_THAT(ask({"--header", "Authorization: Bearer terminal"}), HasSubstr("HTTP/1.1 200 OK"));
  ASSERT_EQ(bench.service.questions.size(), 2u);
  EXPECT_EQ(bench.service.questions[0].proof, core::TerminalProof::certificate);
  EXPECT_EQ(bench.service.questions[1].proof, core::TerminalProof::key);
}

}  // namespace
}  // namespace zonefactor::http
