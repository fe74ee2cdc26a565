// A person is erased: nothing stored or answered names them any more, and every proof stays (V2).
#include <gtest/gtest.h>

#include <algorithm>

#include "service/engine/stored_tree.h"
#include "service/journal/checkpoint.h"
#include "service/journal/log_proof.h"
#include "tests/unit/engine/engine_bench.h"

namespace zonefactor::engine {
namespace {

using namespace std::chrono_literals;
using Erased = std::variant<ports::ErasureResult, ports::Declined>;

class ErasureTest : public EngineTest {
 protected:
  Outcome<Erased> try_to_erase(const std::string& person) {
    Outcome<Erased> outcome;
    engine_->erase_person(person, "privacy-desk", outcome.done());
    return wait_for(outcome);
  }
  std::string why_not(const std::string& person) {
    return std::get<ports::Declined>(try_to_erase(person).value()).why;
  }
  ports::ErasureResult erase(const std::string& person) {
    return std::get<ports::ErasureResult>(try_to_erase(person).value());
  }
  bool is_named(const std::string& plain) const {
    const auto names = disk_.names();
    return std::any_of(names.begin(), names.end(),
                       [&](const ports::NameRow& row) { return row.plain == plain; });
  }
  std::vector<std::pair<std::string, std::string>> explained(core::EntryRef ref) {
    Outcome<ports::AuditPage> outcome;
    engine_->audit({.from = ref, .limit = 1, .newest_first = false, .peer = "auditor-1"},
                   outcome.done());
    return wait_for(outcome).value().entries.at(0).explained;
  }
  std::optional<ports::CheckpointRow> latest() { return store_.latest_checkpoint(2026); }
  bool proves(core::EntryRef ref, const ports::CheckpointRow& against) {
    StoredTree tree(store_, 2026);
    const auto leaf = store_.leaves(ref, 1).at(0);
    return journal::is_included(
        leaf, ref.index, against.size,
        journal::inclusion_proof(ref.index, against.size, tree.subtrees(against.size)),
        against.root);
  }
};

TEST_F(ErasureTest, V2_nothing_names_an_erased_person_and_every_proof_stays) {
  with_sample();
  come_in("04A1B2C3", 1);
  const core::EntryRef decision = ask(sample::login("tanaka")).entry;
  loop_.pass_until([&] { return latest() && latest()->size > decision.index; });
  const ports::CheckpointRow held = *latest();
  ASSERT_TRUE(proves(decision, held));
  EXPECT_FALSE(explained(decision).empty());

  configure(sample::without("p-1042"));
  const ports::ErasureResult erased = erase("p-1042");
  EXPECT_EQ(erased.rows, 4U);
  const auto facts = facts_of<core::PersonErased>(disk_);
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(facts[0].rows, 4U);
  EXPECT_EQ(facts[0].peer, "privacy-desk");
  for (const char* plain : {"p-1042", "tanaka", "card-of-p-1042", "04A1B2C3"})
    EXPECT_FALSE(is_named(plain)) << plain;
  EXPECT_TRUE(is_named("p-1043"));
  EXPECT_TRUE(explained(decision).empty());
  EXPECT_TRUE(proves(decision, held));
  restart();
  EXPECT_TRUE(explained(decision).empty());
  EXPECT_TRUE(proves(decision, held));
  EXPECT_EQ(facts_of<core::PersonErased>(disk_).size(), 1U);
  EXPECT_TRUE(facts_of<core::Finding>(disk_).empty());
}

TEST_F(ErasureTest, nobody_in_force_and_nobody_unknown_is_erased) {
  with_sample();
  EXPECT_NE(why_not("p-1042").find("out of the facility file"), std::string::npos);
  EXPECT_NE(why_not("p-9999").find("nobody is known"), std::string::npos);
  EXPECT_NE(why_not("tanaka").find("nobody is known"), std::string::npos);
  EXPECT_TRUE(is_named("p-1042"));
  EXPECT_TRUE(facts_of<core::PersonErased>(disk_).empty());
  configure(sample::without("p-1042"));
  erase("p-1042");
  EXPECT_NE(why_not("p-1042").find("erased already"), std::string::npos);
}

TEST_F(ErasureTest, an_account_of_two_is_explained_until_both_are_erased) {
  start_and_wait();
  core::Facility facility = sample::facility();
  for (core::Person& person : facility.persons)
    person.accounts.push_back(core::AccountId("nightshift"));
  configure(facility);
  configure(sample::without("p-1042"));
  EXPECT_EQ(erase("p-1042").rows, 4U);
  EXPECT_TRUE(is_named("nightshift"));
  restart();
  EXPECT_TRUE(is_named("nightshift"));
  core::Facility empty = sample::without("p-1042");
  empty.persons.clear();
  empty.credentials.clear();
  empty.designations.clear();
  configure(empty);
  EXPECT_EQ(erase("p-1043").rows, 5U);
  EXPECT_FALSE(is_named("nightshift"));
}

// The entry is there and the rows are too: after a crash between the two, or a restored table.
TEST_F(ErasureTest, rows_that_are_back_are_deleted_again_and_the_journal_says_so) {
  with_sample();
  const auto before = disk_.names();
  configure(sample::without("p-1042"));
  erase("p-1042");
  disk_.tamper([&](auto&, auto&, auto& names) { names = before; });
  restart();
  for (const char* plain : {"p-1042", "tanaka", "card-of-p-1042", "04A1B2C3"})
    EXPECT_FALSE(is_named(plain)) << plain;
  loop_.pass_until([this] { return facts_of<core::PersonErased>(disk_).size() == 2; });
  const auto facts = facts_of<core::PersonErased>(disk_);
  EXPECT_EQ(facts[1].person, facts[0].person);
  EXPECT_EQ(facts[1].rows, 4U);
  EXPECT_NE(facts[1].peer, "privacy-desk");
  EXPECT_NE(why_not("p-1042").find("nobody is known"), std::string::npos);
}

TEST_F(ErasureTest, a_database_that_says_no_is_asked_again) {
  with_sample();
  configure(sample::without("p-1042"));
  disk_.refuse_erasures(2);
  EXPECT_TRUE(try_to_erase("p-1042").unavailable());
  EXPECT_TRUE(is_named("p-1042"));
  loop_.pass_until([this] { return !is_named("p-1042"); });
  EXPECT_FALSE(is_named("tanaka"));
  EXPECT_EQ(facts_of<core::PersonErased>(disk_).size(), 1U);
}

TEST_F(ErasureTest, V7_who_comes_back_is_known_by_a_new_handle_alone) {
  with_sample();
  come_in("04A1B2C3", 1);
  const core::EntryRef before = ask(sample::login("tanaka")).entry;
  configure(sample::without("p-1042"));
  erase("p-1042");
  configure(sample::facility());
  come_in("04A1B2C3", 5);
  const core::EntryRef after = ask(sample::login("tanaka")).entry;
  for (int starts = 0; starts < 2; ++starts) {
    EXPECT_TRUE(explained(before).empty());
    const auto names = explained(after);
    EXPECT_TRUE(std::any_of(names.begin(), names.end(),
                            [](const auto& it) { return it.second == "tanaka"; }));
    EXPECT_TRUE(is_named("p-1042"));
    restart();
  }
  EXPECT_EQ(facts_of<core::PersonErased>(disk_).size(), 1U);
}

TEST_F(ErasureTest, who_left_is_erased_when_their_time_is_over) {
  options_.retention.names_after = 48h;
  with_sample();
  configure(sample::without("p-1042"));
  pass_to("2026-11-23T04:00:01+09:00");
  loop_.pass_until([this] { return facts_of<core::StateSealed>(disk_).size() == 1; });
  pass_to("2026-11-24T04:00:01+09:00");
  loop_.pass_until([this] { return facts_of<core::StateSealed>(disk_).size() == 2; });
  EXPECT_TRUE(is_named("p-1042"));
  pass_to("2026-11-25T04:00:01+09:00");
  loop_.pass_until([this] { return !is_named("p-1042"); });
  EXPECT_FALSE(is_named("tanaka"));
  EXPECT_TRUE(is_named("p-1043"));
  EXPECT_EQ(facts_of<core::PersonErased>(disk_).size(), 1U);
}

}  // namespace
}  // namespace zonefactor::engine
