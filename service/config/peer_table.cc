#include "service/config/peer_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "service/config/config_toml.h"
#include "service/config/network_text.h"

namespace zonefactor::config {

namespace {

using files::Faults;
using files::in_quotes;
using files::Need;
using files::TableMembers;
using files::TableReader;
using files::TomlTable;

constexpr std::size_t kMaxListed = 4096;
constexpr std::size_t kMaxDigests = 8;

const TableMembers kPeer{"[[peer]]",
                         {"name", "facility", "role", "key_sha256", "certificate_sha256",
                          "terminals", "controllers", "addresses", "not_after", "attests_console"}};
const TableMembers kPeersRoot{"the file", {"peer"}};

// 64 hex digits in lower case, of either case and with or without colons; else nothing.
std::string digest_text(const std::string& text) {
  std::string out;
  for (char c : text) {
    if (c == ':') continue;
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return {};
    out += c;
  }
  return out.size() == 64 ? out : std::string{};
}

// One digest, or an array of them while an old and a new secret are both good.
void read_digests(TableReader& t, std::string_view key, std::vector<std::string>& into) {
  std::vector<std::string> texts;
  const files::TomlValue* value = t.find(key);
  if (value == nullptr) return;
  if (const auto* text = value->as<std::string>()) {
    texts.push_back(*text);
  } else if (!t.texts(key, kMaxDigests, 128, texts)) {
    return;
  }
  for (const std::string& text : texts) {
    std::string digest = digest_text(text);
    if (digest.empty()) {
      // It may be the secret itself.
      t.fault(key, fmt::format("{} is no SHA-256", key),
              "write 64 hex digits; `zonefactor key new` writes them for you");
      return;
    }
    into.push_back(std::move(digest));
  }
}

void read_ids(TableReader& t, std::string_view key, bool wanted, std::vector<std::string>& into) {
  if (!t.has(key)) {
    if (wanted) {
      t.fault(key, fmt::format("{} is missing", in_quotes(key)),
              "name those it may speak for; the role gives it no others");
    }
    return;
  }
  if (!wanted) {
    t.fault(key, fmt::format("{} has no meaning for this role", key), "remove it");
    return;
  }
  if (!t.texts(key, kMaxListed, 64, into)) return;
  for (const std::string& id : into) {
    if (core::is_legal_id(id)) continue;
    t.fault(key, fmt::format("{} is not a legal id", in_quotes(id)),
            "write ids as the facility file does");
  }
  if (into.empty()) t.fault(key, fmt::format("{} is empty", key), "name at least one");
}

Peer read_peer(TableReader t) {
  Peer peer;
  if (t.id("name", Need::required, peer.name)) t.call_it(peer.name);
  t.id("facility", Need::required, peer.facility);
  const bool has_role = t.word("role", Need::required, peer.role);
  read_digests(t, "key_sha256", peer.key_sha256);
  read_digests(t, "certificate_sha256", peer.certificate_sha256);
  if (!t.has("key_sha256") && !t.has("certificate_sha256")) {
    t.fault("name", "it has neither key_sha256 nor certificate_sha256",
            "add one: without it nobody can prove to be this peer");
  }
  if (has_role) {
    const bool speaks_for_terminals = peer.role == Role::terminal || peer.role == Role::gateway;
    read_ids(t, "terminals", speaks_for_terminals, peer.terminals);
    read_ids(t, "controllers", peer.role == Role::door_system, peer.controllers);
    if (t.has("attests_console") && !speaks_for_terminals) {
      t.fault("attests_console", "attests_console has no meaning for this role", "remove it");
    }
  }
  if (t.texts("addresses", kMaxListed, 64, peer.addresses)) {
    for (const std::string& address : peer.addresses) {
      if (is_address_range(address)) continue;
      t.fault("addresses", fmt::format("{} is no address or range", in_quotes(address)),
              "write 192.0.2.7 or 192.0.2.0/24, with no bits beyond the prefix");
    }
  }
  t.instant("not_after", peer.not_after);
  t.flag("attests_console", peer.attests_console);
  return peer;
}

}  // namespace

const TableMembers& peer_members() {
  return kPeer;
}

std::vector<Peer> read_peers(const TomlTable& root, Faults& faults) {
  std::vector<Peer> out;
  for (const files::TomlValue* table : files::tables_of(root, "peer", faults)) {
    out.push_back(read_peer(TableReader(*table->as<TomlTable>(), table->line, kPeer, faults)));
  }
  return out;
}

PeersResult parse_peers(std::string_view text, const std::string& file) {
  Faults faults(file);
  const auto root = files::parse_toml(text, faults);
  if (!root) return faults.take();
  files::refuse_unknown_members(*root, kPeersRoot, kPeersRoot.table, faults);
  std::vector<Peer> peers = read_peers(*root, faults);
  if (!faults.empty()) return faults.take();
  return peers;
}

std::vector<files::Fault> check_peers(const std::vector<Peer>& peers,
                                      const std::vector<FacilityService>& facilities,
                                      const std::string& file) {
  Faults faults(file);
  std::set<std::string> names;
  std::set<std::string> served;
  std::map<std::string, std::string> holders;  // by digest
  for (const FacilityService& facility : facilities) served.insert(facility.id);
  for (const Peer& peer : peers) {
    if (!names.insert(peer.name).second) {
      faults.add(0, fmt::format("two [[peer]] are named {}", in_quotes(peer.name)),
                 "give each its own name: the journal knows callers by it");
    }
    if (served.count(peer.facility) == 0) {
      faults.add(0,
                 fmt::format("[[peer]] {}: facility {} is not served here", in_quotes(peer.name),
                             in_quotes(peer.facility)),
                 "name the id of a [[facility]]");
    }
    for (const auto* digests : {&peer.key_sha256, &peer.certificate_sha256}) {
      for (const std::string& digest : *digests) {
        const auto [holder, is_new] = holders.emplace(digest, peer.name);
        if (is_new) continue;
        faults.add(0,
                   fmt::format("[[peer]] {} and {} have one secret", in_quotes(holder->second),
                               in_quotes(peer.name)),
                   "give each its own key or certificate");
      }
    }
  }
  return faults.take();
}

}  // namespace zonefactor::config
