// Bytes from people who mean harm: refused within limits, and the next honest request is answered.
#include <gmock/gmock.h>

#include <random>

#include "service/journal/witness_request.h"
#include "tests/integration/http/raw_client.h"
#include "tests/integration/witness/running_witness.h"

namespace zonefactor::witness_test {
namespace {

using http::RawClient;
using witness::SampleLog;

class HostileToWitness : public testing::Test {
 protected:
  void SetUp() override { witness_.start(); }
  void TearDown() override {
    EXPECT_EQ(witness_.post(log_.body(0, 5)).status, 200) << "an honest log is still served";
    EXPECT_EQ(witness_.stop(), 0);
  }
  int status_of(const std::string& bytes) {
    RawClient client(witness_.port());
    client.send(bytes);
    const auto response = client.read_response();
    return response ? response->status : 0;
  }
  static std::string head(std::size_t length) {
    return "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: " + std::to_string(length) +
           "\r\n";
  }
  SampleLog log_;
  RunningWitness witness_{{log_.settings()}, "", "[limits]\nrequest_timeout = \"1s\"\n"};
};

TEST_F(HostileToWitness, a_body_beyond_the_limit_is_refused_before_it_is_read) {
  EXPECT_EQ(status_of(head(journal::kMaxWitnessRequestBytes + 1) + "\r\no"), 413);
  EXPECT_EQ(status_of(head(std::size_t{1} << 40) + "\r\no"), 413);
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'a') + "\r\n";
  EXPECT_EQ(status_of("POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n"
                      "\r\n" +
                      chunk + chunk),
            413);
}

TEST_F(HostileToWitness, a_header_beyond_the_limit_is_refused) {
  EXPECT_EQ(status_of(head(0) + "X: " + std::string(20'000, 'x') + "\r\n\r\n"), 431);
  std::string many;
  for (int i = 0; i < 4000; ++i) many += "X: y\r\n";
  EXPECT_EQ(status_of(head(0) + many + "\r\n"), 431);
}

TEST_F(HostileToWitness, a_request_that_never_ends_is_ended) {
  EXPECT_EQ(status_of(head(100) + "\r\nold 0\n"), 408);
}

TEST_F(HostileToWitness, compressed_bodies_are_not_unpacked) {
  EXPECT_EQ(status_of(head(20) + "Content-Encoding: gzip\r\n\r\n" +
                      std::string("\x1f\x8b\x08\0\0\0\0\0\0\3", 10) + std::string(10, '\0')),
            400);
}

TEST_F(HostileToWitness, random_and_mutated_bodies_are_refused) {
  std::minstd_rand random(7);
  const std::string honest = log_.body(0, 5);
  for (int i = 0; i < 300; ++i) {
    std::string body = honest;
    if (i % 3 == 0) {
      body.resize(random() % body.size());
    } else {
      for (int n = 0; n <= i % 4; ++n) {
        const std::size_t at = random() % body.size();
        body[at] = static_cast<char>(static_cast<unsigned char>(body[at]) ^ (1 + random() % 255));
      }
    }
    const Reply reply = witness_.post(body);
    EXPECT_THAT(reply.status, testing::AnyOf(400, 403, 404, 409, 422)) << body;
  }
}

TEST_F(HostileToWitness, as_many_lines_and_signatures_as_fit_are_refused) {
  std::string lines;
  const std::string hash(43, 'A');
  while (lines.size() + 45 < 60'000) lines += hash + "=\n";
  EXPECT_EQ(witness_.post("old 1\n" + lines + "\n" + log_.note(5).bytes()).status, 400);
  journal::SignedNote note = log_.note(5);
  note.signatures.resize(65, note.signatures[0]);
  EXPECT_EQ(witness_.post(journal::WitnessRequest{0, {}, note}.text()).status, 400);
}

TEST_F(HostileToWitness, refusals_do_not_fill_the_log) {
  for (int i = 0; i < 200; ++i) witness_.post("old x\n");
  EXPECT_LT(witness_.log().size(), 2000u);
}

}  // namespace
}  // namespace zonefactor::witness_test
