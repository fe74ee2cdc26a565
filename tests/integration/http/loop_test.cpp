// The loop: one thread, in the order posted, from any thread.
#include <gtest/gtest.h>

#include <future>
#include <thread>
#include <vector>

#include "adapters/http/loop.h"

namespace zonefactor::http {
namespace {

using namespace std::chrono_literals;

TEST(Loop, what_is_posted_runs_on_the_loops_thread_in_its_order) {
  HttpLoop loop;
  std::vector<int> ran;
  std::thread::id where;
  std::thread thread([&] { loop.run(); });
  const auto loops_thread = thread.get_id();
  for (int i = 0; i < 1000; ++i) {
    loop.post([&, i] {
      ran.push_back(i);
      where = std::this_thread::get_id();
    });
  }
  loop.post([&] { loop.stop(); });
  thread.join();
  ASSERT_EQ(ran.size(), 1000u);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(ran[static_cast<std::size_t>(i)], i);
  EXPECT_EQ(where, loops_thread);
}

TEST(Loop, posts_of_many_threads_all_run) {
  HttpLoop loop;
  int ran = 0;
  std::thread thread([&] { loop.run(); });
  std::vector<std::thread> posters;
  for (int t = 0; t < 4; ++t) {
    posters.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) loop.post([&] { ++ran; });
    });
  }
  for (auto& poster : posters) poster.join();
  loop.post([&] { loop.stop(); });
  thread.join();
  EXPECT_EQ(ran, 4000);
}

TEST(Loop, delays_run_in_the_order_of_their_times) {
  HttpLoop loop;
  std::vector<int> ran;
  loop.after(60ms, [&] {
    ran.push_back(2);
    loop.stop();
  });
  loop.after(20ms, [&] { ran.push_back(1); });
  loop.post([&] { ran.push_back(0); });
  loop.run();
  EXPECT_EQ(ran, (std::vector<int>{0, 1, 2}));
}

TEST(Loop, work_that_never_ran_is_let_go_of) {
  auto token = std::make_shared<int>(1);
  {
    HttpLoop loop;
    loop.post([token] {});
    loop.after(1h, [token] {});
    EXPECT_GT(token.use_count(), 1);
  }
  EXPECT_EQ(token.use_count(), 1);
}

}  // namespace
}  // namespace zonefactor::http
