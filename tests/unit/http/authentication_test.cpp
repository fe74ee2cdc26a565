// Who is heard: keys, certificates, addresses and ends (interfaces.md section 8).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/http/bench.h"

namespace zonefactor::http {
namespace {

using testing::HasSubstr;

struct Asked {
  std::string authorization;
  const ClientCertificate* certificate = nullptr;
  std::string address = "192.0.2.7";
};

Response status_as(Bench& bench, const Asked& asked) {
  Request request;
  request.method = "GET";
  request.target = "/v1/status";
  request.authorization = asked.authorization;
  request.certificate = asked.certificate;
  request.remote = *parse_address(asked.address);
  return *bench.send(request);
}

ClientCertificate certificate_of(std::uint8_t byte, const Bench& bench) {
  ClientCertificate certificate;
  certificate.sha256.fill(byte);
  certificate.not_after = bench.clock.at + std::chrono::hours(1);
  return certificate;
}

Peer watcher(const std::string& name) {
  Peer peer;
  peer.name = name;
  peer.facility = "chuo";
  peer.role = Role::monitor;
  return peer;
}

TEST(Authentication, without_or_with_a_wrong_credential_it_is_401_with_a_challenge) {
  Bench bench;
  for (const char* authorization :
       {"", "Bearer wrong", "Bearer", "Bearer ", "Basic bW9uaXRvcjo=", "monitor"}) {
    const Response response = status_as(bench, {authorization});
    EXPECT_EQ(response.status, 401u) << authorization;
    EXPECT_THAT(header(response, "WWW-Authenticate"), HasSubstr("Bearer realm=\"zonefactor\""))
        << authorization;
  }
  const auto stranger = certificate_of(0x99, bench);
  EXPECT_EQ(status_as(bench, {"", &stranger}).status, 401u);
}

TEST(Authentication, a_key_is_known_by_its_digest_and_its_scheme_in_any_case) {
  Bench bench;
  EXPECT_EQ(status_as(bench, {"Bearer monitor"}).status, 200u);
  EXPECT_EQ(status_as(bench, {"bearer  monitor "}).status, 200u);
  EXPECT_EQ(status_as(bench, {"Bearer " + key_hash("monitor")}).status, 401u)
      << "the hash is no key";
}

TEST(Authentication, a_certificate_is_known_by_its_fingerprint_until_it_ends) {
  Bench bench;
  Peer peer = watcher("by-certificate");
  peer.certificates = {std::string(64, 'B')};
  bench.use_peers({peer});
  auto certificate = certificate_of(0xbb, bench);
  EXPECT_EQ(status_as(bench, {"", &certificate}).status, 200u);
  certificate.not_after = bench.clock.at - std::chrono::seconds(1);
  EXPECT_EQ(status_as(bench, {"", &certificate}).status, 401u)
      << "also on a connection that still stands";
}

TEST(Authentication, a_wrong_key_is_not_cured_by_a_good_certificate) {
  Bench bench;
  Peer peer = watcher("by-certificate");
  peer.certificates = {std::string(64, 'b')};
  bench.use_peers({peer});
  const auto certificate = certificate_of(0xbb, bench);
  EXPECT_EQ(status_as(bench, {"Bearer wrong", &certificate}).status, 401u);
  EXPECT_EQ(status_as(bench, {"Bearer monitor", &certificate}).status, 401u) << "two identities";
}

TEST(Authentication, a_key_beside_a_certificate_of_no_peer_counts_as_key) {
  Bench bench;
  const auto certificate = certificate_of(0x77, bench);
  EXPECT_EQ(status_as(bench, {"Bearer monitor", &certificate}).status, 200u);
}

TEST(Authentication, a_peer_is_heard_from_its_addresses_only) {
  Bench bench;
  Peer peer = watcher("from-ward");
  peer.api_keys = {key_hash("k")};
  peer.addresses = {"192.0.2.0/25", "2001:db8::/32"};
  bench.use_peers({peer});
  EXPECT_EQ(status_as(bench, {"Bearer k", nullptr, "192.0.2.127"}).status, 200u);
  EXPECT_EQ(status_as(bench, {"Bearer k", nullptr, "2001:db8:1::1"}).status, 200u);
  EXPECT_EQ(status_as(bench, {"Bearer k", nullptr, "192.0.2.128"}).status, 401u);
  EXPECT_EQ(status_as(bench, {"Bearer k", nullptr, "2001:db9::1"}).status, 401u);
}

TEST(Authentication, a_peer_is_heard_until_its_end) {
  Bench bench;
  Peer peer = watcher("for-a-week");
  peer.api_keys = {key_hash("k")};
  peer.not_after = bench.clock.at;
  bench.use_peers({peer});
  EXPECT_EQ(status_as(bench, {"Bearer k"}).status, 200u);
  bench.clock.at += std::chrono::microseconds(1);
  const Response response = status_as(bench, {"Bearer k"});
  EXPECT_EQ(response.status, 401u);
  EXPECT_THAT(response.headers, HasSubstr("WWW-Authenticate"));
}

TEST(Authentication, a_peer_of_a_facility_not_served_here_is_403) {
  Bench bench;
  Peer peer = watcher("elsewhere");
  peer.facility = "minami";
  peer.api_keys = {key_hash("k")};
  bench.use_peers({peer});
  EXPECT_EQ(status_as(bench, {"Bearer k"}).status, 403u);
}

TEST(Authentication, new_peers_hold_from_the_next_request_on) {
  Bench bench;
  bench.service.hold = true;
  bench.evaluate(kQuestion);
  bench.api.set_peers(std::get<std::shared_ptr<const Peers>>(Peers::build({})));
  EXPECT_EQ(status_as(bench, {"Bearer monitor"}).status, 401u);
  bench.service.release();
  EXPECT_EQ(bench.service.questions.size(), 1u);
}

TEST(Authentication, every_path_but_the_open_ones_asks_who_calls) {
  Bench bench;
  const std::vector<std::pair<const char*, const char*>> closed{
      {"POST", "/access/v1/evaluation"},
      {"POST", "/access/v1/evaluations"},
      {"POST", "/access/v1/search/user"},
      {"POST", "/v1/events"},
      {"GET", "/v1/facility"},
      {"PUT", "/v1/facility"},
      {"POST", "/v1/import/people"},
      {"GET", "/v1/status"},
      {"POST", "/v1/acknowledgements"},
      {"POST", "/v1/credentials/card-77"},
      {"POST", "/v1/erasures"},
      {"GET", "/v1/audit/entries"},
      {"GET", "/v1/audit/entries/2026/1"}};
  for (const auto& [method, path] : closed) {
    EXPECT_EQ(bench.call(method, path, "", "{}").status, 401u) << method << " " << path;
  }
  for (const char* path :
       {"/healthz", "/readyz", "/metrics", "/.well-known/authzen-configuration"}) {
    EXPECT_EQ(bench.call("GET", path, "").status, 200u) << path;
  }
}

TEST(Authentication, a_stranger_may_not_send_large_bodies) {
  Bench bench;
  const auto allowance = [&](std::string_view method, std::string_view target,
                             std::string_view as) {
    const std::string authorization = "Bearer " + std::string(as);
    Request head;
    head.method = method;
    head.target = target;
    head.authorization = authorization;
    return bench.api.body_allowance(head);
  };
  EXPECT_EQ(std::get<Response>(allowance("PUT", "/v1/facility", "wrong")).status, 401u);
  EXPECT_EQ(std::get<std::size_t>(allowance("PUT", "/v1/facility", "admin")),
            kConfigurationBodyLimit);
  EXPECT_EQ(std::get<std::size_t>(allowance("PUT", "/v1/facility", "auditor")), kBodyLimit);
  EXPECT_EQ(std::get<std::size_t>(allowance("POST", "/v1/events", "door_system")),
            kEventsBodyLimit);
  EXPECT_EQ(std::get<std::size_t>(allowance("POST", "/v1/import/people?full=1", "admin")),
            kConfigurationBodyLimit);
  EXPECT_EQ(std::get<std::size_t>(allowance("POST", "/access/v1/evaluation", "terminal")),
            kBodyLimit);
  EXPECT_EQ(std::get<std::size_t>(allowance("POST", "/nowhere", "admin")), kBodyLimit);
}

}  // namespace
}  // namespace zonefactor::http
