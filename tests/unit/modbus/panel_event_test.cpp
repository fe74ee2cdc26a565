// Every kind of record as a door event, and every word that can be wrong in one.
#include "adapters/modbus/panel_event.h"

#include <gtest/gtest.h>

namespace zonefactor::modbus {
namespace {

using core::EventKind;

PanelNames names() {
  PanelNames n;
  n.controller = core::ControllerId("plc-1");
  n.readers = {{3, core::AccessPointId("rad-in")}, {4, core::AccessPointId("rad-out")}};
  n.doors = {{1, core::DoorId("rad-door")}};
  n.zones = {{9, core::ZoneId("radiology")}};
  return n;
}

// A sound record of `kind`, as a panel would write it.
PanelRecord record_of(EventKind kind) {
  PanelRecord r{.seq = 42,
                .epoch_low = 7,
                .kind = number_of(kind).value_or(0),
                .time_s = 1763812800,
                .time_ms = 250};
  switch (kind) {
    case EventKind::access_granted:
    case EventKind::access_taken:
    case EventKind::access_not_taken:
    case EventKind::access_denied:
    case EventKind::credential_read:
    case EventKind::duress:
      r.point = 3;
      r.methods = 1;
      r.bits = 26;
      r.card = 0x1A2B3C;
      break;
    case EventKind::exit_requested:
    case EventKind::door_opened:
    case EventKind::door_closed:
    case EventKind::door_forced:
    case EventKind::door_held:
    case EventKind::door_restored:
      r.point = 1;
      break;
    case EventKind::door_mode:
      r.point = 1;
      r.detail = 3;
      break;
    case EventKind::emergency_release:
    case EventKind::emergency_restored:
      r.point = 9;
      r.detail = 3;
      break;
    case EventKind::tamper:
    case EventKind::tamper_cleared:
    case EventKind::fault:
    case EventKind::fault_cleared:
      r.point = 4;
      r.detail = 1;
      break;
    case EventKind::boot:
      r.bits = 64;
      r.card = (std::uint64_t{6} << 32) | 1041;
      break;
    case EventKind::config_report:
    case EventKind::heartbeat:
      break;
  }
  return r;
}

ports::DoorMessage decode(const PanelRecord& record, const PanelNames& n = names()) {
  return to_message(record, 7, n, core::instant_of_us(5));
}

ports::DoorReport report(const PanelRecord& record, const PanelNames& n = names()) {
  const ports::DoorMessage message = decode(record, n);
  const auto* found = std::get_if<ports::DoorReport>(&message);
  EXPECT_NE(found, nullptr) << std::get<ports::Undecodable>(message).detail;
  return found == nullptr ? ports::DoorReport{} : *found;
}

ports::Undecodable refusal(const PanelRecord& record) {
  const ports::DoorMessage message = decode(record);
  const auto* found = std::get_if<ports::Undecodable>(&message);
  EXPECT_NE(found, nullptr) << "it was taken for an event";
  return found == nullptr ? ports::Undecodable{} : *found;
}

// The kinds' numbers are a promise to the people who program panels.
TEST(PanelEvent, kinds_have_the_numbers_of_the_document) {
  const std::map<std::uint16_t, std::string_view> document{{1, "access_granted"},
                                                           {2, "access_taken"},
                                                           {3, "access_not_taken"},
                                                           {4, "access_denied"},
                                                           {5, "credential_read"},
                                                           {6, "exit_requested"},
                                                           {7, "duress"},
                                                           {16, "door_opened"},
                                                           {17, "door_closed"},
                                                           {18, "door_forced"},
                                                           {19, "door_held"},
                                                           {20, "door_restored"},
                                                           {21, "door_mode"},
                                                           {32, "emergency_release"},
                                                           {33, "emergency_restored"},
                                                           {48, "tamper"},
                                                           {49, "tamper_cleared"},
                                                           {50, "fault"},
                                                           {51, "fault_cleared"},
                                                           {64, "boot"},
                                                           {65, "config_report"}};
  for (unsigned number = 0; number <= 0xFFFF; ++number) {
    const auto kind = kind_of(static_cast<std::uint16_t>(number));
    const auto expected = document.find(static_cast<std::uint16_t>(number));
    ASSERT_EQ(kind.has_value(), expected != document.end()) << number;
    if (!kind) continue;
    EXPECT_EQ(core::name_of(*kind), expected->second);
    EXPECT_EQ(number_of(*kind), number);
  }
  EXPECT_FALSE(number_of(EventKind::heartbeat)) << "a heartbeat is no record";
}

TEST(PanelEvent, every_kind_decodes_with_the_members_it_needs) {
  for (std::size_t i = 0; i < core::count_of<EventKind>(); ++i) {
    const auto kind = static_cast<EventKind>(i);
    if (kind == EventKind::heartbeat) continue;
    const ports::DoorReport got = report(record_of(kind));
    EXPECT_EQ(got.observation.kind, kind);
    EXPECT_EQ(got.observation.controller.text, "plc-1");
    EXPECT_EQ(got.observation.boot, "e7");
    EXPECT_EQ(got.observation.seq, 42U);
    EXPECT_EQ(got.observation.origin, core::Origin::open);
    EXPECT_EQ(got.observation.occurred_at, core::instant_of_us(1763812800250000));
    EXPECT_EQ(got.observation.sent_at, core::instant_of_us(5));
    core::Observation filled = got.observation;
    if (got.credential) filled.credential = core::NumberId(got.credential->canonical());
    EXPECT_TRUE(core::has_needed_members(filled)) << core::name_of(kind);
  }
}

TEST(PanelEvent, an_access_names_reader_card_and_methods) {
  PanelRecord record = record_of(EventKind::access_taken);
  record.methods = 0b101;
  const ports::DoorReport got = report(record);
  EXPECT_EQ(got.observation.access_point, core::AccessPointId("rad-in"));
  EXPECT_EQ(got.observation.methods, (core::Methods{core::Method::card, core::Method::pin}));
  EXPECT_FALSE(got.observation.unknown_methods);
  ASSERT_TRUE(got.credential);
  EXPECT_EQ(got.credential->canonical(), "wiegand26/26/01A2B3C");
  EXPECT_FALSE(got.credential->lossy);
}

TEST(PanelEvent, F3_no_method_bits_say_nothing_and_bits_beyond_the_table_are_unknown) {
  PanelRecord record = record_of(EventKind::access_taken);
  record.methods = 0;
  EXPECT_FALSE(report(record).observation.methods);
  record.methods = 0x8001;
  EXPECT_EQ(report(record).observation.methods, core::Methods{core::Method::card});
  EXPECT_TRUE(report(record).observation.unknown_methods);
  record.methods = 0x0400;
  EXPECT_TRUE(report(record).observation.methods);
  EXPECT_TRUE(report(record).observation.unknown_methods);
}

TEST(PanelEvent, every_method_has_its_bit) {
  for (std::size_t i = 0; i < core::count_of<core::Method>(); ++i) {
    const auto method = static_cast<core::Method>(i);
    PanelRecord record = record_of(EventKind::access_granted);
    record.methods = bits_of(core::Methods{method}, false);
    EXPECT_EQ(report(record).observation.methods, core::Methods{method}) << core::name_of(method);
  }
  EXPECT_EQ(bits_of(core::Methods{core::Method::card}, true), 0x8001);
  EXPECT_EQ(bits_of(core::Methods{core::Method::key}, false), 1 << 9);
}

TEST(PanelEvent, the_sites_formats_name_a_card_by_its_bits) {
  PanelNames n = names();
  n.card_formats = {{32, ""}, {35, "corporate1000"}};
  PanelRecord record = record_of(EventKind::access_taken);
  record.bits = 32;
  record.card = 0x04A1B2C3;
  EXPECT_EQ(report(record, n).credential->canonical(), "04A1B2C3");
  record.bits = 35;
  EXPECT_EQ(report(record, n).credential->canonical(), "corporate1000/35/004A1B2C3");
  record.bits = 34;
  EXPECT_EQ(report(record, n).credential->canonical(), "wiegand34/34/004A1B2C3");
  record.bits = 64;
  record.card = 0xFEDCBA9876543210;
  EXPECT_EQ(report(record, n).credential->canonical(), "wiegand64/64/FEDCBA9876543210");
}

TEST(PanelEvent, a_number_longer_than_the_record_is_marked_lossy) {
  PanelRecord record = record_of(EventKind::access_taken);
  record.bits = 200;
  EXPECT_TRUE(report(record).credential->lossy);
  record.bits = 257;
  EXPECT_EQ(refusal(record).why, core::Refusal::malformed);
}

TEST(PanelEvent, a_number_with_more_bits_than_it_says_is_refused) {
  PanelRecord record = record_of(EventKind::access_taken);
  record.bits = 26;
  record.card = 1U << 26;
  EXPECT_EQ(refusal(record).why, core::Refusal::malformed);
}

TEST(PanelEvent, P6_an_access_without_a_card_is_refused_and_a_denial_may_have_none) {
  for (const EventKind kind :
       {EventKind::access_granted, EventKind::access_taken, EventKind::access_not_taken,
        EventKind::credential_read, EventKind::duress}) {
    PanelRecord record = record_of(kind);
    record.bits = 0;
    EXPECT_EQ(refusal(record).why, core::Refusal::malformed) << core::name_of(kind);
  }
  PanelRecord denied = record_of(EventKind::access_denied);
  denied.bits = 0;
  EXPECT_FALSE(report(denied).credential);
}

TEST(PanelEvent, a_door_mode_is_one_of_five) {
  PanelRecord record = record_of(EventKind::door_mode);
  for (std::size_t i = 0; i < core::count_of<core::DoorMode>(); ++i) {
    const auto mode = static_cast<core::DoorMode>(i);
    record.detail = number_of(mode);
    EXPECT_EQ(report(record).observation.mode, mode);
  }
  EXPECT_EQ(number_of(core::DoorMode::locked), 1);
  EXPECT_EQ(number_of(core::DoorMode::maintenance), 5);
  for (const std::uint16_t detail : {std::uint16_t{0}, std::uint16_t{6}}) {
    record.detail = detail;
    EXPECT_EQ(refusal(record).why, core::Refusal::malformed);
  }
}

TEST(PanelEvent, tamper_and_fault_may_concern_the_panel_a_reader_or_a_door) {
  PanelRecord record = record_of(EventKind::tamper);
  EXPECT_EQ(report(record).observation.access_point, core::AccessPointId("rad-out"));
  record.detail = 2;
  record.point = 1;
  EXPECT_EQ(report(record).observation.door, core::DoorId("rad-door"));
  record.detail = 0;
  EXPECT_FALSE(report(record).observation.door);
  EXPECT_FALSE(report(record).observation.access_point);
  record.detail = 3;
  EXPECT_EQ(refusal(record).why, core::Refusal::malformed);
}

TEST(PanelEvent, an_emergency_concerns_a_door_or_a_zone) {
  PanelRecord record = record_of(EventKind::emergency_release);
  EXPECT_EQ(report(record).observation.zone, core::ZoneId("radiology"));
  record.detail = 2;
  record.point = 1;
  EXPECT_EQ(report(record).observation.door, core::DoorId("rad-door"));
  for (const std::uint16_t detail : {std::uint16_t{0}, std::uint16_t{1}, std::uint16_t{4}}) {
    record.detail = detail;
    EXPECT_EQ(refusal(record).why, core::Refusal::malformed);
  }
}

TEST(PanelEvent, K8_a_boot_record_names_the_epoch_and_number_before_it_where_it_knows_them) {
  PanelRecord record = record_of(EventKind::boot);
  EXPECT_EQ(report(record).observation.previous, (core::PreviousBoot{"e6", 1041}));
  record.bits = 0;
  EXPECT_FALSE(report(record).observation.previous);
  record.bits = 32;
  EXPECT_EQ(refusal(record).why, core::Refusal::malformed);
  record.bits = 64;
  record.card = 1041;
  EXPECT_EQ(refusal(record).why, core::Refusal::malformed) << "epoch 0 never was";
}

TEST(PanelEvent, numbers_without_a_name_here_are_unknown_points) {
  PanelRecord record = record_of(EventKind::access_taken);
  record.point = 1;  // a door, but no reader
  EXPECT_EQ(refusal(record).why, core::Refusal::unknown_point);
  EXPECT_NE(refusal(record).detail.find("reader 1"), std::string::npos);
  record = record_of(EventKind::door_opened);
  record.point = 3;
  EXPECT_EQ(refusal(record).why, core::Refusal::unknown_point);
  record = record_of(EventKind::emergency_release);
  record.point = 1;
  EXPECT_EQ(refusal(record).why, core::Refusal::unknown_point);
}

TEST(PanelEvent, an_unknown_kind_is_refused_by_its_number) {
  PanelRecord record = record_of(EventKind::door_opened);
  record.kind = 99;
  const ports::Undecodable got = refusal(record);
  EXPECT_EQ(got.why, core::Refusal::unknown_kind);
  EXPECT_EQ(got.controller, core::ControllerId("plc-1"));
  EXPECT_NE(got.detail.find("event 42"), std::string::npos);
  EXPECT_NE(got.detail.find("99"), std::string::npos);
  EXPECT_FALSE(got.content.empty());
}

TEST(PanelEvent, without_a_clock_there_is_no_time_and_a_thousandth_millisecond_is_refused) {
  PanelRecord record = record_of(EventKind::door_opened);
  record.time_s = 0;
  record.time_ms = 0;
  EXPECT_FALSE(report(record).observation.occurred_at);
  record.time_ms = 1000;
  EXPECT_EQ(refusal(record).why, core::Refusal::malformed);
}

TEST(PanelEvent, K7_equal_records_have_equal_content_whenever_they_were_read) {
  const PanelRecord record = record_of(EventKind::access_taken);
  const auto content = [](const ports::DoorMessage& m) {
    return std::get<ports::DoorReport>(m).content;
  };
  const std::string first = content(to_message(record, 7, names(), core::instant_of_us(1)));
  EXPECT_EQ(content(to_message(record, 7, names(), core::instant_of_us(2))), first);
  EXPECT_EQ(first,
            R"({"bits":26,"boot":"e7","card":"00000000001A2B3C","detail":0,"kind":2,"methods":1,)"
            R"("point":3,"seq":42,"time_ms":250,"time_s":1763812800})");
  PanelRecord other = record;
  other.card ^= 1;
  EXPECT_NE(content(to_message(other, 7, names(), std::nullopt)), first);
}

TEST(PanelEvent, a_heartbeat_carries_the_last_number_used_and_the_panels_clock) {
  const PanelHeader header{
      .epoch = 7, .capacity = 64, .head = 42, .oldest = 1, .clock_s = 1763812800, .clock_ms = 7};
  const auto got = std::get<ports::DoorReport>(heartbeat(header, names()));
  EXPECT_EQ(got.observation.kind, EventKind::heartbeat);
  EXPECT_EQ(got.observation.seq, 42U);
  EXPECT_EQ(got.observation.boot, "e7");
  EXPECT_EQ(got.observation.sent_at, core::instant_of_us(1763812800007000));
}

}  // namespace
}  // namespace zonefactor::modbus
