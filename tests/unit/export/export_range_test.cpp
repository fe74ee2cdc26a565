// Which seal a pack begins with and which checkpoints bound it.
#include "service/cli/export_range.h"

#include <gtest/gtest.h>

#include "tests/unit/export/memory_source.h"
#include "tests/unit/verify/bench.h"

namespace zonefactor::cli {
namespace {

using core::EntryRef;
using evidence::Day;
using evidence::Segment;

core::Instant instant(const char* text) {
  return *core::parse_rfc3339(text);
}

ExportWish of_decision(EntryRef decision) {
  ExportWish wish;
  wish.facility = "chuo";
  wish.decision = decision;
  return wish;
}

ExportWish of_period(const char* from, const char* until) {
  ExportWish wish;
  wish.facility = "chuo";
  wish.from = instant(from);
  wish.until = instant(until);
  return wish;
}

class Range : public testing::Test {
 protected:
  std::vector<ExportRange> ranges(MemorySource& source, const ExportWish& wish) {
    ServiceLogs logs(source, "chuo", folder_.path().string());
    ExportPlan plan(source, logs, wish);
    std::vector<ExportRange> all;
    while (auto range = plan.next()) all.push_back(std::move(*range));
    return all;
  }
  void expect_failure(MemorySource& source, const ExportWish& wish, ExportFailure::Kind kind,
                      const std::string& said) {
    try {
      ranges(source, wish);
      FAIL() << "no failure: " << said;
    } catch (const ExportFailure& failure) {
      EXPECT_EQ(failure.kind(), kind) << failure.what();
      EXPECT_NE(std::string(failure.what()).find(said), std::string::npos) << failure.what();
    }
  }

  support::TempDir folder_;
};

TEST_F(Range, V6_a_decision_begins_at_the_latest_seal_before_what_it_rests_on) {
  Day day;
  const EntryRef late = day.hospital.seals("2026-11-22T18:30:00+09:00");
  MemorySource source(day.hospital);
  const auto all = ranges(source, of_decision(day.login));
  ASSERT_EQ(all.size(), 2u) << "the seal, then the facility's first entry";
  EXPECT_EQ(all[0].seal, day.seal) << "it rests on the door event before the later seal";
  EXPECT_FALSE(all[1].seal);
  EXPECT_EQ(all[1].parts[0].segment.begin, 0u);
  // What is not equivalent rests on nothing at the door.
  EXPECT_EQ(ranges(source, of_decision(day.refused)).front().seal, day.later_seal);
  EXPECT_GT(late, day.refused);
}

TEST_F(Range, ends_with_the_first_kept_checkpoint_that_covers_the_decision) {
  const Day day;
  MemorySource source(day.hospital);
  source.keep(2026, day.login.index);
  source.keep(2026, day.other.index + 1);
  const ExportRange range = ranges(source, of_decision(day.login)).front();
  ASSERT_EQ(range.parts.size(), 1u);
  EXPECT_EQ(range.parts[0].segment.end, day.other.index + 1);
  EXPECT_EQ(range.parts[0].end_note, source.note(2026, day.other.index + 1));
}

TEST_F(Range, prefers_an_end_that_witnesses_have_cosigned) {
  const Day day;
  MemorySource source(day.hospital);
  source.keep(2026, day.login.index + 1, false);
  source.keep(2026, day.other.index + 1, true);
  EXPECT_EQ(ranges(source, of_decision(day.login)).front().parts[0].segment.end,
            day.other.index + 1);
}

TEST_F(Range, begins_at_the_kept_checkpoint_at_or_before_the_seal) {
  const Day day;
  MemorySource source(day.hospital);
  EXPECT_EQ(ranges(source, of_decision(day.login)).front().parts[0].segment.begin, 0u)
      << "none is kept there";
  source.keep(2026, 2);
  source.keep(2026, day.seal.index + 1);
  EXPECT_EQ(ranges(source, of_decision(day.login)).front().parts[0].segment.begin, 2u);
  source.keep(2026, day.seal.index);
  const ExportRange range = ranges(source, of_decision(day.login)).front();
  EXPECT_EQ(range.parts[0].segment.begin, day.seal.index);
  EXPECT_EQ(range.parts[0].start_note, source.note(2026, day.seal.index));
}

TEST_F(Range, a_chosen_end_has_to_be_kept_and_to_cover_the_decision) {
  const Day day;
  MemorySource source(day.hospital);
  source.keep(2026, day.other.index + 1);
  ExportWish wish = of_decision(day.login);
  wish.end_size = day.hospital.size(2026);
  EXPECT_EQ(ranges(source, wish).front().parts[0].segment.end, day.hospital.size(2026));
  wish.end_size = day.other.index + 2;
  expect_failure(source, wish, ExportFailure::Kind::wrong_use, "--end-size");
  wish.end_size = day.login.index;
  expect_failure(source, wish, ExportFailure::Kind::wrong_use, "--end-size");
}

TEST_F(Range, a_period_begins_at_a_seal_before_it_and_ends_with_the_first_entry_after_it) {
  const Day day;
  MemorySource source(day.hospital);
  for (std::uint64_t size = 1; size < day.hospital.size(2026); ++size) source.keep(2026, size);
  const auto all =
      ranges(source, of_period("2026-11-22T11:00:00+09:00", "2026-11-22T12:10:00+09:00"));
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].seal, day.later_seal);
  EXPECT_EQ(all[1].seal, day.seal);
  EXPECT_EQ(all[0].parts[0].segment, (Segment{2026, day.later_seal.index, day.refused.index + 1}));
  // A seal at the very beginning of the period is too late.
  EXPECT_EQ(ranges(source, of_period("2026-11-22T10:00:00+09:00", "2026-11-22T11:00:00+09:00"))
                .front()
                .seal,
            day.seal);
}

TEST_F(Range, a_period_that_goes_on_ends_with_the_latest_checkpoint) {
  const Day day;
  MemorySource source(day.hospital);
  source.keep(2026, day.login.index);
  EXPECT_EQ(ranges(source, of_period("2026-11-22T08:30:00+09:00", "2027-01-01T00:00:00+09:00"))
                .front()
                .parts[0]
                .segment.end,
            day.hospital.size(2026));
  expect_failure(source, of_period("2027-01-01T00:00:00+09:00", "2027-02-01T00:00:00+09:00"),
                 ExportFailure::Kind::wrong_use, "ends before the period begins");
}

TEST_F(Range, V1_goes_on_over_the_end_of_a_fiscal_year) {
  Day day;
  day.hospital.turns_year("2027-04-01T00:00:00+09:00");
  const EntryRef seal = day.hospital.seals("2027-04-01T00:00:00+09:00");
  day.hospital.comes_in("04A1B2C3", "2027-04-01T09:00:00+09:00");
  const EntryRef login = day.hospital.logs_in("tanaka", "2027-04-01T09:00:20+09:00");
  MemorySource source(day.hospital);
  const auto of_login = ranges(source, of_decision(login));
  EXPECT_EQ(of_login[0].seal, seal);
  ASSERT_EQ(of_login[0].parts.size(), 1u);
  EXPECT_EQ(of_login[1].seal, day.later_seal);
  ASSERT_EQ(of_login[1].parts.size(), 2u);
  EXPECT_EQ(of_login[1].parts[0].segment.end, day.hospital.size(2026));
  EXPECT_EQ(of_login[1].parts[1].segment, (Segment{2027, 0, day.hospital.size(2027)}));

  // The year's last entry closes its log at the period's end: it shows that end by itself.
  const auto of_year =
      ranges(source, of_period("2026-11-22T09:00:00+09:00", "2027-04-01T00:00:00+09:00"));
  EXPECT_EQ(of_year[0].parts.size(), 1u);
  const auto of_days =
      ranges(source, of_period("2026-11-22T09:00:00+09:00", "2027-04-01T08:00:00+09:00"));
  EXPECT_EQ(of_days[0].parts.size(), 2u);
}

TEST_F(Range, waits_a_while_for_a_checkpoint_that_covers_the_decision) {
  const Day day;
  MemorySource source(day.hospital);
  expect_failure(source, of_decision({2026, day.hospital.size(2026)}),
                 ExportFailure::Kind::wrong_use, "no checkpoint of zonefactor/chuo/2026 covers");
  EXPECT_GT(source.pauses, 5);
}

TEST_F(Range, what_is_no_decision_is_named) {
  const Day day;
  MemorySource source(day.hospital);
  expect_failure(source, of_decision(day.came), ExportFailure::Kind::wrong_use,
                 "chuo/2026/" + std::to_string(day.came.index) + " is no login decision but door");
  expect_failure(source, of_decision({2031, 1}), ExportFailure::Kind::wrong_use,
                 "there is no log of that year");
}

}  // namespace
}  // namespace zonefactor::cli
