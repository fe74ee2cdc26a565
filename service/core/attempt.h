// The question a terminal asks: may this account's login here count as two-factor?
#pragma once

#include <optional>

#include "service/core/ids.h"
#include "service/core/words.h"

namespace zonefactor::core {

struct LoginAttempt {
  TerminalId terminal;
  AccountId account;
  Action action = Action::login;
  Amrs amr;
  bool unknown_amr = false;  // named a value outside our vocabulary: nothing by itself (rule F5)
  std::optional<SessionId> session;
  std::optional<SessionKind> session_kind;
  bool attests_console = false;  // the peer is configured to (rule T3)
  TerminalProof proof = TerminalProof::key;
  bool emergency =
      false;  // the person declares one for this login (rule E3); why is not ours to keep
  bool operator==(const LoginAttempt&) const = default;
};

}  // namespace zonefactor::core
