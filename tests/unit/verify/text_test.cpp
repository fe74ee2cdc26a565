// What packs write for people and spreadsheets, and what they say of themselves.
#include <gtest/gtest.h>

#include "service/engine/names.h"
#include "service/journal/entry_codec.h"
#include "service/verify/csv.h"
#include "service/verify/file_names.h"
#include "service/verify/html.h"
#include "service/verify/name_opening.h"
#include "service/verify/pack_contents.h"
#include "service/verify/report_words.h"
#include "tests/unit/engine/counting_randomness.h"
#include "tests/unit/verify/hospital.h"

namespace zonefactor::evidence {
namespace {

TEST(Csv, no_cell_is_a_formula) {
  for (const std::string start : {"=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"}) {
    EXPECT_EQ(CsvRow().cell(start + "1+1").take(), "'" + start + "1+1\r\n");
  }
  EXPECT_EQ(CsvRow().cell("\r1").cell("=a,b").take(), "\"'\r1\",\"'=a,b\"\r\n");
}

TEST(Csv, a_cell_says_what_it_says) {
  EXPECT_EQ(CsvRow().cell("a").cell("").cell("b \"c\", d").take(), "a,,\"b \"\"c\"\", d\"\r\n");
  EXPECT_EQ(CsvRow().cell("1-2").cell("2026-11-22").take(), "1-2,2026-11-22\r\n");
}

TEST(Page, text_stays_text) {
  Html page(Language::en, "<script>");
  page.element("p", "<b>&\"\1x");
  const std::string text = page.take();
  EXPECT_NE(text.find("<title>&lt;script&gt;</title>"), std::string::npos);
  EXPECT_NE(text.find("<p>&lt;b&gt;&amp;&quot; x</p>"), std::string::npos);
}

template <class E>
void expect_words() {
  for (std::size_t i = 0; i < core::count_of<E>(); ++i) {
    const Said said = words_for(static_cast<E>(i));
    EXPECT_FALSE(said.ja.empty()) << core::name_of(static_cast<E>(i));
    EXPECT_FALSE(said.en.empty()) << core::name_of(static_cast<E>(i));
  }
}

TEST(Words, every_name_of_the_vocabulary_has_them_in_both_languages) {
  expect_words<core::Class>();
  expect_words<core::Outcome>();
  expect_words<core::FactorKind>();
  expect_words<core::Method>();
  expect_words<core::Action>();
  expect_words<core::SessionKind>();
  expect_words<core::TerminalProof>();
  expect_words<core::EventKind>();
  expect_words<core::FindingKind>();
  expect_words<core::Warning>();
  expect_words<core::ExportPurpose>();
  expect_words<core::CredentialState>();
}

TEST(Words, a_reason_is_its_first_sentence) {
  EXPECT_EQ(words_for(core::Reason::presence_absent, Language::en), "Your entry was not seen.");
  EXPECT_EQ(words_for(core::Reason::presence_absent, Language::ja), "入室が確認できません。");
  for (std::size_t i = 0; i < core::count_of<core::Reason>(); ++i) {
    const auto reason = static_cast<core::Reason>(i);
    EXPECT_TRUE(words_for(reason, Language::ja).ends_with("。")) << core::name_of(reason);
    EXPECT_TRUE(words_for(reason, Language::en).ends_with(".")) << core::name_of(reason);
  }
}

TEST(Words, each_reason_belongs_to_the_condition_that_the_rules_name) {
  using core::Reason;
  const std::vector<std::pair<Reason, std::size_t>> known{
      {Reason::zone_basis_missing, 0},   {Reason::zone_drifted, 0},
      {Reason::terminal_unknown, 1},     {Reason::session_remote, 1},
      {Reason::entry_unconfirmed, 2},    {Reason::clock_untrusted, 2},
      {Reason::factors_insufficient, 3}, {Reason::subject_unknown, 4},
      {Reason::subject_visitor, 4},      {Reason::presence_absent, 5},
      {Reason::presence_uncertain, 5},   {Reason::terminal_authentication_missing, 6}};
  for (const auto& [reason, condition] : known) {
    EXPECT_EQ(condition_of(reason), condition) << core::name_of(reason);
  }
}

PackContents contents() {
  return Hospital()
      .of_period("2026-11-01T00:00:00+09:00", "2026-12-01T00:00:00+09:00", {})
      .contents;
}

TEST(Contents, are_read_as_they_are_written) {
  const Hospital hospital;
  for (const bool named : {false, true}) {
    const PackContents period =
        hospital.of_period("2026-11-01T00:00:00+09:00", "2026-12-01T00:00:00+09:00", {}, named)
            .contents;
    EXPECT_EQ(parse_contents(period.text()), period);
    const PackContents decision = hospital.of_decision({2026, 5}, {}, named).contents;
    EXPECT_EQ(parse_contents(decision.text()), decision);
  }
}

TEST(Contents, that_say_something_else_are_refused) {
  const auto refused = [](const std::function<void(PackContents&)>& change) {
    PackContents changed = contents();
    change(changed);
    std::string why;
    EXPECT_FALSE(parse_contents(changed.text(), &why)) << changed.text();
    return why;
  };
  EXPECT_EQ(refused([](auto& it) { it.facility = "../etc"; }), "it names no facility");
  EXPECT_EQ(refused([](auto& it) { it.program.clear(); }), "it names no program");
  EXPECT_EQ(refused([](auto& it) { it.until = it.from; }), "it names no period");
  EXPECT_EQ(refused([](auto& it) { it.segments.clear(); }), "it names no segment");
  EXPECT_EQ(refused([](auto& it) { it.segments[0].begin = 3; }),
            "it begins within a log and names no seal");
  EXPECT_EQ(refused([](auto& it) {
              it.seal = core::EntryRef{2025, 0};
            }),
            "its seal is not in the first segment");
  EXPECT_EQ(refused([](auto& it) { it.segments.push_back(it.segments[0]); }),
            "the years do not ascend");
  EXPECT_EQ(refused([](auto& it) {
              it.segments.push_back({it.segments[0].year + 1, 2, 5});
            }),
            "a later segment does not begin at its log's beginning");
  EXPECT_EQ(refused([](auto& it) {
              it.kind = PackKind::decision;
              it.decision = core::EntryRef{2026, 100000};
            }),
            "its decision is in no segment");
  std::string text = contents().text();
  text.insert(text.find("\"named\"") == std::string::npos ? text.find("\"program\"") : 0,
              "\"more\":1,");
  EXPECT_FALSE(parse_contents(text));
  EXPECT_FALSE(parse_contents("[]\n"));
  EXPECT_FALSE(parse_contents(contents().text() + "\n"));
}

TEST(FileNames, are_those_of_packs_alone) {
  for (const char* name : {"pack.json", "state", "names.jsonl", "logs/2026/entries", "SHA256SUMS",
                           "report.ja.html", "logs/2026/end.tsr"}) {
    EXPECT_TRUE(may_be_in_pack(name)) << name;
  }
  for (const char* name : {"", "logs", "logs/2026", "logs/2026/", "logs//entries",
                           "logs/+1/entries", "logs/99999/entries", "pack.json/", "./pack.json"}) {
    EXPECT_FALSE(may_be_in_pack(name)) << name;
  }
  EXPECT_EQ(printable("a\nb\x1b[31m\xE3\x81\x82"), "a?b?[31m???");
}

TEST(Opening, V7_is_what_the_service_commits_to) {
  const engine::Minted minted =
      engine::mint(engine::NameKind::account, "tanaka", engine::counting_randomness());
  NameOpening row{"", {2026, 3}, minted.row.handle, minted.row.key, minted.row.kind, "tanaka", {}};
  row.body = journal::encode(minted.bound, core::instant_of_us(1));
  EXPECT_EQ(fault_of(row), "");
  EXPECT_EQ(parse_name_opening(row.text()), row);
  row.plain = "suzuki";
  EXPECT_NE(fault_of(row), "");
}

}  // namespace
}  // namespace zonefactor::evidence
