// The log before its witnesses: asked, told of where they are missing, believed where they know
// better.
#include <gtest/gtest.h>

#include "tests/unit/engine/engine_bench.h"
#include "tests/unit/engine/memory_witness.h"

namespace zonefactor::engine {
namespace {

using namespace std::chrono_literals;

class WitnessRoundTest : public EngineTest {
 protected:
  WitnessRoundTest() { options_.witnesses = {witness_}; }

  bool is_cosigned(std::int32_t year) {
    const auto row = MemoryStore(disk_).latest_checkpoint(year);
    const auto note = row ? journal::parse_note(row->note) : std::nullopt;
    return note && journal::cosigned_by(*note, witness_->key()).verdict == journal::Verdict::good;
  }
  std::size_t findings_of_missing() const {
    std::size_t count = 0;
    for (const core::Finding& finding : facts_of<core::Finding>(disk_)) {
      if (finding.kind != core::FindingKind::witness_missing) continue;
      EXPECT_TRUE(finding.noticed);
      ++count;
    }
    return count;
  }

  void cosigned_once() {
    with_sample();
    loop_.pass_until([this] { return is_cosigned(2026); });
  }
  void start_again() {
    errors_.clear();
    start_over();
  }
  // Checkpoints of a story that was never told here.
  static std::string by_us(std::uint64_t size) {
    return sample_signer()->checkpoint(2026, size, {});
  }
  static std::string by_stranger(std::uint64_t size) {
    return sample_signer(8)->checkpoint(2026, size, {});
  }
  // Of the one that was.
  std::string by_our_log(std::uint64_t size) {
    MemoryStore store(disk_);
    return sample_signer()->checkpoint(2026, size, StoredTree(store, 2026).root(size));
  }
  static bool says(const std::string& words, const char* what) {
    return words.find(what) != std::string::npos;
  }

  std::shared_ptr<MemoryWitness> witness_ = std::make_shared<MemoryWitness>();
};

TEST_F(WitnessRoundTest, a_published_checkpoint_gets_the_witnesss_line_and_so_does_the_next) {
  with_sample();
  loop_.pass_until([this] { return is_cosigned(2026); });
  come_in("04A1B2C3", 1);
  EXPECT_FALSE(is_cosigned(2026) &&
               MemoryStore(disk_).latest_checkpoint(2026)->size == disk_.rows().size());
  loop_.pass_until([this] {
    return is_cosigned(2026) &&
           MemoryStore(disk_).latest_checkpoint(2026)->size == disk_.rows().size();
  });
}

TEST_F(WitnessRoundTest, the_next_years_log_is_cosigned_too) {
  clock_.set(sample::instant("2027-03-31T23:58:00+09:00"));
  with_sample();
  loop_.pass_until([this] { return is_cosigned(2026); });
  loop_.pass_until([this] { return is_cosigned(2027); });
}

TEST_F(WitnessRoundTest, a_witness_that_is_away_is_told_of_once_until_it_comes_back) {
  options_.witness_interval = 2s;
  options_.witness_patience = 20s;
  witness_->set_away(true);
  with_sample();
  const core::Instant start = clock_.now();
  const auto pass = [&](core::Duration by) {
    const core::Instant until = clock_.now() + by;
    loop_.pass_until([&] { return clock_.now() >= until; });
  };
  loop_.pass_until([this] { return findings_of_missing() == 1; });
  EXPECT_GE(clock_.now() - start, 20s);
  pass(1min);
  EXPECT_EQ(findings_of_missing(), 1U);
  witness_->set_away(false);
  loop_.pass_until([this] { return is_cosigned(2026); });
  witness_->set_away(true);
  loop_.pass_until([this] { return findings_of_missing() == 2; });
}

TEST_F(WitnessRoundTest, V3_a_witness_that_has_seen_more_keeps_a_restored_journal_from_starting) {
  cosigned_once();
  engine_.reset();
  witness_->has_seen(by_us(disk_.rows().size() + 100));
  start_again();
  EXPECT_FALSE(engine_->standing().recording);
  ASSERT_TRUE(fatal_);
  EXPECT_EQ(fatal_->kind, Fatal::Kind::head_disagrees);
  EXPECT_TRUE(says(fatal_->why, "witness.example/w1 has cosigned")) << fatal_->why;
  EXPECT_TRUE(says(fatal_->why, "an older state of the database was restored")) << fatal_->why;
}

TEST_F(WitnessRoundTest, V3_what_a_key_has_signed_that_is_only_in_the_journal_counts_at_a_start) {
  cosigned_once();
  engine_.reset();
  witness_->has_seen(by_us(disk_.rows().size() + 100));
  options_.signer = sample_signer(8);
  start_again();
  ASSERT_TRUE(fatal_);
  EXPECT_TRUE(says(fatal_->why, "has cosigned")) << fatal_->why;
}

TEST_F(WitnessRoundTest, V3_a_start_waits_where_a_witness_claims_more_and_shows_nothing) {
  cosigned_once();
  engine_.reset();
  witness_->has_seen(by_us(disk_.rows().size() + 100));
  witness_->serves_nothing();
  start_again();
  ASSERT_TRUE(fatal_);
  EXPECT_EQ(fatal_->kind, Fatal::Kind::head_disagrees);
  EXPECT_TRUE(says(fatal_->why, "not proven")) << fatal_->why;
  EXPECT_TRUE(says(fatal_->why, "take it out of the configuration")) << fatal_->why;
  EXPECT_TRUE(says(fatal_->why, "serve its checkpoint")) << fatal_->why;
}

TEST_F(WitnessRoundTest, a_witness_that_shows_a_strangers_log_stops_no_start) {
  cosigned_once();
  engine_.reset();
  witness_->has_seen(by_stranger(disk_.rows().size() + 100));
  start_again();
  EXPECT_FALSE(fatal_);
  EXPECT_TRUE(engine_->standing().recording);
  ASSERT_FALSE(errors_.empty());
  EXPECT_TRUE(says(errors_.front(), "witness.example/w1 claims")) << errors_.front();
}

TEST_F(WitnessRoundTest, V3_a_witness_that_comes_to_have_seen_more_ends_the_service) {
  cosigned_once();
  witness_->has_seen(by_us(100'000));
  loop_.pass_until([this] { return fatal_.has_value(); });
  EXPECT_EQ(fatal_->kind, Fatal::Kind::head_disagrees);
}

TEST_F(WitnessRoundTest, V3_a_witness_that_holds_another_story_under_our_key_ends_the_service) {
  cosigned_once();
  witness_->has_seen(by_us(3));
  loop_.pass_until([this] { return fatal_.has_value(); });
  EXPECT_EQ(fatal_->kind, Fatal::Kind::head_disagrees);
  EXPECT_TRUE(says(fatal_->why, "has cosigned 3 entries")) << fatal_->why;
}

TEST_F(WitnessRoundTest, what_a_witness_merely_claims_ends_nothing_and_is_told_of) {
  options_.witness_interval = 2s;
  options_.witness_patience = 20s;
  cosigned_once();
  const auto expect_only_told = [&](const char* what) {
    errors_.clear();
    const core::Instant until = clock_.now() + 10s;
    loop_.pass_until([&] { return clock_.now() >= until; });
    EXPECT_FALSE(fatal_) << fatal_->why;
    ASSERT_FALSE(errors_.empty());
    EXPECT_TRUE(says(errors_.back(), "witness.example/w1 claims")) << errors_.back();
    EXPECT_TRUE(says(errors_.back(), what)) << errors_.back();
  };
  witness_->has_seen(by_stranger(100'000));
  expect_only_told("no good signature");
  witness_->has_seen(by_stranger(3));
  expect_only_told("no good signature");
  witness_->shows(by_our_log(3));
  expect_only_told("begins with the checkpoint");
  witness_->serves_nothing();
  expect_only_told("it answered 404");
  loop_.pass_until([this] { return findings_of_missing() == 1; });
  EXPECT_TRUE(engine_->standing().recording);
}

}  // namespace
}  // namespace zonefactor::engine
