// Who may call: the service's `[[peer]]` entries (interfaces.md section 8), looked up by what a
// caller proves.
//
// Promise: a caller is known only by a secret it holds (an API key, of which we hold the SHA-256,
// or the private key of a certificate), within its addresses and before its end. Immutable once
// built; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "adapters/http/address.h"
#include "adapters/http/message.h"
#include "service/core/time.h"
#include "service/core/words.h"

namespace zonefactor::http {

enum class Role : std::uint8_t {
  terminal,
  gateway,
  door_system,
  admin,
  approver,
  auditor,
  monitor
};
using Roles = core::Set<Role>;

// One `[[peer]]` as configured.
struct Peer {
  std::string name;
  std::string facility;
  Role role = Role::terminal;
  std::vector<std::string> api_keys;      // SHA-256 of the key, 64 hex digits
  std::vector<std::string> certificates;  // SHA-256 fingerprint, hex; colons allowed
  std::vector<std::string> terminals;     // roles terminal and gateway
  std::vector<std::string> controllers;   // role door_system
  std::vector<std::string> addresses;     // CIDR; empty: from anywhere
  std::optional<core::Instant> not_after;
  bool attests_console = false;  // rule T3
};

struct Caller {
  const Peer* peer = nullptr;
  bool by_certificate = false;
};

// Why nobody is known behind a request; all of them are 401.
enum class Stranger : std::uint8_t {
  no_credential,
  unknown,
  expired,
  wrong_address,
  two_identities
};
std::string_view words_for(Stranger stranger);

class Peers {
 public:
  // Every fault names the peer, the member and the remedy.
  static std::variant<std::shared_ptr<const Peers>, std::vector<std::string>> build(
      std::vector<Peer> peers);

  std::variant<Caller, Stranger> identify(const Request& request, core::Instant now) const;

  // Whether `peer` may speak for this terminal, or for this controller.
  static bool speaks_for_terminal(const Peer& peer, std::string_view terminal);
  static bool speaks_for_controller(const Peer& peer, std::string_view controller);

  const std::vector<Peer>& all() const { return peers_; }

 private:
  using Digest = std::array<std::uint8_t, 32>;
  struct Secret {
    Digest digest;
    std::size_t peer;
  };
  Peers() = default;
  static const Secret* find(const std::vector<Secret>& secrets, const Digest& digest);

  std::vector<Peer> peers_;                        // lists of names sorted
  std::vector<std::vector<AddressRange>> ranges_;  // by peer
  std::vector<Secret> keys_;                       // sorted by digest
  std::vector<Secret> certificates_;
};

}  // namespace zonefactor::http

template <>
struct zonefactor::core::Spelling<zonefactor::http::Role> {
  static constexpr std::array<std::string_view, 7> names{
      "terminal", "gateway", "door_system", "admin", "approver", "auditor", "monitor"};
};
