// The one promise of a witness, under whatever is asked in whatever order: never two roots of one
// size, never a smaller size after a larger one.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <atomic>
#include <barrier>
#include <thread>

#include "service/journal/cosignature.h"
#include "service/witness/witness.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/tlog/sample_keys.h"
#include "tests/unit/witness/sample_log.h"

namespace zonefactor::witness {
namespace {

constexpr const char* kOrigin = "zonefactor/sample/2026";

// One log's three stories: the true one, and two that leave it later.
const std::vector<SampleLog>& stories() {
  static const std::vector<SampleLog> all = [] {
    std::vector<SampleLog> made;
    made.emplace_back(kOrigin);
    made.emplace_back(kOrigin, std::uint8_t{1}, 4, "second");
    made.emplace_back(kOrigin, std::uint8_t{1}, 9, "third");
    return made;
  }();
  return all;
}

class Machine {
 public:
  Machine() { start(); }
  void start() {
    witness_.reset();
    state_.reset();
    Identity identity{"witness.example/w1", journal::sample_key(9), [] { return 1'800'000'000; }};
    state_ = std::get<std::unique_ptr<StateDirectory>>(
        StateDirectory::open(directory_.path().string(), identity.verifier()));
    witness_.emplace(std::move(identity), std::vector{stories()[0].settings()}, *state_);
  }
  Witness& witness() { return *witness_; }

 private:
  support::TempDir directory_;
  std::unique_ptr<StateDirectory> state_;
  std::optional<Witness> witness_;
};

RC_GTEST_PROP(WitnessPromise, one_root_for_a_size_and_no_way_back_whatever_is_asked, ()) {
  Machine machine;
  journal::Checkpoint last = stories()[0].checkpoint(0);
  const int requests = *rc::gen::inRange(1, 40);
  for (int i = 0; i < requests; ++i) {
    const SampleLog& story = stories()[*rc::gen::inRange<std::size_t>(0, stories().size())];
    const auto size = *rc::gen::inRange<std::uint64_t>(0, 20);
    const auto old_size = *rc::gen::weightedOneOf<std::uint64_t>(
        {{4, rc::gen::just(last.size)}, {1, rc::gen::inRange<std::uint64_t>(0, 20)}});
    if (*rc::gen::weightedElement<bool>({{1, true}, {5, false}})) machine.start();
    const Answer answer = machine.witness().add_checkpoint(story.body(old_size, size));
    if (answer.status != 200) continue;
    const journal::Checkpoint now = story.checkpoint(size);
    RC_ASSERT(now.size >= last.size);
    RC_ASSERT(!journal::contradicts(last, now));
    RC_ASSERT(old_size == last.size);
    // Whatever story it is told as: it begins with what was cosigned before.
    RC_ASSERT(last.size == 0 || story.checkpoint(last.size).root == last.root);
    last = now;
  }
}

TEST(WitnessPromise, of_conflicting_requests_at_once_one_is_granted) {
  std::vector<std::string> bodies;
  for (const char* story : {"a", "b", "c", "d"}) {
    // Of one size and of several, all of them right by themselves.
    for (const std::uint64_t size : {5u, 6u}) {
      bodies.push_back(SampleLog(kOrigin, 1, 0, story).body(0, size));
    }
  }
  for (int round = 0; round < 50; ++round) {
    Machine machine;
    std::barrier together(static_cast<std::ptrdiff_t>(bodies.size()));
    std::atomic<int> granted = 0;
    std::atomic<int> conflicts = 0;
    std::vector<std::jthread> threads;
    for (const std::string& body : bodies) {
      threads.emplace_back([&] {
        together.arrive_and_wait();
        const Answer answer = machine.witness().add_checkpoint(body);
        if (answer.status == 200) ++granted;
        if (answer.status == 409) ++conflicts;
      });
    }
    threads.clear();
    ASSERT_EQ(granted, 1);
    ASSERT_EQ(conflicts, static_cast<int>(bodies.size()) - 1);
  }
}

}  // namespace
}  // namespace zonefactor::witness
