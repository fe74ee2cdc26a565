// Strong identifiers: a terminal cannot stand where a zone is expected.
//
// The text is opaque to the rules. In a rehearsal it is what the facility file says; in the service
// everything that names a person, an account or a credential is a random handle (rule V2).
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace zonefactor::core {

template <class Tag>
struct Id {
  std::string text;

  Id() = default;
  explicit Id(std::string value) : text(std::move(value)) {}

  bool empty() const { return text.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;
};

using ZoneId = Id<struct ZoneTag>;
using DoorId = Id<struct DoorTag>;
using ControllerId = Id<struct ControllerTag>;
using AccessPointId = Id<struct AccessPointTag>;
using TerminalId = Id<struct TerminalTag>;
using PersonId = Id<struct PersonTag>;
using AccountId = Id<struct AccountTag>;
using CredentialId = Id<struct CredentialTag>;
// A credential's number as presented, format and bit length included: "wiegand26/26/0x1A2B".
// Several credentials may have carried one number at different times (rule I1).
using NumberId = Id<struct NumberTag>;
using SessionId = Id<struct SessionTag>;

// Whether `text` is a legal identifier of the facility file: [A-Za-z0-9][A-Za-z0-9._-]{0,63}.
bool is_legal_id(std::string_view text);

}  // namespace zonefactor::core

template <class Tag>
struct std::hash<zonefactor::core::Id<Tag>> {
  std::size_t operator()(const zonefactor::core::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.text);
  }
};
