// Erasure and retention on a real PostgreSQL: what is deleted is in no table any more, what is kept
// still proves and still starts the service, and nobody but the function that prunes deletes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "service/engine/stored_tree.h"
#include "tests/integration/engine/postgres_engine.h"

namespace zonefactor::engine {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class RetentionOnPostgres : public EngineOnPostgres {
 protected:
  // Every column of every table that holds `text`, as text or as bytes.
  std::string where_is(const std::string& text) {
    std::istringstream columns(
        database_.sql("select table_name || ' ' || column_name || ' ' || (data_type = 'bytea')"
                      "  from information_schema.columns join pg_tables"
                      "    on schemaname = table_schema and tablename = table_name"
                      " where table_schema = 'zonefactor' order by 1"));
    std::string question;
    for (std::string table, column, is_bytea; columns >> table >> column >> is_bytea;) {
      const std::string bytes =
          is_bytea == "true" ? column : "convert_to(" + column + "::text, 'UTF8')";
      if (!question.empty()) question += " union ";
      question += "select '" + table + "." + column + "' as place from zonefactor." + table +
                  " where position(convert_to('" + text + "', 'UTF8') in " + bytes + ") > 0";
    }
    return database_.sql("select coalesce(string_agg(place, ' '), '') from (" + question +
                         ") as places");
  }
  std::string refusal(const std::string& text) {
    try {
      database_.sql(text);
      return {};
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }
  static ports::ErasureResult erase(PostgresEngine& engine, const char* person) {
    Outcome<std::variant<ports::ErasureResult, ports::Declined>> outcome;
    engine.engine().erase_person(person, "privacy-desk", outcome.done());
    return std::get<ports::ErasureResult>(engine.wait_for(outcome).value());
  }
};

TEST_F(RetentionOnPostgres, V2_an_erased_person_is_in_no_table_and_the_proof_holds) {
  PostgresEngine engine(database_, loop_, clock_);
  engine.wait_until_recording();
  engine.configure();
  const core::EntryRef decision = engine.ask().value().entry;
  auto store = engine.store();
  loop_.pass_until([&] {
    const auto latest = store.latest_checkpoint(2026);
    return latest && latest->size > decision.index;
  });
  const auto held = store.latest_checkpoint(2026).value();
  const auto proof = [&] {
    StoredTree tree(store, 2026);
    return journal::is_included(
        store.leaves(decision, 1).at(0), decision.index, held.size,
        journal::inclusion_proof(decision.index, held.size, tree.subtrees(held.size)), held.root);
  };
  EXPECT_TRUE(proof());
  for (const char* plain : {"p-1042", "tanaka", "card-of-p-1042", "04A1B2C3"})
    EXPECT_EQ(where_is(plain), "names.plain") << plain;
  engine.configure(sample::without("p-1042"));
  EXPECT_EQ(erase(engine, "p-1042").rows, 4U);
  for (const char* plain : {"p-1042", "tanaka", "card-of-p-1042", "04A1B2C3"})
    EXPECT_EQ(where_is(plain), "") << plain;
  EXPECT_EQ(where_is("suzuki"), "names.plain");
  EXPECT_TRUE(proof());
}

TEST_F(RetentionOnPostgres, H4_a_pruned_journal_starts_and_answers_as_before) {
  core::Decision before;
  core::Facility facility;
  std::string kept;
  {
    PostgresEngine engine(database_, loop_, clock_, {1, {}});
    engine.wait_until_recording();
    engine.configure();
    engine.take_heartbeats(520);
    end_log_before(engine, "2027-04-01T00:00:01+09:00", 2027);
    EXPECT_THAT(
        refusal("set role zonefactor_service; select zonefactor.prune('chuo', 2026, 512, 9)"),
        HasSubstr("a closed log has to stand between"));
    end_log_before(engine, "2028-04-01T00:00:01+09:00", 2028);
    for (const char* bad : {"('chuo', 2026, 300, 9)", "('chuo', 2026, 65536, 9)"})
      EXPECT_THAT(
          refusal(std::string("set role zonefactor_service; select zonefactor.prune") + bad),
          HasSubstr("only whole tiles"));
    EXPECT_THAT(refusal("set role zonefactor_service; select zonefactor.prune('chuo', 2027, 0, 9)"),
                HasSubstr("a closed log has to stand between"));
    pass_to("2028-04-02T04:00:01+09:00");
    const std::string below =
        database_.sql("select size / 256 * 256 from zonefactor.log where year = 2026");
    const std::string gone = " from zonefactor.journal where year = 2026 and idx < " + below;
    auto store = engine.store();
    loop_.pass_until([&] { return store.minimum_index(2026) > 0; });
    EXPECT_EQ(database_.sql("select minimum_index from zonefactor.log where year = 2026"), below);
    loop_.pass_until([&] { return store.leaves({2026, 200}, 1).empty(); });
    kept = database_.sql(
        "select string_agg(distinct type, ' ') from zonefactor.journal"
        " where year = 2026 and idx < 512");
    before = engine.ask().value().decision;
    facility = engine.engine().facility();
  }
  EXPECT_EQ(kept, "name.bound object.put");
  PostgresEngine again(database_, loop_, clock_, {1, {}});
  again.wait_until_recording();
  const core::Decision after = again.ask().value().decision;
  EXPECT_EQ(after.class_, before.class_);
  EXPECT_EQ(after.reasons, before.reasons);
  EXPECT_EQ(after.person, before.person);
  EXPECT_EQ(after.configuration, before.configuration);
  EXPECT_EQ(again.engine().facility(), facility);
  EXPECT_FALSE(again.fatal());
}

TEST_F(RetentionOnPostgres, V1_nobody_else_deletes_and_not_even_the_owner_what_is_not_pruned) {
  PostgresEngine engine(database_, loop_, clock_);
  engine.wait_until_recording();
  engine.configure();
  const std::string before = rows();
  const std::string pretend = "set zonefactor.pruning = 'on';";
  const std::string all = "delete from zonefactor.journal";
  EXPECT_THAT(refusal("set role zonefactor_service;" + pretend + all),
              HasSubstr("permission denied"));
  EXPECT_THAT(refusal(pretend + all), HasSubstr("append-only"));
  EXPECT_THAT(refusal("set session_replication_role = replica;" + pretend + all),
              HasSubstr("append-only"));
  EXPECT_THAT(refusal("set role zonefactor_owner;" + all), HasSubstr("append-only"));
  EXPECT_THAT(refusal("set role zonefactor_owner;" + pretend + all), HasSubstr("is not pruned"));
  EXPECT_THAT(refusal("set role zonefactor_owner;" + pretend + "truncate zonefactor.journal"),
              HasSubstr("append-only"));
  EXPECT_THAT(refusal("set role zonefactor_service; update zonefactor.log set minimum_index = 1"),
              HasSubstr("permission denied"));
  EXPECT_THAT(refusal("set role zonefactor_reader; select zonefactor.prune('chuo', 2026, 0, 1)"),
              HasSubstr("permission denied"));
  EXPECT_EQ(rows(), before);
}

}  // namespace
}  // namespace zonefactor::engine
