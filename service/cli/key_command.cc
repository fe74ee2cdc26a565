// zonefactor key: API keys of the service's peers. A key is shown once; only its SHA-256 is kept.
#include <fmt/format.h>
#include <openssl/rand.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "service/cli/command.h"
#include "service/config/peers_file.h"
#include "service/journal/canonical_json.h"
#include "service/journal/sha256.h"

namespace zonefactor::cli {

namespace {

struct Arguments {
  std::string peers_file;
  config::Peer peer;
  std::string role;
  std::string name;
  std::string not_after;
  bool json = false;
};

// 256 random bits, in hex, with a prefix by which a leaked key is recognised.
std::string new_key() {
  std::array<unsigned char, 32> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw std::runtime_error("the system gave no randomness; no key was made");
  }
  std::string key = "zf_";
  for (const unsigned char byte : bytes) key += fmt::format("{:02x}", byte);
  return key;
}

int report(const std::vector<files::Fault>& faults) {
  for (const files::Fault& fault : faults) fmt::print(stderr, "{}\n", files::to_text(fault));
  return faults.empty() ? kOk : kWrongUse;
}

int make(Arguments arguments) {
  const auto role = core::from_name<config::Role>(arguments.role);
  if (!role) {
    fmt::print(stderr, "--role {}: there is no such role\n", arguments.role);
    return kWrongUse;
  }
  config::Peer peer = std::move(arguments.peer);
  peer.role = *role;
  if (!arguments.not_after.empty()) {
    peer.not_after = core::parse_rfc3339(arguments.not_after);
    if (!peer.not_after) {
      fmt::print(stderr, "--not-after {}: write it as 2027-03-31T00:00:00+09:00\n",
                 arguments.not_after);
      return kWrongUse;
    }
  }
  const std::string key = new_key();
  peer.key_sha256 = {journal::hex(journal::sha256(key))};
  const std::vector<files::Fault> faults = config::add_peer(arguments.peers_file, peer);
  if (!faults.empty()) return report(faults);
  if (arguments.json) {
    fmt::print("{}\n", journal::canonical(journal::JsonObject{{"key", key}, {"name", peer.name}}));
  } else {
    fmt::print("{}\n", key);
    fmt::print(stderr, "key of {} ({}); it is shown only now. Tell the service with SIGHUP.\n",
               peer.name, arguments.role);
  }
  return kOk;
}

int list(const Arguments& arguments) {
  config::PeersResult result = config::read_peers_file(arguments.peers_file);
  if (const auto* faults = std::get_if<std::vector<files::Fault>>(&result)) return report(*faults);
  journal::JsonArray rows;
  for (const config::Peer& peer : std::get<std::vector<config::Peer>>(result)) {
    const std::string end =
        peer.not_after ? core::format_rfc3339(*peer.not_after, core::TimeZone{}) : std::string{};
    if (!arguments.json) {
      fmt::print("{:<24} {:<12} {:<16} {} key(s), {} certificate(s){}\n", peer.name,
                 core::name_of(peer.role), peer.facility, peer.key_sha256.size(),
                 peer.certificate_sha256.size(), end.empty() ? "" : ", until " + end);
      continue;
    }
    rows.push_back(journal::JsonObject{{"facility", peer.facility},
                                       {"name", peer.name},
                                       {"not_after", end},
                                       {"role", core::name_of(peer.role)}});
  }
  if (arguments.json) fmt::print("{}\n", journal::canonical(rows));
  return kOk;
}

int revoke(const Arguments& arguments) {
  const int exit_code = report(config::revoke_peer(arguments.peers_file, arguments.name));
  if (exit_code == kOk)
    fmt::print("{} is revoked once the service is told with SIGHUP\n", arguments.name);
  return exit_code;
}

}  // namespace

void add_key(CLI::App& app, int& exit_code) {
  CLI::App* key =
      app.add_subcommand("key", "API keys of terminals, door systems and people's tools");
  key->require_subcommand(1);
  const auto peers_file = [](CLI::App& verb, Arguments& arguments) {
    verb.add_option("--peers-file", arguments.peers_file, "The service's peers_file")->required();
  };

  const auto a = std::make_shared<Arguments>();
  CLI::App* maker = key->add_subcommand("new", "Make a key for a new peer and print it, once");
  peers_file(*maker, *a);
  maker->add_option("--name", a->peer.name, "Name of the peer; appears in the journal")->required();
  maker->add_option("--facility", a->peer.facility, "Facility id")->required();
  maker
      ->add_option("--role", a->role,
                   "terminal, gateway, door_system, admin, approver, auditor or monitor")
      ->required();
  maker->add_option("--terminal", a->peer.terminals, "Terminal it may speak for; repeatable");
  maker->add_option("--controller", a->peer.controllers, "Controller it may speak for; repeatable");
  maker->add_option("--address", a->peer.addresses,
                    "Address or CIDR range it calls from; repeatable");
  maker->add_option("--not-after", a->not_after, "When it ends, RFC 3339");
  maker->add_flag("--attests-console", a->peer.attests_console,
                  "It vouches that sessions are at the console");
  maker->add_flag("--json", a->json, "Print one JSON object");
  maker->footer(
      "Example:\n  zonefactor key new --peers-file peers.toml --name ph-t01 --facility chuo --role "
      "terminal "
      "--terminal ph-t01 > ph-t01.key");
  maker->callback([a, &exit_code] { exit_code = make(*a); });

  const auto b = std::make_shared<Arguments>();
  CLI::App* lister =
      key->add_subcommand("list", "Peers of the peers file; no key can be shown again");
  peers_file(*lister, *b);
  lister->add_flag("--json", b->json, "Print one JSON array");
  lister->footer("Example:\n  zonefactor key list --peers-file peers.toml");
  lister->callback([b, &exit_code] { exit_code = list(*b); });

  const auto c = std::make_shared<Arguments>();
  CLI::App* revoker = key->add_subcommand("revoke", "Take a peer out of the peers file");
  peers_file(*revoker, *c);
  revoker->add_option("name", c->name, "Name of the peer")->required();
  revoker->footer(
      "Example:\n  zonefactor key revoke --peers-file peers.toml ph-t01 && systemctl reload "
      "zonefactor");
  revoker->callback([c, &exit_code] { exit_code = revoke(*c); });
}

}  // namespace zonefactor::cli
