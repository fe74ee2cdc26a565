// The golden journal of edition 1: every build derives each of its decisions and consequences
// again, byte for byte, so that no change of a rule passes unnoticed (rule A6).
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "service/journal/entry_codec.h"
#include "service/journal/sha256.h"
#include "tests/edition/derivation.h"
#include "tests/edition/golden_journal.h"

namespace zonefactor::edition {
namespace {

using testing::Test;

class GoldenEdition : public Test {
 protected:
  static void SetUpTestSuite() { logs() = golden_logs(); }
  static std::vector<RecordedLog>& logs() {
    static std::vector<RecordedLog> all;
    return all;
  }
  // Runs `visit(entry, fact)` over everything recorded.
  template <class Visit>
  static void each(Visit visit) {
    for (const RecordedLog& log : logs()) {
      for (const RecordedEntry& entry : log.entries) {
        const auto decoded = journal::decode(entry.bytes);
        ASSERT_TRUE(decoded) << entry.bytes;
        visit(entry, decoded->fact);
      }
    }
  }
  // The log up to and with the first entry whose fact is of type F and satisfies `fits`.
  template <class F, class Fits>
  static RecordedLog log_up_to(Fits fits) {
    for (const RecordedLog& log : logs()) {
      RecordedLog head{log.name, {}};
      for (const RecordedEntry& entry : log.entries) {
        head.entries.push_back(entry);
        const auto decoded = journal::decode(entry.bytes);
        const auto* fact = decoded ? std::get_if<F>(&decoded->fact) : nullptr;
        if (fact != nullptr && fits(*fact)) return head;
      }
    }
    ADD_FAILURE() << "the golden journal has no such entry";
    return {};
  }
};

TEST_F(GoldenEdition, A6_V4_every_decision_and_consequence_is_derived_again_byte_for_byte) {
  ASSERT_FALSE(logs().empty()) << golden_path() << " is empty";
  for (const RecordedLog& log : logs()) {
    const std::string difference = first_difference(log);
    EXPECT_TRUE(difference.empty()) << difference;
  }
}

TEST_F(GoldenEdition, has_each_log_once_and_in_one_piece) {
  std::set<std::string> names;
  for (const RecordedLog& log : logs()) {
    EXPECT_TRUE(names.insert(log.name).second) << log.name << " begins twice";
  }
}

// What a changed rule looks like: the recorded text is another than the derived one.
template <class Fact, class Change>
void change_last(RecordedLog& log, Change change) {
  RecordedEntry& last = log.entries.back();
  auto decoded = journal::decode(last.bytes);
  ASSERT_TRUE(decoded);
  change(std::get<Fact>(decoded->fact));
  last.bytes = journal::encode(decoded->fact, decoded->recorded_at);
  last.leaf = journal::hex(journal::leaf_hash(last.bytes));
}

void expect_named(const RecordedLog& log, const std::string& derived) {
  const RecordedEntry& last = log.entries.back();
  const std::string difference = first_difference(log);
  const std::string place =
      log.name + " " + std::to_string(last.ref.year) + "/" + std::to_string(last.ref.index) + ":";
  for (const std::string& said :
       {place, "recorded: " + last.bytes + "\n", "derived:  " + derived, std::string(kRemedy)}) {
    EXPECT_NE(difference.find(said), std::string::npos) << said << "\nis not in\n" << difference;
  }
}

TEST_F(GoldenEdition, a_decision_that_turns_is_named_with_both_texts) {
  RecordedLog log = log_up_to<core::LoginDecided>([](const core::LoginDecided& decided) {
    return decided.decision.class_ == core::Class::zone_equivalent;
  });
  const std::string derived = log.entries.back().bytes;
  change_last<core::LoginDecided>(log, [](core::LoginDecided& decided) {
    decided.decision.class_ = core::Class::undetermined;
  });
  expect_named(log, derived);
}

TEST_F(GoldenEdition, an_event_that_gets_another_place_in_time_is_named) {
  RecordedLog log = log_up_to<core::DoorEvent>([](const core::DoorEvent&) { return true; });
  const std::string derived = log.entries.back().bytes;
  change_last<core::DoorEvent>(
      log, [](core::DoorEvent& event) { event.happened -= std::chrono::seconds(1); });
  expect_named(log, derived);
}

TEST_F(GoldenEdition, a_consequence_that_is_another_is_named) {
  RecordedLog log = log_up_to<core::Signal>([](const core::Signal&) { return true; });
  const std::string derived = log.entries.back().bytes;
  change_last<core::Signal>(log, [](core::Signal& s) { s.kind = core::SignalKind::end; });
  expect_named(log, derived);
}

TEST_F(GoldenEdition, a_consequence_that_no_rule_raises_any_more_is_named) {
  RecordedLog log = log_up_to<core::LoginDecided>([](const core::LoginDecided&) { return true; });
  const auto decided = journal::decode(log.entries.back().bytes);
  ASSERT_TRUE(decided);
  RecordedEntry more = log.entries.back();
  ++more.ref.index;
  more.bytes = journal::encode(core::Finding{}, decided->recorded_at);
  more.leaf = journal::hex(journal::leaf_hash(more.bytes));
  log.entries.push_back(more);
  expect_named(log, "nothing");
}

TEST_F(GoldenEdition, a_consequence_that_a_rule_raises_anew_is_named) {
  RecordedLog log = log_up_to<core::Finding>([](const core::Finding&) { return true; });
  const std::string raised = log.entries.back().bytes;
  log.entries.pop_back();
  const std::string difference = first_difference(log);
  EXPECT_NE(difference.find("recorded: nothing\n  derived:  " + raised), std::string::npos)
      << difference;
}

TEST_F(GoldenEdition, an_entry_that_is_missing_or_has_another_hash_is_named) {
  RecordedLog log = log_up_to<core::LoginDecided>([](const core::LoginDecided&) { return true; });
  RecordedLog hashed = log;
  hashed.entries.back().leaf.front() = hashed.entries.back().leaf.front() == '0' ? '1' : '0';
  expect_named(hashed, "does not have this leaf hash");
  log.entries.erase(log.entries.end() - 2);
  expect_named(log, "does not follow on the entry before it");
}

// interfaces.md section 7.
TEST_F(GoldenEdition, no_entry_is_above_4_kib_and_a_usual_decision_is_not_above_700_bytes) {
  constexpr std::size_t kUsualBytes = 700;
  std::vector<std::size_t> decisions;
  each([&](const RecordedEntry& entry, const core::Fact& fact) {
    EXPECT_TRUE(journal::fits(entry.bytes)) << entry.log << " " << entry.ref.index;
    if (std::holds_alternative<core::LoginDecided>(fact)) decisions.push_back(entry.bytes.size());
  });
  ASSERT_FALSE(decisions.empty());
  const auto longer = std::count_if(decisions.begin(), decisions.end(),
                                    [](std::size_t bytes) { return bytes > kUsualBytes; });
  std::sort(decisions.begin(), decisions.end());
  RecordProperty("median", static_cast<int>(decisions[decisions.size() / 2]));
  RecordProperty("longest", static_cast<int>(decisions.back()));
  EXPECT_LE(longer * 20, static_cast<std::ptrdiff_t>(decisions.size()))
      << longer << " of " << decisions.size() << " decisions are above " << kUsualBytes
      << " bytes; one in twenty may be";
}

}  // namespace
}  // namespace zonefactor::edition
