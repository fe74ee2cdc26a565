// The service's configuration file: what it means, and that every fault is named with its remedy.
#include "service/config/config_toml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace zonefactor::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const std::string kDigest(64, 'a');
const std::string kOtherDigest(64, 'b');

const std::string kConfig = R"([service]
state_dir = "/var/lib/zonefactor"
peers_file = "peers.toml"

[log]
level = "warning"

[[listener]]
port = 8080

[[listener]]
address = "0.0.0.0"
port = 8443
tls = { cert_file = "tls/server.pem", key_file = "tls/server.key", client_ca_file = "tls/ca.pem" }

[[facility]]
id = "chuo"
names_key_file = "names.key"

[facility.storage]
host = "127.0.0.1"
dbname = "zonefactor"
user = "zonefactor_service"
password_file = "db.password"

[[facility.mqtt]]
broker = "mqtts://broker.example"
client_id = "zonefactord-chuo"
user = "zonefactord"
password_file = "mqtt.password"
ca_file = "tls/ca.pem"
origin = "bound"

[[facility.modbus]]
controller = "ctl-plc"
host = "127.0.0.1"
readers = { 1 = "vault-in", 2 = "vault-out" }
doors = { 1 = "vault-door" }

[[peer]]
name = "ph-t01"
facility = "chuo"
role = "terminal"
certificate_sha256 = ")" + kDigest +
                            R"("
terminals = ["ph-t01"]
)";

std::string with(const std::string& from, const std::string& to) {
  std::string text = kConfig;
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

ConfigFile taken(const std::string& text) {
  ConfigResult result = parse_config(text, "/etc/zonefactor/zonefactord.toml");
  if (const auto* faults = std::get_if<std::vector<files::Fault>>(&result)) {
    for (const files::Fault& fault : *faults) ADD_FAILURE() << files::to_text(fault);
    return {};
  }
  return std::get<ConfigFile>(std::move(result));
}

std::vector<files::Fault> faults_of(const std::string& text) {
  const ConfigResult result = parse_config(text, "/etc/zonefactor/zonefactord.toml");
  const auto* faults = std::get_if<std::vector<files::Fault>>(&result);
  return faults == nullptr ? std::vector<files::Fault>{} : *faults;
}

TEST(ConfigToml, reads_every_table) {
  const Config config = taken(kConfig).config;
  EXPECT_EQ(config.state_dir, "/var/lib/zonefactor");
  EXPECT_TRUE(config.open_metrics);
  EXPECT_EQ(config.log.level, LogLevel::warning);
  EXPECT_EQ(config.log.format, LogFormat::json);
  ASSERT_THAT(config.listeners, SizeIs(2));
  EXPECT_EQ(config.listeners[0].address, "127.0.0.1");
  EXPECT_FALSE(config.listeners[0].tls);
  ASSERT_TRUE(config.listeners[1].tls);
  EXPECT_EQ(config.listeners[1].tls->min_version, TlsVersion::tls_1_3);
  ASSERT_THAT(config.facilities, SizeIs(1));
  const FacilityService& facility = config.facilities[0];
  EXPECT_EQ(facility.id, "chuo");
  EXPECT_EQ(facility.storage.port, 5432);
  ASSERT_THAT(facility.mqtt, SizeIs(1));
  EXPECT_TRUE(facility.mqtt[0].tls);
  EXPECT_EQ(facility.mqtt[0].port, 8883);
  EXPECT_EQ(facility.mqtt[0].origin, core::Origin::bound);
  EXPECT_EQ(facility.retention, Retention{});
  ASSERT_THAT(facility.modbus, SizeIs(1));
  EXPECT_EQ(facility.modbus[0].port, 502);
  EXPECT_EQ(facility.modbus[0].readers.at(2), core::AccessPointId("vault-out"));
  EXPECT_EQ(facility.modbus[0].doors.at(1), core::DoorId("vault-door"));
  ASSERT_THAT(config.peers, SizeIs(1));
  EXPECT_EQ(config.peers[0].role, Role::terminal);
  EXPECT_THAT(config.peers[0].certificate_sha256, ElementsAre(kDigest));
  EXPECT_THAT(config.peers[0].terminals, ElementsAre("ph-t01"));
}

TEST(ConfigToml, paths_are_relative_to_the_file) {
  const Config config = taken(kConfig).config;
  EXPECT_EQ(config.peers_file, "/etc/zonefactor/peers.toml");
  EXPECT_EQ(config.listeners[1].tls->key_file, "/etc/zonefactor/tls/server.key");
  EXPECT_EQ(config.facilities[0].names_key_file, "/etc/zonefactor/names.key");
  EXPECT_EQ(config.facilities[0].storage.password_file, "/etc/zonefactor/db.password");
  EXPECT_EQ(config.facilities[0].mqtt[0].ca_file, "/etc/zonefactor/tls/ca.pem");
}

TEST(ConfigToml, every_optional_member_is_read) {
  std::string text = with("state_dir = \"/var/lib/zonefactor\"",
                          "state_dir = \"/s\"\npublic_url = \"https://z.example:8443\"\n"
                          "open_metrics = false");
  text += R"(key_sha256 = [")" + kDigest.substr(0, 63) + "c\", \"" + kOtherDigest + R"("]
addresses = ["192.0.2.0/24", "2001:db8::7"]
not_after = 2027-04-01T00:00:00+09:00
attests_console = true
[limits]
connections = 10
requests_per_peer = 11
answers_waiting = 100
refusals_per_second = 12
handshake_timeout = "2s"
idle_timeout = "3s"
request_timeout = "4s"
write_timeout = "5s"
)";
  const Config config = taken(text).config;
  EXPECT_EQ(config.public_url, "https://z.example:8443");
  EXPECT_FALSE(config.open_metrics);
  Limits limits;
  limits.connections = 10;
  limits.requests_per_peer = 11;
  limits.answers_waiting = 100;
  limits.refusals_per_second = 12;
  limits.handshake_timeout = 2s;
  limits.idle_timeout = 3s;
  limits.request_timeout = 4s;
  limits.write_timeout = 5s;
  EXPECT_EQ(config.limits, limits);
  const Peer& peer = config.peers[0];
  EXPECT_THAT(peer.key_sha256, SizeIs(2));
  EXPECT_THAT(peer.addresses, ElementsAre("192.0.2.0/24", "2001:db8::7"));
  EXPECT_EQ(peer.not_after, core::parse_rfc3339("2027-03-31T15:00:00Z"));
  EXPECT_TRUE(peer.attests_console);
}

TEST(ConfigToml, every_member_of_storage_retention_broker_panel_and_tls_is_read) {
  std::string text = with("host = \"127.0.0.1\"\ndbname",
                          "host = \"db.example\"\nport = 5433\nca_file = \"/ca\"\n"
                          "reader_user = \"r\"\nreader_password_file = \"/rp\"\ndbname");
  text.replace(text.find("origin = \"bound\""), 16,
               "cert_file = \"/c\"\nkey_file = \"/k\"\norigin = \"bound\"\nkeepalive = \"90s\"");
  text.replace(text.find("doors = {"), 9,
               "port = 1502\nunit = 3\npoll_interval = \"100ms\"\nheartbeat = \"20s\"\n"
               "connect_timeout = \"2s\"\nresponse_timeout = \"1s\"\nzones = { 4 = \"vault\" }\n"
               "card_formats = { 26 = \"wiegand26\", 32 = \"\" }\norigin = \"bound\"\ndoors = {");
  text.replace(
      text.find("client_ca_file = \"tls/ca.pem\""), 29,
      "client_ca_file = \"/ca\", client_certificate = \"required\", min_version = \"1.2\"");
  text.replace(text.find("[[facility.mqtt]]"), 0,
               "[facility.retention]\nlog_years = 10\nnames_after = \"365d\"\n");
  const ConfigFile file = taken(text);
  const FacilityService& facility = file.config.facilities[0];
  EXPECT_EQ(facility.storage.port, 5433);
  EXPECT_EQ(facility.storage.ca_file, "/ca");
  EXPECT_EQ(facility.storage.reader_user, "r");
  EXPECT_EQ(facility.storage.reader_password_file, "/rp");
  EXPECT_EQ(facility.retention.log_years, 10);
  EXPECT_EQ(facility.retention.names_after, 24h * 365);
  EXPECT_EQ(facility.mqtt[0].cert_file + facility.mqtt[0].key_file, "/c/k");
  EXPECT_EQ(facility.mqtt[0].keepalive, 90s);
  const ModbusPanel& panel = facility.modbus[0];
  EXPECT_EQ(panel.port, 1502);
  EXPECT_EQ(panel.unit, 3);
  EXPECT_EQ(panel.poll_interval, 100ms);
  EXPECT_EQ(panel.heartbeat, 20s);
  EXPECT_EQ(panel.connect_timeout, 2s);
  EXPECT_EQ(panel.response_timeout, 1s);
  EXPECT_EQ(panel.zones.at(4), core::ZoneId("vault"));
  EXPECT_EQ(panel.card_formats.at(32), "");
  EXPECT_EQ(panel.origin, core::Origin::bound);
  const ListenerTls& tls = *file.config.listeners[1].tls;
  EXPECT_EQ(tls.client_certificate, ClientCertificate::required);
  EXPECT_EQ(tls.min_version, TlsVersion::tls_1_2);
  ASSERT_THAT(file.warnings, SizeIs(1));
  EXPECT_THAT(file.warnings[0].what, HasSubstr("admits TLS 1.2"));
}

TEST(ConfigToml, a_broker_beyond_this_machine_without_TLS_is_warned_of) {
  std::string text = with("mqtts://broker.example", "mqtt://broker.example");
  text.replace(text.find("ca_file = \"tls/ca.pem\"\norigin = \"bound\""), 39, "origin = \"open\"");
  EXPECT_THAT(taken(text).warnings, SizeIs(1));
  EXPECT_THAT(taken(kConfig).warnings, IsEmpty());
}

struct Broken {
  const char* name;
  std::string from;
  std::string to;
  std::string what;
  std::string remedy;
};
class ConfigFault : public ::testing::TestWithParam<Broken> {};
TEST_P(ConfigFault, is_the_only_one_and_names_its_remedy) {
  const auto faults = faults_of(with(GetParam().from, GetParam().to));
  ASSERT_THAT(faults, SizeIs(1)) << (faults.empty() ? "" : files::to_text(faults.back()));
  EXPECT_THAT(faults[0].what, HasSubstr(GetParam().what));
  EXPECT_THAT(faults[0].remedy, HasSubstr(GetParam().remedy));
  EXPECT_EQ(faults[0].file, "/etc/zonefactor/zonefactord.toml");
}

const std::vector<Broken> kBroken{
    {"unknown_table", "[log]", "[logs]", "unknown member \"logs\"", "\"log\""},
    {"unknown_member", "port = 8080", "port = 8080\nadress = \"::1\"", "unknown member \"adress\"",
     "did you mean \"address\"?"},
    {"log_level", "level = \"warning\"", "level = \"loud\"", "level = \"loud\"", "\"debug\""},
    {"log_is_tables", "[log]", "[[log]]", "\"log\" is an array", "[log], once"},
    {"no_state_dir", "state_dir = \"/var/lib/zonefactor\"\n", "", "\"state_dir\" is missing",
     "add state_dir"},
    {"public_url", "[service]", "[service]\npublic_url = \"z.example/\"", "no base address",
     "https://"},
    {"listener_without_tls", "port = 8080", "port = 8080\naddress = \"192.0.2.1\"",
     "listens on \"192.0.2.1\" without tls", "only loopback"},
    {"listener_on_a_name", "port = 8080", "port = 8080\naddress = \"localhost\"",
     "is no IP address", "127.0.0.1"},
    {"listener_without_port", "port = 8080\n", "", "\"port\" is missing", "add port"},
    {"port_out_of_range", "port = 8080", "port = 65536", "port = 65536 is out of range", "65535"},
    {"two_listeners_on_one_port", "port = 8080", "port = 8080\n[[listener]]\nport = 8080",
     "share 127.0.0.1:8080", "own port"},
    {"tls_without_key", ", key_file = \"tls/server.key\"", "", "\"key_file\" is missing",
     "add key_file"},
    {"tls_version", "client_ca_file = \"tls/ca.pem\" }",
     "client_ca_file = \"tls/ca.pem\", min_version = \"1.1\" }", "min_version = \"1.1\"",
     "\"1.3\""},
    {"required_without_ca", "client_ca_file = \"tls/ca.pem\" }",
     "client_certificate = \"required\" }", "no client_ca_file", "add client_ca_file"},
    {"no_names_key", "names_key_file = \"names.key\"\n", "", "\"names_key_file\" is missing",
     "add names_key_file"},
    {"storage_host", "host = \"127.0.0.1\"\ndbname", "host = \"a b\"\ndbname", "is no host",
     "socket"},
    {"storage_far_without_ca", "host = \"127.0.0.1\"\ndbname", "host = \"db.example\"\ndbname",
     "on another machine", "add ca_file"},
    {"retention_years", "[[facility.mqtt]]\n",
     "[facility.retention]\nlog_years = 101\n[[facility.mqtt]]\n", "log_years", "100"},
    {"retention_names", "[[facility.mqtt]]\n",
     "[facility.retention]\nnames_after = \"1h\"\n[[facility.mqtt]]\n", "names_after", "24h"},
    {"inline_password", "password_file = \"db.password\"", "password = \"hunter2\"",
     "\"password\" would be a secret in this file", "only the service can read"},
    {"inline_password_of_mqtt", "client_id", "password = \"hunter2\"\nclient_id",
     "would be a secret", "change the secret"},
    {"broker_url", "mqtts://broker.example", "mqtts://user:hunter2@broker.example",
     "broker is no address", "members of their own"},
    {"user_without_password", "password_file = \"mqtt.password\"\n", "",
     "user is written without password_file", "add password_file"},
    {"mqtts_without_ca", "ca_file = \"tls/ca.pem\"\norigin", "origin", "mqtts without ca_file",
     "add ca_file"},
    {"cert_without_key", "ca_file = \"tls/ca.pem\"\norigin",
     "ca_file = \"tls/ca.pem\"\ncert_file = \"c\"\norigin", "cert_file is written without key_file",
     "add key_file"},
    {"plain_with_ca", "mqtts://broker.example", "mqtt://127.0.0.1", "does not use TLS", "mqtts://"},
    {"origin_signed", "origin = \"bound\"", "origin = \"signed\"", "origin = \"signed\"",
     "\"open\" or \"bound\""},
    {"H6_bound_without_tls",
     "broker = \"mqtts://broker.example\"\nclient_id = \"zonefactord-chuo\"\n"
     "user = \"zonefactord\"\npassword_file = \"mqtt.password\"\n"
     "ca_file = \"tls/ca.pem\"\n",
     "broker = \"mqtt://broker.example\"\nclient_id = \"zonefactord-chuo\"\n",
     "without TLS (rule H6)", "mqtts://"},
    {"modbus_host", "host = \"127.0.0.1\"\nreaders", "host = \"plc.example\"\nreaders",
     "is no IP address", "not resolved"},
    {"modbus_number", "{ 1 = \"vault-in\"", "{ one = \"vault-in\"",
     "\"one\" in readers is no number", "the panel's number"},
    {"modbus_id", "{ 1 = \"vault-door\" }", "{ 1 = \"vault door\" }",
     "doors number 1 names no legal id", "facility file"},
    {"modbus_twice", "[[facility.modbus]]",
     "[[facility.modbus]]\ncontroller = \"ctl-plc\"\nhost = \"127.0.0.1\"\n[[facility.modbus]]",
     "are controller \"ctl-plc\"", "its own controller"},
    {"mqtt_client_twice", "[[facility.modbus]]",
     "[[facility.mqtt]]\nbroker = \"mqtts://broker.example\"\nclient_id = \"zonefactord-chuo\"\n"
     "ca_file = \"x\"\n[[facility.modbus]]",
     "share the client_id zonefactord-chuo", "one session"},
    {"mqtt_keepalive", "client_id", "keepalive = \"59s\"\nclient_id",
     "keepalive = \"59s\" is out of range", "1min to 20min"},
    {"mqtt_is_a_table", "[[facility.mqtt]]", "[facility.mqtt]", "\"mqtt\" is a table", "an array"},
    {"peer_without_name", "name = \"ph-t01\"\n", "", "\"name\" is missing", "add name"},
    {"peer_without_secret", "certificate_sha256 = \"" + kDigest + "\"\n", "",
     "neither key_sha256 nor certificate_sha256", "prove"},
    {"peer_digest", kDigest, "hunter2", "certificate_sha256 is no SHA-256", "64 hex digits"},
    {"peer_role", "role = \"terminal\"", "role = \"root\"", "role = \"root\" is not known",
     "\"terminal\""},
    {"peer_without_terminals", "terminals = [\"ph-t01\"]\n", "", "\"terminals\" is missing",
     "speak for"},
    {"peer_with_no_terminal", "terminals = [\"ph-t01\"]", "terminals = []", "terminals is empty",
     "at least one"},
    {"peer_with_controllers", "terminals = [\"ph-t01\"]",
     "terminals = [\"ph-t01\"]\ncontrollers = [\"c\"]", "controllers has no meaning", "remove"},
    {"admin_attests",
     "role = \"terminal\"\ncertificate_sha256 = \"" + kDigest + "\"\nterminals = [\"ph-t01\"]",
     "role = \"admin\"\nattests_console = true\ncertificate_sha256 = \"" + kDigest + "\"",
     "attests_console has no meaning", "remove"},
    {"peer_address", "terminals = [\"ph-t01\"]",
     "terminals = [\"ph-t01\"]\naddresses = [\"192.0.2.1/24\"]", "\"192.0.2.1/24\" is no address",
     "no bits beyond"},
    {"peer_facility", "facility = \"chuo\"", "facility = \"kita\"",
     "facility \"kita\" is not served here", "[[facility]]"},
};
INSTANTIATE_TEST_SUITE_P(Each, ConfigFault, ::testing::ValuesIn(kBroken),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(ConfigToml, a_secret_in_the_file_is_never_repeated) {
  for (const std::string wrong :
       {"password = \"hunter2\"", "password = hunter2", "key_sha256 = \"hunter2\"",
        "names_key = \"hunter2\"", "token = [\"hunter2\"]"}) {
    const auto faults = faults_of(kConfig + wrong + "\n");
    EXPECT_THAT(faults, Not(IsEmpty()));
    for (const auto& fault : faults) {
      EXPECT_THAT(files::to_text(fault), Not(HasSubstr("hunter2"))) << wrong;
    }
  }
  for (const auto& fault : faults_of(with("mqtts://broker", "mqtts://u:hunter2@broker"))) {
    EXPECT_THAT(files::to_text(fault), Not(HasSubstr("hunter2")));
  }
}

TEST(ConfigToml, every_fault_is_named) {
  std::vector<std::string> what;
  for (const auto& fault : faults_of("[log]\nlevel = 1\n[limits]\nconnections = 0\n")) {
    what.push_back(fault.what);
  }
  EXPECT_THAT(what, ::testing::UnorderedElementsAre(
                        HasSubstr("\"state_dir\" is missing"), HasSubstr("\"level\" is an integer"),
                        HasSubstr("connections = 0"), HasSubstr("no [[listener]]"),
                        HasSubstr("no [[facility]]")));
}

TEST(ConfigToml, two_peers_share_neither_name_nor_secret) {
  const std::string second =
      "[[peer]]\nname = \"ph-t01\"\nfacility = \"chuo\"\nrole = \"admin\"\n"
      "key_sha256 = \"" +
      kDigest + "\"\n";
  const auto faults = faults_of(kConfig + second);
  ASSERT_THAT(faults, SizeIs(2));
  EXPECT_THAT(faults[0].what, HasSubstr("two [[peer]] are named \"ph-t01\""));
  EXPECT_THAT(faults[1].what, HasSubstr("have one secret"));
}

TEST(Storage, libpq_pairs_are_quoted_and_demand_TLS_where_an_authority_is_named) {
  Storage storage;
  storage.host = "/run/postgresql";
  storage.dbname = "it's";
  EXPECT_EQ(connection_pairs(storage, "u"),
            "host='/run/postgresql' port=5432 dbname='it\\'s' user='u'");
  storage.ca_file = "/ca";
  EXPECT_THAT(connection_pairs(storage, "u"), HasSubstr(" sslmode=verify-full sslrootcert='/ca'"));
}

}  // namespace
}  // namespace zonefactor::config
