// The storage under the running service: away and back, and claimed by a second writer.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/integration/daemon/running_service.h"
#include "tests/support/wait.h"

namespace zonefactor::daemon_test {
namespace {

std::size_t count_of(const std::vector<std::string>& rows, const std::string& text) {
  std::size_t count = 0;
  for (const std::string& row : rows) {
    if (row.find(text) != std::string::npos) ++count;
  }
  return count;
}

TEST(Service, H3_answers_503_while_PostgreSQL_is_away_and_loses_nothing) {
  RunningService service;
  service.start();
  service.apply_facility(small_facility());

  std::atomic<bool> stop{false};
  std::atomic<int> answered{0};
  std::atomic<int> refused{0};
  std::atomic<int> other{0};
  std::vector<std::thread> load;
  for (int i = 0; i < 4; ++i) {
    load.emplace_back([&] {
      httplib::Client client = service.client("terminal");
      while (!stop) {
        const auto answer =
            client.Post("/access/v1/evaluation", question("tanaka"), "application/json");
        if (!answer) {
          ++other;
        } else if (answer->status == 200) {
          ++answered;
        } else if (answer->status == 503 && !answer->get_header_value("Retry-After").empty()) {
          ++refused;
        } else {
          ++other;
        }
      }
    });
  }
  ASSERT_TRUE(support::wait_until([&] { return answered > 50; }));
  for (int outage = 0; outage < 3; ++outage) {
    const int refused_before = refused;
    service.postgres().stop(outage == 1 ? support::PostgresStop::immediate
                                        : support::PostgresStop::fast);
    EXPECT_TRUE(support::wait_until([&] { return refused > refused_before + 10; }));
    EXPECT_FALSE(service.is_ready());
    service.postgres().start();
    EXPECT_TRUE(support::wait_until([&] { return service.is_ready(); }, std::chrono::seconds(30)));
    const int answered_before = answered;
    EXPECT_TRUE(support::wait_until([&] { return answered > answered_before + 50; }));
  }
  stop = true;
  for (std::thread& thread : load) thread.join();
  EXPECT_EQ(other, 0) << "neither an answer nor a clear 503";
  EXPECT_EQ(service.stop(), 0);
  EXPECT_GE(count_of(service.journal(), "|login.decided|"), static_cast<std::size_t>(answered));
}

TEST(Service, starts_before_its_database_and_serves_once_it_is_there) {
  RunningService service;
  service.postgres().stop();
  service.start(false);
  const auto early = service.client("terminal")
                         .Post("/access/v1/evaluation", question("tanaka"), "application/json");
  ASSERT_TRUE(early);
  EXPECT_EQ(early->status, 503);
  EXPECT_FALSE(early->get_header_value("Retry-After").empty());
  service.postgres().start();
  EXPECT_TRUE(support::wait_until([&] { return service.is_ready(); }, std::chrono::seconds(30)))
      << service.log();
}

// Whoever of two writers comes second to the head ends with 3; never do both believe to have
// written.
TEST(Service, a_second_writer_on_the_same_journal_ends_with_3) {
  RunningService service;
  service.start();
  service.apply_facility(small_facility());
  const auto rival = service.start_rival();
  // The rival writes that it started; the first writer's next batch finds the head moved.
  httplib::Client client = service.client("terminal");
  EXPECT_TRUE(support::wait_until(
      [&] {
        client.Post("/access/v1/evaluation", question("tanaka"), "application/json");
        return !service.running() || !rival->running();
      },
      std::chrono::seconds(30)));
  const int ended =
      service.running() ? rival->wait().value_or(-1) : service.process().wait().value_or(-1);
  EXPECT_EQ(ended, 3) << service.log();
  std::uint64_t expected = 0;
  for (const std::string& row : service.journal()) {
    EXPECT_EQ(row.substr(0, row.find('|')), std::to_string(expected++));
  }
}

TEST(Service, a_bad_configuration_ends_with_2_and_names_every_fault) {
  RunningService service;
  const auto path = service.directory() / "bad.toml";
  support::write_file(path, "[service]\nstate_dirr = \"x\"\n[[listener]]\nport = 70000\n");
  const auto result =
      support::run({std::string(ZF_PROGRAMS) + "/zonefactord", "--config", path.string()});
  EXPECT_EQ(result.status, 2);
  EXPECT_NE(result.output.find("bad.toml:2"), std::string::npos) << result.output;
  EXPECT_NE(result.output.find("bad.toml:4"), std::string::npos) << result.output;
}

// V2: what identifies a person is in the explaining table, and nowhere in the journal.
TEST(Service, V2_no_account_number_or_person_enters_the_journal) {
  RunningService service;
  service.start();
  service.apply_facility(small_facility());
  httplib::Client doors = service.client("doors");
  httplib::Client terminal = service.client("terminal");
  doors.Post("/v1/events", passage("b1", 1, "ph-in", "04A1B2C3"), "application/json");
  doors.Post("/v1/events", passage("b1", 2, "ph-in", "FEEDC0DE99"), "application/json");
  terminal.Post("/access/v1/evaluation", question("tanaka"), "application/json");
  terminal.Post("/access/v1/evaluation", question("hunter2-as-a-name"), "application/json");
  EXPECT_EQ(service.stop(), 0);
  const std::vector<std::string> rows = service.journal();
  EXPECT_EQ(count_of(rows, "|login.decided|"), 2u);
  EXPECT_EQ(count_of(rows, "|door.event|"), 2u);
  for (const char* word : {"tanaka", "suzuki", "p-tanaka", "p-suzuki", "04A1B2C3", "04B7D1E9",
                           "FEEDC0DE99", "hunter2", "card-tanaka", "card-suzuki"}) {
    EXPECT_EQ(count_of(rows, word), 0u) << word;
  }
}

// T1: a terminal speaks for itself only; the attempt is refused and found.
TEST(Service, T1_a_question_about_another_terminal_is_refused_and_found) {
  RunningService service;
  service.start();
  service.apply_facility(small_facility());
  std::string other = question("tanaka");
  other.replace(other.find("ph-t01"), 6, "ph-t99");
  const auto answer =
      service.client("terminal").Post("/access/v1/evaluation", other, "application/json");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 403);
  EXPECT_EQ(service.stop(), 0);
  EXPECT_EQ(count_of(service.journal(), "terminal_mismatch"), 1u);
  EXPECT_EQ(count_of(service.journal(), "ph-t99"), 0u)
      << "what a caller claims is not ours to keep";
}

// V7: a number swapped in the explaining table does not open its commitment: it is not used, and
// found.
TEST(Service, V7_a_swapped_row_of_the_explaining_table_is_not_used) {
  RunningService service;
  service.start();
  service.apply_facility(small_facility());
  EXPECT_EQ(service.stop(), 0);
  service.postgres().sql(
      "update zonefactor.names set plain = convert_to('04FFFFFF', 'UTF8') where "
      "convert_from(plain, 'UTF8') = '04A1B2C3'",
      "zonefactor");
  service.start();
  httplib::Client doors = service.client("doors");
  doors.Post("/v1/events", passage("b1", 1, "ph-in", "04FFFFFF"), "application/json");
  const auto answer = service.client("terminal")
                          .Post("/access/v1/evaluation", question("tanaka"), "application/json");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body.find("zone_equivalent"), std::string::npos) << answer->body;
  EXPECT_EQ(service.stop(), 0);
  EXPECT_GE(count_of(service.journal(), "config_drift"), 1u);
}

}  // namespace
}  // namespace zonefactor::daemon_test
