// How zonefactord ends and what it takes in while it runs: SIGTERM, SIGHUP, a journal that became
// shorter.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include "service/journal/sha256.h"
#include "tests/integration/daemon/running_service.h"
#include "tests/integration/http/raw_client.h"
#include "tests/support/wait.h"

namespace zonefactor::faults {
namespace {

using daemon_test::question;
using daemon_test::RunningService;
using daemon_test::small_facility;

std::size_t count(const std::string& text, const std::string& words) {
  std::size_t times = 0;
  for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++times;
  return times;
}

bool wait_for_log(RunningService& service, const std::string& words) {
  return support::wait_until([&] { return service.log().find(words) != std::string::npos; });
}

// What a program tells its service manager, heard in the manager's place (sd_notify(3)).
class NotifySocket {
 public:
  explicit NotifySocket(const std::string& path)
      : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error("no socket at " + path);
    }
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
  }
  ~NotifySocket() {
    ::unsetenv("NOTIFY_SOCKET");
    ::close(socket_);
  }
  NotifySocket(const NotifySocket&) = delete;
  NotifySocket& operator=(const NotifySocket&) = delete;

  // Few messages fit between two calls; then their sender waits.
  bool heard(const std::string& words) {
    char message[1024];
    for (ssize_t got = 0; (got = ::recv(socket_, message, sizeof message, MSG_DONTWAIT)) > 0;) {
      said_.append(message, static_cast<std::size_t>(got)).append("\n");
    }
    return said_.find(words) != std::string::npos;
  }

 private:
  int socket_;
  std::string said_;
};

std::ptrdiff_t logins(RunningService& service) {
  const auto rows = service.journal();
  return std::count_if(rows.begin(), rows.end(), [](const std::string& row) {
    return row.find("|login.decided|") != std::string::npos;
  });
}

TEST(Ending, without_its_storage_it_stops_with_0_when_asked) {
  RunningService service;
  service.postgres().stop();
  service.start(false);
  EXPECT_EQ(service.stop(), 0) << service.log();
}

TEST(Ending, a_question_that_waits_is_answered_and_recorded_before_the_end) {
  RunningService service;
  service.start();
  service.apply_facility(small_facility());
  // Permission at a door with a contact: until the door opens the entry is pending.
  httplib::Client doors = service.client("doors");
  const auto taken = doors.Post(
      "/v1/events",
      R"([{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_granted","access_point":"ph-in",)"
      R"("credential":"04A1B2C3"}])",
      "application/json");
  ASSERT_TRUE(taken && taken->status == 200);
  std::string body = question("tanaka");
  const std::string amr = R"("amr":["pwd"])";
  body.replace(body.find(amr), amr.size(), amr + R"(,"wait_ms":3000)");
  http::RawClient terminal(service.port());
  ASSERT_TRUE(terminal.send(fmt::format(
      "POST /access/v1/evaluation HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Authorization: Bearer zf_test_key_of_terminal\r\nContent-Length: {}\r\n\r\n{}",
      body.size(), body)));
  // What came first is taken first: once another has its answer, the question is in hand.
  ASSERT_TRUE(service.is_ready());
  ASSERT_EQ(logins(service), 0) << "it did not wait";

  service.process().signal(SIGTERM);
  const auto answer = terminal.read_response();
  ASSERT_TRUE(answer) << service.log();
  EXPECT_EQ(answer->status, 200);
  EXPECT_NE(answer->body.find("entry_pending"), std::string::npos) << answer->body;
  EXPECT_EQ(service.process().wait(std::chrono::seconds(60)).value_or(-1), 0) << service.log();
  EXPECT_EQ(logins(service), 1);
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

TEST(Reload, during_the_start_does_not_say_that_it_is_over) {
  RunningService service;
  NotifySocket manager(service.directory() / "notify");
  service.postgres().stop();
  service.start(false);
  // Once the second is done, so is what the first had to say.
  for (const std::size_t times : {1u, 2u}) {
    service.process().signal(SIGHUP);
    ASSERT_TRUE(support::wait_until([&] {
      manager.heard("");
      return count(service.log(), "are in force as they are on disk") == times;
    })) << service.log();
  }
  EXPECT_FALSE(manager.heard("READY=1"));
  service.postgres().start();
  EXPECT_TRUE(support::wait_until([&] { return manager.heard("READY=1"); })) << service.log();
  EXPECT_EQ(service.stop(), 0) << service.log();
}

}  // namespace
}  // namespace zonefactor::faults
