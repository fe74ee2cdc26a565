#include "adapters/http/peers.h"

#include <algorithm>

#include <fmt/format.h>

#include "service/journal/sha256.h"

namespace zonefactor::http {
namespace {

std::optional<std::array<std::uint8_t, 32>> digest_of_hex(std::string_view text) {
  std::array<std::uint8_t, 32> digest{};
  std::size_t nibbles = 0;
  for (const char c : text) {
    if (c == ':') continue;
    int value = 0;
    if (c >= '0' && c <= '9') {
      value = c - '0';
    } else if (c >= 'a' && c <= 'f') {
      value = c - 'a' + 10;
    } else if (c >= 'A' && c <= 'F') {
      value = c - 'A' + 10;
    } else {
      return std::nullopt;
    }
    if (nibbles == 64) return std::nullopt;
    auto& byte = digest[nibbles / 2];
    byte = static_cast<std::uint8_t>((byte << 4) | value);
    ++nibbles;
  }
  if (nibbles != 64) return std::nullopt;
  return digest;
}

// In time that does not depend on where they differ.
bool equal(const std::array<std::uint8_t, 32>& a, const std::array<std::uint8_t, 32>& b) {
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned>(a[i] ^ b[i]);
  return difference == 0;
}

// The key of "Bearer KEY" (RFC 6750; the scheme in any case). std::nullopt for another scheme.
std::optional<std::string_view> bearer_key(std::string_view authorization) {
  constexpr std::string_view scheme = "bearer ";
  if (authorization.size() <= scheme.size()) return std::nullopt;
  for (std::size_t i = 0; i < scheme.size(); ++i) {
    const char c = authorization[i];
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (lower != scheme[i]) return std::nullopt;
  }
  authorization.remove_prefix(scheme.size());
  while (!authorization.empty() && authorization.front() == ' ') authorization.remove_prefix(1);
  while (!authorization.empty() && authorization.back() == ' ') authorization.remove_suffix(1);
  if (authorization.empty()) return std::nullopt;
  return authorization;
}

bool contains(const std::vector<std::string>& sorted, std::string_view name) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), name, std::less<>{});
  return at != sorted.end() && *at == name;
}

}  // namespace

std::string_view words_for(Stranger stranger) {
  switch (stranger) {
    case Stranger::no_credential:
      return "no credential: send \"Authorization: Bearer KEY\", or a client certificate over TLS";
    case Stranger::unknown:
      return "this key or certificate is not known here";
    case Stranger::expired:
      return "this key or certificate is past its end; have it renewed";
    case Stranger::wrong_address:
      return "this peer may not call from this address";
    case Stranger::two_identities:
      return "key and client certificate belong to different peers; send one of them";
  }
  return {};
}

std::variant<std::shared_ptr<const Peers>, std::vector<std::string>> Peers::build(
    std::vector<Peer> peers) {
  std::shared_ptr<Peers> built(new Peers);
  std::vector<std::string> faults;
  const auto by_digest = [](const Secret& a, const Secret& b) { return a.digest < b.digest; };

  for (std::size_t i = 0; i < peers.size(); ++i) {
    Peer& peer = peers[i];
    const auto fault = [&](std::string_view member, std::string_view what) {
      faults.push_back(fmt::format("peer \"{}\": {}: {}", peer.name, member, what));
    };
    if (peer.name.empty()) fault("name", "give every peer a name");
    for (std::size_t j = 0; j < i; ++j) {
      if (peers[j].name == peer.name) fault("name", "two peers have it; rename one");
    }
    if (peer.facility.empty()) fault("facility", "name the one facility this peer belongs to");
    if (peer.api_keys.empty() && peer.certificates.empty()) {
      fault("key_sha256",
            "give it a key (its SHA-256 as 64 hex digits) or a certificate fingerprint");
    }
    for (const std::string& key : peer.api_keys) {
      if (const auto digest = digest_of_hex(key)) {
        built->keys_.push_back({*digest, i});
      } else {
        fault("key_sha256",
              "not the SHA-256 of a key: 64 hex digits, as `zonefactor key new` prints");
      }
    }
    for (const std::string& certificate : peer.certificates) {
      if (const auto digest = digest_of_hex(certificate)) {
        built->certificates_.push_back({*digest, i});
      } else {
        fault("certificate_sha256",
              "not a SHA-256 fingerprint: 64 hex digits, as `openssl x509 -fingerprint -sha256` "
              "prints");
      }
    }
    const bool asks = peer.role == Role::terminal || peer.role == Role::gateway;
    if (!peer.terminals.empty() && !asks) {
      fault("terminals", "only roles terminal and gateway speak for terminals");
    }
    if (!peer.controllers.empty() && peer.role != Role::door_system) {
      fault("controllers", "only role door_system speaks for controllers");
    }
    std::vector<AddressRange> ranges;
    for (const std::string& address : peer.addresses) {
      if (const auto range = parse_address_range(address)) {
        ranges.push_back(*range);
      } else {
        fault(
            "addresses",
            fmt::format("\"{}\" is no CIDR range; write 192.0.2.0/24 with no bits after the prefix",
                        address));
      }
    }
    built->ranges_.push_back(std::move(ranges));
    std::sort(peer.terminals.begin(), peer.terminals.end());
    std::sort(peer.controllers.begin(), peer.controllers.end());
  }
  for (auto* secrets : {&built->keys_, &built->certificates_}) {
    std::sort(secrets->begin(), secrets->end(), by_digest);
    for (std::size_t i = 1; i < secrets->size(); ++i) {
      const Secret& one = (*secrets)[i - 1];
      const Secret& other = (*secrets)[i];
      if (one.digest == other.digest) {
        faults.push_back(fmt::format("peers \"{}\" and \"{}\" have the same {}; give each its own",
                                     peers[one.peer].name, peers[other.peer].name,
                                     secrets == &built->keys_ ? "API key" : "certificate"));
      }
    }
  }
  if (!faults.empty()) return faults;
  built->peers_ = std::move(peers);
  return std::shared_ptr<const Peers>(std::move(built));
}

const Peers::Secret* Peers::find(const std::vector<Secret>& secrets, const Digest& digest) {
  // The order of digests tells nothing of keys, so the search may take its own time; what decides
  // is compared in constant time.
  const auto at = std::lower_bound(secrets.begin(), secrets.end(), digest,
                                   [](const Secret& s, const Digest& d) { return s.digest < d; });
  return at != secrets.end() && equal(at->digest, digest) ? &*at : nullptr;
}

std::variant<Caller, Stranger> Peers::identify(const Request& request, core::Instant now) const {
  const Secret* certificate = nullptr;
  bool certificate_over = false;
  if (request.certificate != nullptr) {
    certificate = find(certificates_, request.certificate->sha256);
    certificate_over = now > request.certificate->not_after;
  }
  const Secret* secret = certificate;
  if (!request.authorization.empty()) {
    const auto key = bearer_key(request.authorization);
    secret = key ? find(keys_, journal::sha256(*key)) : nullptr;
    if (secret == nullptr) return Stranger::unknown;
    if (certificate != nullptr && certificate->peer != secret->peer)
      return Stranger::two_identities;
  } else if (request.certificate == nullptr) {
    return Stranger::no_credential;
  } else if (secret == nullptr) {
    return Stranger::unknown;
  } else if (certificate_over) {
    return Stranger::expired;
  }

  const Peer& peer = peers_[secret->peer];
  if (peer.not_after && now > *peer.not_after) return Stranger::expired;
  const auto& ranges = ranges_[secret->peer];
  const bool allowed =
      ranges.empty() || std::any_of(ranges.begin(), ranges.end(), [&](const AddressRange& range) {
        return range.contains(request.remote);
      });
  if (!allowed) return Stranger::wrong_address;
  return Caller{&peer, certificate != nullptr && !certificate_over};
}

bool Peers::speaks_for_terminal(const Peer& peer, std::string_view terminal) {
  return contains(peer.terminals, terminal);
}

bool Peers::speaks_for_controller(const Peer& peer, std::string_view controller) {
  return contains(peer.controllers, controller);
}

}  // namespace zonefactor::http
