// Lines of a rehearsal (interfaces.md section 6): every form is read, everything else is refused
// whole.
#include "adapters/files/rehearsal_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace zonefactor::files {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kAt = R"({"at":"2026-11-22T09:00:01+09:00",)";

template <class T>
T taken_line(const std::string& rest) {
  RehearsalDecoder decoder;
  const auto result = decoder.decode(kAt + rest);
  const auto* line = std::get_if<RehearsalLine>(&result);
  if (line == nullptr) {
    ADD_FAILURE() << std::get<RehearsalRefusal>(result).why;
    return {};
  }
  EXPECT_EQ(line->at, core::parse_rfc3339("2026-11-22T00:00:01Z"));
  const T* what = std::get_if<T>(&line->what);
  EXPECT_NE(what, nullptr);
  return what == nullptr ? T{} : *what;
}

std::string why_not(const std::string& line) {
  RehearsalDecoder decoder;
  const auto result = decoder.decode(line);
  const auto* refusal = std::get_if<RehearsalRefusal>(&result);
  return refusal == nullptr ? "" : refusal->why;
}

TEST(RehearsalLines, an_event_is_handed_on_as_it_stands) {
  const auto line = taken_line<EventLine>(
      R"( "event": {"controller": "ctl-1", "seq": 1, "x": [1, {"y": null}], "z":"\u8abf"} })");
  EXPECT_EQ(line.json, R"({"controller":"ctl-1","seq":1,"x":[1,{"y":null}],"z":"調"})");
}

TEST(RehearsalLines, an_ask_takes_its_defaults) {
  const auto ask =
      taken_line<AskLine>(R"("ask":{"terminal":"ph-t01","account":"tanaka"},"unheard-of":1})");
  EXPECT_EQ(ask.terminal, "ph-t01");
  EXPECT_EQ(ask.account, "tanaka");
  EXPECT_TRUE(ask.amr.empty());
  EXPECT_FALSE(ask.unknown_amr);
  EXPECT_EQ(ask.action, core::Action::login);
  EXPECT_EQ(ask.proof, core::TerminalProof::certificate);
  EXPECT_FALSE(ask.session);
  EXPECT_FALSE(ask.session_kind);
  EXPECT_FALSE(ask.label);
  EXPECT_FALSE(ask.emergency_reason);
}

TEST(RehearsalLines, F5_an_ask_reads_every_member_and_counts_unknown_amr_as_nothing) {
  const auto ask = taken_line<AskLine>(
      R"("ask":{"terminal":"t","account":"a","amr":["pwd","hologram"],"action":"continue",)"
      R"("session":"s-1","session_kind":"virtual","proof":"key","emergency":{"reason":"fire"}},"label":"first"})");
  EXPECT_EQ(ask.amr, core::Amrs{core::Amr::pwd});
  EXPECT_TRUE(ask.unknown_amr);
  EXPECT_EQ(ask.action, core::Action::continue_);
  EXPECT_EQ(ask.session, "s-1");
  EXPECT_EQ(ask.session_kind, core::SessionKind::virtual_);
  EXPECT_EQ(ask.proof, core::TerminalProof::key);
  EXPECT_EQ(ask.emergency_reason, "fire");
  EXPECT_EQ(ask.label, "first");
}

TEST(RehearsalLines, acknowledgements_and_changes) {
  const auto acknowledge =
      taken_line<AcknowledgeLine>(R"("acknowledge":{"zone":"lab","what":"breach","by":"p-1"}})");
  EXPECT_EQ(acknowledge.zone, "lab");
  EXPECT_EQ(acknowledge.what, core::Acknowledgeable::breach);
  EXPECT_EQ(acknowledge.by, "p-1");

  const auto credential = taken_line<CredentialChangeLine>(
      R"("change":{"credential":"card-77","state":"lost","since":"2026-11-22T08:00:00+09:00"}})");
  EXPECT_EQ(credential.credential, "card-77");
  EXPECT_EQ(credential.state, core::CredentialState::lost);
  EXPECT_EQ(credential.since, core::parse_rfc3339("2026-11-22T08:00:00+09:00"));
  EXPECT_FALSE(
      taken_line<CredentialChangeLine>(R"("change":{"credential":"card-77","state":"stolen"}})")
          .since);

  const auto designation = taken_line<DesignationChangeLine>(
      R"("change":{"designation":{"person":"p","zone":"z"},"valid_until":"2026-11-22T08:00:00+09:00"}})");
  EXPECT_EQ(designation.person, "p");
  EXPECT_EQ(designation.zone, "z");
  EXPECT_TRUE(designation.valid_until);
  EXPECT_FALSE(taken_line<DesignationChangeLine>(
                   R"("change":{"designation":{"person":"p","zone":"z"},"valid_until":null}})")
                   .valid_until);

  const auto person =
      taken_line<PersonChangeLine>(R"("change":{"person":"p-1","kind":"visitor"}})");
  EXPECT_EQ(person.person, "p-1");
  EXPECT_EQ(person.kind, core::PersonKind::visitor);
}

TEST(RehearsalLines, the_other_lines) {
  EXPECT_EQ(taken_line<FacilityLine>(R"("facility":"new-version.toml"})").path, "new-version.toml");
  taken_line<StartUnknownLine>(R"("start":"unknown"})");
  const auto session = taken_line<SessionLine>(
      R"("session":{"terminal":"t","session":"s","account":"a","do":"remote"}})");
  EXPECT_EQ(session.terminal, "t");
  EXPECT_EQ(session.session, "s");
  EXPECT_EQ(session.account, "a");
  EXPECT_EQ(session.what, core::SessionDo::remote);
  const auto correct = taken_line<CorrectLine>(
      R"("correct":{"person":"p","zone":"z","to":"absent","reason":"r","by":"b","second":"c"}})");
  EXPECT_FALSE(correct.to_present);
  EXPECT_EQ(correct.person + correct.zone + correct.reason + correct.by + correct.second, "pzrbc");
  const auto emergency = taken_line<EmergencyLine>(
      R"("emergency":{"by":"b","reason":"r","zones":["x","y"],"until":"2026-11-22T12:00:00+09:00"}})");
  EXPECT_EQ(emergency.by, "b");
  EXPECT_EQ(emergency.reason, "r");
  EXPECT_EQ(emergency.zones, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(emergency.until, core::parse_rfc3339("2026-11-22T03:00:00Z"));
}

struct Bad {
  const char* name;
  std::string line;
  std::string why;
};
class RefusedLine : public ::testing::TestWithParam<Bad> {};
TEST_P(RefusedLine, says_why) {
  EXPECT_THAT(why_not(GetParam().line), HasSubstr(GetParam().why));
}

const std::vector<Bad> kBad{
    {"empty", "", "the line is empty"},
    {"blank", "  ", "empty"},
    {"not_json", "at = 1", "not a JSON object"},
    {"an_array", "[1]", "not a JSON object"},
    {"a_number", "7", "not a JSON object"},
    {"truncated", kAt, "not a JSON object: a brace, a bracket or a quotation mark is not closed"},
    {"a_string_unclosed", kAt + R"("start":"unknown})", "quotation mark is not closed"},
    {"two_objects", kAt + R"("start":"unknown"} {})", "text stands after the JSON object"},
    {"a_brace_too_many", kAt + R"("start":"unknown"}})", "text stands after the JSON object"},
    {"a_comment", kAt + R"("start":"unknown"} // at first)", "text stands after the JSON object"},
    {"a_comma_too_many", kAt + R"("start":"unknown",})", "a comma, a colon"},
    {"braces_in_a_string", kAt + R"("x":"}\"}{","y":nul})", "a comma, a colon"},
    {"not_utf8", kAt + "\"facility\":\"\xC3\"}", "it is not UTF-8"},
    {"a_number_of_20_digits", kAt + R"("event":{"seq":18446744073709551616}})",
     "a number in it is too large"},
    {"a_number_beyond_all", kAt + R"("event":{"seq":1e400}})", "a number in it is too large"},
    {"a_number_with_a_zero_before", kAt + R"("event":{"seq":01}})", "a number in it"},
    {"the_first_half_of_a_pair", kAt + R"("facility":"\ud800"})", "half of a surrogate pair"},
    {"the_second_half_of_a_pair", kAt + R"("facility":"\udc00"})", "half of a surrogate pair"},
    {"a_tab_in_a_string", kAt + "\"facility\":\"a\tb\"}", "a control character"},
    {"a_byte_order_mark", "\xEF\xBB\xBF" + kAt + R"("start":"unknown"})",
     "begins with a byte order mark"},
    {"without_at", R"({"start":"unknown"})", "at is missing"},
    {"at_without_offset", R"({"at":"2026-11-22T09:00:01","start":"unknown"})", "RFC 3339"},
    {"at_is_a_number", R"({"at":1,"start":"unknown"})", "at is not a string"},
    {"at_twice", R"({"at":"2026-11-22T09:00:01Z","at":"2026-11-22T09:00:02Z","start":"unknown"})",
     "at is written twice"},
    {"no_verb", kAt + R"("label":"x"})", "says nothing known"},
    {"two_verbs", kAt + R"("start":"unknown","facility":"x"})", "both facility and start"},
    {"verb_twice", kAt + R"("start":"unknown","start":"unknown"})", "start is written twice"},
    {"event_is_no_object", kAt + R"("event":"x"})", "event is not an object"},
    {"ask_without_terminal", kAt + R"("ask":{"account":"a"}})", "ask.terminal is missing"},
    {"ask_with_empty_account", kAt + R"("ask":{"terminal":"t","account":""}})",
     "ask.account is empty"},
    {"ask_with_wrong_amr", kAt + R"("ask":{"terminal":"t","account":"a","amr":"pwd"}})",
     "ask.amr is not an array"},
    {"ask_with_a_number_in_amr", kAt + R"("ask":{"terminal":"t","account":"a","amr":[1]}})",
     "element 1 of ask.amr is not a string"},
    {"ask_with_nothing_in_amr", kAt + R"("ask":{"terminal":"t","account":"a","amr":["pwd",""]}})",
     "element 2 of ask.amr is empty"},
    {"ask_with_unknown_action", kAt + R"("ask":{"terminal":"t","account":"a","action":"x"}})",
     "ask.action is none of login, unlock, continue"},
    {"ask_with_unknown_session_kind",
     kAt + R"("ask":{"terminal":"t","account":"a","session_kind":"x"}})", "ask.session_kind"},
    {"ask_with_unknown_proof", kAt + R"("ask":{"terminal":"t","account":"a","proof":"x"}})",
     "ask.proof is none of key, gateway, certificate"},
    {"ask_with_emergency_without_reason",
     kAt + R"("ask":{"terminal":"t","account":"a","emergency":{}}})",
     "ask.emergency.reason is missing"},
    {"ask_with_a_numeric_label", kAt + R"("ask":{"terminal":"t","account":"a"},"label":1})",
     "label is not a string"},
    {"acknowledge_unknown", kAt + R"("acknowledge":{"zone":"z","what":"x","by":"p"}})",
     "acknowledge.what is none of breach"},
    {"change_of_nothing", kAt + R"("change":{"state":"lost"}})", "change names none or several"},
    {"change_of_two", kAt + R"("change":{"credential":"c","person":"p","state":"lost"}})",
     "change names none or several"},
    {"change_without_state", kAt + R"("change":{"credential":"c"}})", "change.state is missing"},
    {"change_without_end", kAt + R"("change":{"designation":{"person":"p","zone":"z"}}})",
     "change.valid_until is missing"},
    {"start_otherwise", kAt + R"("start":"present"})", R"(start must be "unknown")"},
    {"session_without_do", kAt + R"("session":{"terminal":"t","session":"s"}})",
     "session.do is missing"},
    {"correct_elsewhere",
     kAt + R"("correct":{"person":"p","zone":"z","to":"x","reason":"r","by":"b","second":"c"}})",
     "correct.to is none of present, absent"},
    {"correct_alone",
     kAt + R"("correct":{"person":"p","zone":"z","to":"absent","reason":"r","by":"b"}})",
     "correct.second is missing"},
    {"emergency_nowhere",
     kAt + R"("emergency":{"by":"b","reason":"r","zones":[],"until":"2026-11-22T12:00:00Z"}})",
     "emergency.zones is empty"},
    {"emergency_for_a_blank_reason",
     kAt +
         R"("emergency":{"by":"b","reason":" \t\u3000","zones":["z"],"until":"2026-11-22T12:00:00Z"}})",
     "emergency.reason is blank; say it in words"},
    {"correct_for_a_blank_reason",
     kAt +
         R"("correct":{"person":"p","zone":"z","to":"absent","reason":" ","by":"b","second":"c"}})",
     "correct.reason is blank"},
};
INSTANTIATE_TEST_SUITE_P(Each, RefusedLine, ::testing::ValuesIn(kBad),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(RehearsalLines, a_refusal_repeats_no_account_and_no_number) {
  EXPECT_THAT(why_not(kAt + R"("ask":{"terminal":"t","account":"hunter2","action":"hunter2"}})"),
              Not(HasSubstr("hunter2")));
}

TEST(RehearsalLines, lines_up_to_64_KiB_and_depth_16_are_taken_and_no_more) {
  const std::string head = kAt + R"("start":"unknown","x":")";
  const std::string full =
      head + std::string(kMaxRehearsalLineBytes - head.size() - 2, 'x') + "\"}";
  ASSERT_EQ(full.size(), kMaxRehearsalLineBytes);
  EXPECT_EQ(why_not(full), "");
  EXPECT_THAT(why_not(full + " "), HasSubstr("longer than 65536 bytes"));
  const auto nested = [](std::size_t depth) {
    return kAt + R"("start":"unknown","x":)" + std::string(depth, '[') + std::string(depth, ']') +
           "}";
  };
  EXPECT_EQ(why_not(nested(kMaxRehearsalDepth - 1)), "");
  EXPECT_THAT(why_not(nested(kMaxRehearsalDepth)), HasSubstr("nested deeper"));
  EXPECT_THAT(why_not(nested(8000)), HasSubstr("nested deeper"));
}

TEST(RehearsalLines, a_decoder_goes_on_after_a_refusal) {
  RehearsalDecoder decoder;
  EXPECT_TRUE(std::holds_alternative<RehearsalRefusal>(decoder.decode("{")));
  EXPECT_TRUE(std::holds_alternative<RehearsalLine>(decoder.decode(kAt + R"("start":"unknown"})")));
}

}  // namespace
}  // namespace zonefactor::files
