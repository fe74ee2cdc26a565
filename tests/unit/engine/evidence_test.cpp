// What an auditor takes away from the engine: recorded before it is answered, names with what opens
// their commitments, states in the bytes that were sealed.
#include <gtest/gtest.h>

#include "service/core/sealed_state.h"
#include "service/journal/handle.h"
#include "tests/unit/engine/engine_bench.h"

namespace zonefactor::engine {
namespace {

class EvidenceTest : public EngineTest {
 protected:
  using Exported = std::variant<ports::ExportResult, ports::Declined>;

  Exported take(core::EntryRef from, core::EntryRef to, std::vector<std::string> handles = {}) {
    Outcome<Exported> outcome;
    engine_->export_evidence(
        {core::ExportPurpose::authority, from, to, std::move(handles), "auditor-1"},
        outcome.done());
    return wait_for(outcome).value();
  }
  template <class T>
  T read(ports::EvidenceQuery query) {
    Outcome<ports::EvidenceAnswer> outcome;
    engine_->read_evidence(std::move(query), outcome.done());
    return std::get<T>(wait_for(outcome).value());
  }
  std::string handle_of(const std::string& plain) {
    MemoryStore store(disk_);
    for (const ports::NameRow& row : store.names()) {
      if (row.plain == plain) return row.handle;
    }
    return {};
  }
};

TEST_F(EvidenceTest, V1_an_export_is_an_entry_before_it_is_answered) {
  with_sample();
  const auto result = std::get<ports::ExportResult>(take({2026, 0}, {2026, 5}));
  EXPECT_TRUE(result.names.empty());
  const auto exported = facts_of<core::EvidenceExported>(disk_);
  ASSERT_EQ(exported.size(), 1u);
  EXPECT_EQ(exported[0],
            (core::EvidenceExported{
                "auditor-1", core::ExportPurpose::authority, {2026, 0}, {2026, 5}, false}));
  EXPECT_EQ(disk_.rows().at(result.entry.index).type, "evidence.exported");
}

TEST_F(EvidenceTest, V7_a_name_comes_with_what_opens_its_commitment_also_after_a_restart) {
  with_sample();
  const std::string handle = handle_of("tanaka");
  for (int start = 0; start < 2; ++start) {
    const auto result = std::get<ports::ExportResult>(
        take({2026, 0}, {2026, 5}, {handle, "nobody", "000000000000000"}));
    ASSERT_EQ(result.names.size(), 1u);
    const ports::BoundName& name = result.names.front();
    EXPECT_EQ(name.row.plain, "tanaka");
    EXPECT_EQ(name.row.kind, "account");
    const auto bound = std::get<core::NameBound>(fact_of(disk_.rows().at(name.entry.index)));
    EXPECT_EQ(bound.handle, handle);
    EXPECT_EQ(bound.commitment, commitment_of(name.row));
    restart();
  }
  for (const auto& exported : facts_of<core::EvidenceExported>(disk_)) EXPECT_TRUE(exported.named);
}

TEST_F(EvidenceTest, entries_that_are_not_there_are_declined_and_not_recorded) {
  with_sample();
  for (const auto& [from, to] :
       std::vector<std::pair<core::EntryRef, core::EntryRef>>{{{2026, 5}, {2026, 5}},
                                                              {{2026, 5}, {2026, 4}},
                                                              {{2026, 0}, {2026, 100'000}},
                                                              {{2026, 0}, {2027, 0}}}) {
    EXPECT_TRUE(std::holds_alternative<ports::Declined>(take(from, to)));
  }
  EXPECT_TRUE(facts_of<core::EvidenceExported>(disk_).empty());
}

TEST_F(EvidenceTest, V6_seals_and_their_states_are_found_and_a_states_reader_is_named) {
  with_sample();
  clock_.set(sample::instant("2026-11-23T04:00:01+09:00"));
  loop_.pass_until([this] { return !facts_of<core::StateSealed>(disk_).empty(); });
  const auto seals = read<std::vector<ports::SealPlace>>(ports::SealsQuery{{9999, 0}, 10});
  ASSERT_EQ(seals.size(), 1u);
  const ports::JournalRow row = disk_.rows().at(seals[0].ref.index);
  EXPECT_EQ(row.recorded_at, seals[0].recorded_at);
  const auto state = read<std::optional<std::string>>(ports::StateQuery{seals[0].ref, "auditor-1"});
  ASSERT_TRUE(state);
  EXPECT_EQ(journal::hex(journal::sha256(*state)),
            std::get<core::StateSealed>(fact_of(row)).digest);
  const auto reads = facts_of<core::AuditRead>(disk_);
  ASSERT_EQ(reads.size(), 1u);
  EXPECT_EQ(reads[0].peer, "auditor-1");
  EXPECT_EQ(reads[0].what, "state 2026/" + std::to_string(seals[0].ref.index));
  EXPECT_FALSE(read<std::optional<std::string>>(ports::StateQuery{{2026, 0}, "auditor-1"}));
}

TEST_F(EvidenceTest, logs_come_with_what_is_published_and_who_signs) {
  with_sample();
  loop_.pass_until([this] {
    const auto latest = MemoryStore(disk_).latest_checkpoint(2026);
    return latest && latest->size == disk_.rows().size();
  });
  const auto logs = read<std::vector<ports::LogStanding>>(ports::LogsQuery{});
  ASSERT_EQ(logs.size(), 1u);
  EXPECT_EQ(logs[0].year, 2026);
  EXPECT_EQ(logs[0].published, disk_.rows().size());
  EXPECT_EQ(logs[0].keys, options_.signer->verifier_keys(2026));
  const auto kept = read<std::vector<ports::CheckpointRow>>(ports::CheckpointsQuery{2026, 1, 10});
  ASSERT_FALSE(kept.empty());
  EXPECT_EQ(kept.back().size, disk_.rows().size());
}

TEST(Handles, are_found_in_an_entry_each_once_and_only_whole) {
  EXPECT_EQ(
      journal::handles_in(R"({"a":"7k2m9q4x1c0v8bz","b":"0123456789abcde","c":"7k2m9q4x1c0v8bz"})"),
      (std::vector<std::string>{"7k2m9q4x1c0v8bz", "0123456789abcde"}));
  EXPECT_TRUE(journal::handles_in(R"({"a":"7k2m9q4x1c0v8bz0","b":"7k2m9q4x1c0v8b"})").empty());
}

}  // namespace
}  // namespace zonefactor::engine
