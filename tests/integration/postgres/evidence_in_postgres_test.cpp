// What only the database can show: batches undone whole, several connections at once, facilities
// apart, and rows that somebody has changed behind the service's back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <future>
#include <thread>

#include "tests/integration/postgres/journal_fixture.h"
#include "tests/support/process.h"
#include "tests/support/wait.h"

namespace zonefactor::postgres {
namespace {

using ports::AppendResult;
using ports::CheckpointRow;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const ports::Head kBeginning{.next = kFirst, .last_recorded_at = core::instant_of_us(0)};

class EvidenceTest : public JournalTest {};

CheckpointRow checkpoint(std::uint64_t size, std::uint8_t root) {
  CheckpointRow row{2026, size, {}, core::instant_of_us(1), "note\n"};
  row.root.fill(root);
  return row;
}

TEST_F(EvidenceTest, a_batch_with_a_tile_that_is_refused_is_undone_whole) {
  const auto journal = begun();
  auto first = writing(rows_from(kFirst, 2), {name_row("h-1", "tanaka")});
  first.frontier.resize(1);
  first.tiles = {{2026, 0, 0, std::string(8192, 'a')}, {2026, 0, 1, std::string(8191, 'b')}};
  first.sealed = {{{2026, 1}, "state"}};
  EXPECT_EQ(journal->append(kBeginning, first), AppendResult::unavailable);
  EXPECT_THAT(journal->why(), HasSubstr("tile_hashes_check"));
  EXPECT_EQ(journal->head(), kBeginning);
  EXPECT_THAT(read_all(*journal), IsEmpty());
  EXPECT_THAT(journal->names(), IsEmpty());
  EXPECT_EQ(journal->tile(2026, 0, 0), std::nullopt);
  EXPECT_EQ(journal->sealed({2026, 1}), std::nullopt);
}

TEST_F(EvidenceTest, a_tile_or_a_sealed_state_that_stands_is_not_written_again) {
  const auto journal = begun();
  auto first = writing(rows_from(kFirst, 1));
  first.tiles = {{2026, 0, 0, std::string(8192, 'a')}};
  first.sealed = {{{2026, 0}, "state"}};
  ASSERT_EQ(journal->append(kBeginning, first), AppendResult::committed);
  auto second = writing(rows_from({2026, 1}, 1));
  second.tiles = {{2026, 0, 0, std::string(8192, 'b')}};
  EXPECT_EQ(journal->append(head_after(first.rows), second), AppendResult::unavailable);
  EXPECT_THAT(journal->why(), HasSubstr("tile_pkey"));
  second.tiles.clear();
  second.sealed = {{{2026, 0}, "another"}};
  EXPECT_EQ(journal->append(head_after(first.rows), second), AppendResult::unavailable);
  EXPECT_THAT(journal->why(), HasSubstr("sealed_state_pkey"));
  EXPECT_EQ(journal->head(), head_after(first.rows));
  EXPECT_EQ(journal->tile(2026, 0, 0), std::string(8192, 'a'));
  EXPECT_EQ(journal->sealed({2026, 0}), "state");
}

TEST_F(EvidenceTest, of_many_that_publish_at_once_a_size_gets_one_root_and_sizes_only_grow) {
  begun();
  constexpr std::uint64_t kSizes = 150;
  constexpr std::size_t kPublishers = 3;
  std::array<std::vector<std::uint64_t>, kPublishers> stood;
  std::vector<std::thread> publishers;
  for (std::size_t mine = 0; mine < kPublishers; ++mine) {
    publishers.emplace_back([&, mine] {
      const auto journal = store();
      for (std::uint64_t size = 1; size <= kSizes; ++size)
        if (journal->publish(checkpoint(size, static_cast<std::uint8_t>(mine)), true))
          stood[mine].push_back(size);
    });
  }
  for (auto& publisher : publishers) publisher.join();
  const auto kept = store()->checkpoints(2026, 0, 1000);
  EXPECT_EQ(kept.size(), stood[0].size() + stood[1].size() + stood[2].size());
  for (const CheckpointRow& row : kept) {
    const auto& sizes = stood.at(row.root[0]);
    EXPECT_TRUE(std::binary_search(sizes.begin(), sizes.end(), row.size)) << row.size;
  }
  EXPECT_EQ(store()->latest_checkpoint(2026)->size, kSizes);
}

// Both have looked before either has written: the second waits for the first and is then judged by
// what that one left.
TEST_F(EvidenceTest, a_publication_that_waited_for_another_is_compared_with_it) {
  const auto journal = begun();
  ASSERT_TRUE(journal->publish(checkpoint(1, 1), false));
  const auto has_session_where = [this](const std::string& what) {
    return sql("select count(*) from pg_stat_activity where datname = current_database() and " +
               what) == "1";
  };
  // The sleep is undone when it is ended, and the update before it is committed.
  support::Process other({"psql", "-X", "-q", "-v", "ON_ERROR_ROLLBACK=on", "-d",
                          connection("postgres"), "-c", "begin", "-c",
                          "update zonefactor.log set size = 5, root = sha256('x')", "-c",
                          "select pg_sleep(600)", "-c", "commit"});
  ASSERT_TRUE(support::wait_until([&] { return has_session_where("wait_event = 'PgSleep'"); }));
  auto publishing =
      std::async(std::launch::async, [&] { return journal->publish(checkpoint(5, 1), true); });
  ASSERT_TRUE(support::wait_until([&] { return has_session_where("wait_event_type = 'Lock'"); }));
  sql("select pg_cancel_backend(pid) from pg_stat_activity "
      "where wait_event = 'PgSleep' and datname = current_database()");
  EXPECT_FALSE(publishing.get());
  EXPECT_EQ(journal->latest_checkpoint(2026)->size, 5U);
  EXPECT_EQ(journal->checkpoints(2026, 0, 9).size(), 1U);
  EXPECT_TRUE(journal->publish(checkpoint(6, 1), true));
}

TEST_F(EvidenceTest, a_kept_checkpoint_speaks_where_the_latest_was_set_back) {
  const auto journal = begun();
  ASSERT_TRUE(journal->publish(checkpoint(10, 1), true));
  sql("alter table zonefactor.log disable trigger all; delete from zonefactor.log");
  EXPECT_FALSE(journal->publish(checkpoint(9, 1), false));
  EXPECT_FALSE(journal->publish(checkpoint(10, 2), false));
  EXPECT_EQ(journal->latest_checkpoint(2026), std::nullopt);
  EXPECT_TRUE(journal->publish(checkpoint(10, 1), true));
  EXPECT_TRUE(journal->publish(checkpoint(11, 3), false));
}

TEST_F(EvidenceTest, leaves_end_before_a_missing_entry) {
  const auto journal = begun();
  ASSERT_EQ(journal->append(kBeginning, writing(rows_from(kFirst, 10))), AppendResult::committed);
  sql("alter table zonefactor.journal disable trigger all;"
      "delete from zonefactor.journal where idx = 4");
  EXPECT_EQ(journal->leaves(kFirst, 10).size(), 4U);
  EXPECT_THAT(journal->leaves({2026, 4}, 10), IsEmpty());
  EXPECT_EQ(journal->leaves({2026, 5}, 10).size(), 5U);
}

TEST_F(EvidenceTest, facilities_do_not_see_each_others_evidence) {
  const auto one = begun();
  const auto other = store("zonefactor_service", "hospital-2");
  other->create(kBeginning);
  auto first = writing(rows_from(kFirst, 1), {name_row("h-1", "tanaka")});
  first.tiles = {{2026, 0, 0, std::string(8192, 'a')}};
  first.sealed = {{{2026, 0}, "state"}};
  ASSERT_EQ(one->append(kBeginning, first), AppendResult::committed);
  ASSERT_TRUE(one->publish(checkpoint(5, 1), true));
  one->add_timestamp({2026, 5, "tsa", "s", "t"});
  EXPECT_EQ(other->tile(2026, 0, 0), std::nullopt);
  EXPECT_EQ(other->sealed({2026, 0}), std::nullopt);
  EXPECT_THAT(other->sealed_before({2027, 0}, 9), IsEmpty());
  EXPECT_EQ(other->latest_checkpoint(2026), std::nullopt);
  EXPECT_THAT(other->checkpoints(2026, 0, 9), IsEmpty());
  EXPECT_THAT(other->timestamps(2026), IsEmpty());
  EXPECT_THAT(other->years(), IsEmpty());
  EXPECT_EQ(other->first(), std::nullopt);
  EXPECT_THAT(other->leaves(kFirst, 9), IsEmpty());
  EXPECT_EQ(other->erase_names({"h-1"}), 0U);
  EXPECT_THROW(other->add_cosignature(2026, 5, "w", "l"), ports::StoreUnavailable);
  EXPECT_TRUE(other->publish(checkpoint(1, 2), true));
}

TEST_F(EvidenceTest, the_remedy_for_a_checkpoint_that_is_not_stored_is_named) {
  const auto journal = begun();
  try {
    journal->add_timestamp({2026, 5, "tsa", "s", "t"});
    FAIL() << "it was taken";
  } catch (const ports::StoreUnavailable& refused) {
    EXPECT_THAT(refused.what(), HasSubstr("publish that checkpoint first"));
  }
}

TEST_F(EvidenceTest, the_minimum_index_is_what_the_administrator_set) {
  const auto journal = begun();
  ASSERT_TRUE(journal->publish(checkpoint(1000, 1), false));
  sql("update zonefactor.log set minimum_index = 256");
  EXPECT_EQ(journal->minimum_index(2026), 256U);
  ASSERT_TRUE(journal->publish(checkpoint(1001, 1), false));
  EXPECT_EQ(journal->minimum_index(2026), 256U);
}

}  // namespace
}  // namespace zonefactor::postgres
