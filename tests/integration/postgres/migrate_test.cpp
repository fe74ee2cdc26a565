// Migrations: once, all or nothing, however often and from however many sides they are applied.
#include "adapters/postgres/migrate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "adapters/postgres/migrations.h"
#include "tests/integration/postgres/journal_fixture.h"

namespace zonefactor::postgres {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class MigrateTest : public JournalTest {
 protected:
  MigrateTest() { sql("drop schema zonefactor cascade"); }
  std::vector<std::string> apply() { return migrate({.connection = connection("postgres")}); }
  std::string failure() {
    try {
      apply();
      return "";
    } catch (const ports::StoreUnavailable& unavailable) {
      return unavailable.what();
    }
  }
};

TEST_F(MigrateTest, the_second_time_there_is_nothing_to_do) {
  EXPECT_THAT(apply(), ElementsAre("001_roles.sql", "002_journal.sql", "003_evidence.sql",
                                   "004_retention.sql"));
  EXPECT_THAT(apply(), IsEmpty());
  EXPECT_EQ(sql("select version, name, length(sha256) from zonefactor.schema_migration order by 1"),
            "1|001_roles.sql|64\n2|002_journal.sql|64\n3|003_evidence.sql|64\n"
            "4|004_retention.sql|64");
}

TEST_F(MigrateTest, of_many_at_once_one_applies_and_all_succeed) {
  std::array<std::vector<std::string>, 4> applied;
  std::vector<std::thread> threads;
  for (auto& mine : applied) threads.emplace_back([&] { mine = apply(); });
  for (auto& thread : threads) thread.join();
  std::size_t files = 0;
  for (const auto& mine : applied) files += mine.size();
  EXPECT_EQ(files, 4U);
  EXPECT_EQ(store()->head(), std::nullopt);
}

TEST_F(MigrateTest, a_file_changed_after_it_was_applied_is_refused) {
  apply();
  sql("update zonefactor.schema_migration set sha256 = repeat('0', 64) where version = 2");
  EXPECT_THAT(failure(), HasSubstr("schema/002_journal.sql"));
}

TEST_F(MigrateTest, a_newer_schema_is_refused_by_the_migration_and_by_the_store) {
  apply();
  sql("insert into zonefactor.schema_migration values (999, '999_later.sql', '')");
  EXPECT_THAT(failure(), HasSubstr("999"));
  EXPECT_THROW(store()->head(), ports::StoreUnavailable);
}

TEST_F(MigrateTest, a_failing_migration_leaves_nothing_behind) {
  sql("create function public.stop() returns event_trigger language plpgsql as $$ begin"
      "  if exists (select from pg_class where relname = 'journal') then raise 'no'; end if; end "
      "$$;"
      "create event trigger stop on ddl_command_end execute function public.stop()");
  EXPECT_NE(failure(), "");
  EXPECT_EQ(sql("select count(*) from pg_namespace where nspname = 'zonefactor'"), "0");
  sql("drop event trigger stop");
  EXPECT_THAT(apply(), ElementsAre("001_roles.sql", "002_journal.sql", "003_evidence.sql",
                                   "004_retention.sql"));
}

TEST_F(MigrateTest, a_store_on_an_unmigrated_database_says_so) {
  try {
    store()->head();
    FAIL() << "it answered";
  } catch (const ports::StoreUnavailable& unavailable) {
    EXPECT_THAT(unavailable.what(), HasSubstr("apply the migrations"));
  }
}

// The schema as it was released, with the journal of two entries that stood in it.
TEST_F(MigrateTest, a_database_at_version_2_keeps_its_entries_and_goes_on) {
  for (const Migration& migration : migrations().first(2)) {
    sql("begin; " + std::string(migration.sql) +
        "; insert into zonefactor.schema_migration (version, name, sha256) values (" +
        std::to_string(migration.version) + ", '" + std::string(migration.name) + "', '" +
        std::string(migration.sha256) + "'); commit");
  }
  sql("insert into zonefactor.journal_head values ('hospital-1', 2026, 2, 1790000000001000);"
      "insert into zonefactor.journal (facility, year, idx, recorded_at, type, leaf, body)"
      " values ('hospital-1', 2026, 0, 1790000000000000, 'a', sha256('a'), '{}'),"
      "        ('hospital-1', 2026, 1, 1790000000001000, 'b', sha256('b'), '{}');"
      "insert into zonefactor.names values ('hospital-1', 'h-1', 'person', sha256(''), 'tanaka')");
  EXPECT_THAT(apply(), ElementsAre("003_evidence.sql", "004_retention.sql"));
  const auto journal = store();
  const ports::Head before{{2026, 2}, core::instant_of_us(1'790'000'000'001'000)};
  EXPECT_EQ(journal->head(), before);
  EXPECT_EQ(read_all(*journal).size(), 2U);
  EXPECT_EQ(journal->leaves(kFirst, 10).size(), 2U);
  EXPECT_THAT(journal->names(), ElementsAre(::testing::Field(&ports::NameRow::plain, "tanaka")));
  EXPECT_EQ(journal->latest_checkpoint(2026), std::nullopt);
  auto next = writing(rows_from({2026, 2}, 1));
  next.frontier.resize(2);
  ASSERT_EQ(journal->append(before, next), ports::AppendResult::committed) << journal->why();
  EXPECT_EQ(journal->head()->next, (core::EntryRef{2026, 3}));
  EXPECT_EQ(journal->head()->frontier, next.frontier);
}

TEST_F(MigrateTest, an_administrator_without_superuser_rights_can_apply_it) {
  sql("create role installer login createrole; grant create on database " + database_ +
      " to installer with grant option; grant zonefactor_owner to installer");
  EXPECT_THAT(
      migrate({.connection = connection("installer")}),
      ElementsAre("001_roles.sql", "002_journal.sql", "003_evidence.sql", "004_retention.sql"));
  EXPECT_EQ(sql("select tableowner from pg_tables where tablename = 'journal'"),
            "zonefactor_owner");
  sql("drop owned by installer; drop role installer");
}

TEST_F(MigrateTest, an_address_written_as_a_uri_is_refused_by_name) {
  EXPECT_THROW(migrate({.connection = "postgresql://127.0.0.1/db"}), ports::StoreUnavailable);
}

}  // namespace
}  // namespace zonefactor::postgres
