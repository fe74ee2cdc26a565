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
#include "service/ports/store.h"

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

// A person was made unrecognisable: the entry that says so, and how many rows explained them.
struct ErasureResult {
  core::EntryRef entry;
  std::uint64_t rows = 0;
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
  std::vector<std::string> log_keys;       // C2SP verifier keys of the log that is written
  std::vector<std::string> next_log_keys;  // and those that will sign the next fiscal year's
  std::uint64_t published = 0;  // entries of the former that its latest checkpoint covers
  bool recording = false;       // false: the storage is in doubt or away, and every answer is 503
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

// What is asked for is and-ed. Ids are those of the facility file.
struct AuditQuery {
  // Newest first, the page ends below it; else it begins there. Year 0: of the log that is written.
  std::optional<core::EntryRef> from = {};
  std::uint64_t limit = 50;  // at most 500
  bool newest_first = true;
  std::string type = {};                    // empty: every type
  std::string peer = {};                    // who reads; becomes an entry (rule V1)
  std::optional<core::Instant> since = {};  // recorded from here on
  std::optional<core::Instant> until = {};  // and before this
  std::string person = {};    // entries that name them, their accounts, credentials or numbers
  std::string terminal = {};  // entries about it
  std::string zone = {};      // entries about it, its doors and readers
  std::optional<core::Class> class_ = {};   // decisions of it, and changes of verdict to it
  std::optional<core::Reason> reason = {};  // decisions that give it
};

// Entries in the order asked for. `next` is the `from` that goes on where this page ended, which
// may be before it is full: a reading looks at so many entries and no more.
struct AuditPage {
  std::vector<AuditEntry> entries;
  std::optional<core::EntryRef> next = {};  // absent where nothing more can follow
  bool unknown_person = false;              // no configuration in force knows the person asked for
};

// One object of a log's read side, by its path below the log: "checkpoint", "tile/0/000",
// "tile/entries/000.p/17" (C2SP tlog-tiles), "proof/184502" (C2SP tlog-proof of that entry).
struct LogQuery {
  std::int32_t year = 0;
  std::string path;
  std::string peer;  // of entries: the auditor who reads, which becomes an entry (rule V1)
};

struct LogObject {
  enum class Kind { checkpoint, tile, entries, proof };
  Kind kind = Kind::checkpoint;
  std::string bytes;
};

// What whoever takes evidence away asks for beside the log's objects, and what is answered. Lists
// have at most `limit` items.
struct LogsQuery {};  // every log, the oldest first
struct LogStanding {
  std::int32_t year = 0;
  std::uint64_t published = 0;    // entries that its latest checkpoint covers
  std::vector<std::string> keys;  // C2SP verifier keys that sign for it now
};
struct CheckpointsQuery {  // those kept and the latest, by size
  std::int32_t year = 0;
  std::uint64_t from_size = 0;
  std::uint64_t limit = 0;
};
struct SealsQuery {  // the newest first
  core::EntryRef before;
  std::uint64_t limit = 0;
};
struct SealPlace {
  core::EntryRef ref;
  core::Instant recorded_at{};
};
struct StateQuery {  // the state that this entry seals
  core::EntryRef seal;
  std::string peer;  // who reads; becomes an entry (rule V1)
};
struct TimestampsQuery {
  std::int32_t year = 0;
};
using EvidenceQuery =
    std::variant<LogsQuery, CheckpointsQuery, SealsQuery, StateQuery, TimestampsQuery>;
// In the order of the queries; no state where the entry seals none, or none is stored.
using EvidenceAnswer =
    std::variant<std::vector<LogStanding>, std::vector<CheckpointRow>, std::vector<SealPlace>,
                 std::optional<std::string>, std::vector<TimestampRow>>;

// Entries [from, to) are taken away, with the names behind these handles.
struct ExportRequest {
  core::ExportPurpose purpose = core::ExportPurpose::audit;
  core::EntryRef from;
  core::EntryRef to;
  std::vector<std::string> handles;
  std::string peer;
};

// A row of the explaining table that opens its commitment, and where that one stands (rule V7).
struct BoundName {
  NameRow row;
  core::EntryRef entry;  // name.bound
};

struct ExportResult {
  core::EntryRef entry;
  std::vector<BoundName> names;  // of the handles that can be explained
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

  // Deletes what explains the handles of a person of an earlier facility file; `person` is their id
  // there. Answered once the rows are gone too.
  virtual void erase_person(std::string person, std::string peer,
                            Done<std::variant<ErasureResult, Declined>> done) = 0;

  // The facility in force, in plain, as the explaining table still knows it.
  virtual core::Facility facility() const = 0;
  virtual Standing standing() const = 0;
  // Reads the journal on a thread of its own.
  virtual void audit(AuditQuery query, Done<AuditPage> done) = 0;
  // Nothing where the log has no such object, or not yet.
  virtual void read_log(LogQuery query, Done<std::optional<LogObject>> done) = 0;
  virtual void read_evidence(EvidenceQuery query, Done<EvidenceAnswer> done) = 0;
  // Recorded before it answers.
  virtual void export_evidence(ExportRequest request,
                               Done<std::variant<ExportResult, Declined>> done) = 0;
};

}  // namespace zonefactor::ports
