// The host's clock under the running service steps ahead and back, as when its time service fails:
// libfaketime moves what the program sees, and nothing else.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "tests/integration/daemon/running_service.h"
#include "tests/support/wait.h"

namespace zonefactor::daemon_test {
namespace {

std::int64_t recorded_at(const std::string& row) {
  const std::size_t place = row.find("{\"at\":");
  return place == std::string::npos ? 0 : std::strtoll(row.c_str() + place + 6, nullptr, 10);
}

std::size_t count_of(const std::vector<std::string>& rows, const std::string& text) {
  std::size_t count = 0;
  for (const std::string& row : rows) count += row.find(text) != std::string::npos;
  return count;
}

bool is_told(RunningService& service, const std::string& words) {
  const auto answer = service.client("monitor").Get("/readyz");
  return answer && answer->status == 200 && answer->body.find(words) != std::string::npos;
}

TEST(OwnClock, K9_a_step_is_an_entry_a_finding_and_a_word_at_readyz_and_times_never_run_back) {
  ServiceOptions options;
  RunningService service(options);
  const auto clock = service.directory() / "clock";
  support::write_file(clock, "+0");
  service.set_environment({{"LD_PRELOAD", "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"},
                           {"FAKETIME_TIMESTAMP_FILE", clock.string()},
                           {"FAKETIME_NO_CACHE", "1"},
                           {"FAKETIME_DONT_FAKE_MONOTONIC", "1"}});
  service.start();
  service.apply_facility(small_facility());
  EXPECT_FALSE(is_told(service, "has stepped"));

  for (const char* step : {"+30", "-30"}) {
    support::write_file(clock, step);
    ASSERT_TRUE(support::wait_until([&] { return is_told(service, "has stepped"); })) << step;
    httplib::Client terminal = service.client("terminal");
    const auto answer =
        terminal.Post("/access/v1/evaluation", question("tanaka"), "application/json");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200) << "the service goes on";
  }
  support::write_file(clock, "+0");
  ASSERT_TRUE(support::wait_until([&] { return !is_told(service, "has stepped"); }));
  EXPECT_EQ(service.stop(), 0);

  const std::vector<std::string> rows = service.journal();
  EXPECT_GE(count_of(rows, "own_clock.judged"), 3U);
  EXPECT_GE(count_of(rows, "own_clock_untrusted"), 1U);
  std::int64_t before = 0;
  for (const std::string& row : rows) {
    EXPECT_GE(recorded_at(row), before) << row;
    before = recorded_at(row);
  }
}

}  // namespace
}  // namespace zonefactor::daemon_test
