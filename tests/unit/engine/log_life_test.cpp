// The log's life: checkpoints, seals, the end of the fiscal year, and what is refused to go on.
#include <gtest/gtest.h>

#include <algorithm>

#include "service/core/sealed_state.h"
#include "service/engine/published_guard.h"
#include "service/journal/checkpoint.h"
#include "service/journal/derivation.h"
#include "service/journal/log_proof.h"
#include "service/journal/state_codec.h"
#include "tests/unit/engine/engine_bench.h"

namespace zonefactor::engine {
namespace {

using namespace std::chrono_literals;

class LogLifeTest : public EngineTest {
 protected:
  // The tree over the stored entries of a log, from their bodies.
  journal::LogTree tree_of(std::int32_t year) const {
    journal::LogTree tree;
    std::vector<journal::FullTile> full;
    for (const ports::JournalRow& row : disk_.rows())
      if (row.ref.year == year) tree.append(journal::leaf_hash(row.body), full);
    return tree;
  }
  std::optional<ports::CheckpointRow> latest(std::int32_t year) {
    return MemoryStore(disk_).latest_checkpoint(year);
  }
  void pass_until_published(std::int32_t year) {
    loop_.pass_until([&] {
      const auto row = latest(year);
      return row && row->size == tree_of(year).size();
    });
  }
  static journal::Checkpoint signed_by_us(const std::string& note_bytes, std::int32_t year) {
    const auto note = journal::parse_note(note_bytes);
    EXPECT_TRUE(note);
    const auto key = journal::parse_verifier_key(sample_signer()->verifier_keys(year).front());
    EXPECT_EQ(journal::verdict_of(*note, *key), journal::Verdict::good);
    return journal::parse_checkpoint(note->text).value();
  }
};

TEST_F(LogLifeTest, a_checkpoint_follows_the_entries_within_a_second_and_is_copied) {
  with_sample();
  const core::Instant recorded = clock_.now();
  pass_until_published(2026);
  EXPECT_LE(clock_.now() - recorded, 1s);
  const auto row = latest(2026);
  const journal::Checkpoint checkpoint = signed_by_us(row->note, 2026);
  EXPECT_EQ(checkpoint,
            (journal::Checkpoint{"zonefactor/chuo/2026", row->size, tree_of(2026).root()}));
  EXPECT_EQ(checkpoints_.of(2026), row->note);
  EXPECT_EQ(disk_.head()->frontier, tree_of(2026).frontier().hashes());
}

TEST_F(LogLifeTest, the_last_entries_are_published_before_the_service_ends) {
  with_sample();
  bool flushed = false;
  engine_->stop([&flushed] { flushed = true; });
  loop_.run_until([&flushed] { return flushed; });
  EXPECT_EQ(latest(2026)->size, disk_.rows().size());
}

TEST_F(LogLifeTest, without_its_copy_no_checkpoint_is_given_out_and_logins_go_on) {
  with_sample();
  pass_until_published(2026);
  const std::uint64_t copied = latest(2026)->size;
  checkpoints_.away = true;
  come_in("04A1B2C3", 1);
  EXPECT_EQ(ask(sample::login("tanaka")).decision.class_, core::Class::zone_equivalent);
  loop_.advance(3s);
  loop_.run_ready();
  EXPECT_EQ(signed_by_us(object(2026, "checkpoint")->bytes, 2026).size, copied);
  EXPECT_FALSE(fatal_);
  checkpoints_.away = false;
  loop_.pass_until([&] { return checkpoints_.of(2026) == latest(2026)->note; });
  EXPECT_FALSE(fatal_);
}

TEST_F(LogLifeTest, V3_an_entry_changed_with_its_hash_is_found_at_the_next_start) {
  with_sample();
  pass_until_published(2026);
  disk_.tamper([](auto&, auto& rows, auto&) {
    for (ports::JournalRow& row : rows) {
      if (row.type != "service.started") continue;
      core::Fact fact = core::ServiceStarted{"another", core::kRuleEdition};
      row.body = journal::encode(fact, row.recorded_at);
      row.leaf = journal::leaf_hash(row.body);
    }
  });
  const auto fatal = start_over();
  ASSERT_TRUE(fatal);
  EXPECT_EQ(fatal->kind, Fatal::Kind::head_disagrees);
  EXPECT_NE(fatal->why.find("2026"), std::string::npos) << fatal->why;
}

// A restored backup brings an older head, older checkpoints and all: only the copy knows better.
TEST_F(LogLifeTest, V3_a_restored_older_state_does_not_go_on) {
  with_sample();
  pass_until_published(2026);
  Disk backup;
  MemoryStore restored(backup);
  const auto rows = disk_.rows();
  const ports::Head first{{2026, 0}, {}, {}};
  restored.create(first);
  ports::Writing writing;
  writing.rows.assign(rows.begin(), rows.begin() + 5);
  journal::LogTree tree;
  std::vector<journal::FullTile> full;
  for (const auto& row : writing.rows) tree.append(row.leaf, full);
  writing.frontier = tree.frontier().hashes();
  ASSERT_EQ(restored.append(first, writing), ports::AppendResult::committed);

  std::atomic<bool> cancelled{false};
  RecordedNote note;
  ReplayInput input;
  input.published.push_back(signed_by_us(checkpoints_.of(2026), 2026));
  const ReplayResult result = replay(restored, input, note, cancelled);
  const auto* fatal = std::get_if<Fatal>(&result);
  ASSERT_NE(fatal, nullptr);
  EXPECT_EQ(fatal->kind, Fatal::Kind::head_disagrees);
  EXPECT_NE(fatal->why.find("an older state"), std::string::npos) << fatal->why;
}

TEST_F(LogLifeTest, a_checkpoint_of_another_writer_ends_the_service) {
  with_sample();
  pass_until_published(2026);
  ports::CheckpointRow other{2026, 100'000, {}, clock_.now(), "another"};
  ASSERT_TRUE(MemoryStore(disk_).publish(other, true));
  come_in("04A1B2C3", 1);
  loop_.pass_until([this] { return fatal_.has_value(); });
  EXPECT_EQ(fatal_->kind, Fatal::Kind::head_disagrees);
}

TEST_F(LogLifeTest, V6_the_state_is_sealed_every_day_at_four) {
  with_sample();
  come_in("04A1B2C3", 1);
  EXPECT_TRUE(facts_of<core::StateSealed>(disk_).empty());
  pass_to("2026-11-23T04:00:01+09:00");
  loop_.pass_until([this] { return facts_of<core::StateSealed>(disk_).size() == 1; });
  pass_to("2026-11-24T04:00:01+09:00");
  loop_.pass_until([this] { return facts_of<core::StateSealed>(disk_).size() == 2; });

  MemoryStore store(disk_);
  const auto seals = store.sealed_before({2027, 0}, 10);
  ASSERT_EQ(seals.size(), 2U);
  const std::string state = store.sealed(seals.front()).value();
  const core::StateSealed sealed = facts_of<core::StateSealed>(disk_).back();
  EXPECT_EQ(sealed.digest, journal::hex(journal::sha256(state)));
  EXPECT_EQ(sealed.size, state.size());
  const auto decoded = journal::decode_state(state);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->people.size(), 1U);
  restart();
  EXPECT_EQ(facts_of<core::StateSealed>(disk_).size(), 2U);  // not anew by a start
}

TEST_F(LogLifeTest, V6_on_the_first_of_april_one_log_closes_and_the_next_goes_on_from_it) {
  clock_.set(sample::instant("2027-03-31T08:59:00+09:00"));
  with_sample();
  pass_to("2027-04-01T00:00:01+09:00");
  loop_.pass_until([this] { return disk_.head()->next.year == 2027; });
  const std::uint64_t end = tree_of(2026).size();
  std::vector<core::Fact> opening;
  for (const ports::JournalRow& row : disk_.rows()) {
    if (row.ref == core::EntryRef{2026, end - 1}) {
      EXPECT_EQ(std::get<core::LogClosed>(fact_of(row)).next_year, 2027);
    }
    if (row.ref == core::EntryRef{2026, end - 2}) {
      EXPECT_TRUE(std::holds_alternative<core::StateSealed>(fact_of(row)));
    }
    if (row.ref.year == 2027 && row.ref.index < 3) opening.push_back(fact_of(row));
  }
  const auto& opened = std::get<core::LogOpened>(opening.at(0));
  EXPECT_EQ(opened.origin, "zonefactor/chuo/2027");
  EXPECT_FALSE(opened.everyone_unknown);
  EXPECT_EQ(signed_by_us(opened.previous, 2026),
            (journal::Checkpoint{"zonefactor/chuo/2026", end, tree_of(2026).root()}));
  EXPECT_EQ(std::get<core::LogKeys>(opening.at(1)).keys, sample_signer()->verifier_keys(2027));
  EXPECT_TRUE(std::holds_alternative<core::StateSealed>(opening.at(2)));

  pass_until_published(2027);
  EXPECT_EQ(latest(2026)->size, end);
  EXPECT_EQ(latest(2026)->note, opened.previous);
  EXPECT_FALSE(start_over());
  EXPECT_EQ(engine_->standing().next.year, 2027);
  EXPECT_EQ(engine_->standing().configuration_version, 1U);
}

TEST_F(LogLifeTest, a_crash_between_two_logs_heals) {
  clock_.set(sample::instant("2027-03-31T08:59:00+09:00"));
  with_sample();
  loop_.pass_until([this] { return engine_->standing().next.index == disk_.rows().size(); });
  disk_.refuse_logs_from(2027);
  pass_to("2027-04-01T00:00:01+09:00");
  loop_.pass_until([this] { return disk_.rows().back().type == "log.closed"; });
  disk_.refuse_logs_from(0);
  loop_.pass_until(
      [this] { return engine_->standing().recording && disk_.head()->next.year == 2027; });
  EXPECT_EQ(facts_of<core::LogClosed>(disk_).size(), 1U);
  EXPECT_EQ(facts_of<core::LogOpened>(disk_).size(), 2U);
  pass_until_published(2027);
  EXPECT_EQ(latest(2026)->size, tree_of(2026).size());
  EXPECT_FALSE(start_over());
}

// The process is gone, and what was due meanwhile is due at the next start.
TEST_F(LogLifeTest, a_process_that_ends_between_two_logs_opens_the_next_before_anything_else) {
  clock_.set(sample::instant("2027-03-31T08:59:00+09:00"));
  with_sample();
  clock_.set(sample::instant("2027-03-31T23:59:55+09:00"));
  observe(opened(1, "2027-03-31T23:59:55+09:00"));
  loop_.pass_until([this] { return engine_->standing().next.index == disk_.rows().size(); });
  disk_.refuse_logs_from(2027);
  pass_to("2027-04-01T00:00:01+09:00");
  loop_.pass_until([this] { return disk_.rows().back().type == "log.closed"; });
  const std::uint64_t end = disk_.rows().size();
  engine_.reset();
  disk_.refuse_logs_from(0);
  clock_.set(sample::instant("2027-04-01T00:02:00+09:00"));
  EXPECT_FALSE(start_over());
  loop_.pass_until([this] { return disk_.head()->next.year == 2027; });
  EXPECT_EQ(tree_of(2026).size(), end);
  EXPECT_TRUE(std::holds_alternative<core::LogOpened>(fact_of(disk_.rows().at(end))));
  loop_.pass_until([&] { return latest(2026)->size == end; });
  pass_until_published(2027);

  journal::Derivation derivation;
  for (const ports::JournalRow& row : disk_.rows()) {
    const auto difference = derivation.take(row.ref, row.body);
    ASSERT_FALSE(difference) << difference->ref.index << ' ' << difference->what;
  }
}

TEST_F(LogLifeTest, K9_a_clock_that_has_stepped_closes_no_log_until_it_is_believed) {
  with_sample();
  clock_.step(std::chrono::days(200));
  loop_.advance(5s);
  loop_.run_ready();
  EXPECT_TRUE(facts_of<core::LogClosed>(disk_).empty());
  clock_.step(-std::chrono::days(200));
  loop_.advance(5s);
  loop_.run_ready();
  EXPECT_TRUE(facts_of<core::LogClosed>(disk_).empty());
}

TEST_F(LogLifeTest, K9_a_clock_that_nothing_synchronises_skips_no_year) {
  clock_.is_synchronised = false;
  with_sample();
  clock_.set(sample::instant("2034-06-01T09:00:00+09:00"));
  loop_.advance(5s);
  loop_.run_ready();
  EXPECT_TRUE(facts_of<core::LogClosed>(disk_).empty());
  clock_.is_synchronised = true;
  loop_.pass_until([this] { return disk_.head()->next.year == 2034; });
}

TEST_F(LogLifeTest, next_years_keys_are_told_beforehand) {
  clock_.set(sample::instant("2027-03-31T08:59:00+09:00"));
  with_sample();
  const std::vector<std::string> told = engine_->standing().next_log_keys;
  EXPECT_EQ(told, sample_signer()->verifier_keys(2027));
  pass_to("2027-04-01T00:00:01+09:00");
  loop_.pass_until([this] { return engine_->standing().next.year == 2027; });
  EXPECT_EQ(engine_->standing().log_keys, told);
}

TEST_F(LogLifeTest, another_key_is_announced_and_signs_with_the_old_one) {
  with_sample();
  std::vector<journal::PrivateKey> keys;
  keys.emplace_back(std::array<std::uint8_t, 32>{8});
  keys.emplace_back(std::array<std::uint8_t, 32>{7});
  options_.signer = std::make_shared<const LogSigner>("chuo", std::move(keys));
  ASSERT_FALSE(start_over());
  pass_until_published(2026);
  loop_.pass_until([this] { return facts_of<core::LogKeys>(disk_).size() == 2; });
  EXPECT_EQ(facts_of<core::LogKeys>(disk_).back().keys.size(), 2U);
  const auto note = journal::parse_note(latest(2026)->note);
  for (const std::string& text : options_.signer->verifier_keys(2026)) {
    EXPECT_EQ(journal::verdict_of(*note, *journal::parse_verifier_key(text)),
              journal::Verdict::good);
  }
}

TEST_F(LogLifeTest, what_is_read_is_what_the_checkpoint_covers) {
  with_sample();
  for (std::uint64_t seq = 1; disk_.rows().size() < 300; ++seq) {
    ports::DoorReport beat =
        sample::event(core::EventKind::heartbeat, seq, "2026-11-22T09:00:00+09:00");
    observe(beat);
  }
  pass_until_published(2026);
  const journal::Checkpoint checkpoint = signed_by_us(object(2026, "checkpoint")->bytes, 2026);
  const auto full = journal::parse_tile(object(2026, "tile/0/000")->bytes);
  ASSERT_TRUE(full && full->size() == 256);
  const auto rows = disk_.rows();
  EXPECT_EQ(full->at(7), rows.at(7).leaf);
  const auto proof_bytes = object(2026, "proof/7")->bytes;
  const auto proof = journal::parse_log_proof(proof_bytes);
  ASSERT_TRUE(proof);
  const journal::Checkpoint proven = signed_by_us(proof->checkpoint, 2026);
  EXPECT_TRUE(journal::is_included(rows.at(7).leaf, 7, proven.size, proof->hashes, proven.root));
  const auto part = journal::parse_tile(object(2026, "tile/1/000.p/1")->bytes);
  EXPECT_EQ(part->front(), journal::hash_within(*full, 8, 0));

  const std::size_t reads = facts_of<core::AuditRead>(disk_).size();
  const std::string bundle_bytes = object(2026, "tile/entries/000")->bytes;
  const auto bundle = journal::parse_bundle(bundle_bytes);
  ASSERT_TRUE(bundle && bundle->size() == 256);
  EXPECT_EQ(bundle->at(7), rows.at(7).body);
  EXPECT_EQ(facts_of<core::AuditRead>(disk_).size(), reads + 1);

  for (const char* path : {"tile/0/001", "tile/2/000.p/1", "tile/0/0", "tile/00/000", "proof/07",
                           "proof/99999", "tile/0/000.p/256", "", "checkpoint/"}) {
    EXPECT_FALSE(object(2026, path)) << path;
  }
  EXPECT_FALSE(object(2025, "checkpoint"));
  (void)checkpoint;
}

// A sound journal is said to be so by silence; a changed row is found while the service runs.
TEST_F(LogLifeTest, V3_the_self_audit_finds_what_was_changed_behind_the_services_back) {
  with_sample();
  pass_until_published(2026);
  const auto mismatches = [this] {
    std::size_t count = 0;
    for (const core::Finding& finding : facts_of<core::Finding>(disk_))
      count += finding.kind == core::FindingKind::journal_mismatch ? 1U : 0U;
    return count;
  };
  const core::Instant start = clock_.now();
  loop_.pass_until([&] { return clock_.now() > start + 10s; });
  EXPECT_EQ(mismatches(), 0U);
  disk_.tamper([](auto&, auto& rows, auto&) { rows.at(1).leaf[0] ^= 1; });
  loop_.advance(SelfAudit::kBetweenPasses);
  loop_.pass_until([&] { return mismatches() == 1; });
  EXPECT_FALSE(fatal_);
}

// Rules V1, V2: an auditor's question goes from log to log, and its record names no person.
TEST_F(LogLifeTest, V1_V2_the_trail_is_read_across_the_end_of_the_fiscal_year) {
  clock_.set(sample::instant("2027-03-31T08:59:00+09:00"));
  with_sample();
  ask(sample::login("tanaka"));
  pass_to("2027-04-01T00:00:01+09:00");
  loop_.pass_until([this] { return disk_.head()->next.year == 2027; });
  ask(sample::login("tanaka"));
  ask(sample::login("suzuki"));
  const auto page = [this](ports::AuditQuery query) {
    query.peer = "auditor-1";
    Outcome<ports::AuditPage> outcome;
    engine_->audit(query, outcome.done());
    return wait_for(outcome).value();
  };
  const auto years_of = [&](const ports::AuditQuery& query) {
    std::vector<std::int32_t> years;
    for (const auto& entry : page(query).entries) years.push_back(entry.ref.year);
    return years;
  };
  using Years = std::vector<std::int32_t>;
  ports::AuditQuery decisions;
  decisions.type = "login.decided";
  EXPECT_EQ(years_of(decisions), (Years{2027, 2027, 2026}));
  decisions.newest_first = false;
  EXPECT_EQ(years_of(decisions), (Years{2026, 2027, 2027}));
  decisions.person = "p-1042";
  EXPECT_EQ(years_of(decisions), (Years{2026, 2027}));
  decisions.since = sample::instant("2027-04-01T00:00:00+09:00");
  EXPECT_EQ(years_of(decisions), (Years{2027}));
  decisions.until = decisions.since;
  decisions.since.reset();
  EXPECT_EQ(years_of(decisions), (Years{2026}));
  ports::AuditQuery refused;
  refused.class_ = core::Class::zone_equivalent;
  EXPECT_TRUE(page(refused).entries.empty());
  ports::AuditQuery nobody;
  nobody.person = "p-none";
  nobody.zone = "not a zone of ours";
  EXPECT_TRUE(page(nobody).unknown_person);

  ports::AuditQuery all;
  all.limit = 7;
  std::vector<core::EntryRef> seen;
  for (bool more = true; more;) {
    const ports::AuditPage part = page(all);
    for (const auto& entry : part.entries) seen.push_back(entry.ref);
    all.from = part.next;
    more = part.next.has_value();
  }
  EXPECT_TRUE(std::is_sorted(seen.rbegin(), seen.rend()));
  EXPECT_EQ(seen.back(), (core::EntryRef{2026, 0}));
  EXPECT_EQ(
      std::count_if(seen.begin(), seen.end(), [](const auto& ref) { return ref.year == 2026; }),
      static_cast<std::ptrdiff_t>(tree_of(2026).size()));
  for (const core::AuditRead& read : facts_of<core::AuditRead>(disk_)) {
    for (const char* word : {"p-1042", "p-none", "not a zone"})
      EXPECT_EQ(read.what.find(word), std::string::npos) << read.what;
  }
}

}  // namespace
}  // namespace zonefactor::engine
