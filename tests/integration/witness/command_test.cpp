// zonefactor-witness as a command: help, key, vkey, faults of the configuration, start and stop.
#include <gmock/gmock.h>

#include "tests/integration/witness/running_witness.h"

namespace zonefactor::witness_test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(WitnessCommand, help_has_examples_and_version_a_number) {
  const auto help = support::run({program(), "--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_THAT(help.output, HasSubstr("Examples:"));
  EXPECT_THAT(help.output, HasSubstr("zonefactor-witness key new --out"));
  const auto version = support::run({program(), "--version"});
  EXPECT_EQ(version.status, 0);
  EXPECT_THAT(version.output, StartsWith("zonefactor-witness "));
}

TEST(WitnessCommand, wrong_use_is_2) {
  EXPECT_EQ(support::run({program()}).status, 2);
  EXPECT_EQ(support::run({program(), "--confg", "x"}).status, 2);
  EXPECT_EQ(support::run({program(), "key"}).status, 2);
  EXPECT_EQ(support::run({program(), "vkey", "--config", "no-such.toml"}).status, 2);
}

TEST(WitnessCommand, a_key_is_made_once) {
  const support::TempDir directory;
  const std::string file = (directory / "witness.key").string();
  EXPECT_EQ(support::run({program(), "key", "new", "--out", file}).status, 0);
  const std::string before = support::read_file(file);
  const auto again = support::run({program(), "key", "new", "--out", file});
  EXPECT_EQ(again.status, 2);
  EXPECT_THAT(again.output, HasSubstr(file));
  EXPECT_EQ(support::read_file(file), before);
}

TEST(WitnessCommand, a_key_of_openssls_will_do_and_one_of_another_kind_not) {
  const witness::SampleLog log;
  const RunningWitness witness({log.settings()});
  const std::string key = witness.config().substr(0, witness.config().rfind('/')) + "/witness.key";
  const auto make = [&](const std::string& algorithm) {
    ASSERT_EQ(support::run({"openssl", "genpkey", "-algorithm", algorithm, "-out", key}).status, 0);
  };
  make("ed25519");
  const auto said = support::run({program(), "vkey", "--config", witness.config()});
  EXPECT_EQ(said.status, 0);
  EXPECT_THAT(said.output, StartsWith("witness.example/w1+"));
  EXPECT_NE(said.output, witness.key().text() + "\n");
  make("x25519");
  EXPECT_EQ(support::run({program(), "vkey", "--config", witness.config()}).status, 2);
}

TEST(WitnessCommand, vkey_prints_a_key_that_cosigns) {
  const RunningWitness witness({witness::SampleLog().settings()});
  EXPECT_EQ(witness.key().name, "witness.example/w1");
  EXPECT_EQ(witness.key().type, journal::KeyType::cosignature);
}

TEST(WitnessCommand, each_fault_of_the_configuration_is_a_line_and_exit_2) {
  const RunningWitness witness({witness::SampleLog().settings()});
  const std::string text = support::read_file(witness.config());
  support::write_file(witness.config(),
                      text.substr(0, text.find("[[log]]")) + "[limits]\nconections = 3\n");
  const auto run = support::run({program(), "--config", witness.config()});
  EXPECT_EQ(run.status, 2);
  EXPECT_THAT(run.output, HasSubstr("witness.toml:9: [limits]: unknown member \"conections\"; did "
                                    "you mean \"connections\"?\n"));
  EXPECT_THAT(run.output, HasSubstr("there is no [[log]]"));
}

TEST(WitnessCommand, a_port_that_is_taken_is_2_and_named) {
  RunningWitness witness({witness::SampleLog().settings()});
  witness.start();
  const RunningWitness second({witness::SampleLog().settings()}, "", "[limits]\nconnections = 3\n");
  std::string text = support::read_file(second.config());
  const std::string port = "port = " + std::to_string(second.port());
  text.replace(text.find(port), port.size(), "port = " + std::to_string(witness.port()));
  support::write_file(second.config(), text);
  const auto run = support::run({program(), "--config", second.config()});
  EXPECT_EQ(run.status, 2);
  EXPECT_THAT(run.output, HasSubstr(std::to_string(witness.port())));
}

TEST(WitnessCommand, sigterm_and_sigint_end_it_with_0) {
  RunningWitness witness({witness::SampleLog().settings()});
  witness.start();
  EXPECT_EQ(witness.stop(), 0);
  witness.start();
  witness.process().signal(SIGINT);
  EXPECT_EQ(witness.process().wait(), 0);
}

TEST(WitnessCommand, redate_dates_the_last_cosignature_anew_while_no_witness_runs) {
  const witness::SampleLog log;
  RunningWitness witness({log.settings()});
  const std::vector<std::string> redate = {program(),        "redate",   "--config",
                                           witness.config(), "--origin", log.origin()};
  EXPECT_THAT(support::run(redate).output, HasSubstr("nothing of this log was cosigned yet"));
  witness.start();
  EXPECT_EQ(witness.post(log.body(0, 5)).status, 200);
  const auto running = support::run(redate);
  EXPECT_EQ(running.status, 2);
  EXPECT_THAT(running.output, HasSubstr("another process is the witness"));
  EXPECT_EQ(witness.stop(), 0);
  const auto done = support::run(redate);
  EXPECT_EQ(done.status, 0);
  EXPECT_THAT(done.output, HasSubstr(log.origin() + ": what was cosigned last, 5 entries"));
  witness.start();
  EXPECT_EQ(witness.post(log.body(5, 6)).status, 200);
  EXPECT_EQ(support::run({program(), "redate", "--config", witness.config()}).status, 2);
}

TEST(WitnessCommand, a_second_process_on_one_state_directory_does_not_start) {
  RunningWitness witness({witness::SampleLog().settings()});
  witness.start();
  const auto second = support::run({program(), "--config", witness.config()});
  EXPECT_EQ(second.status, 2);
  EXPECT_THAT(second.output, HasSubstr("another process is the witness of this state directory"));
}

}  // namespace
}  // namespace zonefactor::witness_test
