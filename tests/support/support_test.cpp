// The tools of the integration tests keep their own promises: servers come up, come back, and go.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

#include "tests/support/mosquitto_server.h"
#include "tests/support/postgres_server.h"
#include "tests/support/wait.h"

namespace zonefactor::support {
namespace {

using ::testing::HasSubstr;

TEST(Support, a_program_gives_its_output_and_status) {
  const auto done = run({"sh", "-c", "cat; echo to-error >&2; exit 7"}, {.input = "given\n"});
  EXPECT_EQ(done.status, 7);
  EXPECT_EQ(done.output, "given\nto-error\n");
}

TEST(Support, a_program_that_does_not_exist_is_named) {
  try {
    Process process({"no-such-program"});
    FAIL() << "it started";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("no-such-program"));
  }
}

TEST(Support, waiting_ends_at_the_deadline_and_a_signal_is_a_status) {
  Process process({"sleep", "600"});
  EXPECT_EQ(process.wait(20ms), std::nullopt);
  process.signal(SIGTERM);
  EXPECT_EQ(process.wait(), 128 + SIGTERM);
}

TEST(Support, a_child_ends_with_the_thread_that_started_it) {
  std::unique_ptr<Process> process;
  std::thread([&] {
    process = std::make_unique<Process>(std::vector<std::string>{"sleep", "600"});
  }).join();
  EXPECT_EQ(process->wait(), 128 + SIGKILL);
}

TEST(Support, a_cluster_keeps_its_rows_over_stop_kill_and_start) {
  PostgresServer server;
  server.sql("create table t (n int); insert into t values (1)");
  server.kill9();
  EXPECT_FALSE(server.running());
  server.start();
  server.sql("insert into t values (2)");
  server.stop();
  server.start();
  EXPECT_EQ(server.sql("select n from t order by n"), "1\n2");
  EXPECT_THROW(server.sql("select 1/0"), std::runtime_error);
}

TEST(Support, a_cluster_asks_for_passwords_by_tcp) {
  PostgresServer server({.fsync = false, .tcp = true});
  server.sql("create role reader login password 'right'");
  const auto ask = [&](const std::string& password) {
    return run({"psql", "-X", "-A", "-t", "-c", "select 1", "-d",
                server.tcp_connection_string("reader", password)});
  };
  EXPECT_EQ(ask("right").output, "1\n");
  EXPECT_NE(ask("wrong").status, 0);
}

TEST(Support, a_broker_knows_its_users_and_keeps_retained_messages) {
  MosquittoServer broker({.users = {{"ann", "secret"}}, .acl = "user ann\ntopic readwrite a/#\n"});
  const auto port = std::to_string(broker.port());
  const auto publish = [&](const std::string& password) {
    return run({"mosquitto_pub", "-h", "127.0.0.1", "-p", port, "-u", "ann", "-P", password, "-t",
                "a/b", "-m", "kept", "-r", "-q", "1"})
        .status;
  };
  EXPECT_EQ(publish("secret"), 0);
  EXPECT_NE(publish("wrong"), 0);
  broker.stop();
  broker.start();
  const auto got = run({"mosquitto_sub", "-h", "127.0.0.1", "-p", port, "-u", "ann", "-P", "secret",
                        "-t", "a/b", "-C", "1"});
  EXPECT_EQ(got.output, "kept\n");
  broker.kill9();
  EXPECT_FALSE(accepts_connections(broker.port()));
}

}  // namespace
}  // namespace zonefactor::support
