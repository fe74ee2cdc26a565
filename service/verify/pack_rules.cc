#include "service/verify/pack_rules.h"

#include "service/journal/entry_codec.h"
#include "service/journal/sha256.h"
#include "service/verify/derived_files.h"
#include "service/verify/entry_stream.h"

namespace zonefactor::evidence {

namespace {

constexpr std::uint64_t kReportEvery = 4096;
constexpr const char* kAskOperator =
    "the log is whole, but says what the rules do not: ask whoever runs it how that came";
constexpr const char* kEarlierSeal = "ask for a pack that begins at an earlier sealed state";
constexpr const char* kAskAgain = "keep this file as it is, and ask for the pack again";

[[noreturn]] void refuse(PackStep step, std::string file, std::optional<core::EntryRef> entry,
                         std::string what, std::string remedy) {
  const bool needs_earlier_seal = remedy == kEarlierSeal;
  throw Refusal{
      PackExit::failed,
      {step, std::move(file), entry, std::move(what), std::move(remedy), needs_earlier_seal}};
}

std::string entries_of(core::EntryRef ref) {
  return name_of(ref.year, LogFile::entries);
}

// The entries that put in force or reported what the state still holds.
std::set<core::EntryRef> held_by(const core::SealedState& sealed) {
  std::set<core::EntryRef> refs{sealed.closed_at};
  for (const core::StagedObject& object : sealed.in_force) refs.insert(object.ref);
  for (const auto& designated : sealed.designated) {
    for (const auto& said : designated.before) refs.insert(said.ref);
  }
  const auto add_reports = [&](const auto& history) {
    for (const auto& [of, reports] : history) {
      for (const auto& report : reports) refs.insert(report.ref);
    }
  };
  add_reports(sealed.credential_reports);
  add_reports(sealed.designation_reports);
  add_reports(sealed.person_reports);
  return refs;
}

// Bytes that may be long, for a message.
std::string cut(std::string_view bytes) {
  constexpr std::size_t kMost = 600;
  return bytes.size() <= kMost ? std::string(bytes) : std::string(bytes.substr(0, kMost)) + "...";
}

std::string words_of(const journal::Difference& difference) {
  std::string words = difference.what;
  if (!difference.recorded.empty()) words += "; recorded: " + cut(difference.recorded);
  if (!difference.derived.empty()) words += "; derived: " + cut(difference.derived);
  return words;
}

}  // namespace

void PackRules::check_derivation(PackVerdict& verdict, const Passed& passed) {
  if (!contents_.seal) derivation_.emplace();
  each_entry(files_, contents_, [&](core::EntryRef ref, std::string_view bytes) {
    if (ref == contents_.seal) begin_at_seal(ref, bytes);
    take(ref, bytes, verdict);
    if (++verdict.entries % kReportEvery == 0) passed(verdict.entries);
    return true;
  });
  verdict.derived_decisions = derivation_->decisions();
}

void PackRules::take(core::EntryRef ref, std::string_view bytes, PackVerdict& verdict) {
  std::string why;
  const auto decoded = journal::decode(bytes, &why);
  if (!decoded) {
    refuse(PackStep::derivation, entries_of(ref), ref, "cannot be read: " + why, kAskAgain);
  }
  expect_order(ref, decoded->fact, decoded->recorded_at, verdict);
  if (!verdict.first_at) verdict.first_at = decoded->recorded_at;
  verdict.last_at = decoded->recorded_at;
  if (ref == contents_.decision) {
    const auto* decided = std::get_if<core::LoginDecided>(&decoded->fact);
    if (decided == nullptr) {
      refuse(PackStep::completeness, entries_of(ref), ref, "is no decision", kAskAgain);
    }
    decided_ = *decided;
  }
  if (!derivation_) return;
  derive(ref, bytes);
  ++verdict.derived_entries;
}

void PackRules::derive(core::EntryRef ref, std::string_view bytes) {
  if (const auto difference = derivation_->take(ref, bytes)) {
    refuse(PackStep::derivation, entries_of(difference->ref), difference->ref,
           words_of(*difference), kAskOperator);
  }
  if (derivation_->needs_earlier_seal()) {
    refuse(PackStep::derivation, entries_of(ref), ref,
           "is about what stood before the seal: the pack begins too late", kEarlierSeal);
  }
}

void PackRules::expect_order(core::EntryRef ref, const core::Fact& fact, core::Instant at,
                             const PackVerdict& verdict) const {
  if (verdict.last_at && at < *verdict.last_at) {
    refuse(PackStep::derivation, entries_of(ref), ref, "is older than the entry before it",
           kAskOperator);
  }
  const bool is_last = ref.index + 1 == contents_.holding(ref)->end;
  if (std::holds_alternative<core::LogClosed>(fact) && !is_last) {
    refuse(PackStep::succession, entries_of(ref), ref, "closes the log, which yet goes on",
           kAskOperator);
  }
  if (std::holds_alternative<core::LogOpened>(fact) && ref.index != 0) {
    refuse(PackStep::succession, entries_of(ref), ref, "opens the log within it", kAskOperator);
  }
}

// Looked at before the state is taken apart: one that nobody sealed is a stranger's, and may be
// large.
bool PackRules::is_sealed_by(const core::StateSealed& seal) const {
  const std::string file(kStateFile);
  return files_.size_of(file) == seal.size && journal::hex(files_.digest_of(file)) == seal.digest;
}

void PackRules::begin_at_seal(core::EntryRef ref, std::string_view bytes) {
  const auto decoded = journal::decode(bytes);
  const auto* seal = decoded ? std::get_if<core::StateSealed>(&decoded->fact) : nullptr;
  if (seal == nullptr) {
    refuse(PackStep::derivation, entries_of(ref), ref, "seals no state", kAskAgain);
  }
  if (!is_sealed_by(*seal)) {
    refuse(PackStep::derivation, std::string(kStateFile), ref,
           "is not the state that the entry seals", kAskAgain);
  }
  core::SealedState sealed = read_state(files_);
  held_ = held_by(sealed);
  sealed_at_ = decoded->recorded_at;
  auto book = core::unseal(std::move(sealed));
  if (!book) {
    refuse(PackStep::derivation, std::string(kStateFile), ref,
           "names what it does not hold, as no seal does", kAskOperator);
  }
  derivation_.emplace(std::move(*book), ref);
}

void PackRules::check_completeness(PackVerdict& verdict) const {
  if (contents_.kind == PackKind::decision) return check_decision();
  verdict.period_ended = verdict.last_at && *verdict.last_at >= contents_.until;
  if (sealed_at_ && *sealed_at_ >= contents_.from) {
    refuse(PackStep::completeness, std::string(kContentsFile), contents_.seal,
           "the seal is not older than the period: the pack begins too late", kEarlierSeal);
  }
  if (verdict.last_at && *verdict.last_at < contents_.from) {
    refuse(PackStep::completeness, std::string(kContentsFile), {},
           "every entry is older than the period: the pack ends too early",
           "ask for a pack that reaches into the period");
  }
}

void PackRules::check_decision() const {
  const core::EntryRef ref = *contents_.decision;
  if (contents_.seal && ref < *contents_.seal) {
    refuse(PackStep::completeness, std::string(kContentsFile), ref,
           "the decision is older than the seal", kEarlierSeal);
  }
  if (decided_->decision.class_ != core::Class::zone_equivalent) return;
  for (const core::RestsOn& rests : decided_->decision.evidence) {
    const bool in_pack = contents_.holding(rests.entry) != nullptr &&
                         (!contents_.seal || rests.entry >= *contents_.seal);
    if (in_pack || held_.contains(rests.entry)) continue;
    refuse(PackStep::completeness, std::string(kContentsFile), rests.entry,
           "the decision rests on this entry, which is older than the seal", kEarlierSeal);
  }
}

}  // namespace zonefactor::evidence
