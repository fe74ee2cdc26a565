// The log as it is served, before a verifier that nobody here wrote: at the sizes where tiles begin
// and end, with every partial tile and proof that its readers ask for (rule V3).
#include <gtest/gtest.h>

#include "adapters/postgres/migrate.h"
#include "service/journal/log_origin.h"
#include "service/journal/log_tree.h"
#include "tests/integration/engine/served_engine.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace zonefactor::engine {
namespace {

constexpr const char* kNow = "2026-11-22T09:00:00+09:00";

class ServedLog : public ::testing::Test {
 protected:
  ServedLog() { postgres::migrate({.connection = database_.connection_string()}); }

  // A service that was killed when its first entry and the checkpoint of that were durable.
  void begin_with_one_entry() {
    postgres::PostgresStore store({database_.connection_string("zonefactor_service"), {}, "chuo"});
    ports::Head head{{2026, 0}, sample::instant(kNow), {}};
    store.create(head);
    const core::Fact opened = core::LogOpened{journal::origin_of("chuo", 2026), true, {}};
    ports::JournalRow row{{2026, 0}, sample::instant(kNow), "log.opened", {}, {}};
    row.body = journal::encode(opened, row.recorded_at);
    row.leaf = journal::leaf_hash(row.body);
    ports::Writing writing;
    writing.rows = {row};
    writing.frontier = {row.leaf};
    ASSERT_EQ(store.append(head, writing), ports::AppendResult::committed) << store.why();
    ASSERT_TRUE(store.publish(
        {2026, 1, row.leaf, row.recorded_at, sample_signer()->checkpoint(2026, 1, row.leaf)},
        true));
  }
  // What Go says of the served log, with what it held before.
  support::RunResult go_check(ServedEngine& service, std::vector<std::string> more = {}) {
    support::write_file(folder_ / "auditor.key", ServedEngine::kAuditorKey);
    std::vector<std::string> words{ZF_GO_VERIFIER, "check",
                                   "-vkey",        sample_signer()->verifier_keys(2026).front(),
                                   "-bearer-file", folder_ / "auditor.key"};
    words.insert(words.end(), more.begin(), more.end());
    words.push_back(service.url() + "/log/chuo/2026");
    return support::run(words);
  }
  support::RunResult go_check_growth(ServedEngine& service) {
    const std::string held = folder_ / "held.checkpoint";
    std::vector<std::string> words{"-proofs", "-keep", held};
    if (std::filesystem::exists(held)) words.insert(words.end(), {"-older", held});
    return go_check(service, words);
  }
  static void expect_taken(const support::RunResult& run, std::uint64_t size) {
    EXPECT_EQ(run.status, 0) << run.output;
    const std::string said = "zonefactor/chuo/2026: " + std::to_string(size) + " entries in " +
                             std::to_string(journal::tiles_of(size).size()) + " tiles\n";
    EXPECT_EQ(run.output, said);
  }
  void tamper(const std::string& table, const std::string& change) {
    database_.sql("alter table zonefactor." + table + " disable trigger all; " + change);
  }

  support::PostgresServer database_;
  support::TempDir folder_;
};

TEST_F(ServedLog, V3_go_takes_it_at_every_size_where_a_tile_begins_or_ends) {
  begin_with_one_entry();
  ServedEngine service(database_, kNow);
  expect_taken(go_check_growth(service), 1);
  service.start();
  service.grow_by(1);  // once that is durable, so is what the start recorded
  for (const std::uint64_t size : {255u, 256u, 257u, 65'535u, 65'536u, 65'537u, 70'000u}) {
    const std::uint64_t before = service.standing().next.index;
    ASSERT_LT(before, size);
    service.grow_by(size - before);
    ASSERT_TRUE(support::wait_until([&] { return service.is_published(size); })) << size;
    expect_taken(go_check_growth(service), size);
  }
  // Last, since each bundle that an auditor reads is itself an entry (rule V1).
  expect_taken(go_check(service, {"-entries"}), 70'000);

  // Its judgement can fail: on another's key, on a checkpoint that this log never had, ...
  const std::string others = sample_signer(8)->verifier_keys(2026).front();
  EXPECT_EQ(go_check(service, {"-vkey", others}).status, 1);
  const journal::Digest forked = journal::leaf_hash("what was never here");
  support::write_file(folder_ / "forked", sample_signer()->checkpoint(2026, 1, forked));
  const auto other = go_check(service, {"-older", folder_ / "forked"});
  EXPECT_EQ(other.status, 1);
  EXPECT_NE(other.output.find("does not begin with the log given before it"), std::string::npos)
      << other.output;
  // ... on an entry, and on a tile that was altered behind the service's back.
  tamper("journal", "update zonefactor.journal set body = set_byte(body, 9, 48) where idx = 33000");
  const auto entry = go_check(service, {"-entries"});
  EXPECT_EQ(entry.status, 1);
  EXPECT_NE(entry.output.find("tile/entries/128: entry 232 is not its leaf"), std::string::npos)
      << entry.output;
  tamper("tile",
         "update zonefactor.tile set hashes = set_byte(hashes, 7, get_byte(hashes, 7) # 1) "
         "where level = 0 and n = 200");
  const auto tile = go_check(service);
  EXPECT_EQ(tile.status, 1);
  EXPECT_NE(tile.output.find("tile/0/200"), std::string::npos) << tile.output;
}

}  // namespace
}  // namespace zonefactor::engine
