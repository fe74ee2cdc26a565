// The peers file and secrets on disk.
#include "service/config/peers_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "service/config/load.h"
#include "service/config/secret_file.h"
#include "tests/support/temp_dir.h"

namespace zonefactor::config {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class OnDisk : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return (directory_ / name).string(); }
  void write(const std::string& name, const std::string& text, mode_t mode = 0600) const {
    std::ofstream(path(name), std::ios::binary) << text;
    ASSERT_EQ(chmod(path(name).c_str(), mode), 0);
  }
  std::string content(const std::string& name) const {
    std::ostringstream out;
    out << std::ifstream(path(name)).rdbuf();
    return out.str();
  }
  std::vector<Peer> peers() const {
    auto result = read_peers_file(path("peers.toml"));
    EXPECT_TRUE(std::holds_alternative<std::vector<Peer>>(result));
    return std::get<std::vector<Peer>>(result);
  }

  const support::TempDir temporary_;
  const std::filesystem::path directory_ = temporary_.path();
};

using PeersFile = OnDisk;
using SecretFile = OnDisk;
using LoadConfig = OnDisk;

Peer sample_peer(const std::string& name, char digit) {
  Peer peer;
  peer.name = name;
  peer.facility = "chuo";
  peer.role = Role::gateway;
  peer.key_sha256 = {std::string(64, digit)};
  peer.terminals = {"ph-t01", "ph-t02"};
  peer.addresses = {"192.0.2.0/24"};
  peer.not_after = core::parse_rfc3339("2027-04-01T00:00:00.25+09:00");
  peer.attests_console = true;
  return peer;
}

TEST_F(PeersFile, a_peer_added_is_read_back_and_a_peer_revoked_is_gone) {
  EXPECT_THAT(peers(), IsEmpty());
  const Peer first = sample_peer("a", '1');
  Peer second = sample_peer("b", '2');
  second.role = Role::door_system;
  second.terminals.clear();
  second.attests_console = false;
  second.controllers = {"ctl-1"};
  second.certificate_sha256 = {std::string(64, '3'), std::string(64, '4')};
  EXPECT_THAT(add_peer(path("peers.toml"), first), IsEmpty());
  EXPECT_THAT(add_peer(path("peers.toml"), second), IsEmpty());
  EXPECT_EQ(peers(), (std::vector<Peer>{first, second}));
  EXPECT_THAT(revoke_peer(path("peers.toml"), "a"), IsEmpty());
  EXPECT_EQ(peers(), std::vector<Peer>{second});
  EXPECT_FALSE(std::filesystem::exists(path("peers.toml.new")));
}

TEST_F(PeersFile, what_cannot_be_done_is_named_and_changes_nothing) {
  ASSERT_THAT(add_peer(path("peers.toml"), sample_peer("a", '1')), IsEmpty());
  const std::string before = content("peers.toml");
  EXPECT_THAT(add_peer(path("peers.toml"), sample_peer("a", '2'))[0].what,
              HasSubstr("there is a peer \"a\" already"));
  EXPECT_THAT(revoke_peer(path("peers.toml"), "b")[0].what, HasSubstr("there is no peer \"b\""));
  Peer wrong = sample_peer("c", '3');
  wrong.terminals = {"not an id"};
  EXPECT_THAT(add_peer(path("peers.toml"), wrong), SizeIs(1));
  EXPECT_EQ(content("peers.toml"), before);
  EXPECT_THAT(add_peer(path("none/peers.toml"), sample_peer("a", '1')), SizeIs(1));
}

TEST_F(PeersFile, a_file_with_a_fault_is_not_overwritten) {
  write("peers.toml", "[[peer]]\nname = 7\n");
  EXPECT_THAT(add_peer(path("peers.toml"), sample_peer("a", '1')), Not(IsEmpty()));
  EXPECT_EQ(content("peers.toml"), "[[peer]]\nname = 7\n");
}

TEST_F(PeersFile, the_first_write_gives_it_the_group_of_its_directory) {
  constexpr gid_t kGroup = 4242;
  const gid_t group = geteuid() == 0 ? kGroup : getegid();
  ASSERT_EQ(chown(directory_.c_str(), static_cast<uid_t>(-1), group), 0);
  const mode_t before = umask(022);
  EXPECT_THAT(add_peer(path("peers.toml"), sample_peer("gate", 'a')), IsEmpty());
  umask(before);
  struct stat first {};
  ASSERT_EQ(stat(path("peers.toml").c_str(), &first), 0);
  EXPECT_EQ(first.st_gid, group);
  EXPECT_EQ(first.st_mode & 07777, 0640u);
}

TEST_F(PeersFile, its_mode_stays) {
  write("peers.toml", "", 0600);
  ASSERT_THAT(add_peer(path("peers.toml"), sample_peer("a", '1')), IsEmpty());
  struct stat about {};
  ASSERT_EQ(stat(path("peers.toml").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 07777U, 0600U);
}

TEST_F(PeersFile, commands_at_once_lose_nothing) {
  std::vector<std::thread> commands;
  for (int i = 0; i < 8; ++i) {
    commands.emplace_back([this, i] {
      EXPECT_THAT(add_peer(path("peers.toml"),
                           sample_peer("p" + std::to_string(i), static_cast<char>('0' + i))),
                  IsEmpty());
    });
  }
  for (std::thread& command : commands) command.join();
  EXPECT_THAT(peers(), SizeIs(8));
}

TEST_F(SecretFile, a_secret_is_one_line_without_its_end) {
  write("s", "hunter2\n");
  EXPECT_EQ(std::get<std::string>(read_secret(path("s"))), "hunter2");
  write("s", "hunter2\r\n");
  EXPECT_EQ(std::get<std::string>(read_secret(path("s"))), "hunter2");
  for (const std::string& wrong : {std::string(), std::string("\n"), std::string("hunter2\nb\n"),
                                   std::string("a\0b", 3), std::string(5000, 'x')}) {
    write("s", wrong);
    const auto fault = std::get<files::Fault>(read_secret(path("s")));
    EXPECT_THAT(files::to_text(fault), Not(HasSubstr("hunter2")));
  }
  EXPECT_TRUE(std::holds_alternative<files::Fault>(read_secret(path("none"))));
}

TEST_F(SecretFile, what_everybody_may_read_is_no_secret) {
  write("s", "hunter2\n", 0644);
  const auto fault = std::get<files::Fault>(read_secret(path("s")));
  EXPECT_THAT(fault.remedy, HasSubstr("chmod o="));
  write("s", "hunter2\n", 0640);
  EXPECT_TRUE(std::holds_alternative<std::string>(read_secret(path("s"))));
}

TEST_F(SecretFile, a_key_is_32_bytes_in_hex) {
  write("k", "00ff" + std::string(60, 'A') + "\n");
  const Key key = std::get<Key>(read_key(path("k")));
  EXPECT_EQ(key[0], 0);
  EXPECT_EQ(key[1], 0xFF);
  EXPECT_EQ(key[31], 0xAA);
  for (const std::string& wrong :
       {std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'g')}) {
    write("k", wrong);
    EXPECT_THAT(std::get<files::Fault>(read_key(path("k"))).remedy, HasSubstr("openssl rand"));
  }
}

const std::string kMinimal = R"([service]
state_dir = "state"
peers_file = "peers.toml"
[[listener]]
port = 8080
[[facility]]
id = "chuo"
names_key_file = "names.key"
[facility.storage]
host = "/run/postgresql"
dbname = "z"
user = "z"
)";

TEST_F(LoadConfig, peers_of_both_files_are_one) {
  write("c.toml", kMinimal +
                      "[[peer]]\nname = \"adm\"\nfacility = \"chuo\"\nrole = \"admin\"\n"
                      "key_sha256 = \"" +
                      std::string(64, 'f') + "\"\n");
  const auto names = [this] {
    std::vector<std::string> out;
    const ConfigResult result = load_config(path("c.toml"));
    for (const Peer& peer : std::get<ConfigFile>(result).config.peers) {
      out.push_back(peer.name);
    }
    return out;
  };
  EXPECT_THAT(names(), ::testing::ElementsAre("adm"));
  ASSERT_THAT(add_peer(path("peers.toml"), sample_peer("gw", '1')), IsEmpty());
  EXPECT_THAT(names(), ::testing::ElementsAre("adm", "gw"));
  ASSERT_THAT(add_peer(path("peers.toml"), sample_peer("adm", '2')), IsEmpty());
  const auto faults = std::get<std::vector<files::Fault>>(load_config(path("c.toml")));
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_EQ(faults[0].file, path("peers.toml"));
}

TEST_F(LoadConfig, a_missing_file_is_named) {
  const auto faults = std::get<std::vector<files::Fault>>(load_config(path("none.toml")));
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_EQ(faults[0].file, path("none.toml"));
}

}  // namespace
}  // namespace zonefactor::config
