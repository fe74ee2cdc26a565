// Logs whose retention has passed: what goes, what stays, and a start without what has gone.
#include <gtest/gtest.h>

#include <algorithm>

#include "service/engine/journal_check.h"
#include "service/engine/stored_tree.h"
#include "service/journal/checkpoint.h"
#include "tests/unit/engine/engine_bench.h"

namespace zonefactor::engine {
namespace {

using namespace std::chrono_literals;

class Years : public EngineBench {
 public:
  explicit Years(std::int32_t log_years) { options_.retention.log_years = log_years; }

  static core::Facility lasting_facility() {
    core::Facility facility = sample::facility();
    facility.zones.at(0).basis->review_due = *core::parse_date("2030-03-31");
    return facility;
  }
  void heartbeat(std::uint64_t seq, const char* at) {
    observe(sample::event(core::EventKind::heartbeat, seq, at));
  }
  // `at` lacks its last digit of seconds and what follows.
  void come_in_at(const std::string& at, std::uint64_t seq) {
    using core::EventKind;
    const auto second = [&at](char digit) { return at + digit + "+09:00"; };
    const char* card = "04A1B2C3";
    observe(sample::access(EventKind::access_granted, seq, "ph-in", card, second('0').c_str()));
    observe(opened(seq + 1, second('1').c_str()));
    observe(sample::access(EventKind::access_taken, seq + 2, "ph-in", card, second('2').c_str()));
    observe(closed(seq + 3, second('4').c_str()));
  }
  // A log of 2026 with a little more than two tiles, closed; those of 2027 and 2028 behind it.
  void with_two_logs() {
    start_and_wait();
    configure(lasting_facility());
    come_in("04A1B2C3", 1);
    ask(sample::login("tanaka"));
    for (std::uint64_t seq = 5; disk_.rows().size() < 520; ++seq)
      heartbeat(seq, "2026-11-22T09:00:00+09:00");
    report_lost("card-of-p-1043");
    come_in_at("2027-03-31T23:50:0", 1000);
    end_log_before("2027-04-01T00:00:01+09:00", 2027);
    // Late news of what stood before the first seal of 2027.
    observe(sample::access(core::EventKind::access_taken, 1004, "ph-out", "04A1B2C3",
                           "2027-03-31T23:59:30+09:00"));
  }
  // From here on the first may go at any moment.
  void with_three_logs() {
    with_two_logs();
    end_log_before("2028-04-01T00:00:01+09:00", 2028);
  }
  void end_log_before(const char* time, std::int32_t year) {
    pass_to(time);
    loop_.pass_until([&] {
      return disk_.head()->next.year == year && engine_->recording() &&
             store_.latest_checkpoint(year).has_value();
    });
  }
  void report_lost(const char* credential) {
    Outcome<Recorded> outcome;
    engine_->report_credential({credential, core::CredentialState::lost, {}}, "admin",
                               outcome.done());
    wait_for(outcome).value();
  }
  // Where the last whole tile of the log of 2026 ends.
  std::uint64_t whole_tiles() { return store_.latest_checkpoint(2026)->size / 256 * 256; }
  std::uint64_t rows_below(std::uint64_t index) const {
    const auto rows = disk_.rows();
    return static_cast<std::uint64_t>(
        std::count_if(rows.begin(), rows.end(), [&](const ports::JournalRow& row) {
          return row.ref.year == 2026 && row.ref.index < index;
        }));
  }
  void prune() {
    pass_to("2028-04-02T04:00:01+09:00");
    loop_.pass_until([this] { return store_.minimum_index(2026) > 0; });
    ASSERT_EQ(facts_of<core::LogPruned>(disk_).size(), 1U);
  }
  bool is_included(const ports::JournalRow& row) {
    const auto latest = store_.latest_checkpoint(row.ref.year);
    StoredTree tree(store_, row.ref.year);
    return journal::is_included(
        row.leaf, row.ref.index, latest->size,
        journal::inclusion_proof(row.ref.index, latest->size, tree.subtrees(latest->size)),
        latest->root);
  }
};

class RetentionTest : public ::testing::Test, protected Years {
 protected:
  RetentionTest() : Years(1) {}
};

TEST_F(RetentionTest, whole_tiles_of_a_log_go_a_year_after_its_end_and_proofs_stay) {
  with_two_logs();
  const auto before = disk_.rows();
  EXPECT_TRUE(object(2026, "tile/entries/000"));
  end_log_before("2028-04-01T00:00:01+09:00", 2028);
  prune();
  const auto pruned = facts_of<core::LogPruned>(disk_).at(0);
  EXPECT_EQ(pruned.year, 2026);
  EXPECT_EQ(pruned.below, whole_tiles());
  EXPECT_EQ(store_.minimum_index(2027), 0U);
  for (const ports::JournalRow& row : disk_.rows()) {
    if (row.ref.year != 2026 || row.ref.index >= pruned.below) continue;
    EXPECT_NE(
        std::find(ports::kKeptTypes.begin(), ports::kKeptTypes.end(), std::string_view(row.type)),
        ports::kKeptTypes.end())
        << row.type;
  }
  EXPECT_LT(rows_below(whole_tiles()), 60U);
  EXPECT_FALSE(object(2026, "tile/entries/000"));
  EXPECT_FALSE(object(2026, "tile/entries/001"));
  EXPECT_TRUE(object(2026, "tile/0/000"));
  EXPECT_TRUE(object(2026, "proof/7"));
  for (const ports::JournalRow& row : before)
    EXPECT_TRUE(row.ref.year != 2026 || is_included(row)) << row.ref.index;
}

TEST_F(RetentionTest, the_check_of_everything_stored_takes_a_pruned_log_by_its_tiles) {
  with_three_logs();
  prune();
  loop_.pass_until([this] { return rows_below(whole_tiles()) < 60; });
  const auto fault_found = [this]() -> std::optional<JournalFault> {
    JournalCheck check(store_, {"chuo"});
    for (;;) {
      const JournalStep step = check.step(1000);
      if (const auto* fault = std::get_if<JournalFault>(&step)) return *fault;
      if (std::holds_alternative<JournalSound>(step)) return std::nullopt;
    }
  };
  const auto sound = fault_found();
  EXPECT_FALSE(sound) << sound->what;
  disk_.tamper([](auto&, auto& rows, auto&) {
    for (ports::JournalRow& row : rows) {
      if (row.ref.year != 2026 || row.type != "name.bound") continue;
      char& digit = row.body.at(row.body.find("commitment") + 13);
      digit = digit == '0' ? '1' : '0';
      row.leaf = journal::leaf_hash(row.body);
      return;
    }
  });
  EXPECT_TRUE(fault_found());
}

TEST_F(RetentionTest, nothing_goes_by_default) {
  options_.retention.log_years = 0;
  with_three_logs();
  pass_to("2028-04-02T04:00:01+09:00");
  loop_.pass_until([this] { return facts_of<core::StateSealed>(disk_).size() >= 5; });
  loop_.advance(3s);
  loop_.run_ready();
  EXPECT_EQ(store_.minimum_index(2026), 0U);
  EXPECT_TRUE(facts_of<core::LogPruned>(disk_).empty());
}

// What goes does not come back, and a clock is easily set.
TEST_F(RetentionTest, K9_nothing_goes_by_a_clock_that_is_not_to_be_believed) {
  options_.retention.log_years = 1;
  with_two_logs();
  clock_.is_synchronised = false;
  end_log_before("2028-04-01T00:00:01+09:00", 2028);
  pass_to("2028-04-02T04:00:01+09:00");
  loop_.advance(3s);
  loop_.run_ready();
  clock_.is_synchronised = true;
  clock_.step(std::chrono::days(1));
  const auto seals = facts_of<core::StateSealed>(disk_).size();
  loop_.pass_until([&] { return facts_of<core::StateSealed>(disk_).size() > seals; });
  loop_.advance(3s);
  loop_.run_ready();
  EXPECT_EQ(store_.minimum_index(2026), 0U);
  EXPECT_TRUE(facts_of<core::LogPruned>(disk_).empty());
  pass_to("2028-04-05T04:00:01+09:00");
  loop_.pass_until([this] { return store_.minimum_index(2026) > 0; });
}

TEST_F(RetentionTest, what_was_begun_before_a_crash_is_finished_another_day) {
  options_.retention.log_years = 0;  // nobody else begins it
  with_three_logs();
  store_.prune(2026, whole_tiles(), 10);
  options_.retention.log_years = 1;
  ASSERT_FALSE(start_over());
  pass_to("2028-04-02T04:00:01+09:00");
  loop_.pass_until([this] { return rows_below(whole_tiles()) < 60; });
  EXPECT_TRUE(facts_of<core::LogPruned>(disk_).empty());
  EXPECT_FALSE(start_over());
}

TEST_F(RetentionTest, what_was_said_to_go_and_has_not_gone_is_said_once) {
  disk_.refuse_prunings(1);
  with_three_logs();
  pass_to("2028-04-02T04:00:01+09:00");
  loop_.pass_until([this] { return disk_.prunings_to_refuse() == 0; });
  ASSERT_FALSE(start_over());
  pass_to("2028-04-03T04:00:01+09:00");
  loop_.pass_until([this] { return rows_below(whole_tiles()) < 60; });
  EXPECT_EQ(facts_of<core::LogPruned>(disk_).size(), 1U);
}

TEST_F(RetentionTest, V3_a_kept_entry_that_was_changed_is_found_at_the_next_start) {
  with_three_logs();
  prune();
  disk_.tamper([](auto&, auto& rows, auto&) {
    for (ports::JournalRow& row : rows) {
      if (row.type != "name.bound") continue;
      char& digit = row.body.at(row.body.find("commitment") + 13);
      digit = digit == '0' ? '1' : '0';
      row.leaf = journal::leaf_hash(row.body);
      return;
    }
  });
  const auto fatal = start_over();
  ASSERT_TRUE(fatal);
  EXPECT_EQ(fatal->kind, Fatal::Kind::journal_damaged);
  EXPECT_NE(fatal->why.find("2026"), std::string::npos) << fatal->why;
}

TEST_F(RetentionTest, who_left_in_pruned_years_can_still_be_erased) {
  with_three_logs();
  configure(sample::without("p-1042", lasting_facility()));
  prune();
  ASSERT_FALSE(start_over());
  Outcome<std::variant<ports::ErasureResult, ports::Declined>> outcome;
  engine_->erase_person("p-1042", "privacy-desk", outcome.done());
  EXPECT_EQ(std::get<ports::ErasureResult>(wait_for(outcome).value()).rows, 4U);
}

// A story that one test tells twice, with the first year pruned before the start, and with it
// there.
class Story : public Years {
 public:
  struct Told {
    std::vector<core::Decision> decisions;
    core::Facility facility;
    ports::Standing standing;
  };
  explicit Story(std::int32_t log_years) : Years(log_years) {}
  Told told() {
    with_three_logs();
    pass_to("2028-04-02T04:00:01+09:00");
    loop_.pass_until([this] {
      return engine_->standing().next.year == 2028 &&
             facts_of<core::StateSealed>(disk_).size() >= 5;
    });
    if (options_.retention.log_years != 0)
      loop_.pass_until([this] { return rows_below(whole_tiles()) < 60; });
    come_in_at("2028-04-02T09:00:0", 3000);
    EXPECT_FALSE(start_over());
    Told told;
    heartbeat(3003, "2028-04-02T09:01:00+09:00");
    for (const char* account : {"tanaka", "suzuki", "nobody"}) {
      told.decisions.push_back(ask(sample::login(account)).decision);
      told.decisions.back().evidence.clear();  // places in a log that is one entry longer
    }
    told.facility = engine_->facility();
    told.standing = engine_->standing();
    return told;
  }
};

TEST(StartAfterPruning, H4_answers_are_those_of_a_whole_journal) {
  const Story::Told pruned = Story(1).told();
  const Story::Told whole = Story(0).told();
  ASSERT_EQ(pruned.decisions.size(), whole.decisions.size());
  for (std::size_t i = 0; i < whole.decisions.size(); ++i)
    EXPECT_EQ(pruned.decisions[i], whole.decisions[i]) << i;
  EXPECT_EQ(whole.decisions.at(0).class_, core::Class::zone_equivalent);
  EXPECT_EQ(pruned.facility.persons, whole.facility.persons);
  ASSERT_EQ(pruned.facility.credentials.size(), 2U);
  EXPECT_EQ(pruned.facility.credentials[1].state, core::CredentialState::lost);
  EXPECT_EQ(pruned.standing.configuration_version, whole.standing.configuration_version);
  EXPECT_EQ(pruned.standing.configuration_digest, whole.standing.configuration_digest);
  EXPECT_EQ(pruned.standing.log_keys, whole.standing.log_keys);
}

}  // namespace
}  // namespace zonefactor::engine
