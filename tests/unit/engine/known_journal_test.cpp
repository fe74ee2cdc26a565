// Telling our own healed doubt from another writer's entry and from a journal that became shorter.
#include "service/engine/known_journal.h"

#include <gtest/gtest.h>

namespace zonefactor::engine {
namespace {

ports::Digest leaf(std::uint8_t mark) {
  ports::Digest digest{};
  digest[0] = mark;
  return digest;
}

Batch batch_at(std::uint64_t index, std::initializer_list<std::uint8_t> marks) {
  Batch batch;
  batch.expected.next = {2026, index};
  for (std::uint8_t mark : marks) {
    ports::JournalRow row;
    row.ref = {2026, index++};
    row.leaf = leaf(mark);
    batch.writing.rows.push_back(row);
  }
  return batch;
}

ports::Head head_at(std::uint64_t index) {
  return {{2026, index}, {}};
}

class KnownJournalTest : public ::testing::Test {
 protected:
  KnownJournalTest() { known_.read_to(head_at(5), leaf(4)); }
  std::string fault_of_row(std::uint64_t index, std::uint8_t mark, std::uint64_t next) const {
    return known_.fault_of(batch_at(index, {mark}).writing.rows[0], {2026, next});
  }

  KnownJournal known_;
};

TEST_F(KnownJournalTest, a_process_that_knows_nothing_takes_any_journal) {
  EXPECT_EQ(KnownJournal().fault_of(head_at(9)), "");
  EXPECT_EQ(KnownJournal().fault_of(std::nullopt), "");
}

TEST_F(KnownJournalTest, the_head_we_know_is_ours) {
  EXPECT_EQ(known_.fault_of(head_at(5)), "");
}

TEST_F(KnownJournalTest, a_shorter_or_vanished_journal_is_a_fault) {
  EXPECT_NE(known_.fault_of(head_at(4)).find("older state"), std::string::npos);
  EXPECT_NE(known_.fault_of(std::nullopt).find("no journal any more"), std::string::npos);
}

TEST_F(KnownJournalTest, a_longer_journal_is_another_writers) {
  EXPECT_NE(known_.fault_of(head_at(6)).find("another process"), std::string::npos);
}

TEST_F(KnownJournalTest, a_doubtful_batch_that_went_in_is_ours_row_by_row) {
  known_.doubted(batch_at(5, {7, 8}));
  EXPECT_EQ(known_.fault_of(head_at(7)), "");
  EXPECT_EQ(fault_of_row(5, 7, 7), "");
  EXPECT_EQ(fault_of_row(6, 8, 7), "");
  EXPECT_NE(fault_of_row(6, 9, 7), "");
  EXPECT_NE(known_.fault_of(head_at(6)), "");
}

TEST_F(KnownJournalTest, of_two_doubtful_batches_of_one_length_either_may_have_gone_in) {
  known_.doubted(batch_at(5, {7}));
  known_.read_to(head_at(5), leaf(4));  // not there when we looked, and it may still come
  known_.doubted(batch_at(5, {8}));
  EXPECT_EQ(known_.fault_of(head_at(6)), "");
  EXPECT_EQ(fault_of_row(5, 7, 6), "");
  EXPECT_EQ(fault_of_row(5, 8, 6), "");
  EXPECT_NE(fault_of_row(5, 9, 6), "");
}

TEST_F(KnownJournalTest, a_doubt_ends_with_the_next_commit) {
  known_.doubted(batch_at(5, {7, 8}));
  known_.committed(batch_at(5, {9}));
  EXPECT_EQ(known_.fault_of(head_at(6)), "");
  EXPECT_NE(known_.fault_of(head_at(7)), "");
}

TEST_F(KnownJournalTest, a_journal_of_the_same_length_with_another_last_entry_is_not_ours) {
  EXPECT_EQ(fault_of_row(4, 4, 5), "");
  EXPECT_NE(fault_of_row(4, 3, 5), "");
}

}  // namespace
}  // namespace zonefactor::engine
