// The factor tables: methods of a reader, amr values of a terminal, and what a serial number is
// worth.
#include "service/core/factors.h"

namespace zonefactor::core {

namespace {

constexpr Methods kNobodysOwn{Method::code, Method::key};

bool has_own_method(Methods methods) {
  return (methods.bits() & ~kNobodysOwn.bits()) != 0;
}

std::optional<FactorKind> kind_of(Method method, CardRead card_read, Profile profile) {
  switch (method) {
    case Method::card:
      if (card_read == CardRead::serial && profile == Profile::strict) return std::nullopt;  // F6
      return FactorKind::possession;
    case Method::mobile:
      return FactorKind::possession;
    case Method::pin:
      return FactorKind::knowledge;
    case Method::fingerprint:
    case Method::face:
    case Method::iris:
    case Method::vein:
    case Method::palm:
      return FactorKind::inherence;
    case Method::code:
    case Method::key:
      return std::nullopt;  // F4
  }
  __builtin_unreachable();
}

FactorKinds kinds_of(Methods methods, CardRead card_read, Profile profile) {
  FactorKinds kinds;
  methods.each([&](Method method) {
    if (const auto kind = kind_of(method, card_read, profile)) kinds.add(*kind);
  });
  return kinds;
}

std::optional<FactorKind> kind_of(Amr amr) {
  switch (amr) {
    case Amr::pwd:
    case Amr::pin:
    case Amr::kba:
      return FactorKind::knowledge;
    case Amr::face:
    case Amr::fpt:
    case Amr::iris:
    case Amr::retina:
    case Amr::vbm:
    case Amr::vein:
    case Amr::palm:
      return FactorKind::inherence;
    case Amr::hwk:
    case Amr::sc:
    case Amr::swk:
    case Amr::pop:
    case Amr::otp:
    case Amr::sms:
    case Amr::tel:
    case Amr::card:
      return FactorKind::possession;
    case Amr::mfa:
    case Amr::mca:
    case Amr::user:
    case Amr::rba:
    case Amr::geo:
    case Amr::wia:
      return std::nullopt;  // nothing by themselves
  }
  __builtin_unreachable();
}

// Rule F3, where the event does not say: only what every combination would have verified.
ReadFactors factors_by_mode(const AccessPoint& reader, Profile profile, Method credential_kind) {
  ReadFactors result;
  bool first = true;
  Methods used;
  for (const Methods combination : reader.methods) {
    const FactorKinds kinds = kinds_of(combination, reader.card_read, profile);
    result.kinds = first ? kinds : result.kinds & kinds;
    used = used | combination;
    first = false;
  }
  result.identified = has_own_method(Methods{credential_kind}) && has_own_method(used);
  result.shared_code = !has_own_method(used);
  result.clonable = reader.card_read == CardRead::serial && used.has(Method::card) &&
                    result.kinds.has(FactorKind::possession);
  return result;
}

}  // namespace

bool identifies_persons(const MethodCombinations& combinations) {
  if (combinations.empty()) return false;
  for (const Methods combination : combinations) {
    if (!has_own_method(combination)) return false;
  }
  return true;
}

ReadFactors factors_at_reader(const AccessPoint& reader, Profile profile,
                              std::optional<Methods> said, bool unknown_methods,
                              Method credential_kind) {
  if (!said) return factors_by_mode(reader, profile, credential_kind);

  Methods allowed;
  bool complete = false;  // some combination of the mode was verified in full
  for (const Methods combination : reader.methods) {
    allowed = allowed | combination;
    if ((*said & combination) == combination) complete = true;
  }
  const Methods counted = *said & allowed;
  ReadFactors result;
  result.kinds = kinds_of(counted, reader.card_read, profile);
  result.identified = has_own_method(counted);
  result.shared_code = !counted.empty() && !result.identified;
  result.mode_drift = !complete || unknown_methods || !(counted == *said);
  result.clonable = reader.card_read == CardRead::serial && counted.has(Method::card) &&
                    result.kinds.has(FactorKind::possession);
  return result;
}

TerminalFactors factors_at_terminal(const Amrs& amr, bool unknown_amr,
                                    const std::optional<Amrs>& methods, Profile profile) {
  TerminalFactors result;
  const Amrs counted = methods ? amr & *methods : amr;
  result.mismatch = !(counted == amr) || (unknown_amr && methods);
  counted.each([&](Amr value) {
    if (value == Amr::card) {
      if (profile == Profile::strict) return;  // F6
      result.clonable = true;
    }
    if (const auto kind = kind_of(value)) result.kinds.add(*kind);
  });
  return result;
}

}  // namespace zonefactor::core
