// Packs made from what a service gives: verified, recorded, with no name too many, or nothing at
// all.
#include "service/cli/pack_export.h"
#include "service/journal/log_origin.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/unit/export/memory_source.h"
#include "tests/unit/tlog/sample_keys.h"
#include "tests/unit/verify/bench.h"

namespace zonefactor::cli {
namespace {

namespace fs = std::filesystem;
using core::EntryRef;
using evidence::Day;
using evidence::PackExit;
using evidence::PackVerdict;

class Export : public testing::Test {
 protected:
  static PackWish of_decision(EntryRef decision, bool named = false) {
    PackWish wish;
    wish.what.facility = "chuo";
    wish.what.decision = decision;
    wish.purpose = core::ExportPurpose::incident;
    wish.named = named;
    return wish;
  }
  static PackWish of_period(const char* from, const char* until, bool named = false) {
    PackWish wish = of_decision({}, named);
    wish.what.decision.reset();
    wish.what.from = *core::parse_rfc3339(from);
    wish.what.until = *core::parse_rfc3339(until);
    return wish;
  }
  PackVerdict make(MemorySource& source, const PackWish& wish, const std::string& name = "p.zip") {
    return export_pack(source, wish, folder_ / name, {});
  }
  void expect_failure(MemorySource& source, const PackWish& wish, const std::string& said) {
    try {
      make(source, wish);
      FAIL() << "no failure: " << said;
    } catch (const ExportFailure& failure) {
      EXPECT_NE(std::string(failure.what()).find(said), std::string::npos) << failure.what();
    }
    EXPECT_TRUE(fs::is_empty(folder_.path())) << "something was left behind";
  }
  std::vector<std::string> plains(MemorySource& source, const std::string& name) {
    std::vector<std::string> found;
    const std::string pack = support::read_file(folder_ / name);
    for (const ports::BoundName& bound : source.names) {
      if (pack.find("\"plain\":\"" + bound.row.plain + "\"") != std::string::npos)
        found.push_back(bound.row.plain);
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  support::TempDir folder_;
};

TEST_F(Export, of_one_decision_is_verified_and_recorded) {
  const Day day;
  MemorySource source(day.hospital);
  source.keep(2026, day.seal.index);
  const PackVerdict verdict = make(source, of_decision(day.login));
  EXPECT_EQ(verdict.exit, PackExit::verified);
  EXPECT_EQ(evidence::verify_pack(folder_ / "p.zip", evidence::Hospital::policy()).exit,
            PackExit::verified);
  ASSERT_EQ(source.exports.size(), 1u);
  EXPECT_EQ(source.exports[0].purpose, core::ExportPurpose::incident);
  EXPECT_EQ(source.exports[0].from, (EntryRef{2026, day.seal.index}));
  EXPECT_EQ(source.exports[0].to, (EntryRef{2026, day.hospital.size(2026)}));
  EXPECT_TRUE(source.exports[0].handles.empty());
  EXPECT_TRUE(plains(source, "p.zip").empty());
  const fs::perms perms = fs::status(folder_ / "p.zip").permissions();
  EXPECT_EQ(perms, fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Export, of_the_same_evidence_twice_has_the_same_bytes) {
  const Day day;
  MemorySource source(day.hospital);
  source.keep(2026, day.seal.index);
  make(source, of_decision(day.login, true), "one.zip");
  make(source, of_decision(day.login, true), "other.zip");
  EXPECT_EQ(support::read_file(folder_ / "one.zip"), support::read_file(folder_ / "other.zip"));
}

TEST_F(Export, V6_news_of_what_was_before_the_seal_begins_it_at_an_earlier_one) {
  evidence::Hospital hospital;
  const EntryRef first_seal = hospital.seals("2026-11-22T08:00:00+09:00");
  hospital.loses_card("card-of-p-1043", "2026-11-22T08:59:30+09:00");
  hospital.seals("2026-11-22T09:00:00+09:00");
  hospital.came_in("04A1B2C3", "2026-11-22T08:59:00+09:00", "2026-11-22T09:01:00+09:00");
  const EntryRef login = hospital.logs_in("tanaka", "2026-11-22T09:02:00+09:00");
  MemorySource source(hospital);
  const PackVerdict verdict = make(source, of_decision(login));
  EXPECT_EQ(verdict.exit, PackExit::verified);
  EXPECT_EQ(verdict.contents.seal, first_seal) << "not the later one";
  EXPECT_EQ(source.exports.size(), 2u) << "what was taken away each time";
}

TEST_F(Export, V7_of_one_decision_names_whom_it_is_about_and_nobody_else) {
  const Day day;
  MemorySource source(day.hospital);
  const PackVerdict verdict = make(source, of_decision(day.login, true));
  EXPECT_EQ(verdict.exit, PackExit::verified);
  const auto named = plains(source, "p.zip");
  for (const char* plain : {"tanaka", "04A1B2C3"})
    EXPECT_NE(std::find(named.begin(), named.end(), plain), named.end()) << plain;
  for (const char* plain : {"suzuki", "04D4E5F6"})
    EXPECT_EQ(std::find(named.begin(), named.end(), plain), named.end()) << plain;
  EXPECT_EQ(verdict.names, named.size());
}

TEST_F(Export, V7_of_a_period_names_whom_its_entries_speak_of) {
  const Day day;
  MemorySource source(day.hospital);
  make(source, of_period("2026-11-22T09:04:00+09:00", "2026-11-22T09:30:00+09:00", true));
  const auto named = plains(source, "p.zip");
  EXPECT_NE(std::find(named.begin(), named.end(), "suzuki"), named.end());
  EXPECT_EQ(std::find(named.begin(), named.end(), "tanaka"), named.end());
  make(source, of_period("2026-11-22T08:30:00+09:00", "2026-11-22T09:00:10+09:00", true), "q.zip");
  const auto door = plains(source, "q.zip");
  EXPECT_NE(std::find(door.begin(), door.end(), "04A1B2C3"), door.end());
  EXPECT_GE(door.size(), 2u) << "the card's holder, too";
}

TEST_F(Export, V2_an_erased_name_is_left_out) {
  const Day day;
  MemorySource source(day.hospital);
  std::erase_if(source.names, [](const auto& name) { return name.row.plain == "tanaka"; });
  EXPECT_EQ(make(source, of_decision(day.login, true)).exit, PackExit::verified);
  const auto named = plains(source, "p.zip");
  EXPECT_EQ(std::find(named.begin(), named.end(), "tanaka"), named.end());
}

TEST_F(Export, V7_a_name_that_was_changed_ends_it) {
  const Day day;
  MemorySource source(day.hospital);
  for (ports::BoundName& name : source.names) {
    if (name.row.plain == "tanaka") name.row.plain = "sato";
  }
  expect_failure(source, of_decision(day.login, true), "in the explaining table is not what entry");
}

TEST_F(Export, V7_names_bound_in_a_year_before_come_with_its_checkpoint) {
  Day day;
  day.hospital.turns_year("2027-04-01T00:00:00+09:00");
  day.hospital.seals("2027-04-01T00:00:00+09:00");
  day.hospital.comes_in("04A1B2C3", "2027-04-01T09:00:00+09:00");
  const EntryRef login = day.hospital.logs_in("tanaka", "2027-04-01T09:00:20+09:00");
  MemorySource source(day.hospital);
  const PackVerdict verdict = make(source, of_decision(login, true));
  EXPECT_EQ(verdict.exit, PackExit::verified);
  EXPECT_EQ(verdict.segments.size(), 1u);
  EXPECT_GT(verdict.names, 1u);
  const PackVerdict both =
      make(source, of_period("2026-11-22T09:00:00+09:00", "2027-04-01T10:00:00+09:00"), "b.zip");
  EXPECT_EQ(both.exit, PackExit::verified);
  EXPECT_EQ(both.segments.size(), 2u);
  EXPECT_EQ(evidence::verify_pack(folder_ / "b.zip", evidence::Hospital::policy()).exit,
            PackExit::verified);
}

// What the exporter believes, an auditor with a policy file has to be able to believe.
TEST_F(Export, refuses_keys_that_no_policy_file_can_name) {
  Day day;
  day.hospital.turns_year("2027-04-01T00:00:00+09:00");
  MemorySource source(day.hospital);
  source.other_keys = [](std::int32_t year) {
    const journal::PrivateKey one_for_all = journal::sample_key(1);
    return std::vector<std::string>{
        journal::verifier_of(journal::origin_of("chuo", year), journal::KeyType::note, one_for_all)
            .text()};
  };
  expect_failure(source, of_decision(day.login), "a second log with this public key");
}

TEST_F(Export, takes_a_time_stamp_over_its_last_checkpoint_along) {
  const Day day;
  MemorySource source(day.hospital);
  const std::uint64_t end = day.hospital.size(2026);
  source.stamps = {{2026, end - 1, "tsa", source.note(2026, end - 1), "other"},
                   {2026, end, "tsa", source.note(2026, end), "token"}};
  const PackVerdict verdict = make(source, of_decision(day.login));
  EXPECT_EQ(verdict.exit, PackExit::verified);
  EXPECT_TRUE(verdict.segments[0].stamped);
}

TEST_F(Export, V3_what_does_not_fit_leaves_nothing_behind) {
  const Day day;
  MemorySource source(day.hospital);
  source.alter = [](const std::string& path, std::string bytes) {
    if (path.find("entries") != std::string::npos) bytes.back() = ' ';
    return bytes;
  };
  expect_failure(source, of_decision(day.login), "is not what the checkpoint commits to");
  source.alter = {};
  source.states[day.seal] += " ";
  expect_failure(source, of_decision(day.login), "does not give the state");
  source.states.erase(day.seal);
  expect_failure(source, of_decision(day.login), "does not give the state");
}

TEST_F(Export, is_held_against_the_exporters_own_policy) {
  const Day day;
  MemorySource source(day.hospital);
  PackWish wish = of_decision(day.login);
  wish.policy = evidence::Hospital::policy();
  wish.policy->logs.clear();
  expect_failure(source, wish, "at trust");
}

TEST_F(Export, an_interruption_leaves_nothing_behind) {
  const Day day;
  MemorySource source(day.hospital);
  for (const char* when : {"fetching", "writing", "verifying"}) {
    EXPECT_THROW(export_pack(source, of_decision(day.login), folder_ / "p.zip",
                             [&](std::string_view step, std::uint64_t, std::uint64_t) {
                               if (!step.starts_with(when)) return;
                               throw ExportFailure(ExportFailure::Kind::wrong_use, "stopped");
                             }),
                 ExportFailure)
        << when;
    EXPECT_TRUE(fs::is_empty(folder_.path())) << when;
  }
}

TEST_F(Export, writes_over_nothing) {
  const Day day;
  MemorySource source(day.hospital);
  support::write_file(folder_ / "p.zip", "mine");
  EXPECT_THROW(make(source, of_decision(day.login)), ExportFailure);
  EXPECT_EQ(support::read_file(folder_ / "p.zip"), "mine");
  EXPECT_TRUE(source.exports.empty());
}

}  // namespace
}  // namespace zonefactor::cli
