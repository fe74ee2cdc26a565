// The auditor's commands on a journal whose first fiscal year is pruned: nothing is given out for
// more than it is, what can still be proven is proven, and the rest is said to be gone (rule H4).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/integration/engine/postgres_engine.h"
#include "tests/integration/engine/served_engine.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace zonefactor::engine {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kPrograms = ZF_PROGRAMS;

// Three years of a small hospital, of which the first is over for long enough.
class Years : public EngineOnPostgres {
 public:
  Years() {
    PostgresEngine engine(database_, loop_, clock_, {1, {}});
    engine.wait_until_recording();
    engine.configure();
    decisions_.push_back(engine.ask().value().entry);
    engine.take_heartbeats(520);
    end_log_before(engine, "2027-04-01T00:00:01+09:00", 2027);
    decisions_.push_back(engine.ask().value().entry);
    end_log_before(engine, "2028-04-01T00:00:01+09:00", 2028);
    decisions_.push_back(engine.ask().value().entry);
    pass_to("2028-04-02T04:00:01+09:00");
    auto store = engine.store();
    loop_.pass_until([&] { return store.minimum_index(2026) > 0; });
    loop_.pass_until([&] { return store.leaves({2026, 200}, 1).empty(); });
    pruned_below_ = store.minimum_index(2026);
    last_ = store.latest_checkpoint(2026)->size - 1;
  }
  void TestBody() override {}

  support::PostgresServer& database() { return database_; }
  // One of each year.
  const std::vector<core::EntryRef>& decisions() const { return decisions_; }
  std::uint64_t pruned_below() const { return pruned_below_; }
  core::EntryRef last_of_2026() const { return {2026, last_}; }

 private:
  std::vector<core::EntryRef> decisions_;
  std::uint64_t pruned_below_ = 0;
  std::uint64_t last_ = 0;
};

class PrunedYears : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    years_ = std::make_unique<Years>();
    service_ = std::make_unique<ServedEngine>(years_->database(), "2028-04-02T05:00:00+09:00");
    service_->start();
    // Also that the first year was pruned.
    ASSERT_TRUE(support::wait_until([] {
      const ports::Standing now = service_->standing();
      return now.published == now.next.index;
    })) << service_->standing().published
        << " of " << service_->standing().next.index;
  }
  static void TearDownTestSuite() {
    service_.reset();
    years_.reset();
  }
  support::RunResult run(std::vector<std::string> words) {
    support::ProcessOptions options;
    options.environment = {{"ZF_URL", service_->url()},
                           {"ZF_KEY_AUDITOR", ServedEngine::kAuditorKey},
                           {"LANG", "en_US.UTF-8"}};
    options.working_directory = folder_.path();
    return support::run(words, options);
  }
  support::RunResult audit(std::vector<std::string> words) {
    words.insert(words.begin(), {kPrograms + "/zonefactor", "audit"});
    return run(words);
  }
  void expect(std::vector<std::string> words, int status, const std::string& said) {
    const auto result = audit(words);
    EXPECT_EQ(result.status, status) << ::testing::PrintToString(words) << "\n" << result.output;
    EXPECT_THAT(result.output, HasSubstr(said)) << ::testing::PrintToString(words);
  }
  static std::string name(core::EntryRef ref) {
    return "chuo/" + std::to_string(ref.year) + "/" + std::to_string(ref.index);
  }

  static std::unique_ptr<Years> years_;
  static std::unique_ptr<ServedEngine> service_;
  support::TempDir folder_;
};
std::unique_ptr<Years> PrunedYears::years_;
std::unique_ptr<ServedEngine> PrunedYears::service_;

TEST_F(PrunedYears, V4_replay_derives_what_is_left_from_its_first_sealed_state) {
  const char* const from =
      "the log of 2026 is pruned: derived from the sealed state 2027/2 on; what stands before it "
      "is "
      "not judged";
  expect({"replay"}, 0, from);
  expect({"replay"}, 0, "2 decisions of the part asked for: all as recorded");
  expect({"replay", "--since", "2028-04-01"}, 0, "1 decisions of the part asked for");
  expect({"replay", "--json"}, 0, R"("derived_from":"2027/2")");
  expect({"replay", "--json"}, 0, R"("pruned":2026)");
  expect({"replay", "--to", "2026/100"}, 2,
         "the log of 2026 is pruned, and nothing before 2027/2 can be derived");
}

TEST_F(PrunedYears, a_sample_is_drawn_from_what_is_left_and_says_so) {
  expect({"sample", "--seed", "a", "--count", "5"}, 0,
         "population  2 decisions\npruned      the log of 2026: the population begins behind it");
  expect({"sample", "--seed", "a", "--count", "5"}, 0,
         "proven      " + name(years_->decisions()[1]));
  expect({"sample", "--seed", "a", "--count", "5", "--json"}, 0, R"("pruned":2026)");
}

TEST_F(PrunedYears, list_gives_each_entry_that_is_left_once) {
  const auto all = audit({"list", "--type", "login.decided"});
  EXPECT_EQ(all.status, 0) << all.output;
  EXPECT_EQ(std::count(all.output.begin(), all.output.end(), '\n'), 2) << all.output;
  // Newest first, from within what is pruned: what names are bound to stays.
  const auto kept = audit({"list", "--from", "2026/256"});
  EXPECT_EQ(kept.status, 0) << kept.output;
  EXPECT_THAT(kept.output,
              AllOf(HasSubstr("object.put"), HasSubstr("name.bound"), Not(HasSubstr("chuo/2027")),
                    Not(HasSubstr("chuo/2028")), Not(HasSubstr("more:"))));
  expect({"list", "--from", "2026/0", "--oldest", "--limit", "2"}, 0, "more: --from 2026/5");
}

TEST_F(PrunedYears, show_tells_a_pruned_entry_from_one_that_never_was) {
  expect({"show", name(years_->decisions()[0])}, 1, "it was pruned when its time was over");
  expect({"show", "chuo/2026/9999"}, 1, "the journal has no such entry");
  expect({"show", "chuo/2019/0"}, 1, "the journal has no such entry");
  // What it rests on may be pruned; what is kept of that is told.
  expect({"show", name(years_->decisions()[1])}, 0, "Dispensing room");
}

TEST_F(PrunedYears, V3_what_is_left_of_a_pruned_log_is_proven) {
  expect({"proof", "chuo/2026/300", "--out", "gone"}, 1,
         "tile/entries/001 of zonefactor/chuo/2026: it was pruned, or is missing");
  expect({"proof", name(years_->last_of_2026()), "--out", "left"}, 0,
         "checked against the log's key");
  support::write_file(folder_ / "auditor.policy",
                      "log " + sample_signer()->verifier_keys(2026).front() + "\nquorum none\n");
  const auto verified = run({kPrograms + "/zonefactor-verify", "proof", "left.tlog-proof",
                             "--entry", "left.entry", "--policy", "auditor.policy"});
  EXPECT_EQ(verified.status, 0) << verified.output;
}

TEST_F(PrunedYears, a_pack_is_of_what_is_left_or_says_what_is_gone) {
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"export", "--decision", name(years_->decisions()[0]), "--out", "no.zip"},
           {"export", "--from", "2026-04-01", "--until", "2027-04-01", "--out", "no.zip"}}) {
    expect(words, 2, "is no longer given out: it was pruned; ask for a part of the journal that");
    EXPECT_FALSE(std::filesystem::exists(folder_ / "no.zip"));
  }
  expect({"export", "--decision", name(years_->decisions()[1]), "--out", "one.zip"}, 0, "verified");
  expect({"export", "--from", "2027-04-02", "--until", "2028-04-01", "--out", "year.zip"}, 0,
         "1 decisions among them: as recorded");
  support::write_file(folder_ / "auditor.policy",
                      "log " + sample_signer()->verifier_keys(2027).front() + "\nquorum none\n");
  for (const char* pack : {"one.zip", "year.zip"}) {
    const auto verified =
        run({kPrograms + "/zonefactor-verify", "pack", pack, "--policy", "auditor.policy"});
    EXPECT_EQ(verified.status, 0) << verified.output;
  }
}

// What an auditor who was given each year's key does at the end of the fiscal year.
TEST_F(PrunedYears, V3_a_pack_across_the_roll_over_is_verified_with_a_policy_of_both_years) {
  const auto key_of = [&](const char* year) {
    const auto said = audit({"key", "--year", year});
    EXPECT_EQ(said.status, 0) << said.output;
    return said.output.substr(0, said.output.find('\n'));
  };
  EXPECT_EQ(key_of("2027"), sample_signer()->verifier_keys(2027).front());
  expect({"key"}, 0, key_of("2028"));
  EXPECT_EQ(key_of("2029"), sample_signer()->verifier_keys(2029).front()) << "told beforehand";
  expect({"key", "--year", "2030"}, 2, "there is no log zonefactor/chuo/2030");
  const std::string first = "log " + key_of("2027") + "\n";
  const std::string second = "log " + key_of("2028") + "\n";
  support::write_file(folder_ / "auditor.policy", first + second + "quorum none\n");
  support::write_file(folder_ / "half.policy", first + "quorum none\n");
  expect({"export", "--from", "2027-04-02", "--until", "2028-04-02", "--out", "both.zip"}, 0,
         "2 decisions among them: as recorded");
  const auto verified = [&](const char* policy) {
    return run({kPrograms + "/zonefactor-verify", "pack", "both.zip", "--policy", policy});
  };
  EXPECT_EQ(verified("auditor.policy").status, 0) << verified("auditor.policy").output;
  EXPECT_EQ(verified("half.policy").status, 3) << verified("half.policy").output;
  expect({"replay", "--log-key", key_of("2026"), key_of("2027"), key_of("2028")}, 0,
         "all as recorded");
  expect({"replay", "--log-key", key_of("2028")}, 1,
         "there is no key of zonefactor/chuo/2027 among those known");
}

TEST_F(PrunedYears, V3_fsck_recomputes_the_pruned_log_from_its_tiles) {
  const std::vector<std::string> fsck{"fsck", "--facility", "chuo", "--database",
                                      years_->database().connection_string("zonefactor_service")};
  expect(fsck, 0, "everything fits");
  const auto with = [&](const std::string& change, const std::string& back,
                        const std::string& said) {
    years_->database().sql(change);
    expect(fsck, 1, said);
    years_->database().sql(back);
  };
  years_->database().sql(
      "alter table zonefactor.tile disable trigger all;"
      "alter table zonefactor.journal disable trigger all");
  const std::string flip =
      "update zonefactor.tile set hashes = set_byte(hashes, 9, get_byte(hashes, 9) # 1) "
      "where year = 2026 and level = 0 and n = 1";
  with(flip, flip, "the log of 2026, entry 0: the checkpoint over");
  // One that is kept where others are gone.
  const std::string turn =
      "update zonefactor.journal set body = set_byte(body, 9, get_byte(body, 9) # 1) "
      "where year = 2026 and idx = 10";
  with(turn, turn, "entry 10");
  expect(fsck, 0, "everything fits");
}

}  // namespace
}  // namespace zonefactor::engine
