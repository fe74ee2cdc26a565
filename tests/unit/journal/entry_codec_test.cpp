// Every fact survives the journal exactly, and nothing but what the codec writes is read.
#include "service/journal/entry_codec.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "service/journal/canonical_json.h"
#include "tests/unit/journal/any_fact.h"
#include "tests/unit/journal/sample_facts.h"

namespace zonefactor::journal {
namespace {

using namespace core;
using namespace std::chrono_literals;

std::string why_not(std::string_view bytes) {
  std::string why;
  EXPECT_FALSE(decode(bytes, &why)) << bytes;
  return why;
}

std::string entry(std::string_view type, std::string_view value) {
  return "{\"at\":1,\"t\":\"" + std::string(type) + "\",\"v\":1,\"value\":" + std::string(value) +
         "}";
}

RC_GTEST_PROP(EntryCodec, V1_every_fact_is_read_back_exactly_as_it_was_written, ()) {
  const Fact fact = AnyFact{}();
  const Instant at = AnyFact{}.any<Instant>();
  const std::string bytes = encode(fact, at);
  std::string why;
  const auto read = decode(bytes, &why);
  RC_ASSERT(why == "");
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->recorded_at == at);
  RC_ASSERT(read->fact == fact);
  RC_ASSERT(encode(read->fact, read->recorded_at) == bytes);
}

RC_GTEST_PROP(EntryCodec, entries_are_canonical_json_though_no_tree_was_built, ()) {
  const std::string bytes = encode(AnyFact{}(), AnyFact{}.any<Instant>());
  std::string why;
  const auto tree = read_canonical(bytes, &why);
  RC_ASSERT(why == "");
  RC_ASSERT(canonical(*tree) == bytes);
}

RC_GTEST_PROP(EntryCodec, a_changed_byte_is_refused_or_is_another_entry, ()) {
  const Fact fact = AnyFact{}();
  const Instant recorded_at = instant_of_us(1'795'305'601'250'000);
  const std::string bytes = encode(fact, recorded_at);
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  for (int byte = 0; byte < 256; ++byte) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(byte);
    if (const auto read = decode(changed)) {
      RC_ASSERT(encode(read->fact, read->recorded_at) == changed);
      RC_ASSERT((read->fact == fact && read->recorded_at == recorded_at) == (changed == bytes));
    }
  }
}

RC_GTEST_PROP(EntryCodec, equal_configuration_objects_and_only_they_have_equal_bytes, ()) {
  const auto one = AnyFact{}.any<FacilityObject>();
  const auto other = AnyFact{}.any<FacilityObject>();
  RC_ASSERT((encode_object(one) == encode_object(other)) == (one == other));
  RC_ASSERT(encode(ObjectPut{one}, {}) ==
            "{\"at\":0,\"t\":\"object.put\",\"v\":1,\"value\":" + encode_object(one) + "}");
}

TEST(EntryCodec, V2_who_approved_a_basis_and_who_answers_for_a_zone_never_enter_the_journal) {
  Zone zone;
  zone.id = ZoneId("dispensing");
  zone.basis = Basis{};
  zone.basis->approved_by = "Tanaka Hanako";
  zone.responsible = "p-1042";
  const std::string bytes = encode(ObjectPut{zone}, {});
  EXPECT_EQ(bytes.find("Tanaka"), std::string::npos);
  EXPECT_EQ(bytes.find("1042"), std::string::npos);

  Zone as_read = zone;
  as_read.basis->approved_by.clear();
  as_read.responsible.clear();
  EXPECT_EQ(decode(bytes)->fact, Fact(ObjectPut{as_read}));
}

TEST(EntryCodec, a_usual_decision_stays_far_below_the_700_bytes_of_the_bench) {
  for (const SampleFact& sample : sample_facts()) {
    const auto* login = std::get_if<LoginDecided>(&sample.fact);
    if (!login) continue;
    // Handles as long as 128 random bits in base 32, a session, and a request id.
    LoginDecided usual = *login;
    usual.attempt.account = AccountId(std::string(26, 'a'));
    usual.attempt.session = SessionId(std::string(26, 's'));
    usual.decision.person = PersonId(std::string(26, 'p'));
    usual.request_tag = std::string(26, 'q');
    EXPECT_LE(encode(usual, sample.recorded_at).size(), 700U) << sample.name;
  }
}

TEST(EntryCodec, a_facility_with_sixty_changes_of_offset_fits) {
  FacilityHead head;
  head.id = std::string(64, 'f');
  head.name = {.ja = std::string(200, 'x'), .en = std::string(200, 'x')};
  head.help = head.name;
  head.time_zone.name = "America/Argentina/ComodRivadavia";
  for (int i = 0; i < 60; ++i) {
    head.time_zone.transitions.push_back({instant_of_us(-2'587'712'400'000'000 - i), -36'000s});
  }
  EXPECT_TRUE(fits(encode(ObjectPut{head}, instant_of_us(1'795'305'601'250'000))));
}

TEST(EntryCodec, what_is_longer_than_an_entry_may_be_does_not_fit) {
  EXPECT_TRUE(fits(std::string(kMaxEntryBytes, 'x')));
  EXPECT_FALSE(fits(std::string(kMaxEntryBytes + 1, 'x')));
}

TEST(EntryCodec, types_and_kinds_have_the_names_of_the_documentation) {
  EXPECT_EQ(type_of(LoginDecided{}), "login.decided");
  EXPECT_EQ(type_of(DoorEvent{}), "door.event");
  EXPECT_EQ(kind_of(AccessPoint{}), "access_point");
  EXPECT_EQ(kind_of(FacilityHead{}), "facility");
}

TEST(EntryCodec, an_envelope_that_is_not_ours_is_refused_by_name) {
  EXPECT_EQ(why_not(""), "byte 0: expected an object");
  EXPECT_EQ(why_not("[]"), "byte 0: expected an object");
  EXPECT_EQ(why_not("{}"), "byte 1: member \"at\" is missing");
  EXPECT_EQ(why_not(R"({"at":"x"})"),
            "byte 6: text stands only for an integer beyond 2^53-1, in its shortest digits");
  EXPECT_EQ(why_not(R"({"at":1,"t":"door.opened","v":1})"),
            "byte 12: \"door.opened\" is not known here");
  EXPECT_EQ(why_not(R"({"at":1,"v":1})"), "byte 7: member \"t\" is missing");
  EXPECT_EQ(why_not(R"({"at":1,"t":"signal","v":2,"value":{}})"),
            "byte 25: this program reads entries of format 1 only");
  EXPECT_EQ(why_not(R"({"at":1,"t":"signal","v":1})"), "byte 26: member \"value\" is missing");
  EXPECT_EQ(why_not(entry("controller.status", R"({"controller":"c"})") + "\n"),
            "byte 65: bytes follow the end of the value");
}

// A forger's as well: whoever reads adds them up.
TEST(EntryCodec, an_instant_a_span_and_an_offset_from_UTC_stay_within_their_bounds) {
  EXPECT_EQ(why_not(R"({"at":"9223372036854775807"})"), "byte 6: the instant is too far from 1970");
  EXPECT_EQ(why_not(R"({"at":"-2305843009213693952"})"),
            "byte 6: the instant is too far from 1970");
  EXPECT_EQ(why_not(R"({"at":"2305843009213693951"})"), "byte 27: member \"t\" is missing");
  FacilityHead head;
  head.time_zone.initial_offset = -86'399s;
  const std::string within = encode(ObjectPut{head}, instant_of_us(0));
  EXPECT_TRUE(decode(within));
  const std::size_t at = within.find("-86399");
  ASSERT_NE(at, std::string::npos);
  std::string beyond = within;
  EXPECT_NE(why_not(beyond.replace(at, 6, "-86400")).find("an offset from UTC is less than a day"),
            std::string::npos);
}

TEST(EntryCodec, a_member_missing_unknown_or_of_the_wrong_kind_is_refused_by_name) {
  EXPECT_NE(why_not(entry("controller.status", "{}")).find("member \"controller\" is missing"),
            std::string::npos);
  EXPECT_NE(why_not(entry("controller.status", R"({"controller":1})")).find("expected a text"),
            std::string::npos);
  EXPECT_NE(why_not(entry("controller.status", R"({"controller":"c","on":true})"))
                .find("member \"on\" is unknown, repeated or out of order"),
            std::string::npos);
  EXPECT_NE(why_not(entry("controller.status", R"({"controller":null})")).find("expected a text"),
            std::string::npos);
}

TEST(EntryCodec, a_name_outside_its_vocabulary_is_refused) {
  EXPECT_NE(why_not(entry("person.changed", R"({"kind":"guest","person":"p"})"))
                .find("\"guest\" is not known here"),
            std::string::npos);
  EXPECT_NE(why_not(entry("object.put", R"({"kind":"room","object":{}})"))
                .find("\"room\" is not known here"),
            std::string::npos);
}

TEST(EntryCodec, what_the_encoder_leaves_out_may_not_be_spelled_out) {
  EXPECT_NE(why_not(entry("controller.status", R"({"controller":"c","online":false})"))
                .find("a flag that is false is left out"),
            std::string::npos);
  EXPECT_NE(why_not(entry("event.refused", R"({"boot":"","seq":0,"why":"malformed"})"))
                .find("an empty member is left out"),
            std::string::npos);
}

TEST(EntryCodec, a_set_names_each_value_once_and_in_order) {
  const auto terminal = [](std::string_view methods) {
    return entry("object.put", R"({"kind":"terminal","object":{"id":"t","methods":)" +
                                   std::string(methods) + R"(,"placement":"fixed"}})");
  };
  EXPECT_TRUE(decode(terminal(R"(["pwd","pin"])")));
  EXPECT_TRUE(decode(terminal("[]")));
  EXPECT_NE(why_not(terminal(R"(["pin","pwd"])")).find("once each"), std::string::npos);
  EXPECT_NE(why_not(terminal(R"(["pwd","pwd"])")).find("once each"), std::string::npos);
}

TEST(EntryCodec, evidence_has_seven_lists_and_one_spelling_per_entry) {
  const auto login = [](std::string_view evidence) {
    return entry(
        "login.decided",
        R"({"account":"a","action":"login","class":"undetermined","configuration":[2026,4],)"
        R"("edition":1,"evidence":)" +
            std::string(evidence) +
            R"(,"outcome":"step_up","peer":"p","proof":"key","terminal":"t"})");
  };
  EXPECT_TRUE(decode(login("[[1,[2025,9]],[],[],[],[],[],[]]")));
  EXPECT_NE(why_not(login("[[],[],[],[],[],[]]")).find("one list per condition"),
            std::string::npos);
  EXPECT_NE(why_not(login("[[],[],[],[],[],[],[],[]]")).find("too many"), std::string::npos);
  EXPECT_NE(why_not(login("[[[2026,1]],[],[],[],[],[],[]]")).find("its index alone"),
            std::string::npos);
  EXPECT_NE(why_not(login("[[[2025]],[],[],[],[],[],[]]")).find("too few"), std::string::npos);
  EXPECT_NE(why_not(login("[[-1],[],[],[],[],[],[]]")).find("out of range"), std::string::npos);
}

TEST(EntryCodec, an_integer_beyond_what_json_keeps_is_text_and_no_other_is) {
  const auto refused = [](std::string_view seq) {
    return entry("event.refused", R"({"seq":)" + std::string(seq) + R"(,"why":"malformed"})");
  };
  const auto seq_of = [&](std::string_view seq) {
    const auto read = decode(refused(seq));
    return read ? std::get<EventRefused>(read->fact).seq : 0;
  };
  EXPECT_EQ(seq_of("9007199254740991"), 9'007'199'254'740'991U);
  EXPECT_EQ(seq_of(R"("9007199254740992")"), 9'007'199'254'740'992U);
  EXPECT_EQ(seq_of(R"("18446744073709551615")"), 18'446'744'073'709'551'615U);
  for (const char* seq : {R"("9007199254740991")", R"("1")", R"("")", R"("09007199254740992")",
                          R"("18446744073709551616")", R"("-9007199254740992")",
                          R"("9007199254740992 ")", "9007199254740992"}) {
    EXPECT_NE(why_not(refused(seq)), "");
  }
}

TEST(EntryCodec, a_date_is_a_day_of_the_calendar) {
  const auto zone = [](std::string_view date) {
    return entry("object.put", R"({"kind":"zone","object":{"basis":{"approved_on":")" +
                                   std::string(date) + R"(","kind":"law"},)");
  };
  for (const char* date : {"2027-02-29", "2027-2-01", "27-02-01", "0000-00-00", ""}) {
    EXPECT_NE(why_not(zone(date)).find("expected a date"), std::string::npos);
  }
  EXPECT_NE(why_not(zone("2028-02-29")).find("\"break_glass\" is missing"), std::string::npos);
}

}  // namespace
}  // namespace zonefactor::journal
