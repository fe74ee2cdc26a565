// Append-only for everybody: the service may not, and even the superuser is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/postgres/journal_fixture.h"

namespace zonefactor::postgres {
namespace {

using ports::AppendResult;
using ::testing::HasSubstr;

const ports::Head kBeginning{.next = kFirst, .last_recorded_at = core::instant_of_us(0)};

class PrivilegesTest : public JournalTest {
 protected:
  PrivilegesTest() {
    begun()->append(kBeginning, rows_from(kFirst, 2), {name_row("h-1", "tanaka")});
  }

  // What PostgreSQL says to `text` from `role`; empty where it does it.
  std::string refusal(const std::string& role, const std::string& text) {
    try {
      sql("set role " + role + ";" + text);
      return "";
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }
};

constexpr const char* kChanges[] = {"update zonefactor.journal set type = 'x'",
                                    "update zonefactor.journal set type = 'x' where false",
                                    "delete from zonefactor.journal",
                                    "truncate zonefactor.journal"};

TEST_F(PrivilegesTest, V1_the_service_cannot_change_or_delete_entries) {
  for (const char* change : kChanges)
    EXPECT_THAT(refusal("zonefactor_service", change), HasSubstr("permission denied")) << change;
  for (const char* change :
       {"delete from zonefactor.journal_head", "truncate zonefactor.journal_head",
        "update zonefactor.journal_head set facility = 'x'", "drop table zonefactor.journal",
        "alter table zonefactor.journal disable trigger all",
        "insert into zonefactor.journal select * from zonefactor.journal on conflict (facility, "
        "year, "
        "idx) do update set type = 'x'",
        "update zonefactor.names set plain = ''", "create table zonefactor.mine ()",
        "create table public.mine ()",
        "insert into zonefactor.schema_migration values (9, '', '')"})
    EXPECT_NE(refusal("zonefactor_service", change), "") << change;
}

TEST_F(PrivilegesTest, V1_the_owner_and_the_superuser_are_refused_too) {
  for (const char* role : {"zonefactor_owner", "postgres"}) {
    for (const char* change : kChanges) {
      EXPECT_THAT(refusal(role, change), HasSubstr("append-only")) << change;
      EXPECT_THAT(
          refusal("postgres", std::string("set session_replication_role = replica;") + change),
          HasSubstr("append-only"));
    }
    EXPECT_THAT(refusal(role, "truncate zonefactor.journal_head"), HasSubstr("refused"));
    EXPECT_THAT(refusal(role, "delete from zonefactor.journal_head"), HasSubstr("refused"));
  }
}

TEST_F(PrivilegesTest, the_head_moves_forward_only) {
  EXPECT_THAT(refusal("zonefactor_service", "update zonefactor.journal_head set next_index = 1"),
              HasSubstr("refused"));
  EXPECT_THAT(refusal("zonefactor_service", "update zonefactor.journal_head set next_year = 2025"),
              HasSubstr("refused"));
}

TEST_F(PrivilegesTest, the_reader_reads_the_journal_and_not_the_names) {
  EXPECT_EQ(refusal("zonefactor_reader", "select * from zonefactor.journal_text"), "");
  EXPECT_THAT(refusal("zonefactor_reader", "select * from zonefactor.names"),
              HasSubstr("permission denied"));
  const auto reader = store("zonefactor_reader");
  EXPECT_EQ(reader->head(), head_after(rows_from(kFirst, 2)));
  EXPECT_EQ(reader->append(*reader->head(), rows_from({2026, 2}, 1), {}),
            AppendResult::unavailable);
  EXPECT_THAT(reader->why(), HasSubstr("connect as zonefactor_service"));
  EXPECT_THROW(reader->names(), ports::StoreUnavailable);
}

TEST_F(PrivilegesTest, V7_a_name_can_be_erased_and_the_entries_stay) {
  EXPECT_EQ(refusal("zonefactor_service", "delete from zonefactor.names where handle = 'h-1'"), "");
  EXPECT_TRUE(store()->names().empty());
  EXPECT_EQ(read_all(*store()), rows_from(kFirst, 2));
}

TEST_F(PrivilegesTest, people_can_read_entries_as_text_and_recompute_their_hashes) {
  EXPECT_EQ(sql("select recorded_at at time zone 'UTC', type, body from zonefactor.journal_text "
                "where idx = 1"),
            "2026-09-21 14:13:20.001|login.decided|{\"i\":1,\"s\":\"a \\\"quoted\\\" word\"}");
  EXPECT_EQ(sql("select octet_length(sha256('\\x00'::bytea || body)) from zonefactor.journal "
                "where idx = 0"),
            "32");
}

}  // namespace
}  // namespace zonefactor::postgres
