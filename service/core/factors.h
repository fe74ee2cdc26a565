// Which kinds of factor were verified, at the door and at the terminal (rules F1 to F6).
#pragma once

#include <optional>

#include "service/core/facility.h"
#include "service/core/words.h"

namespace zonefactor::core {

// What one read at a reader proved.
struct ReadFactors {
  FactorKinds kinds;
  bool identified = false;   // by a method that is one person's own (rule F4)
  bool clonable = false;     // a card read by serial number is among what counts (rule F6)
  bool mode_drift = false;   // the event says other than the reader's mode allows (rule F3)
  bool shared_code = false;  // only a code or key for many was used (rule F4)
  bool operator==(const ReadFactors&) const = default;
};

// `said` are the methods the event names, absent where it does not say; `credential_kind` is that
// of the credential which the event's number resolved to.
ReadFactors factors_at_reader(const AccessPoint& reader, Profile profile,
                              std::optional<Methods> said, bool unknown_methods,
                              Method credential_kind);

// What the terminal verified for one login.
struct TerminalFactors {
  FactorKinds kinds;
  bool clonable = false;
  bool mismatch = false;  // a value outside the terminal's registered methods (rule A2)
  bool operator==(const TerminalFactors&) const = default;
};

TerminalFactors factors_at_terminal(const Amrs& amr, bool unknown_amr,
                                    const std::optional<Amrs>& methods, Profile profile);

// Whether every combination of the reader identifies one person (rules F4, Z2).
bool identifies_persons(const MethodCombinations& combinations);

}  // namespace zonefactor::core
