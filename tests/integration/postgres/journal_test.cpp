// The journal in PostgreSQL: what goes in comes out, in order, once, and two writers never both
// win.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <iostream>
#include <thread>

#include "tests/integration/postgres/journal_fixture.h"
#include "tests/support/wait.h"

namespace zonefactor::postgres {
namespace {

using ports::AppendResult;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const ports::Head kBeginning{.next = kFirst, .last_recorded_at = core::instant_of_us(0)};

TEST_F(JournalTest, a_new_facility_has_no_head_until_its_journal_begins) {
  const auto journal = store();
  EXPECT_EQ(journal->head(), std::nullopt);
  journal->create(kBeginning);
  EXPECT_EQ(journal->head(), kBeginning);
  EXPECT_THAT(read_all(*journal), IsEmpty());
}

TEST_F(JournalTest, a_journal_begins_once) {
  const auto journal = begun();
  EXPECT_THROW(journal->create(kBeginning), ports::StoreUnavailable);
  EXPECT_EQ(journal->head(), kBeginning);
}

TEST_F(JournalTest, what_is_appended_is_read_back_and_the_head_stands_behind_it) {
  const auto journal = begun();
  const auto first = rows_from(kFirst, 3);
  ASSERT_EQ(journal->append(kBeginning, writing(first)), AppendResult::committed);
  EXPECT_EQ(journal->why(), "");
  EXPECT_EQ(journal->head(), head_after(first));
  const auto second = rows_from({2026, 3}, 1);
  ASSERT_EQ(journal->append(head_after(first), writing(second)), AppendResult::committed);
  EXPECT_EQ(read_all(*journal), rows_from(kFirst, 4));
}

TEST_F(JournalTest, every_byte_comes_back_as_it_went) {
  const auto journal = begun();
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
  auto rows = rows_from(kFirst, 4);
  rows[0].body = every_byte;
  for (std::size_t i = 0; i < 32; ++i) rows[0].leaf[i] = static_cast<std::uint8_t>(i * 8);
  rows[1].body = R"(\\x00 \ "" '' {} , NULL $1 %s)";
  rows[1].type = R"(a "type", {with} 'quotes' and \ slashes)";
  rows[2].body = "放射線科の入口";
  rows[3].body = std::string(4096, '\0');
  const std::vector<ports::NameRow> names{name_row("h-1", every_byte), name_row("h-2", ""),
                                          name_row("h-3", "田中 \"太郎\" \\ '")};
  ASSERT_EQ(journal->append(kBeginning, writing(rows, names)), AppendResult::committed)
      << journal->why();
  EXPECT_EQ(read_all(*journal), rows);
  EXPECT_EQ(journal->names(), names);
}

TEST_F(JournalTest, the_next_fiscal_year_begins_at_its_index_0) {
  const auto journal = begun();
  const auto closing = rows_from(kFirst, 2);
  const auto opening = rows_from({2027, 0}, 2);
  ASSERT_EQ(journal->append(kBeginning, writing(closing)), AppendResult::committed);
  ASSERT_EQ(journal->append(head_after(closing), writing(opening)), AppendResult::committed);
  EXPECT_EQ(journal->head(), head_after(opening));
  std::vector<ports::JournalRow> both = closing;
  both.insert(both.end(), opening.begin(), opening.end());
  EXPECT_EQ(read_all(*journal), both);
}

TEST_F(JournalTest, of_two_writers_the_second_is_told_that_the_head_moved_and_nothing_is_doubled) {
  const auto first = begun();
  const auto second = store();
  ASSERT_EQ(second->head(), kBeginning);
  ASSERT_EQ(first->append(kBeginning, writing(rows_from(kFirst, 2))), AppendResult::committed);
  EXPECT_EQ(second->append(kBeginning, writing(rows_from(kFirst, 5), {name_row("h-1", "x")})),
            AppendResult::head_moved);
  EXPECT_THAT(second->why(), HasSubstr("another service"));
  EXPECT_EQ(read_all(*second), rows_from(kFirst, 2));
  EXPECT_THAT(second->names(), IsEmpty());
  EXPECT_EQ(second->head(), head_after(rows_from(kFirst, 2)));
}

TEST_F(JournalTest, writers_that_race_for_every_place_fill_each_place_once) {
  begun();
  constexpr std::uint64_t kPlaces = 100;
  std::array<std::uint64_t, 3> won{};
  std::vector<std::thread> writers;
  for (auto& mine : won) {
    writers.emplace_back([&mine, this] {
      const auto journal = store();
      for (auto head = *journal->head(); head.next.index < kPlaces; head = *journal->head()) {
        const auto result = journal->append(head, writing(rows_from(head.next, 1)));
        ASSERT_TRUE(result == AppendResult::committed || result == AppendResult::head_moved);
        if (result == AppendResult::committed) ++mine;
      }
    });
  }
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(won[0] + won[1] + won[2], read_all(*store()).size());
  EXPECT_GE(read_all(*store()).size(), kPlaces);
}

TEST_F(JournalTest, a_head_behind_its_entries_is_a_moved_head) {
  const auto journal = begun();
  ASSERT_EQ(journal->append(kBeginning, writing(rows_from(kFirst, 2))), AppendResult::committed);
  sql("alter table zonefactor.journal_head disable trigger head_moves_forward;"
      "update zonefactor.journal_head set next_index = 1");
  const ports::Head restored{.next = {2026, 1}, .last_recorded_at = core::instant_of_us(0)};
  EXPECT_EQ(journal->append(restored, writing(rows_from({2026, 1}, 1))), AppendResult::head_moved);
  EXPECT_EQ(read_all(*journal), rows_from(kFirst, 2));
}

TEST_F(JournalTest, names_are_committed_with_their_entries_or_not_at_all) {
  const auto journal = begun();
  const auto first = rows_from(kFirst, 1);
  ASSERT_EQ(journal->append(kBeginning, writing(first, {name_row("h-1", "tanaka")})),
            AppendResult::committed);
  // The same handle again: the whole batch is undone.
  EXPECT_EQ(journal->append(head_after(first),
                            writing(rows_from({2026, 1}, 1),
                                    {name_row("h-2", "suzuki"), name_row("h-1", "tanaka")})),
            AppendResult::unavailable);
  EXPECT_THAT(journal->why(), HasSubstr("names_pkey"));
  EXPECT_EQ(read_all(*journal), first);
  EXPECT_THAT(journal->names(), ElementsAre(name_row("h-1", "tanaka")));
  EXPECT_EQ(journal->head(), head_after(first));
}

TEST_F(JournalTest, names_alone_are_committed_and_the_head_stays) {
  const auto journal = begun();
  EXPECT_EQ(journal->append(kBeginning, writing({}, {name_row("h-1", "tanaka")})),
            AppendResult::committed);
  EXPECT_THAT(journal->names(), ElementsAre(name_row("h-1", "tanaka")));
  EXPECT_EQ(journal->head(), kBeginning);
}

TEST_F(JournalTest, facilities_do_not_see_each_other) {
  const auto one = begun();
  const auto other = store("zonefactor_service", "hospital-2");
  EXPECT_EQ(other->head(), std::nullopt);
  other->create(kBeginning);
  const auto rows = rows_from(kFirst, 2);
  ASSERT_EQ(one->append(kBeginning, writing(rows, {name_row("h-1", "tanaka")})),
            AppendResult::committed);
  EXPECT_EQ(other->head(), kBeginning);
  EXPECT_THAT(read_all(*other), IsEmpty());
  EXPECT_THAT(other->names(), IsEmpty());
  ASSERT_EQ(other->append(kBeginning, writing(rows, {name_row("h-1", "x")})),
            AppendResult::committed);
}

TEST_F(JournalTest, reading_begins_where_asked_and_ends_at_the_limit_or_when_told) {
  const auto journal = begun();
  ASSERT_EQ(journal->append(kBeginning, writing(rows_from(kFirst, 10))), AppendResult::committed);
  const auto indices = [&](core::EntryRef from, std::uint64_t limit, std::uint64_t last) {
    std::vector<std::uint64_t> seen;
    journal->read(from, limit, [&](const ports::JournalRow& row) {
      seen.push_back(row.ref.index);
      return row.ref.index != last;
    });
    return seen;
  };
  EXPECT_THAT(indices({2026, 7}, 100, 99), ElementsAre(7, 8, 9));
  EXPECT_THAT(indices({2026, 2}, 3, 99), ElementsAre(2, 3, 4));
  EXPECT_THAT(indices({2026, 2}, 100, 3), ElementsAre(2, 3));
  EXPECT_THAT(indices({2025, 8}, 1, 99), ElementsAre(0));
  EXPECT_THAT(indices({2026, 10}, 1, 99), IsEmpty());
  EXPECT_THAT(indices({2026, 0}, 0, 99), IsEmpty());
}

TEST_F(JournalTest, twenty_thousand_entries_come_back_in_order_beside_the_writer) {
  const auto journal = begun();
  ports::Head head = kBeginning;
  std::vector<ports::NameRow> names;
  for (int i = 0; i < 2500; ++i) names.push_back(name_row("h-" + std::to_string(10000 + i), "p"));
  const auto began = std::chrono::steady_clock::now();
  while (head.next.index < 20'000) {
    const auto rows = rows_from(head.next, 250);
    ASSERT_EQ(
        journal->append(head, writing(rows, head.next.index == 0 ? names : decltype(names){})),
        AppendResult::committed);
    head = head_after(rows);
  }
  const std::chrono::duration<double> writing = std::chrono::steady_clock::now() - began;
  const auto reader = store("zonefactor_reader");
  EXPECT_EQ(read_all(*reader), rows_from(kFirst, 20'000));
  const std::chrono::duration<double> both = std::chrono::steady_clock::now() - began;
  EXPECT_EQ(journal->names(), names);
  std::cout << "20000 entries in batches of 250, durable: "
            << static_cast<int>(20'000 / writing.count())
            << "/s; read back: " << static_cast<int>(20'000 / (both - writing).count()) << "/s\n";
}

TEST_F(JournalTest, a_commit_waits_for_the_disk_whatever_the_role_and_database_are_set_to) {
  sql("alter role zonefactor_service set synchronous_commit = off;"
      "alter role zonefactor_service set search_path = public;"
      "alter role zonefactor_service set default_transaction_isolation = serializable;"
      "create table public.seen (what text); grant insert on public.seen to zonefactor_service;"
      "create function public.note() returns trigger language plpgsql as $$ begin"
      "  insert into public.seen select format('%s, %s, \"%s\"', "
      "current_setting('synchronous_commit'),"
      "    current_setting('transaction_isolation'), current_setting('search_path'));"
      "  return new; end $$;"
      "create trigger note before insert on zonefactor.names for each row execute function "
      "public.note()");
  const auto journal = begun();
  const auto result =
      journal->append(kBeginning, writing(rows_from(kFirst, 1), {name_row("h-1", "x")}));
  sql("alter role zonefactor_service reset all");
  ASSERT_EQ(result, AppendResult::committed) << journal->why();
  EXPECT_EQ(sql("select what from public.seen"), "on, read committed, \"\"");
}

}  // namespace
}  // namespace zonefactor::postgres
