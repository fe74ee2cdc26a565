// zonefactor-verify log --derive: the golden journal is derived again from its logs on disk, and an
// answer that the log's own signer altered is told apart from one that the rules give.
#include <gtest/gtest.h>

#include "service/journal/derivation.h"
#include "service/journal/entry_codec.h"
#include "service/journal/state_codec.h"
#include "tests/edition/golden_journal.h"
#include "tests/integration/verify/log_on_disk.h"
#include "tests/integration/verify/verify_program.h"
#include "tests/support/temp_dir.h"

namespace zonefactor::verify {
namespace {

using support::write_file;
using Entries = std::vector<std::string>;

class VerifyDerived : public testing::Test {
 protected:
  static void SetUpTestSuite() { logs() = edition::golden_logs(); }
  static std::vector<edition::RecordedLog>& logs() {
    static std::vector<edition::RecordedLog> all;
    return all;
  }
  static Entries entries_of(const edition::RecordedLog& log) {
    Entries entries;
    for (const auto& entry : log.entries) entries.push_back(entry.bytes);
    return entries;
  }
  // A recorded log that has a login and goes on after a seal.
  static Entries a_log() {
    for (const auto& log : logs()) {
      const Entries entries = entries_of(log);
      if (log.name == "tanaka_comes_in_and_logs_in") return entries;
    }
    ADD_FAILURE() << "the golden journal has no such log";
    return {};
  }
  static core::Fact fact_of(const std::string& entry) { return journal::decode(entry)->fact; }
  static std::string origin_of(const Entries& entries) {
    return std::get<core::LogOpened>(fact_of(entries.front())).origin;
  }
  template <class Fact>
  static std::size_t first(const Entries& entries) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (std::holds_alternative<Fact>(fact_of(entries[i]))) return i;
    }
    ADD_FAILURE() << "no such entry";
    return 0;
  }
  static std::size_t last_login(const Entries& entries) {
    for (std::size_t i = entries.size(); i-- > 0;) {
      if (std::holds_alternative<core::LoginDecided>(fact_of(entries[i]))) return i;
    }
    ADD_FAILURE() << "no login";
    return 0;
  }
  // The entry with another fact of the same type.
  template <class Fact, class Change>
  static std::string changed(const std::string& entry, Change change) {
    auto decoded = journal::decode(entry);
    change(std::get<Fact>(decoded->fact));
    return journal::encode(decoded->fact, decoded->recorded_at);
  }
  // The state that the entries fold to, and the entry that seals it.
  struct Seal {
    std::string state;
    std::string entry;
  };
  static Seal seal_after(const Entries& entries) {
    journal::Derivation derivation;
    for (std::size_t i = 0; i < entries.size(); ++i)
      EXPECT_FALSE(derivation.take({2026, i}, entries[i])) << entries[i];
    // What is no seal of this state is answered with the one that is.
    const std::string none = journal::encode(core::StateSealed{}, derivation.book().now());
    const auto difference = derivation.take({2026, entries.size()}, none);
    EXPECT_TRUE(difference);
    return {journal::encode_state(core::seal(derivation.book())), difference->derived};
  }

  std::vector<std::string> arguments(const Entries& entries, const std::string& origin) {
    const auto directory = dir_ / ("log" + std::to_string(++made_));
    LogOnDisk log(directory, origin);
    for (const std::string& entry : entries) log.append(entry);
    log.publish();
    write_file(dir_ / "policy", policy_text(origin));
    return {"log", directory.string(), "--policy", (dir_ / "policy").string(), "--derive"};
  }
  std::vector<std::string> arguments(const Entries& entries) {
    return arguments(entries, origin_of(entries));
  }
  std::vector<std::string> with_state(std::vector<std::string> arguments,
                                      const std::string& state) {
    write_file(dir_ / "state", state);
    arguments.insert(arguments.end(), {"--state", (dir_ / "state").string()});
    return arguments;
  }

  support::TempDir dir_;
  int made_ = 0;
};

TEST_F(VerifyDerived, V4_every_log_of_the_golden_journal_is_derived_again) {
  ASSERT_FALSE(logs().empty());
  for (const auto& log : logs()) {
    const Entries entries = entries_of(log);
    const auto run = verify(arguments(entries));
    EXPECT_EQ(run.status, 0) << log.name << ": " << run.output;
    const std::string said =
        "derived      " + std::to_string(entries.size()) + " entries from entry 0 on, ";
    EXPECT_NE(run.output.find(said), std::string::npos) << run.output;
  }
  expect_run(arguments(a_log()), 0, " decisions among them: as recorded");
}

TEST_F(VerifyDerived, V4_an_answer_that_the_signer_altered_is_shown_beside_the_one_the_rules_give) {
  Entries entries = a_log();
  const std::size_t at = first<core::LoginDecided>(entries);
  const std::string good = entries[at];
  entries[at] = changed<core::LoginDecided>(good, [](core::LoginDecided& decided) {
    decided.decision.class_ = core::Class::native_two_factor;
  });
  const auto all = arguments(entries);
  const std::string place = "tile/entries/000.p/" + std::to_string(entries.size());
  expect_run(all, 1, place + ": entry " + std::to_string(at) + " is not what the rules give; ");
  expect_run(all, 1, "\nrecorded: " + entries[at] + "\nderived:  " + good + "\n");
}

TEST_F(VerifyDerived, an_entry_that_the_signer_left_out_or_made_up_is_shown) {
  const Entries good = a_log();
  // Without the door event that let her in, the login's answer is another.
  Entries entries = good;
  entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(first<core::DoorEvent>(good)));
  expect_run(arguments(entries), 1, " is not what the rules give; ");
  entries = good;
  const auto at = journal::decode(good.back())->recorded_at;
  entries.push_back(journal::encode(core::Finding{}, at));
  expect_run(arguments(entries), 1, "derived:  nothing: no rule raises this here");
  entries = good;
  entries.insert(entries.end() - 1, "no entry at all");
  expect_run(arguments(entries), 1, "cannot be read: byte 0");
}

TEST_F(VerifyDerived, a_consequence_that_was_left_out_at_the_end_is_missed) {
  for (const auto& log : logs()) {
    Entries entries = entries_of(log);
    const auto finding = [&] {
      for (std::size_t i = 0; i < entries.size(); ++i) {
        if (std::holds_alternative<core::Finding>(fact_of(entries[i]))) return i;
      }
      return std::size_t{0};
    }();
    if (finding == 0) continue;
    const std::string missing = entries[finding];
    entries.resize(finding);
    expect_run(arguments(entries), 1, "is missing at the end");
    expect_run(arguments(entries), 1, "derived:  " + missing);
    return;
  }
  FAIL() << "the golden journal has no finding";
}

TEST_F(VerifyDerived, V6_a_later_part_is_derived_from_a_sealed_state_alone) {
  const Entries good = a_log();
  const std::size_t login = last_login(good);
  const Seal seal = seal_after({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(login)});
  Entries entries = good;
  entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(login), seal.entry);
  // What follows may refer to places that the seal has moved: the login alone follows.
  entries.resize(login + 2);
  expect_run(with_state(arguments(entries), seal.state), 0,
             "derived      2 entries from entry " + std::to_string(login) + " on, 1 decisions");
  const std::string decision = entries.back();
  entries.back() = changed<core::LoginDecided>(decision, [](core::LoginDecided& decided) {
    decided.decision.class_ = core::Class::undetermined;
  });
  expect_run(with_state(arguments(entries), seal.state), 1, "derived:  " + decision);
}

TEST_F(VerifyDerived, V6_a_state_that_no_entry_seals_is_refused) {
  const Entries good = a_log();
  const std::size_t login = last_login(good);
  Entries entries(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(login));
  const Seal seal = seal_after(entries);
  const Seal earlier = seal_after({entries.begin(), entries.end() - 1});
  entries.push_back(seal.entry);
  expect_run(with_state(arguments(entries), earlier.state), 1,
             "state: no entry of the log seals this state");
  expect_run(with_state(arguments(entries), seal.state.substr(1)), 2, "state: is no sealed state");
  expect_run(with_state(arguments(entries), ""), 2, "state: is no sealed state");
}

TEST_F(VerifyDerived, V6_news_of_before_the_seal_asks_for_an_earlier_one) {
  const Entries good = a_log();
  const std::size_t login = last_login(good);
  Entries entries(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(login));
  const Seal seal = seal_after(entries);
  entries.push_back(seal.entry);
  const auto sealed_at = journal::decode(seal.entry)->recorded_at;
  auto late = std::get<core::DoorEvent>(fact_of(good[first<core::DoorEvent>(good)]));
  late.observation.seq += 1000;
  entries.push_back(journal::encode(late, sealed_at));
  expect_run(with_state(arguments(entries), seal.state), 1,
             "something came late that is about what stood before the sealed state");
}

TEST_F(VerifyDerived, a_log_that_goes_on_from_another_needs_a_state) {
  Entries entries = a_log();
  entries.front() = changed<core::LogOpened>(
      entries.front(), [](core::LogOpened& opened) { opened.previous = "a checkpoint"; });
  expect_run(arguments(entries), 2, "entry 0 goes on from an earlier log; give --state FILE");
}

TEST_F(VerifyDerived, a_log_under_another_one_s_name_and_one_of_no_journal_are_named) {
  const Entries entries = a_log();
  expect_run(arguments(entries, "zonefactor/minami/2026"), 1,
             "entry 0 opens the log " + origin_of(entries) + " and the checkpoint is of " +
                 "zonefactor/minami/2026");
  const Seal seal = seal_after(entries);
  Entries sealed = entries;
  sealed.push_back(seal.entry);
  expect_run(with_state(arguments(sealed), seal.state), 0, ": as recorded");
  expect_run(with_state(arguments(sealed, "zonefactor/minami/2026"), seal.state), 1,
             "entry 0 opens the log " + origin_of(entries) + " and the checkpoint is of " +
                 "zonefactor/minami/2026");
  expect_run(arguments(entries, "example.org/log"), 2, "does not end in a fiscal year");
  expect_run(arguments({"something"}, kOrigin), 1, "entry 0 does not open a log");
}

}  // namespace
}  // namespace zonefactor::verify
