// zonefactor rehearse from outside: hostile and long inputs, pipes, the summary, and the comparison
// of two policies.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "service/cli/rehearsal_counts.h"
#include "service/cli/rehearsal_labels.h"
#include "service/cli/text_table.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace zonefactor {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kProgram = std::string(ZF_PROGRAMS) + "/zonefactor";
const std::string kFacility =
    std::string(ZF_SOURCE_DIR) + "/tests/scenarios/facilities/dispensing.toml";

std::string at(const std::string& time) {
  return R"({"at":"2026-11-22T)" + time + R"(+09:00",)";
}

std::string entry(const std::string& time, int seq, const std::string& credential) {
  return at(time) + R"("event":{"controller":"ctl-1","boot":"b","seq":)" + std::to_string(seq) +
         R"(,"kind":"access_taken","access_point":"ph-in","credential":")" + credential +
         R"(","methods":["card"]}})" + "\n";
}

std::string heartbeat(const std::string& time, int seq) {
  return at(time) + R"("event":{"controller":"ctl-1","boot":"b","kind":"heartbeat","seq":)" +
         std::to_string(seq) + "}}\n";
}

std::string ask(const std::string& time, const std::string& terminal, const std::string& label) {
  return at(time) + R"("ask":{"terminal":")" + terminal +
         R"(","account":"tanaka","amr":["pwd"]},"label":")" + label + "\"}\n";
}

std::string answer(const std::string& label, const std::string& rest) {
  return R"({"ask":")" + label + R"(","class":")" + rest + "\n";
}

const std::string kAbsent =
    R"(not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]})";
const std::string kEquivalent =
    R"(zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]})";
const std::string kUnobserved =
    R"(undetermined","outcome":"step_up","reasons":["zone_unobserved"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]})";

// What the program says to an input in a file; both of its outputs together.
class Rehearse : public ::testing::Test {
 protected:
  support::RunResult run(std::vector<std::string> arguments, const std::string& input = "") {
    arguments.insert(arguments.begin(), {kProgram, "rehearse", "--facility", kFacility});
    return support::run(arguments, {.input = input, .working_directory = dir_.path()});
  }
  support::RunResult run_file(const std::string& input, std::vector<std::string> arguments = {}) {
    support::write_file(dir_ / "input.jsonl", input);
    arguments.push_back((dir_ / "input.jsonl").string());
    return run(arguments);
  }
  // The facility of these tests with `was` replaced.
  std::string other_facility(const std::string& was, const std::string& is) {
    std::string text = support::read_file(kFacility);
    const std::size_t place = text.find(was);
    if (place == std::string::npos) throw std::runtime_error("not in the facility: " + was);
    text.replace(place, was.size(), is);
    support::write_file(dir_ / "other.toml", text);
    return (dir_ / "other.toml").string();
  }
  std::string shorter_presence() {
    return other_facility("exit = \"identified\"",
                          "exit = \"identified\"\nmax_presence = \"60min\"");
  }

  support::TempDir dir_;
};

TEST_F(Rehearse, an_empty_input_is_answered_by_nothing) {
  for (const auto& result : {run_file(""), run({}, ""), run({"-"}, "\n\r\n")}) {
    EXPECT_EQ(result.output, "");
    EXPECT_EQ(result.status, 0);
  }
}

TEST_F(Rehearse, a_last_line_without_its_break_and_lines_with_carriage_returns_count) {
  const std::string question = ask("09:00:00", "ph-t01", "q");
  const auto unended = run_file(question.substr(0, question.size() - 1));
  EXPECT_EQ(unended.output, answer("q", kAbsent));
  const auto returned = run_file("\r\n" + question.substr(0, question.size() - 1) + "\r\nx\r\n");
  EXPECT_EQ(returned.output,
            answer("q", kAbsent) + R"({"refused":3,"why":"not a JSON object"})" + "\n");
}

TEST_F(Rehearse, a_byte_order_mark_before_the_first_line_is_no_part_of_it) {
  const std::string mark = "\xEF\xBB\xBF";
  const std::string question = ask("09:00:00", "ph-t01", "q");
  EXPECT_EQ(run_file(mark + question).output, answer("q", kAbsent));
  EXPECT_EQ(run({"-"}, mark + question).output, answer("q", kAbsent));
  EXPECT_EQ(run({"--live"}, mark + question).output, answer("q", kAbsent));
  EXPECT_EQ(run_file(mark).output, "");
  EXPECT_THAT(run_file("x\n" + mark + question).output, HasSubstr("2,\"why\":\"it begins with a"));
  // Also where it is looked through for heartbeats first.
  EXPECT_THAT(run_file(mark + heartbeat("09:00:00", 0) + entry("09:00:01", 1, "04A1") +
                       ask("09:30:00", "ph-t01", "q"))
                  .output,
              HasSubstr(answer("q", kUnobserved)));
}

TEST_F(Rehearse, a_line_over_64_KiB_is_refused_and_the_run_goes_on) {
  const std::string padded =
      R"("ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"q","x":")";
  const std::string head = at("09:00:00") + padded;
  const auto line_of = [&](std::size_t bytes) {
    return head + std::string(bytes - head.size() - 2, 'x') + "\"}\n";
  };
  const std::string limit_kept = answer("q", kAbsent);
  const auto refused = [](int line) {
    return R"({"refused":)" + std::to_string(line) + R"(,"why":"longer than 65536 bytes"})" + "\n";
  };
  const auto result = run_file(line_of(65'536) + line_of(65'537) + line_of(5'000'000) +
                               line_of(1'048'576) + line_of(65'536));
  EXPECT_EQ(result.output, limit_kept + refused(2) + refused(3) + refused(4) + limit_kept);
  EXPECT_EQ(result.status, 0);
}

TEST_F(Rehearse, a_long_line_at_the_end_is_refused_once) {
  const auto result = run_file(std::string(3'000'000, 'x'));
  EXPECT_EQ(result.output, R"({"refused":1,"why":"longer than 65536 bytes"})"
                           "\n");
}

TEST_F(Rehearse, binary_junk_is_refused_line_by_line) {
  std::string junk;
  for (int i = 0; i < 256; ++i) junk += static_cast<char>(i);
  const auto result = run_file(junk + "\n" + std::string(100, '\0') + "\n\xff\xfe\n" +
                               ask("09:00:00", "ph-t01", "q"));
  std::string expected;
  for (int line = 1; line <= 3; ++line) {
    expected += R"({"refused":)" + std::to_string(line) + R"(,"why":"not a JSON object"})" + "\n";
  }
  expected += R"({"refused":4,"why":"it is not UTF-8; save the file as UTF-8"})"
              "\n";
  EXPECT_EQ(result.output, expected + answer("q", kAbsent));
  EXPECT_EQ(result.status, 0);
}

TEST_F(Rehearse, lines_across_the_pieces_of_a_long_input_stay_whole) {
  std::string input;
  std::string expected;
  for (int i = 0; i < 40'000; ++i) {
    const std::string label = "question " + std::to_string(i);
    input += ask("09:00:00", "ph-t01", label);
    expected += answer(label, kAbsent);
  }
  ASSERT_GT(input.size(), std::size_t{3} << 20);
  EXPECT_EQ(run_file(input).output, expected);
  EXPECT_EQ(run({"-"}, input).output, expected);
}

TEST_F(Rehearse, H1_a_heartbeat_line_anywhere_makes_its_controller_be_judged_by_them) {
  const std::string before = entry("09:00:00", 1, "04A1") + ask("09:30:00", "ph-t01", "q");
  const std::string after = heartbeat("09:40:00", 1);
  EXPECT_EQ(run_file(before).output, answer("q", kEquivalent));
  for (const auto& result : {run_file(before + after), run({}, before + after)}) {
    EXPECT_THAT(result.output, HasSubstr(answer("q", kUnobserved)));
  }
  std::string escaped = after;
  escaped.replace(escaped.find("heartbeat"), 9, "heartbe\\u0061t");
  EXPECT_THAT(run_file(before + escaped).output, HasSubstr(answer("q", kUnobserved)));
}

TEST_F(Rehearse, live_answers_before_the_input_ends) {
  support::write_file(dir_ / "input",
                      entry("09:00:00", 1, "04A1") + ask("09:30:00", "ph-t01", "q"));
  support::Process program(
      {"bash", "-c",
       "{ cat input; sleep 60; } | " + kProgram + " rehearse --facility " + kFacility + " --live"},
      {.working_directory = dir_.path()});
  EXPECT_TRUE(support::wait_until([&] { return program.output() == answer("q", kEquivalent); }));
  EXPECT_TRUE(program.running());
}

TEST_F(Rehearse, live_judges_by_heartbeats_the_controllers_that_are_named) {
  const std::string input = entry("09:00:00", 1, "04A1") + ask("09:30:00", "ph-t01", "q");
  EXPECT_EQ(run({"--live"}, input).output, answer("q", kEquivalent));
  EXPECT_THAT(run({"--live", "--heartbeats", "ctl-1"}, input).output,
              HasSubstr(answer("q", kUnobserved)));
  EXPECT_THAT(run_file(input, {"--live", "--heartbeats", "ctl-1"}).output,
              HasSubstr(answer("q", kUnobserved)));
  EXPECT_EQ(run({"--heartbeats", "ctl-1"}, input).status, 2);
}

TEST_F(Rehearse, what_cannot_be_read_is_said_and_is_2) {
  const auto missing = run({"no-such-file"});
  EXPECT_EQ(missing.status, 2);
  EXPECT_THAT(missing.output, HasSubstr("no-such-file: cannot be read"));
  const auto folder = run({"."});
  EXPECT_EQ(folder.status, 2);
  EXPECT_THAT(folder.output, HasSubstr("Is a directory"));
}

TEST_F(Rehearse, a_full_output_is_said_and_is_3) {
  support::write_file(dir_ / "input.jsonl", ask("09:00:00", "ph-t01", "q"));
  const auto result = support::run(
      {"bash", "-c", kProgram + " rehearse --facility " + kFacility + " input.jsonl > /dev/full"},
      {.working_directory = dir_.path()});
  EXPECT_EQ(result.status, 3);
  EXPECT_EQ(result.output, "standard output cannot be written\n");
}

TEST_F(Rehearse, a_facility_line_is_found_beside_the_input_and_replaces_the_policy) {
  shorter_presence();
  const std::string before = entry("09:00:00", 1, "04A1") + ask("10:30:00", "ph-t01", "before");
  const std::string replace = at("10:31:00") + R"("facility":"other.toml"})" + "\n";
  EXPECT_EQ(
      run_file(before + replace + ask("10:32:00", "ph-t01", "after")).output,
      answer("before", kEquivalent) +
          answer("after",
                 R"(undetermined","outcome":"step_up","reasons":["presence_uncertain"],)"
                 R"("factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]})"));
  const auto binary = run_file(at("10:31:00") + R"("facility":"input.jsonl"})" + "\n\xff\n");
  EXPECT_EQ(binary.status, 0);
  EXPECT_THAT(binary.output, HasSubstr(R"({"refused":1,"why":")"));
}

TEST_F(Rehearse, a_facility_line_of_another_facility_is_refused) {
  other_facility("id = \"chuo\"", "id = \"nishi\"");
  EXPECT_EQ(run_file(at("10:31:00") + R"("facility":"other.toml"})" + "\n").output,
            R"({"refused":1,"why":"the file is of facility nishi, and chuo is rehearsed; name a )"
            R"(version of that one"})"
            "\n");
}

std::string session(const std::string& time, const std::string& what) {
  return at(time) + R"("session":{"terminal":"ph-t01","session":"s-1","do":")" + what + "\"}}\n";
}

TEST_F(Rehearse, a_session_nobody_named_is_told_beside_the_output) {
  const std::string note =
      "session.session is not known at session.terminal: no ask and no begin named it there, or it "
      "has ended; the line changes nothing\n";
  for (const std::string what : {"lock", "unlock", "remote", "activity", "ack", "end"}) {
    EXPECT_EQ(run_file(session("09:00:00", what)).output, "line 1: " + note);
  }
  EXPECT_EQ(run_file(session("09:00:00", "begin") + session("09:00:01", "activity") +
                     session("09:00:02", "end") + session("09:00:03", "end"))
                .output,
            "line 4: " + note);
  std::string many;
  for (int i = 0; i < 25; ++i) many += session("09:00:00", "lock");
  const auto result = run_file(many);
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.output, EndsWith("line 20: " + note + "and 5 more lines like these\n"));
}

TEST_F(Rehearse, an_unknown_controller_to_judge_by_its_heartbeats_is_told) {
  const auto result = run({"--live", "--heartbeats", "ctl-9", "--heartbeats", "ctl-1"});
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.output, HasSubstr("--heartbeats ctl-9: warning: the facility has no such"));
  EXPECT_THAT(result.output, Not(HasSubstr("--heartbeats ctl-1")));
}

TEST_F(Rehearse, a_refused_event_says_which_member_and_what_mends_it) {
  const auto event = [](const std::string& members) {
    return at("09:00:00") + R"("event":{"boot":"b","seq":1,)" + members + "}}\n";
  };
  other_facility("[[access_point]]", "[[controller]]\nid = \"ctl-2\"\n\n[[access_point]]");
  const auto result =
      run_file(at("08:00:00") + R"("facility":"other.toml"})" + "\n" +
               event(R"("controller":"ctl-1","kind":"door_opened","door":"d-9")") +
               event(R"("controller":"ctl-2","kind":"door_opened","door":"ph-door")") +
               event(R"("controller":"ctl-1","kind":"emergency_release","zone":"cellar")") +
               event(R"("controller":"ctl-2","kind":"emergency_release","zone":"dispensing")") +
               event(R"("controller":"ctl-2","kind":"tamper","access_point":"ph-in")"));
  EXPECT_EQ(
      result.output,
      R"({"refused":2,"why":"unknown_point","detail":"the facility has no door \"d-9\"; correct it, or add it to the facility file"}
{"refused":3,"why":"not_yours","detail":"door \"ph-door\" is not of controller \"ctl-2\"; let its own controller tell, or correct the facility file"}
{"refused":4,"why":"unknown_point","detail":"the facility has no zone \"cellar\"; correct it, or add it to the facility file"}
{"refused":5,"why":"not_yours","detail":"zone \"dispensing\" is not of controller \"ctl-2\"; let its own controller tell, or correct the facility file"}
{"refused":6,"why":"not_yours","detail":"access_point \"ph-in\" is not of controller \"ctl-2\"; let its own controller tell, or correct the facility file"}
)");
}

TEST_F(Rehearse, progress_is_written_only_where_it_is_asked_for) {
  // Lines that cost so much that the run takes longer than progress waits.
  std::string input;
  for (int i = 0; i < 8'000; ++i) input += at("09:00:00") + R"("facility":"copy.toml"})" + "\n";
  support::write_file(dir_ / "input.jsonl", input);
  support::write_file(dir_ / "copy.toml", support::read_file(kFacility));
  const auto run_with = [&](const std::string& option) {
    return support::run({"bash", "-c",
                         kProgram + " rehearse --facility " + kFacility + " " + option +
                             " input.jsonl > /dev/null"},
                        {.working_directory = dir_.path()});
  };
  EXPECT_EQ(run_with("").output, "");
  const std::string shown = run_with("--progress").output;
  EXPECT_THAT(shown, HasSubstr(" %  "));
  EXPECT_THAT(shown, HasSubstr(" lines/s"));
  EXPECT_THAT(shown, EndsWith("\r\x1b[K"));
}

// A day with something of everything that is counted.
std::string a_day() {
  const std::string session =
      R"("session":{"terminal":"ph-t01","session":"s","account":"tanaka","do":"begin"}})";
  const std::string late_exit =
      R"("event":{"controller":"ctl-1","boot":"b","seq":3,"kind":"access_taken","access_point":"ph-out",)"
      R"("credential":"04A1","occurred_at":"2026-11-22T10:20:00+09:00"}})";
  return entry("09:00:00", 1, "04A1") + ask("09:10:00", "ph-t01", "q") + at("09:11:00") + session +
         "\n" + entry("09:20:00", 2, "04FF") + ask("10:30:00", "ph-t01", "q") +
         ask("10:40:00", "elsewhere", "q") + "x\n" + at("11:00:00") + late_exit + "\n";
}

TEST_F(Rehearse, the_summary_counts_per_zone_reason_and_hour) {
  const auto result = run_file(a_day(), {"--summary"});
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.output, R"(施設 / facility: chuo  中央病院 / Chuo Hospital
期間 / time: 2026-11-22T09:00:00+09:00 - 2026-11-22T11:00:00+09:00
行 / lines: 8（うち拒否 / refused: 1）
判定 / decisions: 3

区画 / zone: dispensing  調剤室 / Dispensing room
  時刻               判定  端末で二要素  区画で同等      同等でない  判定できない       緊急
  hour          decisions        native  equivalent  not equivalent  undetermined  emergency
  09-10                 1             0           1               0             0          0
  10-11                 1             0           1               0             0          0
  合計 / total          2             0           2               0             0          0
  回答 / outcome: allow 2, step_up 0, deny 0

区画 / zone: -  区画なし（未登録か、区画に属さない端末） / no zone (terminal unknown or without one)
  時刻               判定  端末で二要素  区画で同等      同等でない  判定できない       緊急
  hour          decisions        native  equivalent  not equivalent  undetermined  emergency
  10-11                 1             0           0               1             0          0
  合計 / total          1             0           0               1             0          0
  回答 / outcome: allow 0, step_up 1, deny 0

  理由 / reason     件数 / count  割合 / share  本人への表示 / what the person reads
  terminal_unknown             1       100.0 %  この端末は登録されていません / This terminal is not registered

検知 / findings
  unknown_credential  1

通知 / signals
  lock  1

後から変わった判定 / verdicts changed by later news
  zone_equivalent -> not_equivalent  1

拒否した行 / refused lines
  not a JSON object  1
)");
}

TEST_F(Rehearse, the_summary_as_json) {
  const auto result = run_file(a_day(), {"--summary", "--json"});
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(
      result.output,
      R"json({"summary":{"decisions":3,"facility":"chuo","findings":{"unknown_credential":1},"from":"2026-11-22T09:00:00+09:00","lines":8,"readjudicated":[{"count":1,"from":"zone_equivalent","to":"not_equivalent"}],"refused":[{"count":1,"why":"not a JSON object"}],"refused_lines":1,"signals":{"lock":1},"to":"2026-11-22T11:00:00+09:00","zones":[{"classes":{"emergency":0,"native_two_factor":0,"not_equivalent":0,"undetermined":0,"zone_equivalent":2},"decisions":2,"hours":[{"classes":{"emergency":0,"native_two_factor":0,"not_equivalent":0,"undetermined":0,"zone_equivalent":1},"decisions":1,"hour":9},{"classes":{"emergency":0,"native_two_factor":0,"not_equivalent":0,"undetermined":0,"zone_equivalent":1},"decisions":1,"hour":10}],"name":{"en":"Dispensing room","ja":"調剤室"},"outcomes":{"allow":2,"deny":0,"step_up":0},"reasons":[],"zone":"dispensing"},{"classes":{"emergency":0,"native_two_factor":0,"not_equivalent":1,"undetermined":0,"zone_equivalent":0},"decisions":1,"hours":[{"classes":{"emergency":0,"native_two_factor":0,"not_equivalent":1,"undetermined":0,"zone_equivalent":0},"decisions":1,"hour":10}],"name":{"en":"no zone (terminal unknown or without one)","ja":"区画なし（未登録か、区画に属さない端末）"},"outcomes":{"allow":0,"deny":0,"step_up":1},"reasons":[{"count":1,"per_mille":1000,"reason":"terminal_unknown","text":{"en":"This terminal is not registered","ja":"この端末は登録されていません"}}],"zone":null}]}}
)json");
}

TEST_F(Rehearse, the_summary_of_nothing_says_so) {
  EXPECT_EQ(run_file("", {"--summary"}).output, R"(施設 / facility: chuo  中央病院 / Chuo Hospital
期間 / time: なし / none
行 / lines: 0（うち拒否 / refused: 0）
判定 / decisions: 0

検知 / findings
  なし / none

通知 / signals
  なし / none

後から変わった判定 / verdicts changed by later news
  なし / none

拒否した行 / refused lines
  なし / none
)");
}

TEST_F(Rehearse, the_kinds_of_refusal_are_bounded) {
  std::string input;
  for (int i = 0; i < 200; ++i) {
    input += at("09:00:00") + R"("facility":"no-)" + std::to_string(i) + ".toml\"}\n";
  }
  const auto result = run_file(input, {"--summary"});
  EXPECT_THAT(result.output, HasSubstr("\n  other reasons  "));
  EXPECT_THAT(result.output, HasSubstr("  100\n"));
}

TEST_F(Rehearse, comparing_a_policy_with_itself_turns_nothing) {
  const auto result = run_file(entry("09:00:00", 1, "04A1") + ask("10:30:00", "ph-t01", "q"),
                               {"--compare", kFacility});
  EXPECT_EQ(result.output, R"({"compared":{"decisions":1,"changed":0,"by":{}}})"
                           "\n");
  EXPECT_EQ(result.status, 0);
}

TEST_F(Rehearse, comparing_lists_each_decision_that_turns) {
  const auto result = run_file(a_day(), {"--compare", shorter_presence()});
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(
      result.output,
      "refused lines: 1 under both policies, 0 under one of them only; run each without --compare "
      "to see why\n"
      R"({"ask":"q","line":5,"at":"2026-11-22T10:30:00+09:00","from":{"class":"zone_equivalent","outcome":"allow","reasons":[]},"to":{"class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"]}})"
      "\n"
      R"({"compared":{"decisions":3,"changed":1,"by":{"zone_equivalent->undetermined":1}}})"
      "\n");
}

TEST_F(Rehearse, a_turn_of_the_outcome_alone_is_named_by_outcomes) {
  const std::string other = other_facility("exit = \"identified\"",
                                           "exit = \"identified\"\non_not_equivalent = \"deny\"");
  const auto result = run_file(ask("09:00:00", "ph-t01", "q"), {"--compare", other});
  EXPECT_THAT(result.output, HasSubstr(R"("by":{"step_up->deny":1}}})"));
  EXPECT_EQ(result.status, 1);
}

TEST_F(Rehearse, other_reasons_alone_are_no_turn) {
  const std::string other = other_facility("2027-03-31", "2026-03-31");
  EXPECT_EQ(run_file(ask("09:00:00", "ph-t01", "q"), {"--compare", other}).status, 0);
}

TEST_F(Rehearse, people_and_doors_missing_in_the_other_give_their_reasons) {
  const std::string other = other_facility("number = \"04A1\"", "number = \"04A9\"");
  const auto result =
      run_file(entry("09:00:00", 1, "04A1") + ask("10:30:00", "ph-t01", "q"), {"--compare", other});
  EXPECT_THAT(result.output, HasSubstr(R"("to":{"class":"not_equivalent","outcome":"step_up",)"
                                       R"("reasons":["presence_absent"]}})"));
}

TEST_F(Rehearse, a_facility_line_applies_to_both_policies) {
  const std::string other = shorter_presence();
  const std::string replace = at("09:01:00") + R"("facility":"other.toml"})" + "\n";
  const auto result =
      run_file(replace + entry("09:02:00", 1, "04A1") + ask("10:30:00", "ph-t01", "q"),
               {"--compare", other});
  EXPECT_EQ(result.output, R"({"compared":{"decisions":1,"changed":0,"by":{}}})"
                           "\n");
}

TEST_F(Rehearse, only_two_versions_of_one_facility_can_be_compared) {
  const auto foreign =
      run_file("", {"--compare", other_facility("id = \"chuo\"", "id = \"nishi\"")});
  EXPECT_EQ(foreign.status, 2);
  EXPECT_THAT(foreign.output, HasSubstr("other.toml: it is of facility nishi, and --facility is of "
                                        "chuo; compare two versions of one facility"));
  const auto faulty = run_file("", {"--compare", other_facility("[facility]", "[facilty]")});
  EXPECT_EQ(faulty.status, 2);
  EXPECT_THAT(faulty.output, HasSubstr("other.toml:"));
}

TEST_F(Rehearse, the_turns_summed_up) {
  const std::string other = shorter_presence();
  const auto text =
      run_file(a_day().replace(a_day().find("x\n"), 2, ""), {"--compare", other, "--summary"});
  EXPECT_EQ(text.status, 1);
  EXPECT_EQ(text.output, R"(施設 / facility: chuo  中央病院 / Chuo Hospital
期間 / time: 2026-11-22T09:00:00+09:00 - 2026-11-22T11:00:00+09:00
判定 / decisions: 3
変わる / changed: 1（33.3 %）

区画 / zone: dispensing  調剤室 / Dispensing room
  判定 / decisions: 2  変わる / changed: 1（50.0 %）

  変化 / turn                    件数 / count
  zone_equivalent->undetermined             1

  時刻 / hour  件数 / count
  10-11                   1

  理由 / reason       増 / comes  減 / goes  本人への表示 / what the person reads
  presence_uncertain           1          0  在室を確認できなくなりました / It is no longer certain that you are inside

区画 / zone: -  区画なし（未登録か、区画に属さない端末） / no zone (terminal unknown or without one)
  判定 / decisions: 1  変わる / changed: 0（0.0 %）
)");
  const auto json = run_file(a_day().replace(a_day().find("x\n"), 2, ""),
                             {"--compare", other, "--summary", "--json"});
  EXPECT_EQ(json.status, 1);
  EXPECT_EQ(
      json.output,
      R"json({"compared":{"by":{"zone_equivalent->undetermined":1},"changed":1,"decisions":3,"facility":"chuo","from":"2026-11-22T09:00:00+09:00","to":"2026-11-22T11:00:00+09:00","zones":[{"by":{"zone_equivalent->undetermined":1},"changed":1,"decisions":2,"hours":[{"changed":1,"hour":10}],"name":{"en":"Dispensing room","ja":"調剤室"},"reasons_come":{"presence_uncertain":1},"reasons_go":{},"zone":"dispensing"},{"by":{},"changed":0,"decisions":1,"hours":[],"name":{"en":"no zone (terminal unknown or without one)","ja":"区画なし（未登録か、区画に属さない端末）"},"reasons_come":{},"reasons_go":{},"zone":null}]}}
)json");
}

TEST(RehearsalLabels, each_reason_has_one_short_sentence_in_both_languages) {
  for (std::size_t i = 0; i < core::count_of<core::Reason>(); ++i) {
    const core::LocalText text = cli::short_text(static_cast<core::Reason>(i));
    EXPECT_GT(text.ja.size(), 10u) << i;
    EXPECT_THAT(text.ja, Not(HasSubstr("。"))) << i;
    EXPECT_GT(text.en.size(), 10u) << i;
    EXPECT_THAT(text.en, Not(HasSubstr("."))) << i;
  }
}

TEST(RehearsalTable, a_japanese_character_takes_two_places) {
  EXPECT_EQ(cli::width_of("判定 / decisions"), 16u);
  cli::TextTable table(2);
  table.add({"時刻", "1", "x"});
  table.add({"hour of day", "1000", "y"});
  EXPECT_EQ(table.text(), "  時刻            1  x\n  hour of day  1000  y\n");
}

TEST(RehearsalCounts, an_hour_is_one_of_the_facility) {
  core::TimeZone tokyo;
  tokyo.initial_offset = std::chrono::hours(9);
  const auto hour = [&](const char* time) {
    return cli::hour_of(core::parse_rfc3339(time).value(), tokyo);
  };
  EXPECT_EQ(hour("2026-11-22T00:59:59.999999Z"), 9u);
  EXPECT_EQ(hour("2026-11-22T01:00:00Z"), 10u);
  EXPECT_EQ(hour("2026-11-22T14:59:59Z"), 23u);
  EXPECT_EQ(hour("2026-11-22T15:00:00Z"), 0u);
}

TEST(RehearsalLines, a_label_is_found_by_its_entry_and_is_the_line_without_one) {
  cli::LineBook book;
  book.note_entry(0);
  book.note_entry(4);
  book.note_label("first");
  book.note_entry(5);
  book.note_entry(9);
  book.note_label("");
  EXPECT_EQ(book.label_of(1), "first");
  EXPECT_EQ(book.label_of(2), "5");
  EXPECT_EQ(book.label_of(3), "");
  EXPECT_EQ(book.line_of(3), 9u);
  EXPECT_EQ(book.line_of(4), 0u);
}

TEST(RehearsalLabels, a_share_is_rounded_and_nothing_of_nothing_is_nothing) {
  EXPECT_EQ(cli::per_mille(1, 3), 333u);
  EXPECT_EQ(cli::per_mille(2, 3), 667u);
  EXPECT_EQ(cli::per_mille(0, 0), 0u);
}

}  // namespace
}  // namespace zonefactor
