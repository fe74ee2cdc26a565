// The client that asks a witness: against the real one, and against ones that lie or stall.
#include "adapters/witness/witness_client.h"

#include <gmock/gmock.h>
#include <httplib.h>

#include <atomic>
#include <thread>

#include "service/journal/cosignature.h"
#include "tests/integration/http/certificates.h"
#include "tests/integration/witness/running_witness.h"
#include "tests/support/wait.h"
#include "tests/unit/tlog/sample_keys.h"

namespace zonefactor::witness_test {
namespace {

using testing::HasSubstr;
using witness::Conflict;
using witness::HeldAnswer;
using witness::HeldNote;
using witness::Refused;
using witness::SampleLog;
using witness::SignatureLines;
using witness::Unreachable;
using witness::WitnessAddress;
using witness::WitnessAnswer;
using witness::WitnessClient;

WitnessAnswer ask(WitnessClient& client, const SampleLog& log, std::uint64_t old_size,
                  std::uint64_t size) {
  return client.cosign(old_size, log.proof(old_size, size), log.note(size).bytes());
}

std::string url(std::uint16_t port) {
  return "http://127.0.0.1:" + std::to_string(port);
}

TEST(WitnessClient, gets_good_cosignatures_and_the_size_to_ask_from) {
  const SampleLog log;
  RunningWitness witness({log.settings()});
  witness.start();
  WitnessClient client({.url = url(witness.port()), .ca_file = "", .key = witness.key()});
  const WitnessAnswer first = ask(client, log, 0, 5);
  const auto* lines = std::get_if<SignatureLines>(&first);
  ASSERT_NE(lines, nullptr);
  const auto cosigned = journal::cosigned_by({log.note(5).text, lines->lines}, witness.key());
  EXPECT_EQ(cosigned.verdict, journal::Verdict::good);
  EXPECT_EQ(cosigned.posix_seconds, lines->posix_seconds);

  const WitnessAnswer conflict = ask(client, log, 0, 9);
  ASSERT_TRUE(std::holds_alternative<Conflict>(conflict));
  EXPECT_EQ(std::get<Conflict>(conflict).size, 5u);
  EXPECT_TRUE(std::holds_alternative<SignatureLines>(ask(client, log, 5, 9)));

  const SampleLog forked(log.origin(), 1, 3);
  const WitnessAnswer refused = ask(client, forked, 9, 9);
  ASSERT_TRUE(std::holds_alternative<Refused>(refused));
  EXPECT_EQ(std::get<Refused>(refused).status, 422);
  EXPECT_THAT(std::get<Refused>(refused).words, HasSubstr("does not follow"));
}

TEST(WitnessClient, gets_the_checkpoint_that_the_witness_holds) {
  const SampleLog log;
  RunningWitness witness({log.settings()});
  witness.start();
  WitnessClient client({.url = url(witness.port()) + "/", .ca_file = "", .key = witness.key()});
  const HeldAnswer none = client.held(log.origin());
  ASSERT_TRUE(std::holds_alternative<Refused>(none));
  EXPECT_EQ(std::get<Refused>(none).status, 404);
  EXPECT_THAT(std::get<Refused>(none).words, HasSubstr("nothing of this log"));

  EXPECT_TRUE(std::holds_alternative<SignatureLines>(ask(client, log, 0, 5)));
  const HeldAnswer held = client.held(log.origin());
  ASSERT_TRUE(std::holds_alternative<HeldNote>(held));
  const auto note = journal::parse_note(std::get<HeldNote>(held).bytes);
  ASSERT_TRUE(note);
  EXPECT_EQ(journal::parse_checkpoint(note->text), log.checkpoint(5));
  EXPECT_EQ(journal::verdict_of(*note, log.key()), journal::Verdict::good);
  EXPECT_TRUE(std::holds_alternative<Refused>(client.held("zonefactor/other/2026")));
}

TEST(WitnessClient, outlives_a_restart_of_the_witness) {
  const SampleLog log;
  RunningWitness witness({log.settings()});
  witness.start();
  WitnessClient client({.url = url(witness.port()) + "/", .ca_file = "", .key = witness.key()});
  EXPECT_TRUE(std::holds_alternative<SignatureLines>(ask(client, log, 0, 5)));
  witness.kill9();
  EXPECT_TRUE(std::holds_alternative<Unreachable>(ask(client, log, 5, 6)));
  witness.start();
  EXPECT_TRUE(std::holds_alternative<SignatureLines>(ask(client, log, 5, 6)));
}

TEST(WitnessClient, believes_only_its_authority_over_tls) {
  http::Certificates certificates;
  certificates.make_ca("other");
  const SampleLog log;
  RunningWitness witness({log.settings()},
                         "tls = { cert_file = \"" + certificates.file("server.pem") +
                             "\", key_file = \"" + certificates.file("server.key") + "\" }");
  witness.start();
  const std::string https = "https://127.0.0.1:" + std::to_string(witness.port());
  WitnessClient stranger(
      {.url = https, .ca_file = certificates.file("other.pem"), .key = witness.key()});
  EXPECT_TRUE(std::holds_alternative<Unreachable>(ask(stranger, log, 0, 5)));
  WitnessClient client(
      {.url = https, .ca_file = certificates.file("ca.pem"), .key = witness.key()});
  EXPECT_TRUE(std::holds_alternative<SignatureLines>(ask(client, log, 0, 5)));
}

TEST(WitnessClient, refuses_an_address_that_cannot_be_meant) {
  const auto key = journal::verifier_of("w", journal::KeyType::cosignature, journal::sample_key(9));
  for (const char* wrong : {"", "127.0.0.1:8790", "ftp://w", "https://w/a b", "http://w/?x"}) {
    EXPECT_THROW(WitnessClient({.url = wrong, .ca_file = "", .key = key}), std::invalid_argument)
        << wrong;
  }
  auto log_key = key;
  log_key.type = journal::KeyType::note;
  EXPECT_THROW(WitnessClient({.url = "http://w", .ca_file = "", .key = log_key}),
               std::invalid_argument);
  WitnessClient client({.url = "http://127.0.0.1:1", .ca_file = "", .key = key});
  EXPECT_THROW(client.cosign(0, {}, "no note"), std::invalid_argument);
}

// A witness that answers as a test tells it.
class LyingWitness {
 public:
  using Answer = std::function<void(const httplib::Request&, httplib::Response&)>;
  explicit LyingWitness(const Answer& answer) {
    server_.Post("/w1/add-checkpoint", answer);
    server_.Get("/w1/[0-9a-f]{64}/checkpoint", answer);
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    support::wait_until([this] { return server_.is_running(); });
  }
  ~LyingWitness() {
    server_.stop();
    thread_.join();
  }
  WitnessAnswer asked(std::chrono::milliseconds time = std::chrono::seconds(20)) const {
    WitnessClient client(address(time));
    return ask(client, SampleLog(), 0, 5);
  }
  HeldAnswer held(std::chrono::milliseconds time = std::chrono::seconds(20)) const {
    WitnessClient client(address(time));
    return client.held(SampleLog().origin());
  }
  static journal::VerifierKey key() {
    return journal::verifier_of("w", journal::KeyType::cosignature, journal::sample_key(9));
  }

 private:
  WitnessAddress address(std::chrono::milliseconds time) const {
    return {.url = url(static_cast<std::uint16_t>(port_)) + "/w1",
            .ca_file = "",
            .key = key(),
            .connect_timeout = std::chrono::seconds(3),
            .whole_timeout = time};
  }

  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

WitnessAnswer answered(int status, const std::string& body,
                       const std::string& type = "text/plain") {
  const LyingWitness witness([&](const httplib::Request&, httplib::Response& response) {
    response.status = status;
    response.set_content(body, type.c_str());
  });
  return witness.asked();
}

std::string good_line(std::uint64_t size = 5, std::uint64_t time = 1000, std::uint8_t key = 9) {
  return journal::line_of(
      journal::cosign(SampleLog().note(size).text, "w", journal::sample_key(key), time));
}

void expect_refused(const WitnessAnswer& answer, const std::string& words) {
  ASSERT_TRUE(std::holds_alternative<Refused>(answer)) << answer.index();
  EXPECT_THAT(std::get<Refused>(answer).words, HasSubstr(words));
}

TEST(WitnessClient, ignores_lines_of_others) {
  const WitnessAnswer answer = answered(200, good_line(5, 7, 8) + good_line());
  ASSERT_TRUE(std::holds_alternative<SignatureLines>(answer));
  EXPECT_EQ(std::get<SignatureLines>(answer).lines.size(), 1u);
  EXPECT_EQ(std::get<SignatureLines>(answer).posix_seconds, 1000u);
}

TEST(WitnessClient, hands_on_no_line_that_is_not_good) {
  expect_refused(answered(200, good_line(6)), "does not verify");
  expect_refused(answered(200, good_line() + good_line(6)), "does not verify");
  expect_refused(answered(200, good_line(5, 0)), "does not verify");
  expect_refused(answered(200, good_line(5, 1000, 8)), "without a line by its key");
  expect_refused(answered(200, ""), "without a line by its key");
  expect_refused(answered(200, "<html>\n"), "something else");
  std::string cut = good_line();
  cut.pop_back();
  expect_refused(answered(200, cut), "something else");
}

TEST(WitnessClient, takes_a_conflict_only_as_the_protocol_has_it) {
  const char* const type = "text/x.tlog.size";
  const WitnessAnswer answer = answered(409, "17\n", type);
  ASSERT_TRUE(std::holds_alternative<Conflict>(answer));
  EXPECT_EQ(std::get<Conflict>(answer).size, 17u);
  expect_refused(answered(409, "17\n"), "without the size");
  expect_refused(answered(409, "17", type), "without the size");
  expect_refused(answered(409, "017\n", type), "without the size");
  expect_refused(answered(409, "17\n18\n", type), "without the size");
}

TEST(WitnessClient, repeats_of_a_refusal_one_printable_line) {
  const WitnessAnswer answer = answered(403, "no\x1b[31m\nsecond" + std::string(5000, 'x'));
  ASSERT_TRUE(std::holds_alternative<Refused>(answer));
  EXPECT_EQ(std::get<Refused>(answer).status, 403);
  EXPECT_THAT(std::get<Refused>(answer).words, testing::StartsWith("no?[31m?secondx"));
  EXPECT_LE(std::get<Refused>(answer).words.size(), 200u);
}

TEST(WitnessClient, follows_no_redirection) {
  const LyingWitness witness([](const httplib::Request&, httplib::Response& response) {
    response.set_redirect("/w1/add-checkpoint");
  });
  const WitnessAnswer answer = witness.asked();
  ASSERT_TRUE(std::holds_alternative<Refused>(answer));
  EXPECT_EQ(std::get<Refused>(answer).status, 302);
  const HeldAnswer held = witness.held();
  ASSERT_TRUE(std::holds_alternative<Refused>(held));
  EXPECT_EQ(std::get<Refused>(held).status, 302);
}

TEST(WitnessClient, gives_up_on_an_answer_without_end) {
  const LyingWitness witness([](const httplib::Request&, httplib::Response& response) {
    response.set_chunked_content_provider("text/plain", [](std::size_t, httplib::DataSink& sink) {
      const std::string block(8192, 'a');
      return sink.write(block.data(), block.size());
    });
  });
  const WitnessAnswer answer = witness.asked();
  ASSERT_TRUE(std::holds_alternative<Unreachable>(answer));
  EXPECT_THAT(std::get<Unreachable>(answer).why, HasSubstr("no end"));
  const HeldAnswer held = witness.held();
  ASSERT_TRUE(std::holds_alternative<Unreachable>(held));
  EXPECT_THAT(std::get<Unreachable>(held).why, HasSubstr("no end"));
}

TEST(WitnessClient, gives_up_on_an_answer_that_drips) {
  const LyingWitness witness([](const httplib::Request&, httplib::Response& response) {
    response.set_chunked_content_provider("text/plain", [](std::size_t, httplib::DataSink& sink) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      return sink.write("a", 1);
    });
  });
  const auto begun = std::chrono::steady_clock::now();
  const WitnessAnswer answer = witness.asked(std::chrono::milliseconds(300));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(10));
  ASSERT_TRUE(std::holds_alternative<Unreachable>(answer));
  EXPECT_THAT(std::get<Unreachable>(answer).why, HasSubstr("too long"));
  EXPECT_TRUE(std::holds_alternative<Unreachable>(witness.held(std::chrono::milliseconds(300))));
}

TEST(WitnessClient, nobody_there_is_unreachable) {
  WitnessClient client(
      {.url = url(support::free_port()), .ca_file = "", .key = LyingWitness::key()});
  const WitnessAnswer answer = ask(client, SampleLog(), 0, 5);
  ASSERT_TRUE(std::holds_alternative<Unreachable>(answer));
  EXPECT_FALSE(std::get<Unreachable>(answer).why.empty());
}

}  // namespace
}  // namespace zonefactor::witness_test
