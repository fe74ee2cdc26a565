// The promise under fire: conflicting requests at once, and kill -9 at any moment. Whatever was
// answered with a cosignature, no size has two roots, and no size follows a larger one.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <cstdlib>
#include <map>
#include <mutex>
#include <random>
#include <string_view>
#include <thread>

#include "service/journal/checkpoint.h"
#include "tests/integration/witness/running_witness.h"
#include "tests/support/wait.h"

namespace zonefactor::witness_test {
namespace {

using witness::SampleLog;

bool full_length() {
  const char* const length = std::getenv("ZONEFACTOR_TEST_LENGTH");
  return length != nullptr && std::string_view(length) == "full";
}

constexpr const char* kOrigin = "zonefactor/sample/2026";
constexpr std::uint64_t kSteps = 8;  // entries that a story adds

// What stands already, and what `name` adds to it.
SampleLog story(journal::Hashes leaves, const std::string& name) {
  for (std::uint64_t i = 0; i < kSteps; ++i) leaves.push_back(journal::leaf_hash(name));
  return {kOrigin, 1, std::move(leaves)};
}

// Every root that was cosigned, by size.
class Granted {
 public:
  void add(const journal::Checkpoint& checkpoint) {
    const std::lock_guard lock(mutex_);
    const auto known = roots_.emplace(checkpoint.size, checkpoint.root).first;
    EXPECT_EQ(known->second, checkpoint.root) << "two roots of size " << checkpoint.size;
  }
  std::uint64_t largest() {
    const std::lock_guard lock(mutex_);
    return roots_.empty() ? 0 : roots_.rbegin()->first;
  }
  // Whether all of them are of this log.
  bool belong_to(const SampleLog& log) const {
    return std::all_of(roots_.begin(), roots_.end(), [&](const auto& one) {
      return one.first <= log.leaves().size() && log.checkpoint(one.first).root == one.second;
    });
  }

 private:
  std::mutex mutex_;
  std::map<std::uint64_t, journal::Digest> roots_;
};

// Tells the witness `log` from `size` on, entry by entry, until it is dead or bound to another.
void tell(const RunningWitness& witness, const SampleLog& log, std::uint64_t size, Granted& granted,
          const std::atomic<bool>& dead) {
  while (!dead) {
    const std::uint64_t next = std::min<std::uint64_t>(size + 1, log.leaves().size());
    const Reply reply = witness.post(log.body(size, next));
    if (reply.status == 422) return;
    if (reply.status == 409) size = std::stoull(reply.body);
    if (reply.status == 200) {
      granted.add(log.checkpoint(next));
      size = next;
    }
  }
}

// What the witness says it cosigned last; size 0 where nothing was.
journal::Checkpoint kept_by(const RunningWitness& witness) {
  const Reply latest = witness.latest(kOrigin);
  if (latest.status == 404) return {kOrigin, 0, journal::empty_root()};
  const auto note = journal::parse_note(latest.body);
  return journal::parse_checkpoint(note.value().text).value();
}

TEST(WitnessPromise, of_conflicting_requests_at_once_one_is_granted) {
  constexpr std::size_t kCallers = 8;
  RunningWitness witness({SampleLog().settings()});
  witness.start();
  journal::Hashes leaves;
  for (int round = 0; round < 20; ++round) {
    const std::uint64_t size = leaves.size();
    std::vector<SampleLog> stories;
    for (std::size_t i = 0; i < kCallers; ++i) stories.push_back(story(leaves, std::to_string(i)));
    std::barrier together(kCallers);
    std::atomic<int> granted = 0;
    std::atomic<std::size_t> winner = 0;
    std::vector<std::jthread> callers;
    for (std::size_t i = 0; i < kCallers; ++i) {
      callers.emplace_back([&, i] {
        const std::string body = stories[i].body(size, size + 1);
        together.arrive_and_wait();
        if (witness.post(body).status != 200) return;
        ++granted;
        winner = i;
      });
    }
    callers.clear();
    ASSERT_EQ(granted, 1) << "at size " << size;
    leaves.push_back(stories[winner].leaves()[size]);
  }
}

TEST(WitnessPromise, holds_across_kill_9_at_any_moment) {
  const int rounds = full_length() ? 300 : 30;
  RunningWitness witness({SampleLog().settings()});
  std::minstd_rand random(20261122);
  Granted granted;
  journal::Hashes leaves;
  for (int round = 0; round < rounds; ++round) {
    witness.start();
    const SampleLog one = story(leaves, "one " + std::to_string(round));
    const SampleLog other = story(leaves, "other " + std::to_string(round));
    std::atomic<bool> dead = false;
    {
      const std::jthread first([&] { tell(witness, one, leaves.size(), granted, dead); });
      const std::jthread second([&] { tell(witness, other, leaves.size(), granted, dead); });
      // Every other time at any moment, else at any moment after something new was granted.
      EXPECT_TRUE(round % 2 == 0 ||
                  support::wait_until([&] { return granted.largest() > leaves.size(); }));
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 15'000));
      witness.kill9();
      dead = true;
    }
    witness.start();
    const journal::Checkpoint kept = kept_by(witness);
    ASSERT_GE(kept.size, granted.largest()) << "it has forgotten what it cosigned";
    ASSERT_LE(kept.size, one.leaves().size());
    const bool is_one = one.checkpoint(kept.size) == kept;
    ASSERT_TRUE(is_one || other.checkpoint(kept.size) == kept);
    const SampleLog& told = is_one ? one : other;
    leaves.assign(told.leaves().begin(),
                  told.leaves().begin() + static_cast<std::ptrdiff_t>(kept.size));
    ASSERT_TRUE(granted.belong_to({kOrigin, 1, leaves}));
    witness.kill9();
  }
}

}  // namespace
}  // namespace zonefactor::witness_test
