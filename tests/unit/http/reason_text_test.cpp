// What a refused clinician reads.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "adapters/http/reason_text.h"

namespace zonefactor::http {
namespace {

using core::Reason;
using testing::HasSubstr;

core::FacilityHead with_help() {
  core::FacilityHead head;
  head.help = core::LocalText{"内線 1234", "ext. 1234"};
  return head;
}

TEST(ReasonText, every_reason_has_words_of_its_own_in_both_languages) {
  std::set<std::string_view> ja;
  std::set<std::string_view> en;
  for (std::size_t i = 0; i < core::count_of<Reason>(); ++i) {
    const ReasonText& text = text_for(static_cast<Reason>(i));
    const auto name = core::name_of(static_cast<Reason>(i));
    EXPECT_TRUE(ja.insert(text.ja).second) << name;
    EXPECT_TRUE(en.insert(text.en).second) << name;
    EXPECT_TRUE(text.ja.ends_with("。")) << name;
    EXPECT_TRUE(text.en.ends_with(".")) << name;
    EXPECT_LE(text.en.size(), 140u) << name;
  }
}

TEST(ReasonText, each_text_stands_at_its_reason) {
  EXPECT_THAT(text_for(Reason::zone_basis_overdue).en, HasSubstr("overdue"));
  EXPECT_THAT(text_for(Reason::zone_open).en, HasSubstr("unlocked"));
  EXPECT_THAT(text_for(Reason::terminal_unknown).en, HasSubstr("not registered"));
  EXPECT_THAT(text_for(Reason::session_remote).en, HasSubstr("remote"));
  EXPECT_THAT(text_for(Reason::not_designated).en, HasSubstr("designated"));
  EXPECT_THAT(text_for(Reason::clock_untrusted).en, HasSubstr("clock"));
  EXPECT_THAT(text_for(Reason::subject_shared).en, HasSubstr("shared"));
  EXPECT_THAT(text_for(Reason::presence_uncertain).en, HasSubstr("no longer certain"));
  EXPECT_THAT(text_for(Reason::terminal_authentication_missing).en, HasSubstr("at the terminal"));
}

TEST(ReasonText, the_first_reason_the_person_can_mend_is_told) {
  const auto head = with_help();
  const auto words = reason_user(
      {Reason::zone_basis_overdue, Reason::presence_absent, Reason::presence_unknown}, &head);
  EXPECT_EQ(words.en, text_for(Reason::presence_absent).en);
  EXPECT_EQ(words.ja, text_for(Reason::presence_absent).ja);
}

TEST(ReasonText, where_the_person_can_mend_nothing_the_facilitys_help_is_added) {
  const auto head = with_help();
  const auto words = reason_user({Reason::zone_breached, Reason::not_designated}, &head);
  EXPECT_EQ(words.en, std::string(text_for(Reason::zone_breached).en) + " (Help: ext. 1234)");
  EXPECT_THAT(words.ja, HasSubstr("（連絡先：内線 1234）"));
  const core::FacilityHead without;
  EXPECT_EQ(reason_user({Reason::zone_breached}, &without).en, text_for(Reason::zone_breached).en);
  EXPECT_EQ(reason_user({Reason::zone_breached}, nullptr).en, text_for(Reason::zone_breached).en);
}

TEST(ReasonText, without_reasons_there_still_is_a_next_step) {
  EXPECT_FALSE(reason_user({}, nullptr).ja.empty());
  EXPECT_FALSE(reason_user({}, nullptr).en.empty());
}

}  // namespace
}  // namespace zonefactor::http
