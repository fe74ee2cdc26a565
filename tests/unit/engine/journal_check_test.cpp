// What somebody could change in the storage, and that the check names it: where, and what to do.
#include "service/engine/journal_check.h"

#include <gtest/gtest.h>

#include "service/core/sealed_state.h"
#include "service/journal/checkpoint.h"
#include "tests/unit/engine/engine_bench.h"

namespace zonefactor::engine {
namespace {

using namespace std::chrono_literals;

// A journal of two logs: the first with full tiles, logins, people and seals, the second begun.
class JournalCheckTest : public EngineTest {
 protected:
  JournalCheckTest() {
    clock_.set(sample::instant("2027-03-31T08:00:00+09:00"));
    with_sample();
    come_in("04A1B2C3", 1);
    ask(sample::login("tanaka"));
    std::uint64_t seq = 5;
    const auto beat = [&] {
      observe(sample::event(core::EventKind::heartbeat, seq++, "2026-11-22T09:00:00+09:00"));
    };
    while (disk_.rows().size() < 530) beat();
    clock_.set(clock_.now() + 1h);
    beat();
    pass_until_published();
    clock_.set(sample::instant("2027-04-01T00:00:01+09:00") - 300ms);
    loop_.pass_until([this] { return disk_.head()->next.year == 2027; });
    ask(sample::login("tanaka"));
    pass_until_published();
  }
  void pass_until_published() {
    loop_.pass_until([this] {
      const core::EntryRef next = disk_.head()->next;
      const auto row = MemoryStore(disk_).latest_checkpoint(next.year);
      return row && row->size == next.index;
    });
  }
  std::uint64_t end_of_2026() const {
    std::uint64_t count = 0;
    for (const ports::JournalRow& row : disk_.rows()) count += row.ref.year == 2026 ? 1U : 0U;
    return count;
  }
  std::uint64_t index_of(std::string_view type) const {
    for (const ports::JournalRow& row : disk_.rows())
      if (row.type == type) return row.ref.index;
    throw std::runtime_error("no entry of that type");
  }
  JournalStep checked(std::uint64_t slice = 100, std::uint64_t since_size = 0) {
    MemoryStore store(disk_);
    JournalCheck check(store, {"chuo", true, since_size});
    for (;;) {
      JournalStep step = check.step(slice);
      if (!std::holds_alternative<JournalProgress>(step)) return step;
    }
  }
  JournalFault fault(std::uint64_t slice = 100) {
    const JournalStep step = checked(slice);
    const auto* found = std::get_if<JournalFault>(&step);
    if (!found) throw std::runtime_error("the check found nothing");
    EXPECT_FALSE(found->remedy.empty());
    return *found;
  }
  void expect_fault(std::int32_t year, std::optional<std::uint64_t> index, const char* words) {
    const JournalFault found = fault();
    EXPECT_EQ(found.year, year) << found.text();
    EXPECT_EQ(found.index, index) << found.text();
    EXPECT_NE(found.what.find(words), std::string::npos) << found.text();
  }
  // Changes the rows of the first log; an index is a place in it.
  template <class Change>
  void tamper_rows(Change change) {
    disk_.tamper([&](auto&, auto& rows, auto&) { change(rows); });
  }
  // Rows and head as they were when `next` came next; the rest of the evidence stays.
  void set_back_to(core::EntryRef next) {
    disk_.tamper([&](auto& head, auto& rows, auto&) {
      std::erase_if(rows, [&](const auto& row) { return row.ref >= next; });
      journal::LogTree tree;
      std::vector<journal::FullTile> full;
      for (const auto& row : rows)
        if (row.ref.year == next.year) tree.append(row.leaf, full);
      head = ports::Head{next, rows.back().recorded_at, tree.frontier().hashes()};
    });
  }
  // Another entry in the place of this one, with the hash that belongs to it.
  static void forge(ports::JournalRow& row) {
    const core::Fact fact = core::ServiceStarted{"another", core::kRuleEdition};
    row.type = "service.started";
    row.body = journal::encode(fact, row.recorded_at);
    row.leaf = journal::leaf_hash(row.body);
  }
};

TEST_F(JournalCheckTest, V3_an_untouched_journal_is_sound_in_slices_of_every_size) {
  const std::uint64_t first = end_of_2026();
  for (const std::uint64_t slice : {1U, 7U, 256U, 100'000U}) {
    const JournalStep step = checked(slice);
    const auto* sound = std::get_if<JournalSound>(&step);
    ASSERT_NE(sound, nullptr) << std::get<JournalFault>(step).text();
    EXPECT_EQ(sound->end, disk_.head()->next);
    EXPECT_EQ(sound->entries, disk_.rows().size());
    EXPECT_EQ(sound->logs, 2U);
    EXPECT_EQ(sound->tiles, first / 256);
    EXPECT_GE(sound->checkpoints, 3U);
    EXPECT_EQ(sound->seals, facts_of<core::StateSealed>(disk_).size());
    EXPECT_EQ(sound->names, disk_.names().size());
  }
}

TEST_F(JournalCheckTest, it_says_how_far_it_is_and_stays_at_its_answer) {
  MemoryStore store(disk_);
  JournalCheck check(store, {"chuo"});
  const JournalStep first = check.step(50);
  const auto& progress = std::get<JournalProgress>(first);
  EXPECT_EQ(progress.next, (core::EntryRef{2026, 50}));
  EXPECT_EQ(progress.looked_at, 50U);
  EXPECT_EQ(progress.expected, disk_.rows().size());
  while (std::holds_alternative<JournalProgress>(check.step(50))) {
  }
  disk_.set_away(true);
  EXPECT_TRUE(std::holds_alternative<JournalSound>(check.step(50)));
}

TEST_F(JournalCheckTest, an_empty_journal_is_sound) {
  Disk empty;
  MemoryStore store(empty);
  EXPECT_TRUE(std::holds_alternative<JournalSound>(JournalCheck(store, {"chuo"}).step(10)));
  store.create(ports::Head{{2026, 0}, {}, {}});
  EXPECT_TRUE(std::holds_alternative<JournalSound>(JournalCheck(store, {"chuo"}).step(10)));
}

// The service goes on writing between the slices.
TEST_F(JournalCheckTest, what_is_written_meanwhile_is_no_fault) {
  MemoryStore store(disk_);
  JournalCheck check(store, {"chuo"});
  const core::EntryRef end = disk_.head()->next;
  JournalStep step = check.step(300);
  core::Facility grown = sample::facility();
  grown.persons.push_back(grown.persons.front());
  grown.persons.back().id = core::PersonId("p-9999");
  grown.persons.back().accounts = {core::AccountId("sato")};
  configure(grown);
  pass_until_published();
  while (std::holds_alternative<JournalProgress>(step)) step = check.step(300);
  ASSERT_TRUE(std::holds_alternative<JournalSound>(step)) << std::get<JournalFault>(step).text();
  EXPECT_EQ(std::get<JournalSound>(step).end, end);
}

TEST_F(JournalCheckTest, V3_a_changed_body) {
  tamper_rows([](auto& rows) { rows.at(300).body.at(20) ^= 1; });
  expect_fault(2026, 300, "the hash stored with it");
}

TEST_F(JournalCheckTest, V3_a_changed_leaf) {
  tamper_rows([](auto& rows) { rows.at(300).leaf.at(20) ^= 1; });
  expect_fault(2026, 300, "the hash stored with it");
}

TEST_F(JournalCheckTest, V3_a_body_changed_with_its_leaf_is_found_by_the_tile) {
  tamper_rows([](auto& rows) { forge(rows.at(300)); });
  expect_fault(2026, 300, "tile 1 of level 0");
}

// No tile is full yet where it was changed: the next checkpoint tells.
TEST_F(JournalCheckTest, V3_a_body_changed_with_its_leaf_is_found_by_the_checkpoint) {
  tamper_rows([](auto& rows) { forge(rows.at(520)); });
  expect_fault(2026, 512, "the checkpoint over");
}

TEST_F(JournalCheckTest, V3_a_body_changed_with_leaf_and_tile_is_found_by_the_checkpoint) {
  tamper_rows([](auto& rows) { forge(rows.at(300)); });
  const auto leaf = disk_.rows().at(300).leaf;
  disk_.tamper_evidence([&](auto& tiles, auto&, auto&, auto&) {
    std::string& tile = tiles.at({2026, 0, 1});
    std::copy(leaf.begin(), leaf.end(), tile.begin() + (300 - 256) * 32);
  });
  const JournalFault found = fault();
  EXPECT_EQ(found.year, 2026);
  EXPECT_NE(found.what.find("the checkpoint over"), std::string::npos) << found.text();
}

TEST_F(JournalCheckTest, V3_an_entry_changed_with_all_that_is_stored_of_it_but_the_head) {
  tamper_rows([](auto& rows) { forge(rows.back()); });
  disk_.tamper_evidence([](auto&, auto&, auto& latest, auto& kept) {
    latest.erase(2027);
    std::erase_if(kept, [](const auto& row) { return row.first.first == 2027; });
  });
  expect_fault(2027, std::nullopt, "the journal's head keeps another tree");
}

TEST_F(JournalCheckTest, V3_a_removed_entry) {
  tamper_rows([](auto& rows) { rows.erase(rows.begin() + 300); });
  expect_fault(2026, 300, "it is missing");
}

TEST_F(JournalCheckTest, V3_the_last_entries_removed) {
  tamper_rows([](auto& rows) { rows.pop_back(); });
  expect_fault(2027, disk_.head()->next.index - 1, "it is missing");
}

// As a restored backup has it, but for the checkpoint that was published since.
TEST_F(JournalCheckTest, V3_the_end_cut_off_with_its_head) {
  set_back_to({2027, 2});
  expect_fault(2027, 2, "was published");
}

TEST_F(JournalCheckTest, V3_two_entries_exchanged) {
  tamper_rows([](auto& rows) {
    auto& late = rows.at(530);
    ASSERT_LT(rows.at(300).recorded_at, late.recorded_at);
    std::swap(rows.at(300), late);
    std::swap(rows.at(300).ref, late.ref);
  });
  expect_fault(2026, 301, "older than the entry before it");
}

TEST_F(JournalCheckTest, V3_two_entries_of_one_moment_exchanged) {
  tamper_rows([](auto& rows) {
    auto& one = rows.at(5);
    auto& other = rows.at(6);
    ASSERT_EQ(one.recorded_at, other.recorded_at);
    std::swap(one, other);
    std::swap(one.ref, other.ref);
  });
  expect_fault(2026, 5, "tile 0 of level 0");
}

TEST_F(JournalCheckTest, V3_an_entry_put_in) {
  tamper_rows([](auto& rows) {
    auto more = rows.at(300);
    rows.insert(rows.begin() + 300, more);
    for (std::size_t i = 301; i < rows.size() && rows[i].ref.year == 2026; ++i) ++rows[i].ref.index;
  });
  expect_fault(2026, 301, "tile 1 of level 0");
}

TEST_F(JournalCheckTest, V3_an_entry_put_behind_the_end) {
  disk_.tamper([](auto& head, auto& rows, auto&) {
    rows.push_back(rows.back());
    rows.back().ref = head->next;
  });
  expect_fault(2027, disk_.head()->next.index, "behind the journal's head");
}

TEST_F(JournalCheckTest, another_time_or_type_than_the_body_says) {
  tamper_rows([](auto& rows) { rows.at(300).recorded_at += 1us; });
  expect_fault(2026, 300, "another time or type");
  tamper_rows([](auto& rows) {
    rows.at(300).recorded_at -= 1us;
    rows.at(200).type = "finding";
  });
  expect_fault(2026, 200, "another time or type");
}

TEST_F(JournalCheckTest, bytes_that_are_no_entry) {
  tamper_rows([](auto& rows) {
    rows.at(300).body += " ";
    rows.at(300).leaf = journal::leaf_hash(rows.at(300).body);
  });
  expect_fault(2026, 300, "cannot be read");
}

TEST_F(JournalCheckTest, a_changed_tile) {
  disk_.tamper_evidence([](auto& tiles, auto&, auto&, auto&) { tiles.at({2026, 0, 1})[33] ^= 1; });
  expect_fault(2026, 257, "tile 1 of level 0");
}

TEST_F(JournalCheckTest, a_missing_tile) {
  disk_.tamper_evidence([](auto& tiles, auto&, auto&, auto&) { tiles.erase({2026, 0, 1}); });
  expect_fault(2026, 256, "tile 1 of level 0 is missing");
}

TEST_F(JournalCheckTest, a_tile_put_in_before_its_entries) {
  for (const std::int32_t year : {2026, 2027}) {
    const std::uint64_t next = year == 2026 ? end_of_2026() / 256 : 0;
    disk_.tamper_evidence([&](auto& tiles, auto&, auto&, auto&) {
      tiles[{year, 0, next}] = std::string(8192, 'x');
    });
    expect_fault(year, std::nullopt, "entries do not fill it");
    disk_.tamper_evidence([&](auto& tiles, auto&, auto&, auto&) { tiles.erase({year, 0, next}); });
  }
}

TEST_F(JournalCheckTest, a_checkpoint_with_another_root) {
  disk_.tamper_evidence([](auto&, auto&, auto& latest, auto&) { latest.at(2027).root[5] ^= 1; });
  expect_fault(2027, std::nullopt, "another log, size or root than its note");
}

TEST_F(JournalCheckTest, a_kept_checkpoint_signed_anew_over_another_root) {
  const journal::Digest another{1};
  disk_.tamper_evidence([&](auto&, auto&, auto&, auto& kept) {
    auto& row = kept.begin()->second;
    row.root = another;
    row.note = options_.signer->checkpoint(row.year, row.size, another);
  });
  const JournalFault found = fault();
  EXPECT_NE(found.what.find("another root than the entries make"), std::string::npos)
      << found.text();
}

TEST_F(JournalCheckTest, a_checkpoint_whose_signature_was_changed_or_taken_away) {
  const std::string note = MemoryStore(disk_).latest_checkpoint(2027)->note;
  const auto with_note = [&](const std::string& text) {
    disk_.tamper_evidence([&](auto&, auto&, auto& latest, auto& kept) {
      latest.at(2027).note = text;
      std::erase_if(kept, [](const auto& row) { return row.first.first == 2027; });
    });
  };
  auto parsed = *journal::parse_note(note);
  parsed.signatures.front().signature.at(3) ^= 1;
  with_note(parsed.bytes());
  expect_fault(2027, std::nullopt, "a signature that is not good");
  const journal::PrivateKey other(std::array<std::uint8_t, 32>{99});
  parsed.signatures = {journal::sign_note(parsed.text, "zonefactor/chuo/2027", other)};
  with_note(parsed.bytes());
  expect_fault(2027, std::nullopt, "signed by no key that the log names");
}

TEST_F(JournalCheckTest, V3_a_checkpoint_over_more_than_the_log_has) {
  disk_.tamper_evidence([&](auto&, auto&, auto& latest, auto&) {
    auto& row = latest.at(2027);
    row.size += 10;
    row.note = options_.signer->checkpoint(row.year, row.size, row.root);
  });
  expect_fault(2027, disk_.head()->next.index, "was published");
}

TEST_F(JournalCheckTest, a_sealed_state_that_is_changed_gone_or_put_in) {
  const std::uint64_t index = index_of("state.sealed");
  std::string state;
  disk_.tamper_evidence([&](auto&, auto& sealed, auto&, auto&) {
    state = sealed.at({2026, index});
    sealed.at({2026, index})[10] ^= 1;
  });
  expect_fault(2026, index, "not the one that it seals");
  disk_.tamper_evidence([&](auto&, auto& sealed, auto&, auto&) { sealed.erase({2026, index}); });
  expect_fault(2026, index, "is not stored");
  disk_.tamper_evidence([&](auto&, auto& sealed, auto&, auto&) {
    sealed[{2026, index}] = state;
    sealed[{2026, 17}] = state;
  });
  expect_fault(2026, 17, "it seals none");
}

TEST_F(JournalCheckTest, V7_two_rows_of_the_explaining_table_exchanged) {
  std::vector<std::string> handles;
  disk_.tamper([&](auto&, auto&, auto& names) {
    for (auto& row : names)
      if (row.kind == "number") handles.push_back(row.handle);
    ASSERT_EQ(handles.size(), 2U);
    const auto of = [&](const std::string& handle) {
      return std::find_if(names.begin(), names.end(),
                          [&](const auto& row) { return row.handle == handle; });
    };
    std::swap(of(handles[0])->plain, of(handles[1])->plain);
  });
  const JournalFault found = fault();
  const auto row = disk_.rows().at(found.index.value());
  EXPECT_EQ(row.type, "name.bound");
  EXPECT_NE(row.body.find(handles[0]), std::string::npos) << found.text();
  EXPECT_NE(found.what.find("exchanged with another's"), std::string::npos) << found.text();
  EXPECT_EQ(found.text().find("04A1B2C3"), std::string::npos);
}

TEST_F(JournalCheckTest, V7_a_row_of_the_explaining_table_put_in_and_one_erased) {
  disk_.tamper([](auto&, auto&, auto& names) { names.erase(names.begin()); });
  EXPECT_TRUE(std::holds_alternative<JournalSound>(checked()));
  disk_.tamper([](auto&, auto&, auto& names) {
    names.push_back({std::string(26, 'a'), "person", {}, "p-1"});
  });
  expect_fault(2027, std::nullopt, "bound by no entry");
}

TEST_F(JournalCheckTest, the_next_log_goes_on_from_the_one_before) {
  tamper_rows([this](auto& rows) {
    for (ports::JournalRow& row : rows) {
      if (row.ref != core::EntryRef{2027, 0}) continue;
      core::LogOpened opened = std::get<core::LogOpened>(fact_of(row));
      opened.previous = options_.signer->checkpoint(2026, 17, journal::Digest{});
      row.body = journal::encode(opened, row.recorded_at);
      row.leaf = journal::leaf_hash(row.body);
    }
  });
  expect_fault(2027, 0, "does not go on from the end of zonefactor/chuo/2026");
}

TEST_F(JournalCheckTest, a_whole_log_removed) {
  tamper_rows([](auto& rows) {
    std::erase_if(rows, [](const auto& row) { return row.ref.year == 2026; });
  });
  expect_fault(2026, 0, "all others of this log");
}

TEST_F(JournalCheckTest, the_beginning_of_the_next_log_removed) {
  tamper_rows([](auto& rows) {
    std::erase_if(rows, [](const auto& row) { return row.ref == core::EntryRef{2027, 0}; });
  });
  expect_fault(2027, 0, "it is missing");
}

TEST_F(JournalCheckTest, everything_removed_but_the_head) {
  tamper_rows([](auto& rows) { rows.clear(); });
  expect_fault(2027, 0, "so are all others");
}

TEST_F(JournalCheckTest, from_a_size_on_older_entries_are_taken_by_their_tiles) {
  const std::uint64_t end = end_of_2026();
  set_back_to({2026, end});
  disk_.tamper_evidence([](auto&, auto& sealed, auto& latest, auto& kept) {
    latest.erase(2027);
    std::erase_if(kept, [](const auto& row) { return row.first.first == 2027; });
    std::erase_if(sealed, [](const auto& row) { return row.first.year == 2027; });
  });
  disk_.tamper([](auto&, auto& rows, auto&) { rows.at(100).body += " "; });
  const JournalStep step = checked(100, 400);
  ASSERT_TRUE(std::holds_alternative<JournalSound>(step)) << std::get<JournalFault>(step).text();
  EXPECT_EQ(std::get<JournalSound>(step).entries, end - 256);
  disk_.tamper_evidence([](auto& tiles, auto&, auto&, auto&) { tiles.at({2026, 0, 0})[33] ^= 1; });
  const JournalStep changed = checked(100, 400);
  ASSERT_TRUE(std::holds_alternative<JournalFault>(changed));
  EXPECT_NE(std::get<JournalFault>(changed).what.find("another root"), std::string::npos);
}

}  // namespace
}  // namespace zonefactor::engine
