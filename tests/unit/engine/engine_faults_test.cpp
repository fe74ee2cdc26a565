// The engine on a journal that breaks off: nothing answered is lost, nothing is answered twice, and
// what cannot be healed in process is named.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "service/journal/entry_codec.h"
#include "tests/unit/engine/engine_bench.h"

namespace zonefactor::engine {
namespace {

using core::EventKind;
using namespace std::chrono_literals;

class EngineFaultsTest : public EngineTest {
 protected:
  EngineFaultsTest() { options_.ticks_to_stall = 1000000; }
  std::size_t decisions_on_disk() const {
    std::size_t count = 0;
    for (const auto& row : disk_.rows()) count += row.type == "login.decided" ? 1u : 0u;
    return count;
  }
  void wait_until_recording() {
    loop_.pass_until([this] { return engine_->standing().recording; });
  }
};

TEST_F(EngineFaultsTest, H3_what_cannot_be_recorded_is_unavailable_and_later_answered_anew) {
  with_sample();
  disk_.foretell({Fate::unavailable});
  Outcome<ports::LoginAnswer> outcome;
  engine_->ask(sample::login("tanaka"), outcome.done());
  EXPECT_TRUE(wait_for(outcome).unavailable());
  EXPECT_FALSE(engine_->standing().recording);
  wait_until_recording();
  EXPECT_EQ(decisions_on_disk(), 0u);
  ask(sample::login("tanaka"));
  EXPECT_EQ(decisions_on_disk(), 1u);
}

TEST_F(EngineFaultsTest, an_in_doubt_commit_that_went_in_is_found_again_under_its_request_id) {
  with_sample();
  ports::LoginQuestion question = sample::login("tanaka");
  question.request_id = "r-1";
  disk_.foretell({Fate::doubt_written});
  Outcome<ports::LoginAnswer> outcome;
  engine_->ask(question, outcome.done());
  EXPECT_TRUE(wait_for(outcome).unavailable());
  ask_until_answered(question);
  EXPECT_EQ(decisions_on_disk(), 1u);
  EXPECT_FALSE(fatal_.has_value());
}

TEST_F(EngineFaultsTest, an_in_doubt_commit_that_was_lost_is_simply_asked_again) {
  with_sample();
  disk_.foretell({Fate::doubt_lost});
  Outcome<ports::LoginAnswer> outcome;
  engine_->ask(sample::login("tanaka"), outcome.done());
  EXPECT_TRUE(wait_for(outcome).unavailable());
  wait_until_recording();
  EXPECT_EQ(decisions_on_disk(), 0u);
  EXPECT_FALSE(fatal_.has_value());
}

TEST_F(EngineFaultsTest, an_in_doubt_commit_that_goes_in_late_is_recognised_as_our_own) {
  with_sample();
  disk_.foretell({Fate::doubt_late});
  Outcome<ports::LoginAnswer> outcome;
  engine_->ask(sample::login("tanaka"), outcome.done());
  EXPECT_TRUE(wait_for(outcome).unavailable());
  loop_.pass_until([this] { return decisions_on_disk() == 1; });
  ask_until_answered(sample::login("tanaka"));
  EXPECT_EQ(decisions_on_disk(), 2u);
  EXPECT_FALSE(fatal_.has_value());
}

TEST_F(EngineFaultsTest, everything_that_ran_ahead_of_a_failed_commit_is_unavailable_too) {
  with_sample();
  disk_.foretell({Fate::unavailable});
  disk_.hold(true);
  std::vector<Outcome<ports::LoginAnswer>> outcomes(5);
  for (auto& outcome : outcomes) {
    engine_->ask(sample::login("tanaka"), outcome.done());
    loop_.run_ready();
  }
  disk_.hold(false);
  for (auto& outcome : outcomes) EXPECT_TRUE(wait_for(outcome).unavailable());
  wait_until_recording();
  EXPECT_EQ(decisions_on_disk(), 0u);
}

TEST_F(EngineFaultsTest, a_parked_question_is_not_forgotten_when_the_state_is_lost) {
  with_sample();
  observe(sample::access(EventKind::access_granted, 1, "ph-in", "04A1B2C3",
                         "2026-11-22T09:00:00+09:00"));
  ports::LoginQuestion question = sample::login("tanaka");
  question.wait = 3s;
  Outcome<ports::LoginAnswer> parked;
  engine_->ask(question, parked.done());
  disk_.foretell({Fate::unavailable});
  Outcome<ports::LoginAnswer> other;
  engine_->ask(sample::login("suzuki"), other.done());
  EXPECT_TRUE(wait_for(parked).unavailable());
}

TEST_F(EngineFaultsTest,
       while_the_storage_is_away_every_answer_is_unavailable_and_it_comes_back_by_itself) {
  with_sample();
  disk_.set_away(true);
  for (int i = 0; i < 5; ++i) {
    Outcome<ports::LoginAnswer> outcome;
    engine_->ask(sample::login("tanaka"), outcome.done());
    EXPECT_TRUE(wait_for(outcome).unavailable());
    loop_.advance(1s);
    loop_.run_ready();
  }
  disk_.set_away(false);
  ask_until_answered(sample::login("tanaka"));
}

TEST_F(EngineFaultsTest, a_storage_away_at_the_start_is_waited_for) {
  disk_.set_away(true);
  start();
  for (int i = 0; i < 50; ++i) {
    loop_.run_ready();
    loop_.advance(200ms);
  }
  EXPECT_FALSE(engine_->standing().recording);
  EXPECT_NE(engine_->standing().why_not, "");
  disk_.set_away(false);
  wait_until_recording();
}

TEST_F(EngineFaultsTest, a_commit_that_hangs_fails_its_waiters_and_is_taken_up_when_it_ends) {
  options_.ticks_to_stall = 3;
  with_sample();
  disk_.hold(true);
  Outcome<ports::LoginAnswer> stuck;
  engine_->ask(sample::login("tanaka"), stuck.done());
  loop_.run_ready();
  loop_.advance(1s);
  EXPECT_TRUE(stuck.unavailable());
  EXPECT_FALSE(engine_->standing().recording);
  Outcome<ports::LoginAnswer> turned_away;
  engine_->ask(sample::login("tanaka"), turned_away.done());
  EXPECT_TRUE(turned_away.unavailable());
  disk_.hold(false);
  loop_.run_until([this] { return engine_->standing().recording; });
  EXPECT_EQ(decisions_on_disk(), 1u);
  ask(sample::login("tanaka"));
  EXPECT_EQ(decisions_on_disk(), 2u);
}

TEST_F(EngineFaultsTest, more_waiting_answers_than_allowed_are_turned_away) {
  options_.most_waiting = 3;
  with_sample();
  disk_.hold(true);
  std::vector<Outcome<ports::LoginAnswer>> outcomes(5);
  for (auto& outcome : outcomes) engine_->ask(sample::login("tanaka"), outcome.done());
  EXPECT_TRUE(outcomes[3].unavailable());
  EXPECT_TRUE(outcomes[4].unavailable());
  disk_.hold(false);
  for (int i = 0; i < 3; ++i)
    EXPECT_NE(wait_for(outcomes[static_cast<std::size_t>(i)]).get(), nullptr);
}

TEST_F(EngineFaultsTest, another_writer_ends_the_service) {
  with_sample();
  disk_.tamper([](auto& head, auto& rows, auto&) {
    rows.push_back(rows.back());
    rows.back().ref = head->next;
    ++head->next.index;
  });
  Outcome<ports::LoginAnswer> outcome;
  engine_->ask(sample::login("tanaka"), outcome.done());
  EXPECT_TRUE(wait_for(outcome).unavailable());
  loop_.pass_until([this] { return fatal_.has_value(); });
  EXPECT_EQ(fatal_->kind, Fatal::Kind::head_disagrees);
}

TEST_F(EngineFaultsTest, a_shorter_journal_ends_the_service) {
  with_sample();
  disk_.tamper([](auto& head, auto& rows, auto&) {
    rows.pop_back();
    --head->next.index;
  });
  Outcome<ports::LoginAnswer> outcome;
  engine_->ask(sample::login("tanaka"), outcome.done());
  EXPECT_TRUE(wait_for(outcome).unavailable());
  loop_.pass_until([this] { return fatal_.has_value(); });
  EXPECT_EQ(fatal_->kind, Fatal::Kind::head_disagrees);
}

TEST_F(EngineFaultsTest, V3_a_changed_entry_is_named_and_never_replayed) {
  with_sample();
  engine_.reset();
  disk_.tamper([](auto&, auto& rows, auto&) { rows[5].body[10] ^= 1; });
  start();
  loop_.pass_until([this] { return fatal_.has_value(); });
  EXPECT_EQ(fatal_->kind, Fatal::Kind::journal_damaged);
  EXPECT_NE(fatal_->why.find("2026/5"), std::string::npos) << fatal_->why;
}

TEST_F(EngineFaultsTest, V3_a_missing_entry_is_named) {
  with_sample();
  engine_.reset();
  disk_.tamper([](auto&, auto& rows, auto&) { rows.erase(rows.begin() + 5); });
  start();
  loop_.pass_until([this] { return fatal_.has_value(); });
  EXPECT_NE(fatal_->why.find("2026/5"), std::string::npos) << fatal_->why;
}

// One login as asked, and what came of it.
struct Asked {
  ports::LoginQuestion question;
  Outcome<ports::LoginAnswer> outcome;
};

// Any run of inputs and faults: every answer given is in the journal exactly once, under its entry;
// every event confirmed is there too; and a fresh engine on that journal answers as the old one.
TEST(EngineProperty, after_any_inputs_and_faults_what_was_answered_is_in_the_journal_exactly_once) {
  const bool holds = rc::check([] {
    EngineBench bench;
    bench.options_.ticks_to_stall = 1000000;
    bench.with_sample();
    std::vector<Asked> asked;
    std::vector<std::pair<std::uint64_t, Outcome<ports::EventResult>>> observed;
    std::uint64_t seq = 0;

    const int steps = *rc::gen::inRange(5, 60);
    for (int step = 0; step < steps; ++step) {
      switch (*rc::gen::inRange(0, 8)) {
        case 0:
        case 1:
        case 2: {
          Asked it{sample::login(*rc::gen::element("tanaka", "suzuki", "nobody")), {}};
          it.question.request_id = "r-" + std::to_string(*rc::gen::inRange(0, 10));
          asked.push_back(it);
          bench.engine_->ask(it.question, it.outcome.done());
          break;
        }
        case 3:
        case 4: {
          const auto kind = *rc::gen::element(EventKind::access_granted, EventKind::access_taken,
                                              EventKind::access_denied);
          auto report = sample::access(kind, ++seq, *rc::gen::element("ph-in", "ph-out"),
                                       *rc::gen::element("04A1B2C3", "04D4E5F6", "FFFF"),
                                       "2026-11-22T09:00:00+09:00");
          report.observation.occurred_at = report.observation.sent_at = bench.clock_.now();
          observed.emplace_back(seq, Outcome<ports::EventResult>());
          bench.engine_->observe(report, observed.back().second.done());
          break;
        }
        case 5:
          bench.disk_.foretell({*rc::gen::element(Fate::unavailable, Fate::doubt_lost,
                                                  Fate::doubt_written, Fate::doubt_late)});
          break;
        case 6:
          bench.loop_.run_ready();
          break;
        case 7:
          bench.loop_.advance(std::chrono::milliseconds(*rc::gen::inRange(1, 1500)));
          break;
      }
    }
    bench.loop_.pass_until([&] {
      return std::all_of(asked.begin(), asked.end(),
                         [](const Asked& it) { return it.outcome.came(); }) &&
             std::all_of(observed.begin(), observed.end(),
                         [](const auto& it) { return it.second.came(); }) &&
             bench.engine_->standing().recording;
    });
    RC_ASSERT(!bench.fatal_.has_value());

    const auto rows = bench.disk_.rows();
    for (const Asked& it : asked) {
      const ports::LoginAnswer* answer = it.outcome.get();
      if (!answer) continue;
      const auto decoded = journal::decode(rows.at(answer->entry.index).body);
      const auto& decided = std::get<core::LoginDecided>(decoded->fact);
      RC_ASSERT(decided.decision == answer->decision);
    }
    for (const auto& [number, outcome] : observed) {
      if (!outcome.get() || outcome.get()->verdict != ports::EventVerdict::accepted) continue;
      int found = 0;
      for (const auto& row : rows) {
        const auto decoded = journal::decode(row.body);
        const auto* event = std::get_if<core::DoorEvent>(&decoded->fact);
        if (event && event->observation.seq == number) ++found;
      }
      RC_ASSERT(found == 1);
    }

    // The same questions to the running engine and to a fresh one.
    const auto ask_both = [&bench](const char* account) {
      auto question = sample::login(account);
      return bench.ask_until_answered(question).decision;
    };
    std::vector<core::Decision> before{ask_both("tanaka"), ask_both("suzuki"), ask_both("nobody")};
    bench.restart();
    std::vector<core::Decision> after{ask_both("tanaka"), ask_both("suzuki"), ask_both("nobody")};
    for (std::size_t i = 0; i < before.size(); ++i) {
      RC_ASSERT(before[i].class_ == after[i].class_);
      RC_ASSERT(before[i].reasons.bits() == after[i].reasons.bits());
      RC_ASSERT(before[i].evidence == after[i].evidence);
    }
    // The same ids still get the entries they were answered with.
    for (const Asked& it : asked) {
      const ports::LoginAnswer* answer = it.outcome.get();
      if (answer) RC_ASSERT(bench.ask_until_answered(it.question).entry == answer->entry);
    }
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace zonefactor::engine
