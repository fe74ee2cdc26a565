// Every remark has its words in both languages, and they name what they are about.
#include <gtest/gtest.h>

#include <set>

#include "service/cli/qualification_text.h"
#include "tests/rules/qualification_cases.h"
#include "tests/rules/room.h"

namespace zonefactor::cli {
namespace {

using core::Remark;

// Hiragana, katakana and kanji begin with these bytes in UTF-8.
bool is_japanese(const std::string& text) {
  return text.find("\xE3\x81") != std::string::npos &&
         text.find("\xE3\x80\x82") != std::string::npos;
}
bool is_ascii(const std::string& text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

void expect_words(const std::string& what, const core::LocalText& text) {
  EXPECT_TRUE(is_japanese(text.ja)) << what << ": " << text.ja;
  EXPECT_EQ(text.ja.substr(text.ja.size() - 3), "。") << what << ": " << text.ja;
  EXPECT_TRUE(is_ascii(text.en)) << what << ": " << text.en;
  EXPECT_EQ(text.en.back(), '.') << what << ": " << text.en;
  EXPECT_EQ(text.en.find("  "), std::string::npos) << what << ": " << text.en;
  for (const std::string& one : {text.ja, text.en}) {
    EXPECT_EQ(one.find('{'), std::string::npos) << what << ": " << one;
  }
}

void expect_named(const std::string& what, const std::string& name, const core::LocalText& text) {
  EXPECT_NE(text.ja.find(name), std::string::npos) << what << ": " << text.ja;
  EXPECT_NE(text.en.find(name), std::string::npos) << what << ": " << text.en;
}

// Reader or door may stand for each other; everything else a remark names must be said.
void expect_what_it_is_about(const std::string& what, const Remark& remark,
                             const core::LocalText& text) {
  if (remark.terminal) expect_named(what, remark.terminal->text, text);
  if (remark.controller) expect_named(what, remark.controller->text, text);
  if (remark.outer) expect_named(what, remark.outer->text, text);
  if (remark.access_point) {
    expect_named(what, remark.access_point->text, text);
  } else if (remark.door) {
    expect_named(what, remark.door->text, text);
  }
}

template <class Visit>
void each_remark(Visit visit) {
  for (const core::QualificationCase& each : core::qualification_cases()) {
    core::Ordinals ordinals;
    const core::Site site(core::stage(each.facility, {}), ordinals, {}, 1, {});
    const core::Qualification made = core::qualify(site, core::at(core::kDayOfCheck));
    for (const core::ZoneQualification& zone : made.zones) {
      for (const Remark& remark : zone.remarks) visit(each.what, remark, site.zone(zone.zone));
    }
    for (const Remark& remark : made.elsewhere) visit(each.what, remark, nullptr);
  }
}

TEST(QualificationText, every_remark_has_two_sentences_in_two_languages) {
  std::set<core::RemarkCode> seen;
  each_remark([&](const std::string& what, const Remark& remark, const core::ZonePlan* zone) {
    const RemarkText text = text_of(remark, zone);
    expect_words(what, text.what);
    expect_words(what, text.remedy);
    expect_what_it_is_about(what, remark, text.what);
    seen.insert(remark.code);
  });
  EXPECT_EQ(seen.size(), core::count_of<core::RemarkCode>());
}

TEST(QualificationText, no_two_remarks_of_different_codes_say_the_same) {
  std::map<std::string, core::RemarkCode> said;
  each_remark([&](const std::string& what, const Remark& remark, const core::ZonePlan* zone) {
    const auto [place, fresh] = said.emplace(text_of(remark, zone).what.ja, remark.code);
    EXPECT_EQ(place->second, remark.code) << what;
  });
}

TEST(QualificationText, Z1_an_internal_rule_is_told_apart_from_no_basis) {
  core::Facility facility = core::flawless_room();
  const auto said = [&] {
    core::Ordinals ordinals;
    const core::Site site(core::stage(facility, {}), ordinals, {}, 1, {});
    const core::Qualification made = core::qualify(site, core::at(core::kDayOfCheck));
    return text_of(made.zones.at(0).remarks.at(0), &site.zones().at(0)).what.en;
  };
  facility.zones[0].basis->kind = core::BasisKind::internal_rule;
  EXPECT_EQ(said(), "Under profile \"strict\" an internal rule is no basis.");
  facility.zones[0].basis.reset();
  EXPECT_EQ(said(), "No legal basis for closing this zone is on record.");
}

TEST(QualificationText, F2_further_readers_are_counted) {
  Remark remark;
  remark.code = core::RemarkCode::same_kind;
  remark.kind = core::FactorKind::possession;
  remark.terminal = core::TerminalId("t-1");
  remark.access_point = core::AccessPointId("in");
  EXPECT_EQ(text_of(remark, nullptr).what.en.rfind("Terminal t-1 and reader in both", 0), 0U);
  remark.further_readers = 2;
  EXPECT_EQ(
      text_of(remark, nullptr).what.en.rfind("Terminal t-1 and reader in (and 2 more) both", 0),
      0U);
  EXPECT_NE(text_of(remark, nullptr).what.ja.find("読取機 in（ほか 2 台）"), std::string::npos);
}

TEST(QualificationText, A8_the_step_up_methods_are_named) {
  Remark remark;
  remark.code = core::RemarkCode::step_up_never_suffices;
  remark.terminal = core::TerminalId("t-1");
  remark.step_up = core::Amrs{core::Amr::geo, core::Amr::otp};
  const RemarkText text = text_of(remark, nullptr);
  EXPECT_EQ(text.what.en.rfind("No step-up method of terminal t-1 (otp, geo) can", 0), 0U);
  EXPECT_EQ(text.what.ja.rfind("端末 t-1 の step_up（otp, geo）は、", 0), 0U);
}

TEST(QualificationText, durations_are_said_in_the_largest_whole_unit) {
  Remark remark;
  remark.code = core::RemarkCode::silence_tolerated;
  remark.controller = core::ControllerId("ctl");
  const auto said = [&](core::Duration lasts) {
    remark.lasts = lasts;
    return text_of(remark, nullptr).what;
  };
  using namespace std::chrono_literals;
  EXPECT_NE(said(2h).ja.find("2時間"), std::string::npos);
  EXPECT_NE(said(90min).en.find("90 min"), std::string::npos);
  EXPECT_NE(said(1803s).ja.find("1803秒"), std::string::npos);
}

}  // namespace
}  // namespace zonefactor::cli
