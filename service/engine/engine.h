// The loop of one facility: stamps inputs, asks the rules, batches entries, lets answers go after
// the commit.
//
// Promises: nothing leaves before its entry, and every entry before it, is durable. On an in-doubt
// or failed commit the state is thrown away and the journal replayed; until then every answer is
// Unavailable (rule H3). Every method on the loop's thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "service/engine/audit_reader.h"
#include "service/engine/checkpoint_publisher.h"
#include "service/engine/configuration_change.h"
#include "service/engine/crash_note.h"
#include "service/engine/daily_stamp.h"
#include "service/engine/folded.h"
#include "service/engine/journal_writer.h"
#include "service/engine/keyed_digest.h"
#include "service/engine/known_journal.h"
#include "service/engine/log.h"
#include "service/engine/log_pruner.h"
#include "service/engine/log_reader.h"
#include "service/engine/log_signer.h"
#include "service/engine/own_clock.h"
#include "service/engine/parked_questions.h"
#include "service/engine/refusal_budget.h"
#include "service/engine/replay.h"
#include "service/engine/self_audit.h"
#include "service/engine/session_names.h"
#include "service/engine/witness_round.h"
#include "service/ports/checkpoint_copy.h"
#include "service/ports/clock.h"
#include "service/ports/service.h"
#include "service/ports/signal_sink.h"

namespace zonefactor::engine {

// What the engine needs from the world. All outlive it.
struct EngineParts {
  ports::Store& store;  // used on the engine's storage thread alone
  OpenStore open_audit_store;
  OpenStore open_log_store;  // may write checkpoints
  ports::CheckpointCopy& checkpoint_copy;
  ports::Clock& clock;
  ports::Loop& loop;
  ports::SignalSink& signals;
  CrashNote& crash_note;
  Randomness random;
  Log log;
  // The service must end: restarting does not help before somebody has looked.
  std::function<void(const Fatal&)> on_fatal;
};

// How long what is no longer needed is kept; 0: for ever.
struct Retention {
  std::int32_t log_years = 0;    // after the end of a log's fiscal year
  core::Duration names_after{};  // after a person left the configuration
};

struct EngineOptions {
  std::string facility_id;
  ports::Digest facility_key{};
  std::shared_ptr<const LogSigner> signer;
  Retention retention;
  Witnesses witnesses;
  std::shared_ptr<ports::TimestampAuthority> timestamps;  // null: none
  core::Duration witness_interval = std::chrono::minutes(1);
  core::Duration witness_patience = std::chrono::minutes(10);
  std::string version;
  std::int32_t first_year = 0;  // of a new journal; 0: the fiscal year of the clock
  std::vector<CrashedInput> crashed;
  std::size_t most_waiting = 16384;       // answers held back at a time
  std::size_t refusals_per_second = 200;  // recorded; beyond it senders are told to wait
  int ticks_to_stall = 25;  // a commit this many ticks old fails those who wait for it
};

class Engine final : public ports::Service {
 public:
  static constexpr std::chrono::milliseconds kTick{200};

  Engine(EngineParts parts, EngineOptions options);
  ~Engine() override;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Begins the replay; until it is done every answer is Unavailable.
  void start();
  // Whether inputs are taken now; `standing` says the rest.
  bool recording() const { return state_ && !stalled_ && !stopping_; }
  // Takes no more inputs; `flushed` once everything taken is durable or known not to be.
  void stop(std::function<void()> flushed);

  const std::string& facility_id() const override { return options_.facility_id; }
  void observe(ports::DoorMessage message, ports::Done<ports::EventResult> done) override;
  void controller_status(std::string controller, bool online,
                         ports::Done<ports::EventResult> done) override;
  void ask(ports::LoginQuestion question, ports::Done<ports::LoginAnswer> done) override;
  void report_mismatch(const std::string& terminal, ports::Done<core::EntryRef> done) override;
  void configure(
      core::Facility facility, std::string peer,
      ports::Done<std::variant<ports::ConfigurationResult, ports::Declined>> done) override;
  void acknowledge(ports::AcknowledgeRequest request, std::string peer,
                   ports::Done<std::variant<core::EntryRef, ports::Declined>> done) override;
  void report_credential(ports::CredentialReport report, std::string peer,
                         ports::Done<std::variant<core::EntryRef, ports::Declined>> done) override;
  void erase_person(std::string person, std::string peer,
                    ports::Done<std::variant<ports::ErasureResult, ports::Declined>> done) override;
  core::Facility facility() const override;
  ports::Standing standing() const override;
  void audit(ports::AuditQuery query, ports::Done<ports::AuditPage> done) override;
  void read_log(ports::LogQuery query, ports::Done<std::optional<ports::LogObject>> done) override;
  void read_evidence(ports::EvidenceQuery query, ports::Done<ports::EvidenceAnswer> done) override;
  void export_evidence(
      ports::ExportRequest request,
      ports::Done<std::variant<ports::ExportResult, ports::Declined>> done) override;

 private:
  // Recording (record.cc).
  void bring_to_now();
  // Folds late news in that waits for more of it; before whatever depends on the state.
  void settle();
  void settle_soon();
  void judge_own_clock();
  core::Entry record(core::Fact fact);
  void record_consequences(const core::Consequences& consequences);
  core::Entry next_entry(core::Fact fact) const;
  core::Consequences append(const core::Entry& entry);
  template <class T>
  void reply(ports::Done<T> done, T result);
  template <class T>
  bool turned_away(const ports::Done<T>& done) const;

  // Door events (observe.cc).
  bool is_quarantined(const std::string& digest, ports::Done<ports::EventResult>& done);
  void observe_report(ports::DoorReport report, const std::string& digest,
                      ports::Done<ports::EventResult> done);
  core::Observation pseudonymous(ports::DoorReport& report) const;
  void refuse(core::EventRefused refused, std::string detail, ports::Done<ports::EventResult> done);

  // Logins (ask.cc).
  core::LoginAttempt attempt_of(const ports::LoginQuestion& question);
  void park(core::LoginAttempt attempt, const ports::LoginQuestion& question,
            std::string request_tag, const core::Decision& decision,
            ports::Done<ports::LoginAnswer> done);
  ports::LoginAnswer answer(core::LoginDecided decided);
  // Asks again; those no longer pending, and the one numbered `ended`, are answered.
  void ask_parked_again(std::uint64_t ended = 0);
  void answer_parked();
  void answer_all(const std::list<ParkedQuestion>& questions);

  // Administration (administer.cc).
  void record_change(ConfigurationChange change);
  std::vector<ports::AuditEntry> explained(std::vector<ports::JournalRow> rows) const;

  // What the explaining table may tell no more (erasure.cc).
  struct Erasure {
    ports::ErasureResult result;
    std::vector<std::string> handles;
  };
  Erasure record_erasure(const core::PersonId& person, const std::string& peer);
  // Until the rows are gone; `done` after the first try.
  void erase_rows(std::vector<std::string> handles,
                  std::function<void(const ports::Unavailable* failed)> done);
  void record_erased_again(const std::map<core::PersonId, std::uint64_t>& rows);

  // The log: its beginning, its keys, its seals, its end (log_life.cc).
  void open_log(std::int32_t year, std::string previous);
  void open_next_log(std::int32_t year);
  void announce_keys();
  void seal();
  void keep_the_log();
  void keep_to_retention(core::Instant now);
  void prune(const PrunableLog& log);
  void publish_durable(bool keep);
  void published();
  void witnesses_missing(const std::string& missing);
  void journal_mismatch(const JournalFault& fault);
  void notice(core::FindingKind kind);

  // Life (engine.cc).
  void recover_after(std::chrono::milliseconds delay);
  std::chrono::milliseconds next_delay();
  void replayed(ReplayResult result);
  void begin(Replayed replayed);
  void record_start(const std::vector<ports::NameRow>& drifted_names);
  void committed(Batch batch);
  void lose_state(const Batch& batch, ports::AppendResult result, const std::string& why);
  void fail_waiting(std::vector<Release> releases);
  void fatal(const Fatal& fatal);
  void tick();
  void after(std::chrono::milliseconds delay, std::function<void()> work);
  void finish_stopping();

  EngineParts parts_;
  EngineOptions options_;
  KeyedDigest digests_;
  std::unique_ptr<Folded> state_;      // null: not recording
  std::optional<OwnClock> own_clock_;  // with `state_`
  bool settling_ = false;              // a look at late news is due soon
  core::Instant now_{};                // of the input in hand
  std::string why_not_ = "the service is starting: it has not read its journal yet";
  bool stalled_ = false;  // the commit in flight takes too long
  int ticks_in_flight_ = 0;
  int ticks_since_checkpoint_ = 0;
  int failures_ = 0;  // of the storage, in a row
  bool stopping_ = false;
  std::function<void()> flushed_;
  ports::Head durable_;
  bool durable_known_ = false;  // the journal was read once
  KnownJournal known_;
  std::set<std::string> drift_told_;  // handles of rows already found drifted
  SessionNames sessions_;
  RefusalBudget refusals_;
  ParkedQuestions parked_;
  std::shared_ptr<std::atomic<bool>> cancelled_ = std::make_shared<std::atomic<bool>>(false);
  std::shared_ptr<char> alive_ = std::make_shared<char>();
  WorkThread storage_;
  JournalWriter writer_;
  AuditReader auditor_;
  LogReader log_reader_;
  LogPruner pruner_;
  CheckpointPublisher publisher_;
  WitnessRound witness_round_;
  std::optional<core::Instant> witnesses_asked_;
  DailyStamp daily_stamp_;
  SelfAudit self_audit_;
  bool publishes_last_ = false;  // the service is stopping, and the last checkpoint is on its way
};

}  // namespace zonefactor::engine
