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
    const auto journal = begun();
    auto first = writing(rows_from(kFirst, 2), {name_row("h-1", "tanaka")});
    first.tiles.push_back({2026, 0, 0, std::string(8192, 't')});
    first.sealed.push_back({{2026, 1}, "state"});
    journal->append(kBeginning, first);
    journal->publish({2026, 2, {}, core::instant_of_us(1), "note\n"}, true);
    journal->add_cosignature(2026, 2, "witness", "line\n");
    journal->add_timestamp({2026, 2, "authority", "note\n", "token"});
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

constexpr const char* kAppendOnly[] = {"tile", "sealed_state", "checkpoint", "timestamp_token"};

TEST_F(PrivilegesTest, V1_the_service_cannot_change_or_delete_evidence) {
  for (const std::string table : kAppendOnly) {
    for (const std::string& change :
         {"update zonefactor." + table + " set year = 1", "delete from zonefactor." + table,
          "truncate zonefactor." + table})
      EXPECT_THAT(refusal("zonefactor_service", change), HasSubstr("permission denied")) << change;
  }
  for (const char* change :
       {"delete from zonefactor.log", "truncate zonefactor.log",
        "update zonefactor.log set facility = 'x'", "update zonefactor.log set minimum_index = 1",
        "delete from zonefactor.cosignature", "truncate zonefactor.cosignature",
        "update zonefactor.cosignature set witness = 'x'"})
    EXPECT_THAT(refusal("zonefactor_service", change), HasSubstr("permission denied")) << change;
}

TEST_F(PrivilegesTest, V1_nobody_changes_evidence_or_truncates_it) {
  for (const char* role : {"zonefactor_owner", "postgres"}) {
    for (const std::string table : kAppendOnly) {
      for (const std::string& change :
           {"update zonefactor." + table + " set year = 1 where false",
            "delete from zonefactor." + table, "truncate zonefactor." + table + " cascade"}) {
        EXPECT_THAT(refusal(role, change), HasSubstr("append-only")) << change;
        EXPECT_THAT(refusal("postgres", "set session_replication_role = replica;" + change),
                    HasSubstr("append-only"))
            << change;
      }
    }
    for (const std::string table : {"log", "cosignature"}) {
      EXPECT_THAT(refusal(role, "delete from zonefactor." + table), HasSubstr("refused"));
      EXPECT_THAT(refusal(role, "truncate zonefactor." + table), HasSubstr("refused"));
    }
    EXPECT_THAT(refusal(role, "update zonefactor.cosignature set witness = 'x'"),
                HasSubstr("refused"));
  }
}

TEST_F(PrivilegesTest, the_latest_checkpoint_moves_forward_only) {
  for (const char* change :
       {"set size = 1", "set root = sha256('x')", "set year = 2027", "set facility = 'x'"})
    EXPECT_THAT(refusal("postgres", std::string("update zonefactor.log ") + change),
                HasSubstr("refused"))
        << change;
  EXPECT_EQ(refusal("postgres", "update zonefactor.log set minimum_index = 1"), "");
  EXPECT_THAT(refusal("postgres", "update zonefactor.log set minimum_index = 0"),
              HasSubstr("refused"));
}

TEST_F(PrivilegesTest, the_reader_reads_all_evidence_and_writes_none) {
  const auto reader = store("zonefactor_reader");
  EXPECT_EQ(reader->tile(2026, 0, 0), std::string(8192, 't'));
  EXPECT_EQ(reader->sealed({2026, 1}), "state");
  EXPECT_EQ(reader->latest_checkpoint(2026)->note, "note\nline\n");
  EXPECT_EQ(reader->checkpoints(2026, 0, 10).size(), 1U);
  EXPECT_EQ(reader->timestamps(2026).size(), 1U);
  EXPECT_EQ(reader->leaves({2026, 0}, 10).size(), 2U);
  EXPECT_EQ(reader->minimum_index(2026), 0U);
  EXPECT_THROW(reader->publish({2026, 3, {}, {}, "n"}, false), ports::StoreUnavailable);
  EXPECT_THROW(reader->add_cosignature(2026, 2, "w", "l"), ports::StoreUnavailable);
  EXPECT_THROW(reader->add_timestamp({2026, 2, "a", "", ""}), ports::StoreUnavailable);
  EXPECT_THROW(reader->erase_names({"h-1"}), ports::StoreUnavailable);
}

TEST_F(PrivilegesTest, the_reader_reads_the_journal_and_not_the_names) {
  EXPECT_EQ(refusal("zonefactor_reader", "select * from zonefactor.journal_text"), "");
  EXPECT_THAT(refusal("zonefactor_reader", "select * from zonefactor.names"),
              HasSubstr("permission denied"));
  const auto reader = store("zonefactor_reader");
  EXPECT_EQ(reader->head(), head_after(rows_from(kFirst, 2)));
  EXPECT_EQ(reader->append(*reader->head(), writing(rows_from({2026, 2}, 1))),
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

TEST_F(PrivilegesTest, people_can_read_a_kept_checkpoint_as_it_went_out) {
  const std::string question =
      "select c.size, convert_from(c.note || coalesce(string_agg(w.line, '' order by w.witness), "
      "''), 'UTF8') from zonefactor.checkpoint c left join zonefactor.cosignature w "
      "using (facility, year, size) where facility = 'hospital-1' and year = 2026 "
      "group by c.size, c.note order by c.size desc limit 1";
  EXPECT_EQ(refusal("zonefactor_reader", question), "");
  EXPECT_EQ(sql(question), "2|note\nline\n");
  store()->publish({2026, 5, {}, core::instant_of_us(1), "alone\n"}, true);
  EXPECT_EQ(sql(question), "5|alone\n");
}

}  // namespace
}  // namespace zonefactor::postgres
