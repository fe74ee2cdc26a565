// The witness's configuration file: what it means, and a fault with line and remedy for the rest.
#include "service/witness/settings.h"

#include <gmock/gmock.h>

#include "tests/support/temp_dir.h"
#include "tests/unit/witness/sample_log.h"

namespace zonefactor::witness {
namespace {

using testing::HasSubstr;

const std::string kVkey = SampleLog().key().text();
const std::string kHead =
    "[witness]\nname = \"witness.example/w1\"\nkey_file = \"witness.key\"\nstate_dir = \"/srv/w\"\n"
    "[listener]\nport = 8790\n";
const std::string kLogTable = "[[log]]\nvkey = \"" + kVkey + "\"\n";

Settings good(const std::string& text) {
  auto result = parse_settings(text, "etc/witness.toml");
  if (auto* faults = std::get_if<std::vector<files::Fault>>(&result)) {
    throw std::runtime_error(files::to_text(faults->front()));
  }
  return std::get<Settings>(std::move(result));
}

std::string faults(const std::string& text) {
  const auto result = parse_settings(text, "etc/witness.toml");
  std::string lines;
  if (const auto* all = std::get_if<std::vector<files::Fault>>(&result)) {
    for (const files::Fault& fault : *all) lines += files::to_text(fault) + "\n";
  }
  return lines;
}

TEST(WitnessSettings, the_least_file_has_the_documented_defaults) {
  const Settings settings = good(kHead + kLogTable);
  EXPECT_EQ(settings.name, "witness.example/w1");
  EXPECT_EQ(settings.key_file, "etc/witness.key") << "relative to the file's directory";
  EXPECT_EQ(settings.state_dir, "/srv/w");
  EXPECT_EQ(settings.address, "127.0.0.1");
  EXPECT_EQ(settings.port, 8790);
  EXPECT_FALSE(settings.tls);
  EXPECT_EQ(settings.connections, 256);
  EXPECT_EQ(settings.handshake_timeout, 10s);
  EXPECT_EQ(settings.idle_timeout, 75s);
  EXPECT_EQ(settings.request_timeout, 10s);
  EXPECT_EQ(settings.write_timeout, 10s);
  ASSERT_EQ(settings.logs.size(), 1u);
  EXPECT_EQ(settings.logs[0].origin, "zonefactor/sample/2026") << "the key's name";
  EXPECT_EQ(settings.logs[0].key, SampleLog().key());
}

TEST(WitnessSettings, everything_can_be_said) {
  const Settings settings = good(
      kHead +
      "address = \"0.0.0.0\"\ntls = { cert_file = \"c.pem\", key_file = \"c.key\" }\n[limits]\n"
      "connections = 3\nhandshake_timeout = \"1s\"\nidle_timeout = \"2s\"\n"
      "request_timeout = \"3s\"\nwrite_timeout = \"4s\"\n" +
      kLogTable + "origin = \"another origin\"\n");
  EXPECT_EQ(settings.address, "0.0.0.0");
  ASSERT_TRUE(settings.tls);
  EXPECT_EQ(settings.tls->cert_file, "etc/c.pem");
  EXPECT_EQ(settings.tls->key_file, "etc/c.key");
  EXPECT_EQ(settings.connections, 3);
  EXPECT_EQ(settings.handshake_timeout, 1s);
  EXPECT_EQ(settings.idle_timeout, 2s);
  EXPECT_EQ(settings.request_timeout, 3s);
  EXPECT_EQ(settings.write_timeout, 4s);
  EXPECT_EQ(settings.logs.at(0).origin, "another origin");
}

TEST(WitnessSettings, several_keys_of_one_origin_are_taken_up_to_eight) {
  std::string text = kHead;
  for (std::uint8_t key = 1; key <= 8; ++key) {
    text += "[[log]]\nvkey = \"" + SampleLog("o", key).key().text() + "\"\n";
  }
  EXPECT_EQ(good(text).logs.size(), 8u);
  text += "[[log]]\nvkey = \"" + SampleLog("o", 9).key().text() + "\"\n";
  EXPECT_THAT(faults(text), HasSubstr("witness.toml:24: [[log]]: more than 8 keys of \"o\"; keep"));
}

TEST(WitnessSettings, each_fault_is_named_with_line_and_remedy) {
  EXPECT_THAT(faults(""), HasSubstr("witness.toml:1: there is no [witness]; add [witness]"));
  EXPECT_THAT(faults(kHead), HasSubstr("there is no [[log]]; add one"));
  EXPECT_THAT(faults(kHead + kLogTable + kLogTable),
              HasSubstr("witness.toml:10: [[log]]: this key of \"zonefactor/sample/2026\" stands"));
  EXPECT_THAT(faults(kHead + "[[log]]\nvkey = \"o+00000000+AAAA\"\n"),
              HasSubstr("witness.toml:8: [[log]]: vkey is no key of a log: "));
  EXPECT_THAT(faults(kHead + "[log]\nvkey = \"x\"\n"), HasSubstr("[[log]]"));
  EXPECT_THAT(faults(kHead + kLogTable + "colour = \"red\"\n"),
              HasSubstr("witness.toml:9: [[log]]: unknown member \"colour\""));
  EXPECT_THAT(faults("[witness]\nname = \"a witness\"\n"),
              HasSubstr("witness.toml:2: [witness]: name = \"a witness\" may not name a key"));
  EXPECT_THAT(faults(kHead + "address = \"localhost\"\n"), HasSubstr("is no IP address"));
  EXPECT_THAT(faults("[witness]\n[listener]\nport = 0\n"), HasSubstr("witness.toml:3: [listener]"));
  EXPECT_THAT(faults("[witness"), HasSubstr("not TOML"));
}

TEST(WitnessSettings, a_witnesss_own_key_is_no_key_of_a_log) {
  journal::VerifierKey key = SampleLog().key();
  key.type = journal::KeyType::cosignature;
  EXPECT_THAT(faults(kHead + "[[log]]\nvkey = \"" + key.text() + "\"\n"),
              HasSubstr("it is a witness's"));
}

TEST(WitnessSettings, only_loopback_may_do_without_tls) {
  EXPECT_EQ(good(kHead + "address = \"::1\"\n" + kLogTable).address, "::1");
  EXPECT_THAT(faults(kHead + "address = \"192.0.2.1\"\n" + kLogTable),
              HasSubstr("it listens on \"192.0.2.1\" without tls; add tls"));
}

TEST(WitnessSettings, a_file_that_cannot_be_read_is_named) {
  const auto result = load_settings("no/such/witness.toml");
  EXPECT_EQ(std::get<std::vector<files::Fault>>(result).at(0).file, "no/such/witness.toml");
}

}  // namespace
}  // namespace zonefactor::witness
