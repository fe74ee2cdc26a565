// How zonefactord ends and what it takes in while it runs: SIGTERM, SIGHUP, a journal that became
// shorter.
#include <gtest/gtest.h>

#include <csignal>

#include "service/journal/sha256.h"
#include "tests/integration/daemon/running_service.h"
#include "tests/support/wait.h"

namespace zonefactor::faults {
namespace {

using daemon_test::question;
using daemon_test::RunningService;
using daemon_test::small_facility;

bool wait_for_log(RunningService& service, const std::string& words) {
  return support::wait_until([&] { return service.log().find(words) != std::string::npos; });
}

TEST(Ending, without_its_storage_it_stops_with_0_when_asked) {
  RunningService service;
  service.postgres().stop();
  service.start(false);
  EXPECT_EQ(service.stop(), 0) << service.log();
}

TEST(Ending, what_was_taken_before_a_stop_is_answered_and_recorded) {
  RunningService service;
  service.start();
  service.apply_facility(small_facility());
  httplib::Client client = service.client("terminal");
  const auto answer = client.Post("/access/v1/evaluation", question("tanaka"), "application/json");
  ASSERT_TRUE(answer && answer->status == 200);
  EXPECT_EQ(service.stop(), 0) << service.log();
  EXPECT_NE(service.log().find("everything taken is flushed"), std::string::npos);
}

TEST(Ending, a_journal_that_became_shorter_ends_it_with_3) {
  RunningService service;
  service.start();
  service.apply_facility(small_facility());
  service.postgres().sql(
      "alter table zonefactor.journal disable trigger all;"
      "alter table zonefactor.journal_head disable trigger all;"
      "delete from zonefactor.journal where idx = (select max(idx) from zonefactor.journal);"
      "update zonefactor.journal_head set next_index = next_index - 1",
      "zonefactor");
  service.client("terminal").Post("/access/v1/evaluation", question("tanaka"), "application/json");
  EXPECT_EQ(service.process().wait(std::chrono::seconds(60)).value_or(-1), 3) << service.log();
}

TEST(Ending, V3_an_entry_changed_in_the_database_is_named_and_not_served) {
  RunningService service;
  service.start();
  service.apply_facility(small_facility());
  ASSERT_EQ(service.stop(), 0);
  const std::string place = service.postgres().sql(
      "select min(idx) from zonefactor.journal where convert_from(body, 'UTF8') like "
      "'%dispensing%'",
      "zonefactor");
  service.postgres().sql(
      "alter table zonefactor.journal disable trigger all;"
      "update zonefactor.journal set body = convert_to(replace(convert_from(body, 'UTF8'), "
      "'dispensing', 'dispensinG'), 'UTF8') where idx = " +
          place,
      "zonefactor");
  try {
    service.start(false);
  } catch (const std::exception&) {  // it may end before it listens
  }
  const int status = service.process().wait(std::chrono::seconds(60)).value_or(-1);
  EXPECT_NE(status, 0);
  EXPECT_NE(service.log().find("/" + place + " does not have the hash"), std::string::npos)
      << service.log();
}

TEST(Reload, brings_new_peers_and_a_bad_file_changes_nothing) {
  RunningService service;
  service.start();
  const auto config = service.directory() / "zonefactord.toml";
  const std::string before = support::read_file(config);
  httplib::Client newcomer = service.client("admin");
  newcomer.set_bearer_token_auth("new-key");
  const auto status_of = [&newcomer] {
    const auto answer = newcomer.Get("/v1/facility");
    return answer ? answer->status : 0;
  };
  EXPECT_EQ(status_of(), 401);

  support::write_file(config, before +
                                  "[[peer]]\nname = \"second\"\nfacility = \"chuo\"\n"
                                  "role = \"admin\"\nkey_sha256 = \"" +
                                  journal::hex(journal::sha256("new-key")) + "\"\n");
  service.process().signal(SIGHUP);
  EXPECT_TRUE(support::wait_until([&] { return status_of() == 200; })) << service.log();

  support::write_file(config, "this is no TOML\n");
  service.process().signal(SIGHUP);
  EXPECT_TRUE(wait_for_log(service, "what was in force stays")) << service.log();
  EXPECT_EQ(status_of(), 200);

  support::write_file(config, before);
  service.process().signal(SIGHUP);
  EXPECT_TRUE(support::wait_until([&] { return status_of() == 401; })) << service.log();
  EXPECT_EQ(service.stop(), 0);
}

}  // namespace
}  // namespace zonefactor::faults
