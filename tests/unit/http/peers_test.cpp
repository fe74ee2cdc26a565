// `[[peer]]` entries: what is refused, and how the fault names its remedy.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/http/peers.h"

namespace zonefactor::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Peer good(const std::string& name, char digit) {
  Peer peer;
  peer.name = name;
  peer.facility = "chuo";
  peer.api_keys = {std::string(64, digit)};
  peer.terminals = {"b", "a"};
  return peer;
}

std::vector<std::string> faults_of(std::vector<Peer> peers) {
  auto built = Peers::build(std::move(peers));
  if (auto* faults = std::get_if<std::vector<std::string>>(&built)) return *faults;
  return {};
}

TEST(Peers, a_good_list_is_taken) {
  EXPECT_THAT(faults_of({good("one", '1'), good("two", '2')}), ElementsAre());
  EXPECT_THAT(faults_of({}), ElementsAre());
}

TEST(Peers, a_peer_speaks_for_what_it_lists_and_nothing_else) {
  const auto peers = std::get<std::shared_ptr<const Peers>>(Peers::build({good("one", '1')}));
  const Peer& peer = peers->all().front();
  EXPECT_TRUE(Peers::speaks_for_terminal(peer, "a"));
  EXPECT_TRUE(Peers::speaks_for_terminal(peer, "b"));
  EXPECT_FALSE(Peers::speaks_for_terminal(peer, "ab"));
  EXPECT_FALSE(Peers::speaks_for_terminal(peer, ""));
  EXPECT_FALSE(Peers::speaks_for_controller(peer, "a"));
}

TEST(Peers, every_fault_names_the_peer_and_the_member) {
  Peer bad;
  bad.name = "bad";
  bad.role = Role::admin;
  bad.api_keys = {"plain text"};
  bad.certificates = {std::string(63, 'a')};
  bad.terminals = {"t"};
  bad.controllers = {"c"};
  bad.addresses = {"192.0.2.1/24"};
  EXPECT_THAT(faults_of({bad}),
              testing::UnorderedElementsAre(
                  HasSubstr("\"bad\": facility"), HasSubstr("\"bad\": key_sha256: not the SHA-256"),
                  HasSubstr("\"bad\": certificate_sha256"), HasSubstr("\"bad\": terminals"),
                  HasSubstr("\"bad\": controllers"), HasSubstr("192.0.2.1/24")));
  Peer bare = good("bare", '1');
  bare.api_keys.clear();
  EXPECT_THAT(faults_of({bare}), ElementsAre(HasSubstr("give it a key")));
}

TEST(Peers, two_peers_never_share_a_secret_or_a_name) {
  EXPECT_THAT(faults_of({good("one", '1'), good("two", '1')}),
              ElementsAre(HasSubstr("the same API key")));
  EXPECT_THAT(faults_of({good("one", '1'), good("one", '2')}),
              ElementsAre(HasSubstr("two peers have it")));
}

TEST(Peers, a_fingerprint_may_be_written_as_openssl_prints_it) {
  Peer peer = good("one", '1');
  std::string colons;
  for (int i = 0; i < 32; ++i) colons += i == 0 ? "AB" : ":AB";
  peer.certificates = {colons};
  const auto peers = std::get<std::shared_ptr<const Peers>>(Peers::build({peer}));
  ClientCertificate certificate;
  certificate.sha256.fill(0xab);
  certificate.not_after = core::instant_of_us(10);
  Request request;
  request.certificate = &certificate;
  EXPECT_TRUE(std::get<Caller>(peers->identify(request, core::instant_of_us(5))).by_certificate);
}

}  // namespace
}  // namespace zonefactor::http
