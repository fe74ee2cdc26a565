// When PostgreSQL, the network or the disk fails: never a silent success, and the head tells the
// truth.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <random>
#include <thread>

#include "adapters/postgres/migrate.h"
#include "tests/integration/postgres/journal_fixture.h"
#include "tests/support/tcp_proxy.h"
#include "tests/support/wait.h"

namespace zonefactor::postgres {
namespace {

using ports::AppendResult;
using support::TcpProxy;
using support::wait_until;
using ::testing::AnyOf;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const ports::Head kBeginning{.next = kFirst, .last_recorded_at = core::instant_of_us(0)};

class FailureTest : public JournalTest {
 protected:
  std::unique_ptr<PostgresStore> by_tcp(std::uint16_t port,
                                        const std::string& password = kPassword) {
    return std::make_unique<PostgresStore>(
        StoreOptions{.connection = "host=127.0.0.1 port=" + std::to_string(port) +
                                   " dbname=" + database_ + " user=zonefactor_service",
                     .password = password,
                     .facility = "hospital-1",
                     .claims_journal = true});
  }
  std::unique_ptr<PostgresStore> next_service() {
    return std::make_unique<PostgresStore>(
        StoreOptions{.connection = connection("zonefactor_service"),
                     .facility = "hospital-1",
                     .claims_journal = true});
  }
  std::string end_service_sessions() {
    return sql(
        "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity "
        "where usename = 'zonefactor_service' and datname = current_database()");
  }
  // Whether this many sessions of the service wait for a lock.
  bool wait_for_lock(int sessions) {
    return sql("select count(*) from pg_stat_activity where usename = 'zonefactor_service' "
               "and datname = current_database() and wait_event_type = 'Lock'") ==
           std::to_string(sessions);
  }
  bool waits_for_lock() { return wait_for_lock(1); }
  std::string words_of_failure(PostgresStore& journal) {
    try {
      journal.head();
      return "";
    } catch (const ports::StoreUnavailable& unavailable) {
      return unavailable.what();
    }
  }
};

// Holds the head's row, so that an append stops in the middle of its statement.
class HeadLock {
 public:
  explicit HeadLock(const std::string& connection)
      : connection_(connection),
        holder_({"psql", "-X", "-q", "-d", connection, "-c",
                 "begin; select from zonefactor.journal_head for update; select pg_sleep(600)"}) {
    EXPECT_TRUE(wait_until([&] {
      return ask("select count(*) from pg_stat_activity where wait_event = 'PgSleep' "
                 "and datname = current_database()") == "1\n";
    }));
  }
  void release() {
    ask("select pg_terminate_backend(pid, 5000) from pg_stat_activity "
        "where wait_event = 'PgSleep' and datname = current_database()");
    holder_.wait();
  }

 private:
  std::string ask(const std::string& question) {
    return support::run({"psql", "-X", "-A", "-t", "-d", connection_, "-c", question}).output;
  }

  std::string connection_;
  support::Process holder_;
};

TEST_F(FailureTest, a_session_ended_between_appends_is_replaced_before_anything_is_sent) {
  const auto journal = begun();
  const auto first = rows_from(kFirst, 1);
  ASSERT_EQ(journal->append(kBeginning, writing(first)), AppendResult::committed);
  EXPECT_EQ(end_service_sessions(), "1");
  EXPECT_EQ(journal->append(head_after(first), writing(rows_from({2026, 1}, 1))),
            AppendResult::committed)
      << journal->why();
  EXPECT_EQ(read_all(*journal), rows_from(kFirst, 2));
}

TEST_F(FailureTest, a_session_ended_during_an_append_leaves_it_in_doubt_and_the_head_decides) {
  const auto journal = begun();
  HeadLock lock(connection("postgres"));
  auto appending = std::async(std::launch::async, [&] {
    return journal->append(kBeginning, writing(rows_from(kFirst, 3), {name_row("h-1", "tanaka")}));
  });
  ASSERT_TRUE(wait_until([&] { return waits_for_lock(); }));
  EXPECT_EQ(end_service_sessions(), "1");
  EXPECT_EQ(appending.get(), AppendResult::in_doubt);
  EXPECT_THAT(journal->why(), HasSubstr("the connection to PostgreSQL broke"));
  EXPECT_EQ(journal->head(), kBeginning);
  lock.release();
  EXPECT_EQ(journal->head(), kBeginning);
  EXPECT_THAT(read_all(*journal), IsEmpty());
  EXPECT_THAT(journal->names(), IsEmpty());
  EXPECT_EQ(journal->append(kBeginning, writing(rows_from(kFirst, 3))), AppendResult::committed);
}

TEST_F(FailureTest, an_answer_lost_after_the_commit_is_in_doubt_and_the_head_shows_the_commit) {
  begun();
  TcpProxy proxy(server().port());
  const auto journal = by_tcp(proxy.port());
  ASSERT_EQ(journal->head(), kBeginning);
  proxy.set(TcpProxy::Mode::lose_answer);
  const auto rows = rows_from(kFirst, 3);
  EXPECT_EQ(journal->append(kBeginning, writing(rows)), AppendResult::in_doubt);
  EXPECT_EQ(journal->head(), head_after(rows));
  EXPECT_EQ(read_all(*journal), rows);
  EXPECT_EQ(journal->append(kBeginning, writing(rows)), AppendResult::head_moved);
  EXPECT_EQ(read_all(*journal), rows);
}

TEST_F(FailureTest, a_request_lost_on_its_way_is_in_doubt_and_the_head_shows_nothing) {
  begun();
  TcpProxy proxy(server().port());
  const auto journal = by_tcp(proxy.port());
  ASSERT_EQ(journal->head(), kBeginning);
  proxy.set(TcpProxy::Mode::lose_request);
  EXPECT_EQ(journal->append(kBeginning, writing(rows_from(kFirst, 3))), AppendResult::in_doubt);
  EXPECT_EQ(journal->head(), kBeginning);
  EXPECT_EQ(journal->append(kBeginning, writing(rows_from(kFirst, 3))), AppendResult::committed);
}

TEST_F(FailureTest, what_the_head_tells_after_doubt_is_final_although_the_statement_still_ran) {
  begun();
  TcpProxy proxy(server().port());
  const auto journal = by_tcp(proxy.port());
  ASSERT_EQ(journal->head(), kBeginning);
  HeadLock lock(connection("postgres"));
  proxy.set(TcpProxy::Mode::hang_up);  // the server's side stays open, and its statement waits
  EXPECT_EQ(journal->append(kBeginning, writing(rows_from(kFirst, 3))), AppendResult::in_doubt);
  ASSERT_TRUE(wait_until([&] { return waits_for_lock(); }));
  EXPECT_EQ(journal->head(), kBeginning);
  lock.release();
  EXPECT_EQ(journal->head(), kBeginning);
  EXPECT_THAT(read_all(*journal), IsEmpty());
}

TEST_F(FailureTest, a_service_reads_the_head_when_the_one_killed_before_it_can_write_no_more) {
  begun();
  auto killed = std::make_unique<TcpProxy>(server().port());
  auto journal = by_tcp(killed->port());
  ASSERT_EQ(journal->head(), kBeginning);
  HeadLock lock(connection("postgres"));
  killed->set(TcpProxy::Mode::hang_up);
  const auto rows = rows_from(kFirst, 3);
  EXPECT_EQ(journal->append(kBeginning, writing(rows)), AppendResult::in_doubt);
  ASSERT_TRUE(wait_until([&] { return waits_for_lock(); }));
  const auto next = next_service();
  auto head = std::async(std::launch::async, [&] { return next->head(); });
  ASSERT_TRUE(wait_until([&] { return wait_for_lock(2); }));
  lock.release();
  killed.reset();
  EXPECT_EQ(head.get(), head_after(rows));
  EXPECT_EQ(next->append(head_after(rows), writing(rows_from({2026, 3}, 1))),
            AppendResult::committed);
}

TEST_F(FailureTest, a_service_does_not_wait_for_ever_for_one_that_never_hung_up) {
  begun();
  const auto silent = next_service();
  ASSERT_EQ(silent->head(), kBeginning);
  const auto next = next_service();
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(next->head(), kBeginning);
  EXPECT_GT(std::chrono::steady_clock::now() - began, std::chrono::seconds(4));
  EXPECT_EQ(next->append(kBeginning, writing(rows_from(kFirst, 1))), AppendResult::committed);
  EXPECT_EQ(silent->append(kBeginning, writing(rows_from(kFirst, 1))), AppendResult::head_moved);
}

TEST_F(FailureTest, a_head_locked_too_long_is_unavailable_and_nothing_is_written) {
  const auto journal = begun();
  HeadLock lock(connection("postgres"));
  EXPECT_EQ(journal->append(kBeginning, writing(rows_from(kFirst, 1))), AppendResult::unavailable);
  EXPECT_THAT(journal->why(), HasSubstr("pg_stat_activity"));
  lock.release();
  EXPECT_EQ(journal->append(kBeginning, writing(rows_from(kFirst, 1))), AppendResult::committed);
}

TEST_F(FailureTest, a_stopped_server_is_unavailable_and_serves_again_after_its_start) {
  const auto journal = begun();
  const auto first = rows_from(kFirst, 1);
  ASSERT_EQ(journal->append(kBeginning, writing(first)), AppendResult::committed);
  server().stop();
  EXPECT_EQ(journal->append(head_after(first), writing(rows_from({2026, 1}, 1))),
            AppendResult::unavailable);
  EXPECT_THAT(journal->why(), HasSubstr("start PostgreSQL"));
  EXPECT_THAT(words_of_failure(*journal), HasSubstr("start PostgreSQL"));
  EXPECT_THROW(read_all(*journal), ports::StoreUnavailable);
  EXPECT_THROW(journal->create(kBeginning), ports::StoreUnavailable);
  server().start();
  EXPECT_EQ(journal->head(), head_after(first));
  EXPECT_EQ(journal->append(head_after(first), writing(rows_from({2026, 1}, 1))),
            AppendResult::committed);
}

TEST_F(FailureTest, whenever_the_server_is_killed_every_commit_told_is_there_once_and_whole) {
  const auto journal = begun();
  ports::Head told = kBeginning;
  std::mt19937 random(20261122);
  constexpr std::size_t kBatch = 7;
  for (int round = 0; round < 8; ++round) {
    const auto pause =
        std::chrono::microseconds(std::uniform_int_distribution<int>(2'000, 40'000)(random));
    // The moment of the kill is what varies from round to round.
    auto killing = std::async(std::launch::async, [pause] {
      std::this_thread::sleep_for(pause);
      server().kill9();
    });
    AppendResult result = AppendResult::committed;
    while (result == AppendResult::committed) {
      const auto rows = rows_from(told.next, kBatch);
      result = journal->append(
          told, writing(rows, {name_row("h-" + std::to_string(told.next.index), "p")}));
      if (result == AppendResult::committed) told = head_after(rows);
    }
    EXPECT_THAT(result, AnyOf(Eq(AppendResult::in_doubt), Eq(AppendResult::unavailable)));
    killing.get();
    EXPECT_THROW(journal->head(), ports::StoreUnavailable);
    server().start();
    const auto found = *journal->head();
    const auto in_doubt = head_after(rows_from(told.next, kBatch));
    if (result == AppendResult::in_doubt)
      EXPECT_THAT(found, AnyOf(Eq(told), Eq(in_doubt)));
    else
      EXPECT_EQ(found, told);
    told = found;
    EXPECT_EQ(read_all(*journal), rows_from(kFirst, told.next.index));
    EXPECT_EQ(journal->names().size(), told.next.index / kBatch);
  }
  EXPECT_GT(told.next.index, 0U);
}

TEST_F(FailureTest, a_wrong_password_is_named_and_never_shown) {
  begun();
  const auto journal = by_tcp(server().port(), "Wrong-One");
  EXPECT_THAT(words_of_failure(*journal), HasSubstr("check the user and the password file"));
  EXPECT_THAT(words_of_failure(*journal), ::testing::Not(HasSubstr("Wrong-One")));
  EXPECT_EQ(by_tcp(server().port())->head(), kBeginning);
}

TEST_F(FailureTest, a_full_disk_is_unavailable_and_nothing_is_written) {
  const auto journal = begun();
  sql("create function public.full() returns trigger language plpgsql as $$ begin"
      "  raise 'could not extend file' using errcode = 'disk_full'; end $$;"
      "create trigger full_disk before insert on zonefactor.names for each row "
      "execute function public.full()");
  EXPECT_EQ(journal->append(kBeginning, writing(rows_from(kFirst, 1), {name_row("h-1", "x")})),
            AppendResult::unavailable);
  EXPECT_THAT(journal->why(), HasSubstr("free or add space"));
  EXPECT_EQ(journal->head(), kBeginning);
  EXPECT_EQ(journal->append(kBeginning, writing(rows_from(kFirst, 1))), AppendResult::committed);
}

TEST_F(FailureTest, a_read_only_server_is_unavailable_and_the_remedy_names_the_primary) {
  const auto journal = begun();
  sql("alter database " + database_ + " set default_transaction_read_only = on");
  end_service_sessions();
  EXPECT_EQ(journal->append(kBeginning, writing(rows_from(kFirst, 1))), AppendResult::unavailable);
  EXPECT_THAT(journal->why(), HasSubstr("primary"));
  EXPECT_EQ(journal->head(), kBeginning);
}

TEST(Storage, a_server_that_does_not_flush_is_refused) {
  support::PostgresServer careless({.fsync = false});
  migrate({.connection = careless.connection_string()});
  PostgresStore journal(
      {.connection = careless.connection_string("zonefactor_service"), .facility = "hospital-1"});
  EXPECT_EQ(journal.append(kBeginning, writing(rows_from(kFirst, 1))), AppendResult::unavailable);
  EXPECT_THAT(journal.why(), HasSubstr("set fsync = on"));
}

TEST_F(FailureTest, an_entry_larger_than_the_limit_is_refused_whole) {
  const auto journal = begun();
  auto rows = rows_from(kFirst, 2);
  rows[1].body.assign(4097, 'x');
  EXPECT_EQ(journal->append(kBeginning, writing(rows)), AppendResult::unavailable);
  EXPECT_THAT(journal->why(), HasSubstr("journal_body_check"));
  EXPECT_THAT(read_all(*journal), IsEmpty());
}

TEST_F(FailureTest, an_address_where_nobody_listens_is_named) {
  const auto journal = by_tcp(support::free_port());
  EXPECT_THAT(words_of_failure(*journal), HasSubstr("correct the storage address"));
}

}  // namespace
}  // namespace zonefactor::postgres
