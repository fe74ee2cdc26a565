#include "tests/unit/verify/hospital.h"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <utility>

#include "service/engine/configuration_change.h"
#include "service/engine/fiscal_year.h"
#include "service/engine/log_signer.h"
#include "service/journal/checkpoint.h"
#include "service/journal/cosignature.h"
#include "service/journal/entry_codec.h"
#include "service/journal/log_origin.h"
#include "service/journal/state_codec.h"
#include "service/verify/derived_files.h"
#include "tests/unit/engine/counting_randomness.h"
#include "tests/unit/engine/sample_facility.h"
#include "tests/unit/tlog/sample_keys.h"

namespace zonefactor::evidence {

namespace {

using namespace std::chrono_literals;

constexpr const char* kFacility = "chuo";
constexpr const char* kWitness = "witness.example";
constexpr std::uint8_t kWitnessKey = 9;
constexpr std::uint64_t kCosignedAt = 1795400000;

core::Instant instant(const char* text) {
  return *core::parse_rfc3339(text);
}

engine::LogSigner log_signer(std::uint8_t which) {
  std::vector<journal::PrivateKey> keys;
  keys.push_back(journal::sample_key(which));
  return {kFacility, std::move(keys)};
}

journal::Hashes hashes_of(const std::vector<std::string>& entries) {
  journal::Hashes leaves;
  for (const std::string& entry : entries) leaves.push_back(journal::leaf_hash(entry));
  return leaves;
}

journal::CompactRange range_of(const journal::Hashes& leaves, std::uint64_t size) {
  journal::CompactRange range;
  for (std::uint64_t i = 0; i < size; ++i) range.append(leaves[i]);
  return range;
}

}  // namespace

std::string& Evidence::entry(core::EntryRef ref) {
  for (std::size_t i = 0; i < logs.size(); ++i) {
    const Segment& segment = contents.segments[i];
    if (segment.has(ref)) return logs[i].entries[ref.index - segment.begin];
  }
  throw std::out_of_range("no such entry");
}

PackSource Evidence::source() const {
  PackSource source;
  source.contents = contents;
  source.state = state;
  source.names = names;
  source.other_checkpoints = other_checkpoints;
  for (const Log& log : logs) {
    const auto next = [entries = log.entries,
                       at = std::make_shared<std::size_t>(0)]() -> std::optional<std::string> {
      if (*at == entries.size()) return std::nullopt;
      return entries[(*at)++];
    };
    source.logs.push_back({log.start_range, log.start_checkpoint, log.end_checkpoint, log.end_tsr,
                           log.end_stamped, next});
  }
  return source;
}

Hospital::Hospital(const char* opened_at) : random_(engine::counting_randomness("hospital")) {
  now_ = instant(opened_at);
  const std::int32_t year = engine::fiscal_year_of(now_);
  folded_.head.next = {year, 0};
  append(core::LogOpened{journal::origin_of(kFacility, year), false});
  append(core::ServiceStarted{"0.1.0", core::kRuleEdition});
  now_ += 1min;
  configure();
}

void Hospital::configure() {
  core::Facility facility = engine::sample::facility();
  for (core::Controller& controller : facility.controllers) {
    controller.heartbeat = std::chrono::days(1000);
  }
  auto planned = engine::plan_change(folded_.configuration, std::move(facility), folded_.names,
                                     random_, "admin");
  auto& change = std::get<engine::ConfigurationChange>(planned);
  for (engine::Minted& minted : change.minted) {
    folded_.names.learn(minted.row);
    const core::EntryRef ref = append(minted.bound);
    rows_.emplace(ref, std::move(minted.row));
  }
  for (core::Fact& fact : change.changed) append(std::move(fact));
  append(std::move(change.closed));
}

std::string Hospital::handle(engine::NameKind kind, const char* plain) const {
  const std::string* const known = folded_.names.handle_of(kind, plain);
  return known ? *known : "nobody";
}

void Hospital::bring_to(const char* at) {
  append(core::settle(folded_.book));
  now_ = instant(at);
  append(core::pass_time(folded_.book, now_));
}

void Hospital::append(const core::Consequences& consequences) {
  for (const core::Finding& finding : consequences.findings) append(core::Fact(finding));
  for (const core::Signal& signal : consequences.signals) append(core::Fact(signal));
  for (const core::Readjudicated& again : consequences.readjudications) append(core::Fact(again));
}

core::EntryRef Hospital::append(core::Fact fact) {
  const core::Entry entry{folded_.head.next, now_, std::move(fact)};
  logs_[entry.ref.year].push_back(journal::encode(entry.fact, entry.recorded_at));
  const bool consequence = std::holds_alternative<core::Finding>(entry.fact) ||
                           std::holds_alternative<core::Signal>(entry.fact) ||
                           std::holds_alternative<core::Readjudicated>(entry.fact);
  const core::Consequences more = engine::fold(folded_, entry);
  if (!consequence) append(more);
  return entry.ref;
}

core::EntryRef Hospital::records(core::Fact fact, const char* at) {
  bring_to(at);
  return append(std::move(fact));
}

core::EntryRef Hospital::door(core::Observation observation) {
  observation.controller = core::ControllerId("ctl-1");
  observation.boot = "b1";
  observation.seq = ++seq_;
  if (!observation.occurred_at) observation.occurred_at = now_;
  observation.sent_at = now_;
  observation.origin = core::Origin::bound;
  observation.content_tag = journal::hex(journal::sha256(std::to_string(seq_)));
  auto admission = core::admit(folded_.book, observation, now_);
  return append(std::get<core::DoorEvent>(std::move(admission)));
}

core::EntryRef Hospital::comes_in(const char* number, const char* at) {
  bring_to(at);
  core::Observation seen;
  seen.kind = core::EventKind::access_taken;
  seen.access_point = core::AccessPointId("ph-in");
  seen.credential = core::NumberId(handle(engine::NameKind::number, number));
  seen.methods = core::Methods{core::Method::card};
  return door(std::move(seen));
}

core::EntryRef Hospital::came_in(const char* number, const char* happened, const char* told_at) {
  bring_to(told_at);
  core::Observation seen;
  seen.kind = core::EventKind::access_taken;
  seen.access_point = core::AccessPointId("ph-in");
  seen.credential = core::NumberId(handle(engine::NameKind::number, number));
  seen.occurred_at = instant(happened);
  return door(std::move(seen));
}

core::EntryRef Hospital::goes_out(const char* number, const char* at) {
  bring_to(at);
  core::Observation seen;
  seen.kind = core::EventKind::access_taken;
  seen.access_point = core::AccessPointId("ph-out");
  seen.credential = core::NumberId(handle(engine::NameKind::number, number));
  return door(std::move(seen));
}

core::EntryRef Hospital::logs_in(const char* account, const char* at) {
  bring_to(at);
  append(core::settle(folded_.book));
  core::LoginAttempt attempt;
  attempt.terminal = core::TerminalId("ph-t01");
  attempt.account = core::AccountId(handle(engine::NameKind::account, account));
  attempt.amr = core::Amrs{core::Amr::pwd};
  attempt.session_kind = core::SessionKind::console;
  attempt.attests_console = true;
  attempt.proof = core::TerminalProof::certificate;
  core::Decision decision = core::decide(folded_.book, attempt);
  const core::EntryRef ref =
      append(core::LoginDecided{std::move(attempt), decision, "terminal-peer", {}});
  decisions_.emplace(ref, std::move(decision));
  return ref;
}

core::EntryRef Hospital::loses_card(const char* card, const char* at) {
  const core::CredentialId id(handle(engine::NameKind::credential, card));
  return records(core::CredentialChanged{id, core::CredentialState::lost, {}, "admin"}, at);
}

core::EntryRef Hospital::restarts(const char* at) {
  return records(core::ServiceStarted{"0.1.0", core::kRuleEdition}, at);
}

core::EntryRef Hospital::seals(const char* at) {
  bring_to(at);
  append(core::settle(folded_.book));
  std::string state = journal::encode_state(core::seal(folded_.book));
  const core::EntryRef ref =
      append(core::StateSealed{journal::hex(journal::sha256(state)), state.size()});
  states_.emplace(ref, std::move(state));
  return ref;
}

void Hospital::turns_year(const char* at, const Change& previous) {
  bring_to(at);
  const std::int32_t year = folded_.head.next.year;
  append(core::LogClosed{year + 1});
  std::string last = checkpoint(year, logs_.at(year), {true, false});
  if (previous) last = previous(std::move(last));
  folded_.head.next = {year + 1, 0};
  append(core::LogOpened{journal::origin_of(kFacility, year + 1), false, std::move(last)});
}

journal::Hashes Hospital::leaves(std::int32_t year) const {
  return hashes_of(logs_.at(year));
}

std::string Hospital::checkpoint(std::int32_t year, const std::vector<std::string>& entries,
                                 const Signers& signers) {
  const journal::Hashes leaves = hashes_of(entries);
  const journal::Digest root = range_of(leaves, leaves.size()).root();
  journal::SignedNote note =
      *journal::parse_note(log_signer(signers.log_key).checkpoint(year, leaves.size(), root));
  if (!signers.log) note.signatures.clear();
  if (signers.witness) {
    note.signatures.push_back(
        journal::cosign(note.text, kWitness, journal::sample_key(kWitnessKey), kCosignedAt));
  }
  return note.bytes();
}

void Hospital::sign_again(Evidence& evidence, const Signers& signers) {
  Evidence::Log& log = evidence.logs.back();
  Segment& segment = evidence.contents.segments.back();
  segment.end = log.entries.size();
  log.end_checkpoint = checkpoint(segment.year, log.entries, signers);
}

journal::LogPolicy Hospital::policy(bool asks_for_witness) {
  std::string text;
  for (const std::int32_t year : {2026, 2027}) {
    for (const std::string& key : log_signer(Signers{}.log_key).verifier_keys(year))
      text += "log " + key + "\n";
  }
  text += "witness auditor " +
          journal::verifier_of(kWitness, journal::KeyType::cosignature,
                               journal::sample_key(kWitnessKey))
              .text() +
          "\n";
  text += asks_for_witness ? "quorum auditor\n" : "quorum none\n";
  std::string why;
  const auto policy = journal::parse_policy(text, &why);
  EXPECT_TRUE(policy) << why << "\n" << text;
  return policy.value_or(journal::LogPolicy{});
}

NameOpening Hospital::opening(core::EntryRef ref) const {
  const ports::NameRow& row = rows_.at(ref);
  const journal::Hashes leaves = this->leaves(ref.year);
  const journal::SubtreeHash subtree = [&](unsigned height, std::uint64_t index) {
    journal::CompactRange range;
    const std::uint64_t width = std::uint64_t{1} << height;
    for (std::uint64_t i = 0; i < width; ++i) range.append(leaves[index * width + i]);
    return range.root();
  };
  return {logs_.at(ref.year)[ref.index],
          ref,
          row.handle,
          row.key,
          row.kind,
          row.plain,
          journal::inclusion_proof(ref.index, leaves.size(), subtree)};
}

Evidence Hospital::evidence(std::optional<core::EntryRef> seal, bool named) const {
  Evidence evidence;
  evidence.contents.facility = kFacility;
  evidence.contents.program = program_version();
  evidence.contents.named = named;
  evidence.contents.seal = seal;
  if (seal) evidence.state = states_.at(*seal);
  for (const auto& [year, entries] : logs_) {
    if (seal && year < seal->year) continue;
    // Some entries before the seal, as a checkpoint may lie there.
    const std::uint64_t begin =
        seal && year == seal->year ? seal->index - std::min<std::uint64_t>(seal->index, 3) : 0;
    evidence.contents.segments.push_back({year, begin, entries.size()});
    Evidence::Log log;
    const journal::Hashes leaves = hashes_of(entries);
    if (begin > 0) {
      log.start_range = range_of(leaves, begin).hashes();
      log.start_checkpoint =
          checkpoint(year, {entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(begin)});
    }
    log.end_checkpoint = checkpoint(year, entries);
    log.entries.assign(entries.begin() + static_cast<std::ptrdiff_t>(begin), entries.end());
    evidence.logs.push_back(std::move(log));
  }
  if (!named) return evidence;
  for (const auto& [ref, row] : rows_) {
    evidence.names.push_back(opening(ref));
    if (seal && ref.year < seal->year) {
      evidence.other_checkpoints[ref.year] = checkpoint(ref.year, logs_.at(ref.year));
    }
  }
  return evidence;
}

Evidence Hospital::of_decision(core::EntryRef decision, std::optional<core::EntryRef> seal,
                               bool named) const {
  Evidence made = evidence(seal, named);
  made.contents.kind = PackKind::decision;
  made.contents.decision = decision;
  made.contents.purpose = core::ExportPurpose::incident;
  return made;
}

Evidence Hospital::of_period(const char* from, const char* until,
                             std::optional<core::EntryRef> seal, bool named) const {
  Evidence made = evidence(seal, named);
  made.contents.from = instant(from);
  made.contents.until = instant(until);
  return made;
}

}  // namespace zonefactor::evidence
