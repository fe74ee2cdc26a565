// Packs as they are exported: verified, complete, the same each time, and what they tell.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/unit/verify/bench.h"

namespace zonefactor::evidence {
namespace {

class Pack : public PackBench {};

TEST_F(Pack, V6_of_one_decision_begins_at_a_sealed_state_and_is_verified) {
  const Day day;
  ASSERT_EQ(day.hospital.decision(day.login).class_, core::Class::zone_equivalent);
  const PackVerdict verdict = this->verdict(day.hospital.of_decision(day.login, day.seal));
  ASSERT_EQ(verdict.exit, PackExit::verified) << verdict;
  EXPECT_FALSE(verdict.fault);
  EXPECT_EQ(verdict.contents.facility, "chuo");
  EXPECT_EQ(verdict.contents.decision, day.login);
  ASSERT_EQ(verdict.segments.size(), 1u);
  EXPECT_EQ(verdict.segments[0].place.end, day.hospital.size(2026));
  EXPECT_EQ(verdict.segments[0].cosigned_by, std::vector<std::string>{"auditor"});
  EXPECT_EQ(verdict.segments[0].cosigned_at, 1795400000u);
  EXPECT_EQ(verdict.segments[0].begin_cosigned_at, 1795400000u);
  EXPECT_EQ(verdict.entries, day.hospital.size(2026) - day.seal.index + 3);
  EXPECT_EQ(verdict.derived_entries, day.hospital.size(2026) - day.seal.index);
  EXPECT_EQ(verdict.derived_decisions, 3u);
}

TEST_F(Pack, V4_from_the_beginning_of_the_first_log_needs_no_seal) {
  const Day day;
  const PackVerdict verdict = this->verdict(day.hospital.of_decision(day.refused, {}));
  ASSERT_EQ(verdict.exit, PackExit::verified) << verdict;
  EXPECT_EQ(verdict.derived_entries, day.hospital.size(2026));
}

TEST_F(Pack, of_a_period_is_the_whole_period) {
  const Day day;
  const PackVerdict verdict = this->verdict(
      day.hospital.of_period("2026-11-22T08:30:00+09:00", "2026-11-22T17:00:00+09:00", day.seal));
  ASSERT_EQ(verdict.exit, PackExit::verified) << verdict;
  EXPECT_TRUE(verdict.period_ended);
  const PackVerdict open = this->verdict(
      day.hospital.of_period("2026-11-22T08:30:00+09:00", "2026-11-23T00:00:00+09:00", day.seal));
  ASSERT_EQ(open.exit, PackExit::verified) << open;
  EXPECT_FALSE(open.period_ended);
}

TEST_F(Pack, V7_with_names_opens_each_of_them) {
  const Day day;
  const PackVerdict verdict = this->verdict(day.hospital.of_decision(day.login, day.seal, true));
  ASSERT_EQ(verdict.exit, PackExit::verified) << verdict;
  EXPECT_EQ(verdict.names, 8u);
}

TEST_F(Pack, goes_on_over_the_end_of_a_year) {
  Day day;
  day.hospital.turns_year("2027-04-01T00:00:00+09:00");
  day.hospital.comes_in("04A1B2C3", "2027-04-01T09:00:00+09:00");
  const auto login = day.hospital.logs_in("tanaka", "2027-04-01T09:00:20+09:00");
  const PackVerdict whole = this->verdict(day.hospital.of_period(
      "2026-11-22T08:30:00+09:00", "2027-04-01T09:00:00+09:00", day.seal, true));
  ASSERT_EQ(whole.exit, PackExit::verified) << whole;
  ASSERT_EQ(whole.segments.size(), 2u);
  EXPECT_EQ(whole.segments[1].place, (Segment{2027, 0, day.hospital.size(2027)}));

  const auto seal = day.hospital.seals("2027-04-01T10:00:00+09:00");
  const auto again = day.hospital.logs_in("tanaka", "2027-04-01T11:00:00+09:00");
  // The names were bound in the year before, of which the checkpoint alone is there.
  const PackVerdict next = this->verdict(day.hospital.of_decision(again, seal, true));
  ASSERT_EQ(next.exit, PackExit::verified) << next;
  EXPECT_EQ(next.names, 8u);
  EXPECT_EQ(login.year, 2027);
}

TEST_F(Pack, of_the_same_evidence_has_the_same_bytes) {
  const Day day;
  const Evidence evidence = day.hospital.of_decision(day.login, day.seal, true);
  const std::string one = support::read_file(write(evidence));
  const std::string other = support::read_file(write(evidence));
  EXPECT_TRUE(one == other);
}

TEST_F(Pack, can_be_put_together_from_its_files_byte_by_byte) {
  const Day day;
  const std::string path = write(day.hospital.of_decision(day.login, day.seal, true));
  EXPECT_TRUE(raw_zip(files_in(path)) == support::read_file(path));
}

TEST_F(Pack, can_be_read_by_its_owner_alone_and_leaves_nothing_beside_it) {
  namespace fs = std::filesystem;
  const Day day;
  const std::string path = write(day.hospital.of_decision(day.login, day.seal));
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_FALSE(fs::exists(path + ".parts"));
  EXPECT_NE(write_pack(day.hospital.of_decision(day.login, day.seal).source(), path), "");
}

TEST_F(Pack, that_cannot_be_finished_is_not_there) {
  const Day day;
  Evidence evidence = day.hospital.of_decision(day.login, day.seal);
  evidence.logs[0].entries.pop_back();
  const std::string path = folder_ / "unfinished.zip";
  EXPECT_NE(write_pack(evidence.source(), path), "");
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_FALSE(std::filesystem::exists(path + ".parts"));
}

TEST_F(Pack, tells_how_far_it_has_come) {
  const Day day;
  const std::string path = write(day.hospital.of_decision(day.login, day.seal));
  // Far fewer entries than it tells of at a time: nothing is said, and nothing else happens.
  int told = 0;
  const auto count = [&](PackStep, std::uint64_t, std::uint64_t) { ++told; };
  EXPECT_EQ(verify_pack(path, Hospital::policy(), count).exit, PackExit::verified);
  EXPECT_EQ(told, 0);
}

class PackText : public PackBench {
 protected:
  std::string text(const Evidence& evidence, const char* file) {
    RawFiles files = files_in(write(evidence));
    return file_of(files, file);
  }
  static void expect_says(const std::string& text, const std::vector<std::string>& words) {
    for (const std::string& word : words) {
      EXPECT_NE(text.find(word), std::string::npos) << word << "\nis not in\n" << text;
    }
  }
};

TEST_F(PackText, tells_the_story_of_a_decision_in_both_languages) {
  const Day day;
  const Evidence evidence = day.hospital.of_decision(day.login, day.seal, true);
  expect_says(
      text(evidence, "report.ja.html"),
      {"中央病院", "二要素相当", "許可", "tanaka", "調剤室", "ph-t01", "2026-11-22 09:00:20+09:00",
       "C1 ", "C7 ", "成立", "AU-6(6)", "chuo/2026/" + std::to_string(day.came.index)});
  expect_says(text(evidence, "report.en.html"),
              {"Chuo Hospital", "Equivalent to two factors", "allowed", "p-1042", "Dispensing room",
               "passage", "reader ph-in", "The room is closed to all but those designated"});
}

TEST_F(PackText, says_of_a_sealed_beginning_what_is_not_derived) {
  const Day day;
  const auto said = [&](std::optional<core::EntryRef> seal, const char* file, const char* words) {
    return text(day.hospital.of_decision(day.login, seal), file).find(words) != std::string::npos;
  };
  const std::string on = ", from the seal chuo/2026/" + std::to_string(day.seal.index) + " on";
  EXPECT_TRUE(said(day.seal, "README.txt", on.c_str()));
  for (const auto& [file, words] : {std::pair{"README.txt", "Since this pack begins at a sealed"},
                                    {"README.txt", "このパックは封印された状態から始まるため"},
                                    {"report.en.html", "Not proven, since this begins at a sealed"},
                                    {"report.ja.html", "封印された状態から始まるため"}}) {
    EXPECT_TRUE(said(day.seal, file, words)) << file;
    EXPECT_FALSE(said({}, file, words)) << file;
  }
}

TEST_F(PackText, says_why_a_login_was_not_equivalent) {
  const Day day;
  const Evidence evidence = day.hospital.of_decision(day.refused, day.seal);
  expect_says(text(evidence, "report.en.html"),
              {"Not equivalent", "presence_absent", "Your entry was not seen.", "not met"});
  expect_says(text(evidence, "report.ja.html"),
              {"二要素相当でない", "入室が確認できません。", "不成立"});
}

TEST_F(PackText, counts_a_period) {
  const Day day;
  const Evidence evidence =
      day.hospital.of_period("2026-11-22T08:30:00+09:00", "2026-11-22T17:00:00+09:00", day.seal);
  expect_says(text(evidence, "report.en.html"),
              {"login decisions", "33.3 %", "presence_absent", "Population and completeness"});
  const std::string decisions = text(evidence, "decisions.csv");
  EXPECT_EQ(std::count(decisions.begin(), decisions.end(), '\n'), 4);
  // The restart at 18:00 lies behind the period.
  EXPECT_EQ(text(evidence, "report.en.html").find("service started"), std::string::npos);
}

TEST_F(PackText, V2_shows_handles_and_no_name_unless_it_opens_them) {
  const Day day;
  const RawFiles files = files_in(write(day.hospital.of_decision(day.login, day.seal)));
  for (const auto& [name, bytes] : files) {
    for (const char* word : {"tanaka", "p-1042", "04A1B2C3"}) {
      EXPECT_EQ(bytes.find(word), std::string::npos) << word << " in " << name;
    }
  }
  const Evidence named = day.hospital.of_decision(day.login, day.seal, true);
  expect_says(text(named, "events.csv"), {"04A1B2C3", "p-1042"});
}

TEST_F(PackText, needs_nothing_beside_itself_and_runs_nothing) {
  const Day day;
  for (const char* file : {"report.ja.html", "report.en.html"}) {
    const std::string page = text(day.hospital.of_decision(day.login, day.seal), file);
    for (const char* word : {"<script", "http:", "https:", "src=", "@import", "url("}) {
      EXPECT_EQ(page.find(word), std::string::npos) << word;
    }
  }
}

}  // namespace
}  // namespace zonefactor::evidence
