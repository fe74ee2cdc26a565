// What proofs are made of goes in and comes out, and nothing published is ever contradicted: one
// suite, on PostgreSQL and on the journal in memory that the engine's tests stand on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/postgres/journal_fixture.h"
#include "tests/unit/engine/memory_store.h"

namespace zonefactor::postgres {
namespace {

using ports::AppendResult;
using ports::CheckpointRow;
using ports::TimestampRow;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const ports::Head kBeginning{.next = kFirst, .last_recorded_at = core::instant_of_us(0)};

enum class Kind { in_postgres, in_memory };

class StoreTest : public ::testing::TestWithParam<Kind> {
 protected:
  StoreTest() {
    if (GetParam() == Kind::in_postgres) database_ = std::make_unique<JournalDatabase>();
    store_ = open();
    store_->create(kBeginning);
  }
  std::unique_ptr<ports::Store> open() {
    if (database_) return database_->store();
    return std::make_unique<engine::MemoryStore>(disk_);
  }
  ports::Store& store() { return *store_; }

 private:
  engine::Disk disk_;
  std::unique_ptr<JournalDatabase> database_;
  std::unique_ptr<ports::Store> store_;
};

INSTANTIATE_TEST_SUITE_P(Stores, StoreTest, ::testing::Values(Kind::in_postgres, Kind::in_memory),
                         [](const auto& kind) {
                           return kind.param == Kind::in_postgres ? "in_postgres" : "in_memory";
                         });

// Every byte there is, so often that `size` are full; a NUL is the first.
std::string bytes(std::size_t size, int first = 0) {
  std::string all;
  for (std::size_t i = 0; i < size; ++i) all += static_cast<char>(first + static_cast<int>(i));
  return all;
}

ports::Digest digest(std::uint8_t mark) {
  ports::Digest made{};
  made[31] = mark;
  return made;
}

CheckpointRow checkpoint(std::uint64_t size, std::uint8_t root, const std::string& note = "note\n",
                         std::int32_t year = 2026) {
  return {year, size, digest(root), core::instant_of_us(static_cast<std::int64_t>(size) * 1000),
          note};
}

ports::Writing with_evidence() {
  auto made = writing(rows_from(kFirst, 2));
  made.frontier = {digest(1), digest(0), digest(255)};
  made.tiles = {{2026, 0, 0, bytes(8192)}, {2026, 63, 1ULL << 40, bytes(8192, 7)}};
  made.sealed = {{{2026, 0}, bytes(100'000)}, {{2026, 1}, std::string()}};
  return made;
}

TEST_P(StoreTest, the_frontier_stands_with_the_head) {
  auto first = writing(rows_from(kFirst, 3));
  first.frontier = {digest(1), digest(2)};
  ASSERT_EQ(store().append(kBeginning, first), AppendResult::committed);
  auto head = head_after(first.rows);
  head.frontier = first.frontier;
  EXPECT_EQ(open()->head(), head);
  const auto second = writing(rows_from({2026, 3}, 1));
  ASSERT_EQ(store().append(head, second), AppendResult::committed);
  EXPECT_EQ(open()->head(), head_after(second.rows));
}

TEST_P(StoreTest, tiles_and_sealed_states_come_back_byte_for_byte) {
  const auto first = with_evidence();
  ASSERT_EQ(store().append(kBeginning, first), AppendResult::committed) << store().why();
  const auto reader = open();
  EXPECT_EQ(reader->tile(2026, 0, 0), first.tiles[0].hashes);
  EXPECT_EQ(reader->tile(2026, 63, 1ULL << 40), first.tiles[1].hashes);
  EXPECT_EQ(reader->sealed({2026, 0}), first.sealed[0].state);
  EXPECT_EQ(reader->sealed({2026, 1}), "");
  EXPECT_EQ(reader->head()->frontier, first.frontier);
  EXPECT_EQ(read_all(*reader), first.rows);
}

TEST_P(StoreTest, what_is_not_stored_is_not_there) {
  ASSERT_EQ(store().append(kBeginning, with_evidence()), AppendResult::committed);
  EXPECT_EQ(store().tile(2026, 0, 1), std::nullopt);
  EXPECT_EQ(store().tile(2026, 1, 0), std::nullopt);
  EXPECT_EQ(store().tile(2025, 0, 0), std::nullopt);
  EXPECT_EQ(store().tile(2026, 0, UINT64_MAX), std::nullopt);
  EXPECT_EQ(store().sealed({2026, 2}), std::nullopt);
  EXPECT_EQ(store().latest_checkpoint(2026), std::nullopt);
  EXPECT_THAT(store().checkpoints(2026, 0, 10), IsEmpty());
  EXPECT_THAT(store().timestamps(2026), IsEmpty());
  EXPECT_EQ(store().minimum_index(2026), 0U);
}

TEST_P(StoreTest, where_the_head_has_moved_nothing_of_a_batch_is_written) {
  const auto first = writing(rows_from(kFirst, 1));
  ASSERT_EQ(store().append(kBeginning, first), AppendResult::committed);
  EXPECT_EQ(open()->append(kBeginning, with_evidence()), AppendResult::head_moved);
  EXPECT_EQ(store().head(), head_after(first.rows));
  EXPECT_EQ(store().tile(2026, 0, 0), std::nullopt);
  EXPECT_EQ(store().sealed({2026, 0}), std::nullopt);
  EXPECT_EQ(read_all(store()), first.rows);
}

TEST_P(StoreTest, tiles_of_entries_that_stand_already_can_be_brought_in_later) {
  const auto first = writing(rows_from(kFirst, 2));
  ASSERT_EQ(store().append(kBeginning, first), AppendResult::committed);
  auto later = with_evidence();
  later.rows.clear();
  ASSERT_EQ(store().append(head_after(first.rows), later), AppendResult::committed);
  auto head = head_after(first.rows);
  head.frontier = later.frontier;
  EXPECT_EQ(store().head(), head);
  EXPECT_EQ(store().tile(2026, 0, 0), later.tiles[0].hashes);
  EXPECT_EQ(read_all(store()), first.rows);
}

TEST_P(StoreTest, leaves_begin_where_asked_and_end_with_the_log) {
  const auto closing = rows_from(kFirst, 2500);
  const auto opening = rows_from({2027, 0}, 2);
  ASSERT_EQ(store().append(kBeginning, writing(closing)), AppendResult::committed);
  ASSERT_EQ(store().append(head_after(closing), writing(opening)), AppendResult::committed);
  const auto all = store().leaves(kFirst, UINT64_MAX);
  ASSERT_EQ(all.size(), 2500U);
  for (std::size_t i = 0; i < all.size(); ++i) ASSERT_EQ(all[i], closing[i].leaf) << i;
  EXPECT_THAT(store().leaves({2026, 2498}, 10),
              ElementsAre(closing[2498].leaf, closing[2499].leaf));
  EXPECT_THAT(store().leaves({2026, 7}, 1), ElementsAre(closing[7].leaf));
  EXPECT_THAT(store().leaves({2027, 1}, 9), ElementsAre(opening[1].leaf));
  EXPECT_THAT(store().leaves({2026, 2500}, 1), IsEmpty());
  EXPECT_THAT(store().leaves({2026, 0}, 0), IsEmpty());
}

TEST_P(StoreTest, the_first_entry_and_the_years_are_those_that_are_stored) {
  EXPECT_EQ(store().first(), std::nullopt);
  EXPECT_THAT(store().years(), IsEmpty());
  const auto closing = rows_from(kFirst, 3);
  ASSERT_EQ(store().append(kBeginning, writing(closing)), AppendResult::committed);
  ASSERT_EQ(store().append(head_after(closing), writing(rows_from({2028, 0}, 1))),
            AppendResult::committed);
  ASSERT_TRUE(store().publish(checkpoint(9, 1, "note\n", 2025), false));
  ASSERT_TRUE(store().publish(checkpoint(3, 1), false));
  EXPECT_EQ(store().first(), kFirst);
  EXPECT_THAT(store().years(), ElementsAre(2025, 2026, 2028));
}

TEST_P(StoreTest, V7_names_are_erased_by_their_handles) {
  const std::string odd = R"(a "{handle}" \ ')";
  ASSERT_EQ(
      store().append(kBeginning, writing({}, {name_row("h-1", "tanaka"), name_row("h-2", "suzuki"),
                                              name_row(odd, "sato")})),
      AppendResult::committed);
  EXPECT_EQ(store().erase_names({}), 0U);
  EXPECT_EQ(store().erase_names({"h-1", odd, "h-9", "h-1"}), 2U);
  EXPECT_THAT(store().names(), ElementsAre(name_row("h-2", "suzuki")));
}

TEST_P(StoreTest, the_latest_checkpoint_is_never_replaced_by_a_smaller_one_or_another_root) {
  ASSERT_TRUE(store().publish(checkpoint(0, 1), false));
  ASSERT_TRUE(store().publish(checkpoint(10, 2), false));
  EXPECT_FALSE(open()->publish(checkpoint(9, 3), true));
  EXPECT_FALSE(open()->publish(checkpoint(10, 3, "a longer note\n"), true));
  EXPECT_EQ(store().latest_checkpoint(2026), checkpoint(10, 2));
  EXPECT_THAT(store().checkpoints(2026, 0, 10), ElementsAre(checkpoint(10, 2)));
  EXPECT_TRUE(store().publish(checkpoint(1, 1, "of another log\n", 2027), false));
}

TEST_P(StoreTest, the_same_checkpoint_may_be_published_again_and_more_signatures_stand) {
  ASSERT_TRUE(store().publish(checkpoint(10, 2, "one\n"), false));
  auto again = checkpoint(10, 2, "two\n");
  again.signed_at = core::instant_of_us(77);
  EXPECT_TRUE(store().publish(again, false));
  EXPECT_EQ(store().latest_checkpoint(2026), checkpoint(10, 2, "one\n"));
  again.note = "one\nmore\n";
  EXPECT_TRUE(store().publish(again, true));
  EXPECT_EQ(store().latest_checkpoint(2026), again);
  EXPECT_TRUE(store().publish(checkpoint(10, 2, "one\n"), true));
  EXPECT_EQ(store().latest_checkpoint(2026), again);
  EXPECT_THAT(store().checkpoints(2026, 0, 10), ElementsAre(again));
  EXPECT_TRUE(store().publish(checkpoint(11, 3, "1\n"), false));
  EXPECT_THAT(store().checkpoints(2026, 0, 10), ElementsAre(again, checkpoint(11, 3, "1\n")));
}

TEST_P(StoreTest, checkpoints_that_are_kept_stay_and_the_others_give_way_to_the_next) {
  for (std::uint64_t size = 1; size <= 7; ++size)
    ASSERT_TRUE(store().publish(checkpoint(size, 1, bytes(300)), size % 2 == 0));
  const auto row = [](std::uint64_t size) { return checkpoint(size, 1, bytes(300)); };
  EXPECT_THAT(open()->checkpoints(2026, 0, 99), ElementsAre(row(2), row(4), row(6), row(7)));
  EXPECT_THAT(store().checkpoints(2026, 0, 2), ElementsAre(row(2), row(4)));
  EXPECT_THAT(store().checkpoints(2026, 5, UINT64_MAX), ElementsAre(row(6), row(7)));
  EXPECT_THAT(store().checkpoints(2026, 8, 9), IsEmpty());
  EXPECT_THAT(store().checkpoints(2027, 0, 9), IsEmpty());
  EXPECT_THAT(store().checkpoints(2026, 0, 0), IsEmpty());
}

TEST_P(StoreTest, witnesses_lines_stand_behind_the_note_and_a_later_one_replaces_the_earlier) {
  ASSERT_TRUE(store().publish(checkpoint(5, 1), false));
  store().add_cosignature(2026, 5, "witness-b", "— b old\n");
  store().add_cosignature(2026, 5, "witness-a", "— a\n");
  store().add_cosignature(2026, 5, "witness-b", "— b new\n");
  const auto cosigned = checkpoint(5, 1, "note\n— a\n— b new\n");
  EXPECT_EQ(open()->latest_checkpoint(2026), cosigned);
  ASSERT_TRUE(store().publish(checkpoint(6, 2), false));
  EXPECT_EQ(store().latest_checkpoint(2026), checkpoint(6, 2));
  EXPECT_THAT(store().checkpoints(2026, 0, 9), ElementsAre(cosigned, checkpoint(6, 2)));
  store().add_cosignature(2026, 5, "witness-c", "— c late\n");
  EXPECT_EQ(store().checkpoints(2026, 5, 1).at(0).note, "note\n— a\n— b new\n— c late\n");
}

TEST_P(StoreTest, nobody_cosigns_or_stamps_a_checkpoint_that_is_not_stored) {
  EXPECT_THROW(store().add_cosignature(2026, 5, "w", "— w\n"), ports::StoreUnavailable);
  ASSERT_TRUE(store().publish(checkpoint(5, 1), false));
  ASSERT_TRUE(store().publish(checkpoint(6, 1), false));
  EXPECT_THROW(store().add_cosignature(2026, 5, "w", "— w\n"), ports::StoreUnavailable);
  EXPECT_THROW(store().add_timestamp({2026, 6, "a", "s", "t"}), ports::StoreUnavailable);
  EXPECT_THAT(store().checkpoints(2026, 0, 9), ElementsAre(checkpoint(6, 1)));
  EXPECT_THAT(store().timestamps(2026), IsEmpty());
}

TEST_P(StoreTest, of_each_authority_the_first_timestamp_stands) {
  for (const std::uint64_t size : {20U, 30U})
    ASSERT_TRUE(store().publish(checkpoint(size, 1), true));
  const TimestampRow later{2026, 30, "tsa-1", bytes(256), bytes(1500)};
  const TimestampRow first{2026, 20, "tsa-2", bytes(300), std::string("\0t", 2)};
  const TimestampRow beside{2026, 20, "tsa-1", "s", "t"};
  for (const TimestampRow& row : {later, first, beside}) store().add_timestamp(row);
  store().add_timestamp({2026, 20, "tsa-2", "other", "other"});
  EXPECT_THAT(open()->timestamps(2026), ElementsAre(beside, first, later));
  EXPECT_THAT(store().timestamps(2025), IsEmpty());
}

TEST_P(StoreTest, V6_sealed_states_are_found_from_the_newest_before_a_place) {
  auto first = writing(rows_from(kFirst, 6));
  for (const std::uint64_t index : {1U, 3U, 5U}) first.sealed.push_back({{2026, index}, "state"});
  ASSERT_EQ(store().append(kBeginning, first), AppendResult::committed);
  auto second = writing(rows_from({2027, 0}, 3));
  second.sealed.push_back({{2027, 2}, "state"});
  ASSERT_EQ(store().append(head_after(first.rows), second), AppendResult::committed);
  using Ref = core::EntryRef;
  EXPECT_THAT(store().sealed_before({2028, UINT64_MAX}, UINT64_MAX),
              ElementsAre(Ref{2027, 2}, Ref{2026, 5}, Ref{2026, 3}, Ref{2026, 1}));
  EXPECT_THAT(store().sealed_before({2027, 2}, 2), ElementsAre(Ref{2026, 5}, Ref{2026, 3}));
  EXPECT_THAT(store().sealed_before({2026, 4}, 1), ElementsAre(Ref{2026, 3}));
  EXPECT_THAT(store().sealed_before({2026, 1}, 9), IsEmpty());
  EXPECT_THAT(store().sealed_before({2028, 0}, 0), IsEmpty());
}

}  // namespace
}  // namespace zonefactor::postgres
