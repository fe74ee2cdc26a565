// What adapters may ask of one facility's engine, in plain words of the outside world.
//
// Names, numbers and accounts are plain here; the engine replaces them by handles before the rules
// or the journal see them (rule V2). Every method is called on the loop's thread and calls `done`
// there, once, after what it reports is durable, or with `Unavailable` when it could not be made
// so.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "service/core/attempt.h"
#include "service/core/decision.h"
#include "service/core/facility.h"
#include "service/core/fact.h"
#include "service/core/observation.h"

namespace zonefactor::ports {

// It could not be recorded, so it did not happen (rule H3). HTTP says 503 with Retry-After.
struct Unavailable {
  std::chrono::seconds retry_after{1};
  std::string why;
  bool too_many = false;  // the caller asks too much (rule T6): 429 instead
};

template <class T>
using Done = std::function<void(std::variant<T, Unavailable>)>;

// A credential number as a controller reports it. Numbers of different formats never match.
struct CredentialNumber {
  std::string format;      // empty: a plain string
  std::uint32_t bits = 0;  // 0 for a plain string
  std::string value;
  bool lossy = false;
  // One spelling per number: value alone, or "format/bits/value"; hex digits upper case.
  std::string canonical() const;
};

// A decoded door event, still naming its credential in plain. `observation.credential` and
// `observation.content_tag` are empty; the engine fills them from `credential` and `content`.
struct DoorReport {
  core::Observation observation;
  std::optional<CredentialNumber> credential;
  std::string content;  // canonical JSON of the message without `sent_at` (rule K7)
};

// A message that could not be decoded; recorded as refused. `content` is what came, cut to its
// limit.
struct Undecodable {
  core::Refusal why = core::Refusal::malformed;
  std::string detail;  // for the sender, in English; names the member at fault
  std::optional<core::ControllerId> controller;  // where the transport proves it
  std::string content;
};

using DoorMessage = std::variant<DoorReport, Undecodable>;

enum class EventVerdict { accepted, duplicate, refused };

struct EventResult {
  EventVerdict verdict = EventVerdict::accepted;
  core::Refusal why = core::Refusal::malformed;  // with `refused`
  std::string detail;
  std::optional<core::EntryRef> entry;  // with `accepted` and `refused`
};

struct LoginQuestion {
  std::string terminal;
  std::string account;
  core::Action action = core::Action::login;
  core::Amrs amr;
  bool unknown_amr = false;
  std::optional<std::string> session;
  std::optional<core::SessionKind> session_kind;
  bool emergency = false;  // declared by the person, with a reason that is not kept (rule E3)
  bool attests_console = false;
  core::TerminalProof proof = core::TerminalProof::key;
  std::string peer;        // configured name of the caller
  std::string request_id;  // X-Request-ID; empty without one
  std::chrono::milliseconds wait{0};
};

struct LoginAnswer {
  core::Decision decision;
  core::EntryRef entry;
  std::shared_ptr<const core::FacilityHead> facility;  // time zone and help text of its version
};

struct ConfigurationResult {
  std::uint64_t version = 0;
  std::string digest;
  std::uint64_t objects_changed = 0;  // 0: nothing differed and nothing was recorded
};

struct AcknowledgeRequest {
  std::string zone;
  core::Acknowledgeable what = core::Acknowledgeable::breach;
  std::string by;  // a person id of the facility file
};

// A credential, designation or person changed outside a configuration version.
struct CredentialReport {
  std::string credential;
  core::CredentialState state = core::CredentialState::revoked;
  std::optional<core::Instant> since;
};

// What was asked cannot be done; `why` names the thing and the remedy.
struct Declined {
  std::string why;
};

struct ControllerStanding {
  std::string id;
  std::string boot;
  std::uint64_t seq = 0;
  std::optional<core::Instant> last_heard;
  bool online = false;
};

struct ZoneStanding {
  std::string id;
  bool boundary_qualifies = false;
  bool breached = false;
  std::uint64_t present = 0;
};

struct Standing {
  std::string facility;
  std::uint64_t configuration_version = 0;
  std::string configuration_digest;
  core::EntryRef next;
  bool recording = false;  // false: the storage is in doubt or away, and every answer is 503
  std::string why_not;
  std::string clock;  // what is wrong with the host's clock (rule K9); empty where nothing is
  std::vector<ControllerStanding> controllers;
  std::vector<ZoneStanding> zones;
};

// One journal entry for the auditor, handles explained where the explaining table still does.
struct AuditEntry {
  core::EntryRef ref;
  core::Instant recorded_at{};
  std::string type;
  std::string body;                                            // canonical JSON as recorded
  std::vector<std::pair<std::string, std::string>> explained;  // handle, plain
};

struct AuditQuery {
  std::uint64_t from = 0;    // index; the newest come first when `newest_first`
  std::uint64_t limit = 50;  // at most 500
  bool newest_first = true;
  std::string type;  // empty: every type
  std::string peer;  // who reads; becomes an entry (rule V1)
};

// Entries in the order asked for. `next` is the `from` that goes on where this page ended, which
// may be before it is full: a reading looks at so many entries and no more.
struct AuditPage {
  std::vector<AuditEntry> entries;
  std::optional<std::uint64_t> next;  // absent at the journal's end
};

class Service {
 public:
  virtual ~Service() = default;

  virtual const std::string& facility_id() const = 0;
  virtual void observe(DoorMessage message, Done<EventResult> done) = 0;
  virtual void controller_status(std::string controller, bool online, Done<EventResult> done) = 0;
  virtual void ask(LoginQuestion question, Done<LoginAnswer> done) = 0;
  // A peer asked about a terminal that it may not speak for (rule T1): it is refused once the
  // finding is durable.
  virtual void report_mismatch(const std::string& terminal, Done<core::EntryRef> done) = 0;

  virtual void configure(core::Facility facility, std::string peer,
                         Done<std::variant<ConfigurationResult, Declined>> done) = 0;
  virtual void acknowledge(AcknowledgeRequest request, std::string peer,
                           Done<std::variant<core::EntryRef, Declined>> done) = 0;
  virtual void report_credential(CredentialReport report, std::string peer,
                                 Done<std::variant<core::EntryRef, Declined>> done) = 0;

  // The facility in force, in plain, as the explaining table still knows it.
  virtual core::Facility facility() const = 0;
  virtual Standing standing() const = 0;
  // Reads the journal on a thread of its own.
  virtual void audit(AuditQuery query, Done<AuditPage> done) = 0;
};

}  // namespace zonefactor::ports
