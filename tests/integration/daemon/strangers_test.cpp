// The running service's log before programs of others: our witness on its own, and Debian's Go
// verifier over HTTP.
#include <gtest/gtest.h>

#include <filesystem>

#include "service/engine/log_signer.h"
#include "service/journal/checkpoint.h"
#include "service/journal/cosignature.h"
#include "service/journal/signed_note.h"
#include "tests/integration/daemon/running_service.h"
#include "tests/integration/witness/running_witness.h"
#include "tests/support/wait.h"

namespace zonefactor::daemon_test {
namespace {

using namespace std::chrono_literals;

// The fiscal year of the host's clock in Japan: that of a log begun now.
std::string this_fiscal_year() {
  const auto japan = std::chrono::system_clock::now() + 9h;
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(japan)};
  const int year = static_cast<int>(date.year());
  return std::to_string(date.month() < std::chrono::April ? year - 1 : year);
}

std::string checkpoint_of(RunningService& service) {
  const auto answer =
      service.client("terminal").Get("/log/chuo/" + this_fiscal_year() + "/checkpoint");
  return answer && answer->status == 200 ? answer->body : std::string();
}

std::string watched_by(const witness_test::RunningWitness& witness) {
  return "[[facility.witness]]\nvkey = \"" + witness.key().text() +
         "\"\nurl = \"http://127.0.0.1:" + std::to_string(witness.port()) + "\"\n";
}

// A log's private key, and what a witness knows it by.
struct LogKey {
  std::string pem;
  journal::VerifierKey verifier;
};

LogKey new_log_key() {
  std::vector<journal::PrivateKey> keys;
  keys.push_back(journal::PrivateKey::generate());
  const std::string pem = keys[0].to_pem();
  const engine::LogSigner signer("chuo", std::move(keys));
  const auto told = signer.verifier_keys(std::stoi(this_fiscal_year()));
  return {pem, journal::parse_verifier_key(told.front()).value()};
}

void sign_with(const std::string& key_pem, const RunningService& service) {
  const auto key_file = service.directory() / "state/log-keys/chuo.pem";
  std::filesystem::create_directories(key_file.parent_path());
  support::write_file(key_file, key_pem);
  std::filesystem::permissions(
      key_file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(Strangers, V3_a_witness_cosigns_the_running_log_and_keeps_it_from_being_set_back) {
  const LogKey log_key = new_log_key();
  const std::string origin = "zonefactor/chuo/" + this_fiscal_year();
  witness_test::RunningWitness witness({{origin, log_key.verifier}});
  witness.start();
  RunningService service({watched_by(witness)});
  sign_with(log_key.pem, service);
  service.start();
  service.apply_facility(small_facility());
  // The start has shown it the empty log already.
  const auto cosigned = [&] {
    const auto seen = witness.latest(origin);
    const auto note = journal::parse_note(seen.body);
    return seen.status == 200 && note && journal::parse_checkpoint(note->text).value().size > 0;
  };
  ASSERT_TRUE(support::wait_until(cosigned)) << service.log() << witness.log();
  EXPECT_EQ(service.stop(), 0);

  // Everything in the hospital is set back, the copies too; the witness remembers.
  service.postgres().sql(
      "do $$ declare t text; begin foreach t in array array['journal', 'journal_head', 'log', "
      "'checkpoint', 'cosignature', 'tile', 'sealed_state', 'timestamp_token'] loop execute "
      "format('alter table "
      "zonefactor.%I disable trigger all', t); end loop; end $$;"
      "truncate zonefactor.journal, zonefactor.journal_head, zonefactor.log, "
      "zonefactor.cosignature, zonefactor.timestamp_token, zonefactor.checkpoint, zonefactor.tile, "
      "zonefactor.sealed_state, zonefactor.names;",
      "zonefactor");
  std::filesystem::remove_all(service.directory() / "state/checkpoints");
  try {
    service.start();
  } catch (const std::runtime_error&) {
  }
  EXPECT_TRUE(support::wait_until([&] { return !service.running(); }, 30s));
  EXPECT_EQ(service.process().wait(), 3);
  EXPECT_NE(service.log().find("witness witness.example/w1 has cosigned"), std::string::npos)
      << service.log();
  EXPECT_EQ(witness.stop(), 0);
}

TEST(Strangers, a_witness_that_saw_another_log_of_the_same_origin_stops_no_login) {
  const LogKey log_key = new_log_key();
  const std::string origin = "zonefactor/chuo/" + this_fiscal_year();
  const witness::SampleLog tried_out(origin, 1, journal::Hashes(500));
  witness_test::RunningWitness witness({tried_out.settings(), {origin, log_key.verifier}});
  witness.start();
  ASSERT_EQ(witness.post(tried_out.body(0, 500)).status, 200);
  RunningService service({watched_by(witness)});
  sign_with(log_key.pem, service);
  service.start();
  service.apply_facility(small_facility());
  service.ask(3);
  const auto told = [&] {
    const std::string log = service.log();
    return log.find("witness witness.example/w1 claims to have cosigned 500 entries") != log.npos;
  };
  EXPECT_TRUE(support::wait_until(told)) << service.log();
  EXPECT_EQ(service.stop(), 0);
  service.start();
  service.ask(3);
  EXPECT_EQ(service.stop(), 0);
  EXPECT_EQ(witness.stop(), 0);
}

TEST(Strangers, V3_a_verifier_nobody_here_wrote_reads_the_served_log) {
  RunningService service;
  service.start();
  service.apply_facility(small_facility());
  const std::string key_line = service.client("auditor").Get("/v1/status")->body;
  const std::size_t begin = key_line.find("\"keys\":[\"") + 9;
  const std::string vkey = key_line.substr(begin, key_line.find('"', begin) - begin);
  service.ask(600);
  ASSERT_TRUE(support::wait_until([&] {
    const std::string bytes = checkpoint_of(service);
    const auto note = journal::parse_note(bytes);
    return note && journal::parse_checkpoint(note->text).value().size > 600;
  }));
  const auto bearer = service.directory() / "auditor.key";
  support::write_file(bearer, "zf_test_key_of_auditor\n");
  const std::string url =
      "http://127.0.0.1:" + std::to_string(service.port()) + "/log/chuo/" + this_fiscal_year();
  const auto checked = support::run(
      {ZF_GO_VERIFIER, "check", "-vkey", vkey, "-entries", "-bearer-file", bearer.string(), url});
  EXPECT_EQ(checked.status, 0) << checked.output;
  // Its judgement can fail: another log's key.
  const std::string other = journal::VerifierKey{
      "zonefactor/chuo/" + this_fiscal_year(),
      journal::KeyType::note,
      {}}.text();
  EXPECT_NE(support::run({ZF_GO_VERIFIER, "check", "-vkey", other, url}).status, 0);
  EXPECT_EQ(service.stop(), 0);
}

}  // namespace
}  // namespace zonefactor::daemon_test
