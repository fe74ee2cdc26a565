// The power goes at a random moment, again and again: every answer ever given and every event ever
// acknowledged is in the journal exactly once, and the service answers afterwards as before (H3,
// H4).
#include <gtest/gtest.h>
#include <simdjson.h>

#include <atomic>
#include <cstdlib>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "tests/integration/daemon/running_service.h"
#include "tests/support/wait.h"

namespace zonefactor::daemon_test {
namespace {

int rounds() {
  const char* const length = std::getenv("ZONEFACTOR_TEST_LENGTH");
  return length != nullptr && std::string(length) == "full" ? 200 : 30;
}

// What the outside was told, to be found in the journal afterwards.
struct Told {
  std::mutex mutex;
  std::map<std::string, std::string> answers;  // entry -> class
  std::map<std::uint64_t, int> events;         // seq of ctl-2 -> times accepted or called duplicate
};

std::string class_of(const std::string& body) {
  const std::size_t begin = body.find("\"class\":\"") + 9;
  return body.substr(begin, body.find('"', begin) - begin);
}

void ask_on(RunningService& service, Told& told, const std::atomic<bool>& stop) {
  httplib::Client client = service.client("terminal");
  for (int i = 0; !stop; ++i) {
    const auto answer = client.Post("/access/v1/evaluation",
                                    question(i % 2 == 0 ? "tanaka" : "suzuki"), "application/json");
    if (!answer) return;  // the power went
    if (answer->status != 200) continue;
    const std::lock_guard lock(told.mutex);
    const auto [place, is_new] =
        told.answers.emplace(answer->get_header_value("ZoneFactor-Entry"), class_of(answer->body));
    EXPECT_TRUE(is_new) << "two answers name one entry: " << place->first;
  }
}

// One event after the other; the same again until it was acknowledged, as a door system does.
void pass_on(RunningService& service, Told& told, std::uint64_t& seq,
             const std::atomic<bool>& stop) {
  httplib::Client client = service.client("doors");
  while (!stop) {
    const auto answer =
        client.Post("/v1/events", passage("b1", seq, seq % 2 == 1 ? "x-in" : "x-out", "04B7D1E9"),
                    "application/json");
    if (!answer) return;
    if (answer->status != 200) continue;
    ASSERT_EQ(answer->body.find("refused"), std::string::npos) << answer->body;
    const std::lock_guard lock(told.mutex);
    ++told.events[seq++];
  }
}

struct Recorded {
  std::map<std::string, std::string> decisions;  // entry -> class
  std::map<std::uint64_t, int> events;
};

Recorded read_journal(RunningService& service) {
  Recorded recorded;
  simdjson::dom::parser parser;
  std::uint64_t expected = 0;
  for (const std::string& row : service.journal()) {
    const std::size_t first = row.find('|');
    const std::size_t second = row.find('|', first + 1);
    EXPECT_EQ(row.substr(0, first), std::to_string(expected++)) << "an index is missing or doubled";
    const std::string type = row.substr(first + 1, second - first - 1);
    const std::string body = row.substr(second + 1);
    if (type != "login.decided" && type != "door.event") continue;
    const simdjson::dom::element value = parser.parse(body)["value"];
    if (type == "login.decided") {
      const std::int64_t year = value["configuration"].at(0);
      recorded.decisions["chuo/" + std::to_string(year) + "/" + row.substr(0, first)] =
          std::string(std::string_view(value["class"]));
    } else if (std::string_view(value["controller"]) == "ctl-2") {
      ++recorded.events[static_cast<std::uint64_t>(std::int64_t(value["seq"]))];
    }
  }
  return recorded;
}

TEST(Service, H3_H4_loses_nothing_and_doubles_nothing_over_rounds_of_kill_9) {
  RunningService service;
  service.start();
  service.apply_facility(small_facility());
  const auto entered = service.client("doors").Post(
      "/v1/events", passage("b1", 1, "ph-in", "04A1B2C3"), "application/json");
  ASSERT_TRUE(entered && entered->status == 200);

  std::mt19937 random(20261122);
  Told told;
  std::uint64_t seq = 1;
  std::string as_before;
  for (int round = 0; round < rounds(); ++round) {
    std::atomic<bool> stop{false};
    std::vector<std::thread> load;
    for (int i = 0; i < 4; ++i) load.emplace_back([&] { ask_on(service, told, stop); });
    load.emplace_back([&] { pass_on(service, told, seq, stop); });
    std::this_thread::sleep_for(std::chrono::milliseconds(20 + random() % 300));
    service.kill9();
    stop = true;
    for (std::thread& thread : load) thread.join();

    service.start();
    // PostgreSQL may still commit the batch that was on its way; the service that starts waits for
    // that and says 503 meanwhile, never a guess.
    httplib::Client client = service.client("terminal");
    std::string again;
    const bool answered = support::wait_until([&] {
      const auto answer =
          client.Post("/access/v1/evaluation", question("tanaka"), "application/json");
      if (answer && answer->status == 200) again = answer->body;
      return !again.empty();
    });
    ASSERT_TRUE(answered) << "round " << round << "\n" << service.log();
    if (as_before.empty()) as_before = again;
    EXPECT_EQ(again, as_before) << "round " << round;
    EXPECT_EQ(class_of(again), "zone_equivalent");
  }
  EXPECT_EQ(service.stop(), 0);

  const Recorded recorded = read_journal(service);
  EXPECT_GT(told.answers.size(), 100u) << "too little load to prove anything";
  EXPECT_GT(told.events.size(), 20u);
  for (const auto& [entry, class_] : told.answers) {
    const auto found = recorded.decisions.find(entry);
    ASSERT_NE(found, recorded.decisions.end())
        << entry << " was answered and is not in the journal";
    EXPECT_EQ(found->second, class_) << entry;
  }
  for (const auto& [number, times] : told.events) {
    const auto found = recorded.events.find(number);
    ASSERT_NE(found, recorded.events.end())
        << "event " << number << " was acknowledged and is lost";
    EXPECT_EQ(found->second, 1) << "event " << number << " is in the journal more than once (K7)";
  }
}

}  // namespace
}  // namespace zonefactor::daemon_test
