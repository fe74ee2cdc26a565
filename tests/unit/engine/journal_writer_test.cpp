// The pipeline: one commit in flight, the next batch filling, nothing let go before its entry is
// durable.
#include "service/engine/journal_writer.h"

#include <gtest/gtest.h>

#include "tests/unit/engine/manual_loop.h"
#include "tests/unit/engine/memory_store.h"

namespace zonefactor::engine {
namespace {

class JournalWriterTest : public ::testing::Test {
 protected:
  JournalWriterTest() : store_(disk_) {
    const ports::Head first{{2026, 0}, {}};
    store_.create(first);
    writer_.begin_at(first, {});
  }
  void add_row() {
    ports::JournalRow row;
    row.ref = {2026, next_++};
    writer_.add(std::move(row));
  }
  void expect_release() {
    const std::uint64_t needs = next_;
    writer_.after_all([this, needs](const ports::Unavailable* failed) {
      EXPECT_EQ(failed, nullptr);
      EXPECT_GE(disk_.rows().size(), needs);
      released_.push_back(needs);
    });
  }
  void run_until_idle() {
    loop_.run_until([this] { return writer_.idle(); });
  }

  Disk disk_;
  MemoryStore store_;
  ManualClock clock_{core::Instant{}};
  ManualLoop loop_{clock_};
  std::vector<std::size_t> batches_;
  std::vector<std::uint64_t> released_;
  std::uint64_t next_ = 0;
  WorkThread storage_;
  JournalWriter writer_{store_, storage_, loop_,
                        [this](Batch batch, ports::AppendResult result, const std::string&) {
                          EXPECT_EQ(result, ports::AppendResult::committed);
                          batches_.push_back(batch.writing.rows.size());
                          writer_.advance();
                          for (auto& release : batch.releases) release(nullptr);
                        }};
};

TEST_F(JournalWriterTest, what_gathers_before_the_loop_turns_goes_in_one_commit) {
  for (int i = 0; i < 10; ++i) {
    add_row();
    writer_.end_group();
    expect_release();
  }
  run_until_idle();
  EXPECT_EQ(batches_, std::vector<std::size_t>{10});
  EXPECT_EQ(released_.size(), 10u);
}

TEST_F(JournalWriterTest, while_one_batch_commits_the_next_one_fills) {
  disk_.hold(true);
  add_row();
  loop_.run_ready();
  ASSERT_TRUE(writer_.in_flight());
  for (int i = 0; i < 20; ++i) add_row();
  loop_.run_ready();
  disk_.hold(false);
  run_until_idle();
  EXPECT_EQ(batches_, (std::vector<std::size_t>{1, 20}));
}

TEST_F(JournalWriterTest, answers_go_in_order_each_after_its_entry) {
  for (int i = 0; i < 2000; ++i) {
    add_row();
    writer_.end_group();
    expect_release();
  }
  run_until_idle();
  ASSERT_EQ(released_.size(), 2000u);
  EXPECT_TRUE(std::is_sorted(released_.begin(), released_.end()));
}

TEST_F(JournalWriterTest, a_commit_is_bounded_and_a_group_is_never_parted) {
  for (int group = 0; group < 4; ++group) {
    for (int i = 0; i < 300; ++i) add_row();
    writer_.end_group();
  }
  for (int i = 0; i < 5000; ++i) add_row();  // one cause with five thousand consequences
  writer_.end_group();
  run_until_idle();
  EXPECT_EQ(batches_, (std::vector<std::size_t>{600, 600, 5000}));
}

TEST_F(JournalWriterTest, what_needs_no_entry_of_its_own_waits_for_those_before_it) {
  disk_.hold(true);
  add_row();
  loop_.run_ready();
  expect_release();  // nothing is filling: it joins the commit in flight
  EXPECT_TRUE(released_.empty());
  disk_.hold(false);
  run_until_idle();
  EXPECT_EQ(released_.size(), 1u);
  expect_release();  // everything is durable: at once
  EXPECT_EQ(released_.size(), 2u);
}

TEST_F(JournalWriterTest, releases_taken_away_are_not_called_and_no_longer_counted) {
  disk_.hold(true);
  add_row();
  loop_.run_ready();
  writer_.after_all([](const ports::Unavailable*) { FAIL(); });
  add_row();
  writer_.after_all([](const ports::Unavailable*) { FAIL(); });
  EXPECT_EQ(writer_.waiting(), 2u);
  EXPECT_EQ(writer_.take_releases().size(), 2u);
  EXPECT_EQ(writer_.waiting(), 0u);
  disk_.hold(false);
  run_until_idle();
  EXPECT_EQ(disk_.rows().size(), 2u);
}

}  // namespace
}  // namespace zonefactor::engine
