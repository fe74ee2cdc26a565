// Profile `zonefactor`: every kind, every missing member, every limit; and that no bytes whatever
// do anything but give a report or a refusal.
#include "adapters/profiles/zonefactor_event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace zonefactor::profiles {
namespace {

using core::EventKind;
using core::Refusal;
using ports::DoorMessage;
using ports::DoorReport;
using ports::Undecodable;
using ::testing::HasSubstr;
using ::testing::Not;

const core::ControllerId kController{"ctl-1"};

DoorMessage decode(std::string_view json) {
  return decode_event(json, &kController, core::Origin::bound);
}

DoorReport report_of(std::string_view json) {
  DoorMessage message = decode(json);
  if (const auto* refused = std::get_if<Undecodable>(&message)) {
    ADD_FAILURE() << json << " was refused: " << refused->detail;
    return {};
  }
  return std::get<DoorReport>(message);
}

Undecodable refusal_of(std::string_view json) {
  DoorMessage message = decode(json);
  if (std::holds_alternative<DoorReport>(message)) {
    ADD_FAILURE() << json << " was taken";
    return {};
  }
  return std::get<Undecodable>(message);
}

void expect_malformed(std::string_view json, std::string_view detail) {
  const Undecodable refused = refusal_of(json);
  EXPECT_EQ(core::name_of(refused.why), "malformed") << json;
  EXPECT_THAT(refused.detail, HasSubstr(std::string(detail))) << json;
  EXPECT_EQ(refused.content, json);
  EXPECT_EQ(refused.controller, kController);
}

// An event of `kind` with `more` members behind it.
std::string event(std::string_view kind, std::string_view more = "") {
  std::string text = R"({"boot":"b7","seq":1042,"kind":")" + std::string(kind) + '"';
  if (!more.empty()) text.append(",").append(more);
  text += '}';
  return text;
}

constexpr std::string_view kFull =
    R"({"boot":"b7","seq":1042,"kind":"access_taken","access_point":"ph-in","credential":"04a1B2C3",)"
    R"("methods":["card","pin"],"occurred_at":"2026-11-22T09:00:01.250+09:00",)"
    R"("sent_at":"2026-11-22T09:00:01.300+09:00"})";

TEST(ZonefactorEvent, an_entry_is_read_whole) {
  const DoorReport report = report_of(kFull);
  const core::Observation& seen = report.observation;
  EXPECT_EQ(seen.controller, kController);
  EXPECT_EQ(seen.boot, "b7");
  EXPECT_EQ(seen.seq, 1042u);
  EXPECT_EQ(seen.kind, EventKind::access_taken);
  EXPECT_EQ(seen.access_point, core::AccessPointId{"ph-in"});
  EXPECT_EQ(seen.methods, (core::Methods{core::Method::card, core::Method::pin}));
  EXPECT_FALSE(seen.unknown_methods);
  EXPECT_EQ(seen.occurred_at, core::parse_rfc3339("2026-11-22T00:00:01.25Z"));
  EXPECT_EQ(seen.sent_at, core::parse_rfc3339("2026-11-22T00:00:01.3Z"));
  EXPECT_EQ(seen.origin, core::Origin::bound);
  ASSERT_TRUE(report.credential);
  EXPECT_EQ(report.credential->canonical(), "04A1B2C3");
}

TEST(ZonefactorEvent, V2_the_observation_itself_names_no_credential) {
  const DoorReport report = report_of(kFull);
  EXPECT_FALSE(report.observation.credential);
  EXPECT_EQ(report.observation.content_tag, "");
}

struct Needs {
  std::string_view kind;
  std::vector<std::string_view> members;  // all needed
};

constexpr std::string_view kAccessPoint = R"("access_point":"ph-in")";
constexpr std::string_view kCredential = R"("credential":"77")";
constexpr std::string_view kDoor = R"("door":"d-1")";
constexpr std::string_view kMode = R"("mode":"locked")";

const std::vector<Needs>& needs_of_every_kind() {
  static const std::vector<Needs> all{
      {"access_granted", {kAccessPoint, kCredential}},
      {"access_taken", {kAccessPoint, kCredential}},
      {"access_not_taken", {kAccessPoint, kCredential}},
      {"access_denied", {kAccessPoint}},
      {"credential_read", {kAccessPoint, kCredential}},
      {"exit_requested", {kDoor}},
      {"door_opened", {kDoor}},
      {"door_closed", {kDoor}},
      {"door_forced", {kDoor}},
      {"door_held", {kDoor}},
      {"door_restored", {kDoor}},
      {"door_mode", {kDoor, kMode}},
      {"emergency_release", {kDoor}},
      {"emergency_restored", {kDoor}},
      {"tamper", {}},
      {"tamper_cleared", {}},
      {"fault", {}},
      {"fault_cleared", {}},
      {"duress", {kAccessPoint, kCredential}},
      {"heartbeat", {}},
      {"boot", {}},
      {"config_report", {}},
  };
  return all;
}

std::string name_in(std::string_view member) {
  return std::string(member.substr(1, member.find('"', 1) - 1));
}

TEST(ZonefactorEvent, every_kind_is_taken_with_its_members_and_refused_without_any_one_of_them) {
  ASSERT_EQ(needs_of_every_kind().size(), core::count_of<EventKind>());
  for (const Needs& needs : needs_of_every_kind()) {
    for (std::size_t left_out = 0; left_out <= needs.members.size(); ++left_out) {
      std::string more;
      for (std::size_t i = 0; i < needs.members.size(); ++i) {
        if (i == left_out) continue;
        if (!more.empty()) more += ',';
        more += needs.members[i];
      }
      const std::string text = event(needs.kind, more);
      if (left_out == needs.members.size()) {
        EXPECT_EQ(core::name_of(report_of(text).observation.kind), needs.kind);
      } else {
        const std::string name = name_in(needs.members[left_out]);
        expect_malformed(text, name == "door" && needs.kind.starts_with("emergency")
                                   ? "door or zone"
                                   : std::string(needs.kind) + " needs " + name);
      }
    }
  }
}

TEST(ZonefactorEvent, an_emergency_may_name_a_zone_instead_of_a_door) {
  EXPECT_EQ(report_of(event("emergency_release", R"("zone":"inner")")).observation.zone,
            core::ZoneId{"inner"});
}

TEST(ZonefactorEvent, everything_missing_is_named) {
  expect_malformed(event("access_taken"), "access_point and credential");
  expect_malformed(R"({"seq":1,"kind":"boot"})", "boot is missing");
  expect_malformed(R"({"boot":"b","kind":"boot"})", "seq is missing");
  expect_malformed(R"({"boot":"b","seq":1})", "kind is missing");
}

TEST(ZonefactorEvent, a_kind_outside_the_vocabulary_is_unknown_kind) {
  for (const char* kind : {"", "access", "Access_taken", "door_open", "access_taken "}) {
    EXPECT_EQ(refusal_of(event(kind)).why, Refusal::unknown_kind) << kind;
  }
}

// "Somebody was at the reader" without saying whether they were let in has no word here.
TEST(ZonefactorEvent, P6_an_access_event_without_its_result_cannot_be_said) {
  EXPECT_EQ(refusal_of(event("access", R"("access_point":"ph-in","credential":"77")")).why,
            Refusal::unknown_kind);
  expect_malformed(R"({"boot":"b7","seq":1,"access_point":"ph-in","credential":"77"})",
                   "kind is missing");
}

TEST(ZonefactorEvent, a_member_of_the_wrong_type_is_named) {
  expect_malformed(R"({"boot":7,"seq":1,"kind":"boot"})", "boot must be");
  expect_malformed(R"({"boot":"b","seq":"1","kind":"boot"})", "seq must be");
  expect_malformed(R"({"boot":"b","seq":1.5,"kind":"boot"})", "seq must be");
  expect_malformed(R"({"boot":"b","seq":-1,"kind":"boot"})", "seq must be");
  expect_malformed(R"({"boot":"b","seq":1,"kind":["boot"]})", "kind must be");
  expect_malformed(event("door_opened", R"("door":5)"), "door must be");
  expect_malformed(event("door_opened", R"("door":null)"), "door must be");
  expect_malformed(event("access_denied", R"("access_point":{})"), "access_point must be");
  expect_malformed(event("emergency_release", R"("zone":true)"), "zone must be");
  expect_malformed(event("tamper", R"("occurred_at":1700000000)"), "occurred_at must be");
  expect_malformed(event("tamper", R"("sent_at":"2026-11-22T09:00:01")"), "sent_at must be");
  expect_malformed(event("door_mode", R"("door":"d-1","mode":"ajar")"), "mode must be");
  expect_malformed(event("tamper", R"("methods":"card")"), "methods must be");
  expect_malformed(event("tamper", R"("methods":["card",1])"),
                   "element 2 of methods must be a string; it is 1");
  expect_malformed(event("boot", R"("previous":"b6")"), "previous must be");
  expect_malformed(event("tamper", R"("controller":1)"), "controller must be");
}

TEST(ZonefactorEvent, the_same_vocabulary_of_modes_as_the_rules) {
  for (std::size_t i = 0; i < core::count_of<core::DoorMode>(); ++i) {
    const auto mode = static_cast<core::DoorMode>(i);
    const std::string member = R"("door":"d-1","mode":")" + std::string(core::name_of(mode)) + '"';
    EXPECT_EQ(report_of(event("door_mode", member)).observation.mode, mode);
  }
}

TEST(ZonefactorEvent, seq_reaches_from_0_to_the_largest_exact_integer) {
  const auto with_seq = [](std::string_view seq) {
    return R"({"boot":"b","kind":"boot","seq":)" + std::string(seq) + "}";
  };
  EXPECT_EQ(report_of(with_seq("0")).observation.seq, 0u);
  EXPECT_EQ(report_of(with_seq("9007199254740991")).observation.seq, 9007199254740991u);
  expect_malformed(with_seq("9007199254740992"), "seq must be");
  expect_malformed(with_seq("18446744073709551615"), "seq must be");
}

TEST(ZonefactorEvent, boot_is_1_to_64_printable_characters) {
  const auto with_boot = [](const std::string& boot) {
    return R"({"seq":1,"kind":"boot","boot":")" + boot + "\"}";
  };
  EXPECT_EQ(report_of(with_boot(std::string(64, 'x'))).observation.boot, std::string(64, 'x'));
  expect_malformed(with_boot(""), "boot must be");
  expect_malformed(with_boot(std::string(65, 'x')), "boot must be");
  expect_malformed(with_boot("a\\nb"), "boot must be");
  expect_malformed(with_boot("a\\u0000b"), "boot must be");
  expect_malformed(with_boot("\xe8\xb5\xb7"), "boot must be");
}

TEST(ZonefactorEvent, ids_are_legal_or_refused) {
  expect_malformed(event("door_opened", R"("door":"")"), "door must be");
  expect_malformed(event("door_opened", R"("door":"-d")"), "door must be");
  expect_malformed(event("door_opened", R"("door":"a b")"), "door must be");
  expect_malformed(event("door_opened", R"("door":")" + std::string(65, 'd') + '"'),
                   "door must be");
  EXPECT_EQ(report_of(event("door_opened", R"("door":")" + std::string(64, 'd') + '"'))
                .observation.door->text.size(),
            64u);
}

TEST(ZonefactorEvent, a_credential_is_a_string_of_1_to_128_characters) {
  const auto with = [](const std::string& number) {
    return event("access_denied", R"("access_point":"ph-in","credential":")" + number + '"');
  };
  EXPECT_EQ(report_of(with(std::string(128, '7'))).credential->value.size(), 128u);
  std::string wide;
  for (int i = 0; i < 128; ++i) wide += "\xe7\x95\xaa";  // one character, three bytes
  EXPECT_EQ(report_of(with(wide)).credential->value, wide);
  expect_malformed(with(""), "credential must be");
  expect_malformed(with(std::string(129, '7')), "credential must be");
  expect_malformed(with("7\\u0000"), "credential must be");
  expect_malformed(with("7\\u007f"), "credential must be");
  expect_malformed(event("tamper", R"("credential":77)"), "credential must be");
  expect_malformed(event("tamper", R"("credential":["77"])"), "credential must be");
}

TEST(ZonefactorEvent, a_refusal_tells_back_what_stands_there_and_never_a_number) {
  const auto detail_of = [](const std::string& json) {
    return std::get<Undecodable>(decode(json)).detail;
  };
  EXPECT_EQ(detail_of(R"({"boot":"b","seq":"1","kind":"boot"})"),
            R"(seq must be an integer from 0 to 9007199254740991; it is "1")");
  EXPECT_EQ(detail_of(event("door_mode", R"("door":"d-1","mode":"ajar")")),
            R"(mode must be locked, unlocked, locked_open, blocked or maintenance; it is "ajar")");
  EXPECT_EQ(detail_of(event("tamper", R"("methods":"card")")),
            R"(methods must be an array such as ["card"]; it is "card")");
  EXPECT_EQ(detail_of(R"({"boot":"b","seq":1,"kind":"door_ajar"})"),
            R"(kind must be one of profile zonefactor, such as access_taken; it is "door_ajar")");
  EXPECT_EQ(detail_of(R"({"seq":1,"kind":"boot"})"),
            "boot is missing; every event has boot, seq and kind");
  EXPECT_EQ(detail_of(event("access_denied", R"("access_point":{})")),
            "access_point must be an id: [A-Za-z0-9][A-Za-z0-9._-]{0,63}; it is an object");
  EXPECT_THAT(detail_of(event("door_opened", R"("door":")" + std::string(65, 'd') + '"')),
              Not(HasSubstr("it is")));
  EXPECT_THAT(detail_of(event("tamper", R"("credential":77441)")), Not(HasSubstr("77441")));
  EXPECT_THAT(detail_of(event("tamper", R"("credential":{"format":"f","bits":26,"value":77441})")),
              Not(HasSubstr("77441")));
}

TEST(ZonefactorEvent, a_credential_may_say_format_bits_and_value) {
  const auto with = [](const std::string& credential) {
    return event("credential_read", R"("access_point":"ph-in","credential":)" + credential);
  };
  const auto number =
      report_of(with(R"({"format":"wiegand26","bits":26,"value":"1a2b","lossy":true})")).credential;
  ASSERT_TRUE(number);
  EXPECT_EQ(number->format, "wiegand26");
  EXPECT_EQ(number->bits, 26u);
  EXPECT_EQ(number->canonical(), "wiegand26/26/0001A2B");
  EXPECT_TRUE(number->lossy);
  EXPECT_FALSE(report_of(with(R"({"format":"f","bits":1,"value":"0"})")).credential->lossy);

  expect_malformed(with("{}"), "credential.format is missing");
  expect_malformed(with(R"({"format":"f","value":"0"})"), "credential.bits is missing");
  expect_malformed(with(R"({"format":"f","bits":26})"), "credential.value is missing");
  expect_malformed(with(R"({"format":"","bits":26,"value":"0"})"), "credential.format must be");
  expect_malformed(with(R"({"format":"f/1","bits":26,"value":"0"})"), "credential.format must be");
  expect_malformed(with(R"({"format":"f","bits":0,"value":"0"})"), "credential.bits must be");
  expect_malformed(with(R"({"format":"f","bits":4097,"value":"0"})"), "credential.bits must be");
  expect_malformed(with(R"({"format":"f","bits":"26","value":"0"})"), "credential.bits must be");
  expect_malformed(with(R"({"format":"f","bits":26,"value":0})"), "credential.value must be");
  expect_malformed(with(R"({"format":"f","bits":26,"value":"0","lossy":1})"),
                   "credential.lossy must be");
}

TEST(ZonefactorEvent, F3_methods_said_not_said_and_none_verified_are_three_things) {
  EXPECT_FALSE(report_of(event("tamper")).observation.methods);
  EXPECT_EQ(report_of(event("tamper", R"("methods":[])")).observation.methods, core::Methods{});
  const auto mixed = report_of(event("tamper", R"("methods":["card","gait","card"])")).observation;
  EXPECT_EQ(mixed.methods, core::Methods{core::Method::card});
  EXPECT_TRUE(mixed.unknown_methods);
}

TEST(ZonefactorEvent, K8_a_boot_names_the_last_number_before_it) {
  const auto seen =
      report_of(event("boot", R"("previous":{"boot":"b6","seq":999})")).observation.previous;
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->boot, "b6");
  EXPECT_EQ(seen->seq, 999u);
  EXPECT_FALSE(report_of(event("boot")).observation.previous);
  expect_malformed(event("boot", R"("previous":{"boot":"b6"})"), "previous.seq is missing");
  expect_malformed(event("boot", R"("previous":{"seq":1})"), "previous.boot is missing");
  expect_malformed(event("boot", R"("previous":{"boot":"b6","seq":-1})"), "previous.seq must be");
}

TEST(ZonefactorEvent, a_config_report_says_what_it_likes_about_the_controller) {
  const auto report = report_of(
      event("config_report", R"("methods":{"ph-in":["card"]},"mode":"per door","door":["d-1"])"));
  EXPECT_FALSE(report.observation.methods);
  EXPECT_FALSE(report.observation.mode);
  EXPECT_THAT(report.content, HasSubstr("per door"));
}

TEST(ZonefactorEvent, the_sender_is_proven_and_another_name_is_not_yours) {
  EXPECT_EQ(report_of(event("tamper", R"("controller":"ctl-1")")).observation.controller,
            kController);
  const Undecodable refused = refusal_of(event("tamper", R"("controller":"ctl-2")"));
  EXPECT_EQ(refused.why, Refusal::not_yours);
  EXPECT_EQ(refused.controller, kController);
}

TEST(ZonefactorEvent, without_a_proven_sender_the_event_names_its_controller) {
  const auto named =
      decode_event(event("tamper", R"("controller":"ctl-2")"), nullptr, core::Origin::open);
  ASSERT_TRUE(std::holds_alternative<DoorReport>(named));
  EXPECT_EQ(std::get<DoorReport>(named).observation.controller, core::ControllerId{"ctl-2"});
  EXPECT_EQ(std::get<DoorReport>(named).observation.origin, core::Origin::open);

  const auto unnamed = decode_event(event("tamper"), nullptr, core::Origin::open);
  ASSERT_TRUE(std::holds_alternative<Undecodable>(unnamed));
  EXPECT_THAT(std::get<Undecodable>(unnamed).detail, HasSubstr("controller is missing"));
  EXPECT_FALSE(std::get<Undecodable>(unnamed).controller);
}

TEST(ZonefactorEvent, K7_the_content_is_canonical_and_without_sent_at) {
  EXPECT_EQ(
      report_of(kFull).content,
      R"({"access_point":"ph-in","boot":"b7","credential":"04a1B2C3","kind":"access_taken",)"
      R"("methods":["card","pin"],"occurred_at":"2026-11-22T09:00:01.250+09:00","seq":1042})");
}

TEST(ZonefactorEvent, K7_a_repetition_in_other_words_has_the_same_content) {
  const std::string first = report_of(event("tamper", R"("x":{"b":1,"A":[2]},"door":"d")")).content;
  EXPECT_EQ(first, report_of(" { \"door\" : \"\\u0064\",\"seq\":1042, \"x\": {\"A\":[2],\"b\":1},"
                             "\"sent_at\":\"2026-11-22T09:00:01Z\",\"boot\":\"b7\","
                             "\"controller\":\"ctl-1\",\"kind\":\"tamper\"}\n")
                       .content);
}

TEST(ZonefactorEvent, K7_any_other_difference_is_another_content) {
  const std::string first = report_of(event("tamper", R"("x":1)")).content;
  for (const char* other : {R"("x":2)", R"("x":"2")", R"("y":1)", R"("x":[1])", R"("x":null)",
                            R"("x":1.5)", R"("x":{"x":1})", R"("x":1,"door":"d")"}) {
    EXPECT_NE(first, report_of(event("tamper", other)).content) << other;
  }
}

TEST(ZonefactorEvent, unknown_members_of_any_shape_are_carried_and_mean_nothing) {
  const auto report = report_of(event(
      "tamper",
      R"("Straße":1e3,"n":-0.5,"big":18446744073709551615,"odd":[true,false,null,{"":"\u0000"}])"));
  EXPECT_EQ(report.observation.kind, EventKind::tamper);
  EXPECT_EQ(report.content,
            R"({"Straße":1000,"big":"18446744073709551615","boot":"b7","kind":"tamper",)"
            R"("n":"-0.5","odd":[true,false,null,{"":"\u0000"}],"seq":1042})");
}

TEST(ZonefactorEvent, a_name_given_twice_is_refused_wherever_it_is) {
  expect_malformed(event("tamper", R"("seq":1042)"), "named twice");
  expect_malformed(event("tamper", R"("s\u0065q":1042)"), "named twice");
  expect_malformed(event("tamper", R"("sent_at":1,"sent_at":1)"), "named twice");
  expect_malformed(event("tamper", R"("x":[{"a":1,"b":2,"a":1}])"), "named twice");
}

std::string nested(int depth) {
  const auto levels = static_cast<std::size_t>(depth);
  return event("tamper", "\"x\":" + std::string(levels, '[') + std::string(levels, ']'));
}

TEST(ZonefactorEvent, nesting_ends_at_16) {
  report_of(nested(15));
  expect_malformed(nested(16), "nested too deeply");
  EXPECT_EQ(refusal_of(nested(17)).why, Refusal::malformed);
  EXPECT_EQ(refusal_of(nested(8000)).why, Refusal::malformed);
}

std::string of_size(std::size_t bytes) {
  const std::string without = event("tamper", R"("x":"")");
  return event("tamper", R"("x":")" + std::string(bytes - without.size(), 'x') + '"');
}

TEST(ZonefactorEvent, more_than_16_KiB_is_too_large_and_kept_cut) {
  EXPECT_EQ(report_of(of_size(kMaxEventBytes)).observation.kind, EventKind::tamper);
  const Undecodable refused = refusal_of(of_size(kMaxEventBytes + 1));
  EXPECT_EQ(refused.why, Refusal::too_large);
  EXPECT_EQ(refused.content.size(), kMaxEventBytes);
}

TEST(ZonefactorEvent, what_is_not_one_JSON_object_is_malformed) {
  for (const char* text : {"", " ", "{", "[]", "null", "7", "\"x\"", "{} {}", "{\"a\":1,}", "\xff",
                           "{\"a\":\"\xc3\"}", "{'a':1}", "\xef\xbb\xbf{}", "{\"a\":01}",
                           "{\"a\":1e999}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\udc00\"}"}) {
    EXPECT_EQ(refusal_of(text).why, Refusal::malformed) << text;
  }
}

TEST(ZonefactorEvent, a_refusal_never_repeats_what_it_refuses) {
  const Undecodable refused = refusal_of(event("tamper", R"("credential":["04A1B2C3-secret"])"));
  EXPECT_THAT(refused.detail, Not(HasSubstr("secret")));
}

TEST(ZonefactorEvent, a_message_cut_at_any_byte_is_refused) {
  for (std::size_t length = 0; length < kFull.size(); ++length) {
    EXPECT_EQ(refusal_of(kFull.substr(0, length)).why, Refusal::malformed) << length;
  }
}

TEST(ZonefactorEvent, any_mutation_gives_a_report_or_a_refusal_that_says_why) {
  std::mt19937 random(20261122);
  const auto below = [&](std::size_t bound) { return random() % bound; };
  const std::vector<std::string> seeds{
      std::string(kFull), event("boot", R"("previous":{"boot":"b6","seq":999})"),
      event("credential_read",
            R"("access_point":"a","credential":{"format":"f","bits":26,"value":"0","lossy":true})"),
      event("door_mode", R"("door":"d","mode":"locked","x":[[{"\u00e9":[1.5,-2,null]}]])")};
  constexpr std::string_view kTokens[] = {"{", "}",       "[",       "]",   "\"", ",",
                                          ":", "\\u0000", "\\ud83d", "1e9", "-0", "null"};
  std::size_t taken = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text = seeds[below(seeds.size())];
    for (std::size_t change = 0; change <= below(3); ++change) {
      const std::size_t at = below(text.size() + 1);
      switch (below(4)) {
        case 0:
          text.insert(at, kTokens[below(std::size(kTokens))]);
          break;
        case 1:
          text.erase(at, below(8));
          break;
        case 2:
          text.insert(at, text.substr(below(text.size() + 1), below(16)));
          break;
        default:
          if (at < text.size()) text[at] = static_cast<char>(below(256));
      }
    }
    const DoorMessage message = decode(text);
    if (const auto* refused = std::get_if<Undecodable>(&message)) {
      ASSERT_FALSE(refused->detail.empty()) << text;
    } else {
      const auto& report = std::get<DoorReport>(message);
      ASSERT_FALSE(report.observation.boot.empty()) << text;
      // Taken once, it is taken again from its own canonical content, and that is a fixed point.
      ASSERT_EQ(report_of(report.content).content, report.content) << text;
      ++taken;
    }
  }
  EXPECT_GT(taken, 100u);
}

TEST(ZonefactorEventArray, each_item_stands_alone_in_the_order_given) {
  std::string error = "before";
  const auto messages =
      decode_event_array(R"([{"controller":"ctl-2","boot":"b","seq":1,"kind":"tamper"},7,)"
                         R"({"controller":"ctl-3","boot":"b","seq":1,"kind":"nope"},)"
                         R"({"controller":"ctl-4","boot":"b","seq":1,"kind":"fault"}])",
                         nullptr, core::Origin::bound, kMaxEventArrayItems, &error);
  EXPECT_EQ(error, "");
  ASSERT_EQ(messages.size(), 4u);
  EXPECT_EQ(std::get<DoorReport>(messages[0]).observation.controller, core::ControllerId{"ctl-2"});
  EXPECT_EQ(std::get<Undecodable>(messages[1]).why, Refusal::malformed);
  EXPECT_EQ(std::get<Undecodable>(messages[2]).why, Refusal::unknown_kind);
  EXPECT_EQ(std::get<DoorReport>(messages[3]).observation.kind, EventKind::fault);
}

TEST(ZonefactorEventArray, the_limits_of_one_event_hold_for_each_item) {
  std::string error;
  const auto decode_all = [&](const std::string& text) {
    return decode_event_array(text, &kController, core::Origin::bound, kMaxEventArrayItems, &error);
  };
  const auto messages =
      decode_all(std::string("[") + nested(15) + "," + nested(16) + "," + of_size(kMaxEventBytes) +
                 "," + of_size(kMaxEventBytes + 1) + "]");
  EXPECT_EQ(error, "");
  ASSERT_EQ(messages.size(), 4u);
  EXPECT_TRUE(std::holds_alternative<DoorReport>(messages[0]));
  EXPECT_EQ(std::get<Undecodable>(messages[1]).why, Refusal::malformed);
  EXPECT_TRUE(std::holds_alternative<DoorReport>(messages[2]));
  EXPECT_EQ(std::get<Undecodable>(messages[3]).why, Refusal::too_large);
  EXPECT_EQ(std::get<Undecodable>(messages[3]).content.size(), kMaxEventBytes);
}

TEST(ZonefactorEventArray, the_whole_is_refused_where_it_is_no_array_or_too_much) {
  const auto error_of = [](const std::string& text, std::size_t max_items) {
    std::string error;
    EXPECT_TRUE(decode_event_array(text, nullptr, core::Origin::bound, max_items, &error).empty());
    return error;
  };
  EXPECT_THAT(error_of("{}", 10), HasSubstr("array"));
  EXPECT_THAT(error_of("[{}", 10), HasSubstr("JSON"));
  EXPECT_THAT(error_of("[{},{},{}]", 2), HasSubstr("at most 2"));
  EXPECT_THAT(error_of(std::string("[") + std::string(kMaxEventArrayBytes, ' ') + "]", 10),
              HasSubstr("1 MiB"));
  EXPECT_EQ(error_of("[]", 10), "");
}

}  // namespace
}  // namespace zonefactor::profiles
