// The closed vocabularies of the rules, each with its one spelling on every wire.
//
// Order is meaning here: reasons and findings are declared in the order of interfaces.md section 4,
// passages and terminal proofs from weak to strong, factor kinds in the order of rule F1.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace zonefactor::core {

// Spellings of enumeration E, indexed by value; specialised beside each enumeration.
template <class E>
struct Spelling;

template <class E>
constexpr std::string_view name_of(E value) {
  return Spelling<E>::names[static_cast<std::size_t>(value)];
}

template <class E>
constexpr std::optional<E> from_name(std::string_view name) {
  for (std::size_t i = 0; i < Spelling<E>::names.size(); ++i) {
    if (Spelling<E>::names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

template <class E>
constexpr std::size_t count_of() {
  return Spelling<E>::names.size();
}

// A small set over an enumeration of at most 64 values; iterates in declaration order.
template <class E>
class Set {
 public:
  constexpr Set() = default;
  constexpr Set(std::initializer_list<E> values) {
    for (E value : values) add(value);
  }
  static constexpr Set from_bits(std::uint64_t bits) {
    Set set;
    set.bits_ = bits;
    return set;
  }
  constexpr void add(E value) { bits_ |= bit(value); }
  constexpr void remove(E value) { bits_ &= ~bit(value); }
  constexpr bool has(E value) const { return (bits_ & bit(value)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr std::size_t size() const {
    return static_cast<std::size_t>(__builtin_popcountll(bits_));
  }
  constexpr std::uint64_t bits() const { return bits_; }
  constexpr Set operator|(Set other) const { return from_bits(bits_ | other.bits_); }
  constexpr Set operator&(Set other) const { return from_bits(bits_ & other.bits_); }
  constexpr bool operator==(const Set&) const = default;

  template <class Visit>
  constexpr void each(Visit visit) const {
    for (std::size_t i = 0; i < count_of<E>(); ++i) {
      if (has(static_cast<E>(i))) visit(static_cast<E>(i));
    }
  }

 private:
  static constexpr std::uint64_t bit(E value) {
    return std::uint64_t{1} << static_cast<unsigned>(value);
  }
  std::uint64_t bits_ = 0;
};

// Rule F1.
enum class FactorKind : std::uint8_t { knowledge, inherence, possession };
template <>
struct Spelling<FactorKind> {
  static constexpr std::array<std::string_view, 3> names{"knowledge", "inherence", "possession"};
};
using FactorKinds = Set<FactorKind>;

// What a reader can verify (interfaces.md section 2). `code` and `key` verify nobody (rule F4).
enum class Method : std::uint8_t {
  card,
  mobile,
  pin,
  fingerprint,
  face,
  iris,
  vein,
  palm,
  code,
  key
};
template <>
struct Spelling<Method> {
  static constexpr std::array<std::string_view, 10> names{
      "card", "mobile", "pin", "fingerprint", "face", "iris", "vein", "palm", "code", "key"};
};
using Methods = Set<Method>;

// Authentication methods a terminal reports: RFC 8176 values and our unregistered ones (rule F5).
enum class Amr : std::uint8_t {
  pwd,
  pin,
  kba,
  face,
  fpt,
  iris,
  retina,
  vbm,
  hwk,
  sc,
  swk,
  pop,
  otp,
  sms,
  tel,
  vein,
  palm,
  card,
  mfa,
  mca,
  user,
  rba,
  geo,
  wia,
};
template <>
struct Spelling<Amr> {
  static constexpr std::array<std::string_view, 24> names{
      "pwd", "pin", "kba", "face", "fpt",  "iris", "retina", "vbm", "hwk",  "sc",  "swk", "pop",
      "otp", "sms", "tel", "vein", "palm", "card", "mfa",    "mca", "user", "rba", "geo", "wia"};
};
using Amrs = Set<Amr>;

enum class Profile : std::uint8_t { strict, guideline };
template <>
struct Spelling<Profile> {
  static constexpr std::array<std::string_view, 2> names{"strict", "guideline"};
};

// Rule A1: what is true of a login.
enum class Class : std::uint8_t {
  native_two_factor,
  zone_equivalent,
  not_equivalent,
  undetermined,
  emergency
};
template <>
struct Spelling<Class> {
  static constexpr std::array<std::string_view, 5> names{
      "native_two_factor", "zone_equivalent", "not_equivalent", "undetermined", "emergency"};
};

// Rule A1: what the policy does with it.
enum class Outcome : std::uint8_t { allow, step_up, deny };
template <>
struct Spelling<Outcome> {
  static constexpr std::array<std::string_view, 3> names{"allow", "step_up", "deny"};
};

// Why a login is not equivalent, in the order of C1..C7.
enum class Reason : std::uint8_t {
  zone_basis_missing,
  zone_basis_overdue,
  zone_boundary_open,
  zone_breached,
  zone_open,
  zone_unobserved,
  zone_drifted,
  terminal_unknown,
  terminal_not_in_zone,
  terminal_portable,
  terminal_unproven,
  session_remote,
  entry_unconfirmed,
  entry_pending,
  entry_anonymous,
  not_designated,
  credential_revoked,
  credential_expired,
  clock_untrusted,
  factors_insufficient,
  subject_unknown,
  subject_shared,
  subject_visitor,
  presence_absent,
  presence_unknown,
  presence_uncertain,
  terminal_authentication_missing,
};
template <>
struct Spelling<Reason> {
  static constexpr std::array<std::string_view, 27> names{"zone_basis_missing",
                                                          "zone_basis_overdue",
                                                          "zone_boundary_open",
                                                          "zone_breached",
                                                          "zone_open",
                                                          "zone_unobserved",
                                                          "zone_drifted",
                                                          "terminal_unknown",
                                                          "terminal_not_in_zone",
                                                          "terminal_portable",
                                                          "terminal_unproven",
                                                          "session_remote",
                                                          "entry_unconfirmed",
                                                          "entry_pending",
                                                          "entry_anonymous",
                                                          "not_designated",
                                                          "credential_revoked",
                                                          "credential_expired",
                                                          "clock_untrusted",
                                                          "factors_insufficient",
                                                          "subject_unknown",
                                                          "subject_shared",
                                                          "subject_visitor",
                                                          "presence_absent",
                                                          "presence_unknown",
                                                          "presence_uncertain",
                                                          "terminal_authentication_missing"};
};
using Reasons = Set<Reason>;

// The reasons that stand for missing knowledge rather than a known failure (rule A4).
inline constexpr Reasons kUndeterminedReasons{Reason::zone_unobserved,  Reason::zone_drifted,
                                              Reason::entry_pending,    Reason::clock_untrusted,
                                              Reason::presence_unknown, Reason::presence_uncertain};

enum class Warning : std::uint8_t {
  medium_clonable,
  passage_ambiguous,
  session_kind_unattested,
  origin_open,
  terminal_not_proven_itself,
};
template <>
struct Spelling<Warning> {
  static constexpr std::array<std::string_view, 5> names{"medium_clonable", "passage_ambiguous",
                                                         "session_kind_unattested", "origin_open",
                                                         "terminal_not_proven_itself"};
};
using Warnings = Set<Warning>;

// What the service noticed and somebody should see.
enum class FindingKind : std::uint8_t {
  missed_exit,
  missed_entry,
  possible_clone,
  impossible_presence,
  unknown_credential,
  mode_drift,
  config_drift,
  shared_code,
  door_forced,
  door_held,
  zone_breached,
  tamper,
  fault,
  duress,
  session_survives_exit,
  activity_after_exit,
  terminal_mismatch,
  enumeration,
  equivocation,
  sequence_gap,
  clock_untrusted,
  own_clock_untrusted,
  controller_offline,
  too_late,
  emergency_account_used,
  emergency_declared,
  emergency_unreviewed,
  lent_password,
  zone_basis_due,
  review_overdue,
  designation_unused,
  local_decision,
  journal_mismatch,
  witness_missing,
};
template <>
struct Spelling<FindingKind> {
  static constexpr std::array<std::string_view, 34> names{"missed_exit",
                                                          "missed_entry",
                                                          "possible_clone",
                                                          "impossible_presence",
                                                          "unknown_credential",
                                                          "mode_drift",
                                                          "config_drift",
                                                          "shared_code",
                                                          "door_forced",
                                                          "door_held",
                                                          "zone_breached",
                                                          "tamper",
                                                          "fault",
                                                          "duress",
                                                          "session_survives_exit",
                                                          "activity_after_exit",
                                                          "terminal_mismatch",
                                                          "enumeration",
                                                          "equivocation",
                                                          "sequence_gap",
                                                          "clock_untrusted",
                                                          "own_clock_untrusted",
                                                          "controller_offline",
                                                          "too_late",
                                                          "emergency_account_used",
                                                          "emergency_declared",
                                                          "emergency_unreviewed",
                                                          "lent_password",
                                                          "zone_basis_due",
                                                          "review_overdue",
                                                          "designation_unused",
                                                          "local_decision",
                                                          "journal_mismatch",
                                                          "witness_missing"};
};

enum class SignalKind : std::uint8_t { lock, step_up, end };
template <>
struct Spelling<SignalKind> {
  static constexpr std::array<std::string_view, 3> names{"lock", "step_up", "end"};
};

// Evidence level of an entry (section 4 of the rules), weak to strong.
enum class Passage : std::uint8_t { none, granted, opened, passed };
template <>
struct Spelling<Passage> {
  static constexpr std::array<std::string_view, 4> names{"none", "granted", "opened", "passed"};
};

// How a terminal's identity was proven (rule T1), weak to strong.
enum class TerminalProof : std::uint8_t { key, gateway, certificate };
template <>
struct Spelling<TerminalProof> {
  static constexpr std::array<std::string_view, 3> names{"key", "gateway", "certificate"};
};

// How an event's origin was proven (rule H6), weak to strong.
enum class Origin : std::uint8_t { open, bound, signed_ };
template <>
struct Spelling<Origin> {
  static constexpr std::array<std::string_view, 3> names{"open", "bound", "signed"};
};

// Kinds of door events, profile `zonefactor` (interfaces.md section 3).
enum class EventKind : std::uint8_t {
  access_granted,
  access_taken,
  access_not_taken,
  access_denied,
  credential_read,
  exit_requested,
  door_opened,
  door_closed,
  door_forced,
  door_held,
  door_restored,
  door_mode,
  emergency_release,
  emergency_restored,
  tamper,
  tamper_cleared,
  fault,
  fault_cleared,
  duress,
  heartbeat,
  boot,
  config_report,
};
template <>
struct Spelling<EventKind> {
  static constexpr std::array<std::string_view, 22> names{"access_granted",
                                                          "access_taken",
                                                          "access_not_taken",
                                                          "access_denied",
                                                          "credential_read",
                                                          "exit_requested",
                                                          "door_opened",
                                                          "door_closed",
                                                          "door_forced",
                                                          "door_held",
                                                          "door_restored",
                                                          "door_mode",
                                                          "emergency_release",
                                                          "emergency_restored",
                                                          "tamper",
                                                          "tamper_cleared",
                                                          "fault",
                                                          "fault_cleared",
                                                          "duress",
                                                          "heartbeat",
                                                          "boot",
                                                          "config_report"};
};

enum class DoorMode : std::uint8_t { locked, unlocked, locked_open, blocked, maintenance };
template <>
struct Spelling<DoorMode> {
  static constexpr std::array<std::string_view, 5> names{"locked", "unlocked", "locked_open",
                                                         "blocked", "maintenance"};
};

// Why an event was refused (interfaces.md section 3).
enum class Refusal : std::uint8_t {
  malformed,
  unknown_kind,
  unknown_controller,
  unknown_point,
  not_yours,
  equivocation,
  too_large,
};
template <>
struct Spelling<Refusal> {
  static constexpr std::array<std::string_view, 7> names{
      "malformed", "unknown_kind", "unknown_controller", "unknown_point",
      "not_yours", "equivocation", "too_large"};
};

// What a part of the journal is taken away for.
enum class ExportPurpose : std::uint8_t { audit, incident, subject_request, authority };
template <>
struct Spelling<ExportPurpose> {
  static constexpr std::array<std::string_view, 4> names{"audit", "incident", "subject_request",
                                                         "authority"};
};

enum class Action : std::uint8_t { login, unlock, continue_ };
template <>
struct Spelling<Action> {
  static constexpr std::array<std::string_view, 3> names{"login", "unlock", "continue"};
};

enum class SessionKind : std::uint8_t { console, remote, shadowed, virtual_, service };
template <>
struct Spelling<SessionKind> {
  static constexpr std::array<std::string_view, 5> names{"console", "remote", "shadowed", "virtual",
                                                         "service"};
};

enum class SessionDo : std::uint8_t { begin, lock, unlock, remote, activity, ack, end };
template <>
struct Spelling<SessionDo> {
  static constexpr std::array<std::string_view, 7> names{"begin",    "lock", "unlock", "remote",
                                                         "activity", "ack",  "end"};
};

// What a named person may close (interfaces.md section 6).
enum class Acknowledgeable : std::uint8_t { breach, held, equivocation, gap, drift, clock };
template <>
struct Spelling<Acknowledgeable> {
  static constexpr std::array<std::string_view, 6> names{"breach", "held",  "equivocation",
                                                         "gap",    "drift", "clock"};
};

enum class BasisKind : std::uint8_t { law, internal_rule };
template <>
struct Spelling<BasisKind> {
  static constexpr std::array<std::string_view, 2> names{"law", "internal_rule"};
};
enum class ExitKind : std::uint8_t { identified, anonymous };
template <>
struct Spelling<ExitKind> {
  static constexpr std::array<std::string_view, 2> names{"identified", "anonymous"};
};
enum class Enforcement : std::uint8_t { enforce, monitor };
template <>
struct Spelling<Enforcement> {
  static constexpr std::array<std::string_view, 2> names{"enforce", "monitor"};
};
enum class BreakGlass : std::uint8_t { none, declared, self };
template <>
struct Spelling<BreakGlass> {
  static constexpr std::array<std::string_view, 3> names{"none", "declared", "self"};
};
enum class OnDrift : std::uint8_t { flag, undetermined };
template <>
struct Spelling<OnDrift> {
  static constexpr std::array<std::string_view, 2> names{"flag", "undetermined"};
};
enum class Egress : std::uint8_t { reader, rex, handle };
template <>
struct Spelling<Egress> {
  static constexpr std::array<std::string_view, 3> names{"reader", "rex", "handle"};
};
enum class CardRead : std::uint8_t { serial, cryptographic };
template <>
struct Spelling<CardRead> {
  static constexpr std::array<std::string_view, 2> names{"serial", "cryptographic"};
};
enum class Placement : std::uint8_t { fixed, portable };
template <>
struct Spelling<Placement> {
  static constexpr std::array<std::string_view, 2> names{"fixed", "portable"};
};
enum class PersonKind : std::uint8_t { staff, visitor };
template <>
struct Spelling<PersonKind> {
  static constexpr std::array<std::string_view, 2> names{"staff", "visitor"};
};
enum class CredentialState : std::uint8_t { active, lost, stolen, revoked };
template <>
struct Spelling<CredentialState> {
  static constexpr std::array<std::string_view, 4> names{"active", "lost", "stolen", "revoked"};
};

}  // namespace zonefactor::core
