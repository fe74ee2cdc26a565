// Everything the service believes or answers, as one closed set of facts (rule V1).
//
// A fact becomes an entry when the engine stamps it; `evolve` folds entries into the `Book`. Adding
// a fact breaks every visitor that ignored it, which is the point. The first groups are causes; the
// last (finding, signal, readjudication) are consequences: recorded for readers, derived again on
// replay.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "service/core/attempt.h"
#include "service/core/decision.h"
#include "service/core/facility.h"
#include "service/core/observation.h"

namespace zonefactor::core {

// The first entry of a log. `everyone_unknown` is rule S1; a rehearsal starts with everyone absent.
// A log that goes on where another ended carries that one's last checkpoint, and nothing anew.
struct LogOpened {
  std::string origin;  // "zonefactor/{facility}/{fiscal year}"
  bool everyone_unknown = true;
  std::string previous = {};  // the signed checkpoint (C2SP tlog-checkpoint) over the log before
  bool operator==(const LogOpened&) const = default;
};

// The service came up and had folded the journal to here (rule H4).
struct ServiceStarted {
  std::string version;
  int edition = kRuleEdition;
  bool operator==(const ServiceStarted&) const = default;
};

// A row of the explaining table is bound to the journal (rule V7). `commitment` is lower-case hex.
struct NameBound {
  std::string handle;
  std::string kind;  // "person", "account", "credential", "number", "basis"
  std::string commitment;
  bool operator==(const NameBound&) const = default;
};

struct ObjectPut {
  FacilityObject object;
  bool operator==(const ObjectPut&) const = default;
};

// `kind` as in the TOML table name; `id` of a designation is "person/zone".
struct ObjectRemoved {
  std::string kind;
  std::string id;
  bool operator==(const ObjectRemoved&) const = default;
};

// All objects put and removed since the last closing are in force from this entry on.
struct ConfigurationClosed {
  std::uint64_t version = 0;
  std::string digest;  // lower-case hex over all objects in force
  std::string by;      // peer that applied it
  bool operator==(const ConfigurationClosed&) const = default;
};

// An event the rules took in. `happened` is its place in time by rule K2: device time corrected by
// the controller's offset and cut at the recording, or the recording itself without a trusted
// device time.
struct DoorEvent {
  Observation observation;
  Instant happened{};
  Duration
      uncertainty{};  // half width of the interval; for events without device time its full width
  bool clock_trusted = true;
  bool operator==(const DoorEvent&) const = default;
};

struct EventRefused {
  std::optional<ControllerId> controller;  // where it is one of ours
  Refusal why = Refusal::malformed;
  std::string boot;  // of an equivocation
  std::uint64_t seq = 0;
  std::string content_tag;  // keyed digest of what was refused
  bool operator==(const EventRefused&) const = default;
};

// A will message or a status topic said so (interfaces.md section 3).
struct ControllerStatus {
  ControllerId controller;
  bool online = false;
  bool operator==(const ControllerStatus&) const = default;
};

struct LoginDecided {
  LoginAttempt attempt;
  Decision decision;
  std::string peer;         // who asked, as configured
  std::string request_tag;  // keyed digest of X-Request-ID, empty without one
  bool operator==(const LoginDecided&) const = default;
};

struct SessionChanged {
  TerminalId terminal;
  SessionId session;
  std::optional<AccountId> account;
  SessionDo what = SessionDo::begin;
  bool operator==(const SessionChanged&) const = default;
};

struct Acknowledged {
  ZoneId zone;
  Acknowledgeable what = Acknowledgeable::breach;
  PersonId by;
  std::string peer = {};  // who said so to us; empty in a rehearsal
  bool operator==(const Acknowledged&) const = default;
};

struct CredentialChanged {
  CredentialId credential;
  CredentialState state = CredentialState::revoked;
  std::optional<Instant> since = {};  // absent: from the entry on
  std::string peer = {};
  bool operator==(const CredentialChanged&) const = default;
};

struct DesignationChanged {
  PersonId person;
  ZoneId zone;
  std::optional<Instant> valid_until;
  bool operator==(const DesignationChanged&) const = default;
};

struct PersonChanged {
  PersonId person;
  PersonKind kind = PersonKind::staff;
  bool operator==(const PersonChanged&) const = default;
};

// What the service thinks of its own clock from here on (rule K9).
struct OwnClockJudged {
  Duration off{};            // how far a step has taken it, ahead or back; 0: none has
  bool synchronised = true;  // as the host says
  bool trusted() const { return off == Duration{0} && synchronised; }
  bool operator==(const OwnClockJudged&) const = default;
};

// An input that stopped the process twice; it changes no state but its controller's standing.
struct InputQuarantined {
  std::string digest;
  std::optional<ControllerId> controller;
  bool operator==(const InputQuarantined&) const = default;
};

// Somebody read the audit trail (rule V1).
struct AuditRead {
  std::string peer;
  std::string what;
  bool operator==(const AuditRead&) const = default;
};

// The last entry of a log: the next one opens the log of `next_year`.
struct LogClosed {
  std::int32_t next_year = 0;
  bool operator==(const LogClosed&) const = default;
};

// Who signs the log's checkpoints from here on: C2SP verifier keys, the first for good.
struct LogKeys {
  std::vector<std::string> keys;
  bool operator==(const LogKeys&) const = default;
};

// Rule V6: the state that the entries before this one fold to.
struct StateSealed {
  std::string digest;      // SHA-256 over its canonical bytes, lower-case hex
  std::uint64_t size = 0;  // of them
  bool operator==(const StateSealed&) const = default;
};

// Somebody took a part of the journal away, [from, to), with names where `named` (rule V1).
struct EvidenceExported {
  std::string peer;
  ExportPurpose purpose = ExportPurpose::audit;
  EntryRef from;
  EntryRef to;
  bool named = false;
  bool operator==(const EvidenceExported&) const = default;
};

// The rows that explained a person's handles are gone (rule V2).
struct PersonErased {
  PersonId person;
  std::uint64_t rows = 0;
  std::string peer;
  bool operator==(const PersonErased&) const = default;
};

// Entries of a log below an index are no longer given out (C2SP tlog-tiles, "Pruning").
struct LogPruned {
  std::int32_t year = 0;
  std::uint64_t below = 0;
  std::string peer;
  bool operator==(const LogPruned&) const = default;
};

struct Finding {
  FindingKind kind = FindingKind::missed_exit;
  Instant at{};
  std::optional<PersonId> person;
  std::optional<ZoneId> zone;
  std::optional<DoorId> door;
  std::optional<AccessPointId> access_point;
  std::optional<ControllerId> controller;
  std::optional<TerminalId> terminal;
  std::optional<SessionId> session;
  // By the service, of what is not among the facts (a peer's certificate, a changed row, a
  // witness): recorded, and not derived again.
  bool noticed = false;
  bool operator==(const Finding&) const = default;
};

struct Signal {
  SignalKind kind = SignalKind::lock;
  Instant at{};
  TerminalId terminal;
  SessionId session;
  bool operator==(const Signal&) const = default;
};

// Rule K6: the class a past decision should have had is another. The decision stays as it was.
struct Readjudicated {
  EntryRef decision;
  Class from = Class::undetermined;
  Class to = Class::undetermined;
  EntryRef cause;
  bool operator==(const Readjudicated&) const = default;
};

// Rule S8: two people say who is where. Why they say so is not ours to keep.
struct PresenceCorrected {
  PersonId person;
  ZoneId zone;
  bool present = false;
  PersonId by;
  PersonId second;
  bool operator==(const PresenceCorrected&) const = default;
};

// Rule E1. The same.
struct EmergencyDeclared {
  PersonId by;
  std::vector<ZoneId> zones;
  Instant until{};
  bool operator==(const EmergencyDeclared&) const = default;
};

using Fact =
    std::variant<LogOpened, ServiceStarted, NameBound, ObjectPut, ObjectRemoved,
                 ConfigurationClosed, DoorEvent, EventRefused, ControllerStatus, LoginDecided,
                 SessionChanged, Acknowledged, CredentialChanged, DesignationChanged, PersonChanged,
                 PresenceCorrected, EmergencyDeclared, InputQuarantined, OwnClockJudged, AuditRead,
                 LogClosed, LogKeys, StateSealed, EvidenceExported, PersonErased, LogPruned,
                 Finding, Signal, Readjudicated>;

// A stamped fact: its place in the journal and when it was recorded.
struct Entry {
  EntryRef ref;
  Instant recorded_at{};
  Fact fact;
  bool operator==(const Entry&) const = default;
};

// What an entry, or the passing of time, gave rise to; in the order of interfaces.md section 6.
struct Consequences {
  std::vector<Finding> findings;
  std::vector<Signal> signals;
  std::vector<Readjudicated> readjudications;
  bool empty() const { return findings.empty() && signals.empty() && readjudications.empty(); }
};

}  // namespace zonefactor::core
