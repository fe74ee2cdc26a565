// The whole protocol against the running program, as C2SP tlog-witness has it.
#include <gmock/gmock.h>
#include <httplib.h>

#include "service/journal/cosignature.h"
#include "service/journal/sha256.h"
#include "tests/integration/http/certificates.h"
#include "tests/integration/witness/running_witness.h"

namespace zonefactor::witness_test {
namespace {

using testing::HasSubstr;
using witness::SampleLog;

class WitnessProtocol : public testing::Test {
 protected:
  void SetUp() override { witness_.start(); }
  Reply ask(std::uint64_t old_size, std::uint64_t size) {
    return witness_.post(log_.body(old_size, size));
  }
  SampleLog log_;
  SampleLog forked_{log_.origin(), 1, 3};
  RunningWitness witness_{{log_.settings()}};
};

TEST_F(WitnessProtocol, cosigns_with_its_own_clock_and_serves_what_it_cosigned) {
  const auto seconds = [] {
    return static_cast<std::uint64_t>(
        std::chrono::system_clock::to_time_t(std::chrono::system_clock::now()));
  };
  EXPECT_EQ(witness_.latest(log_.origin()).status, 404);
  const std::uint64_t before = seconds();
  const Reply reply = ask(0, 5);
  ASSERT_EQ(reply.status, 200);
  const auto line = journal::parse_signature_line(reply.body);
  ASSERT_TRUE(line) << reply.body;
  const auto cosigned = journal::cosigned_by({log_.note(5).text, {*line}}, witness_.key());
  EXPECT_EQ(cosigned.verdict, journal::Verdict::good);
  EXPECT_GE(cosigned.posix_seconds, before);
  EXPECT_LE(cosigned.posix_seconds, seconds());

  const Reply latest = witness_.latest(log_.origin());
  EXPECT_EQ(latest.status, 200);
  EXPECT_EQ(latest.type, "text/plain; charset=utf-8");
  journal::SignedNote expected = log_.note(5);
  expected.signatures.push_back(*line);
  EXPECT_EQ(latest.body, expected.bytes());
}

TEST_F(WitnessProtocol, has_each_of_its_answers) {
  EXPECT_EQ(witness_.post("old x\n").status, 400);
  EXPECT_EQ(witness_.post(SampleLog("zonefactor/other/2026").body(0, 5)).status, 404);
  EXPECT_EQ(witness_.post(SampleLog(log_.origin(), 2).body(0, 5)).status, 403);
  EXPECT_EQ(ask(0, 5).status, 200);
  EXPECT_EQ(ask(6, 5).status, 400);
  const Reply conflict = ask(0, 9);
  EXPECT_EQ(conflict.status, 409);
  EXPECT_EQ(conflict.type, "text/x.tlog.size");
  EXPECT_EQ(conflict.body, "5\n");
  EXPECT_EQ(witness_.post(forked_.body(5, 9)).status, 422);
  EXPECT_EQ(witness_.post(forked_.body(5, 5)).status, 422);
  EXPECT_THAT(witness_.log(), HasSubstr("the log has signed two roots of size 5"));
  EXPECT_EQ(ask(5, 9).status, 200);
  EXPECT_EQ(ask(9, 9).status, 200);
}

TEST_F(WitnessProtocol, keeps_its_word_after_a_restart) {
  EXPECT_EQ(ask(0, 5).status, 200);
  EXPECT_EQ(witness_.stop(), 0);
  witness_.start();
  EXPECT_EQ(ask(0, 9).body, "5\n");
  EXPECT_EQ(witness_.post(forked_.body(5, 5)).status, 422);
  EXPECT_EQ(ask(5, 9).status, 200);
}

TEST_F(WitnessProtocol, keeps_a_connection_for_the_next_request) {
  httplib::Client client("127.0.0.1", witness_.port());
  client.set_keep_alive(true);
  std::uint64_t last = 0;
  for (const std::uint64_t size : {1u, 2u, 7u, 64u}) {
    const auto reply = client.Post("/add-checkpoint", log_.body(last, size), "text/plain");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 200);
    EXPECT_FALSE(reply->has_header("Connection"));
    last = size;
  }
}

TEST_F(WitnessProtocol, knows_two_paths_and_their_methods) {
  EXPECT_EQ(witness_.get("/").status, 404);
  EXPECT_EQ(witness_.get("/add-checkpoint").status, 405);
  EXPECT_EQ(witness_.get("/add-checkpoint/").status, 404);
  EXPECT_EQ(witness_.post(log_.body(0, 5), "/add-checkpoint?").status, 404);
  const std::string hash = journal::hex(journal::sha256(log_.origin()));
  EXPECT_EQ(witness_.post("", "/" + hash + "/checkpoint").status, 405);
  EXPECT_EQ(ask(0, 5).status, 200);
  EXPECT_EQ(witness_.get("/" + hash + "/checkpoint").status, 200);
  std::string upper = hash;
  for (char& c : upper) c = static_cast<char>(std::toupper(c));
  EXPECT_EQ(witness_.get("/" + upper + "/checkpoint").status, 404);
  EXPECT_EQ(witness_.get("/" + hash + "/checkpoint/").status, 404);
  EXPECT_EQ(witness_.get("/../" + hash + "/checkpoint").status, 404);
  EXPECT_EQ(witness_.get("/" + hash).status, 404);
}

TEST(WitnessOverTls, speaks_the_same_protocol_and_nothing_in_the_clear) {
  const http::Certificates certificates;
  const SampleLog log;
  RunningWitness witness({log.settings()},
                         "tls = { cert_file = \"" + certificates.file("server.pem") +
                             "\", key_file = \"" + certificates.file("server.key") + "\" }");
  witness.start();
  httplib::SSLClient client("127.0.0.1", witness.port());
  client.set_ca_cert_path(certificates.file("ca.pem").c_str());
  client.enable_server_certificate_verification(true);
  const auto reply = client.Post("/add-checkpoint", log.body(0, 5), "text/plain");
  ASSERT_TRUE(reply) << httplib::to_string(reply.error());
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(witness.post(log.body(5, 6)).status, 0) << "without TLS";
  EXPECT_EQ(witness.stop(), 0);
}

}  // namespace
}  // namespace zonefactor::witness_test
