// The ring's state machine against a panel that is an array of registers: order, tearing, overruns,
// epochs, and the tail that follows the commit.
#include "adapters/modbus/plc_ring.h"

#include <gtest/gtest.h>

#include <deque>

namespace zonefactor::modbus {
namespace {

using core::EventKind;

RingOptions options() {
  RingOptions o;
  o.names.controller = core::ControllerId("plc-1");
  o.names.doors = {{1, core::DoorId("rad-door")}};
  return o;
}

// The panel's side, straight from the document.
class Panel {
 public:
  explicit Panel(std::uint16_t capacity, std::uint32_t epoch = 7)
      : inputs_(kSlotsAddress + std::size_t{capacity} * kRecordWords) {
    header_.epoch = epoch;
    header_.capacity = capacity;
    show();
  }

  void open_door(int times = 1) {
    for (int i = 0; i < times; ++i) {
      write({.seq = header_.head + 1,
             .epoch_low = static_cast<std::uint16_t>(header_.epoch),
             .kind = 16,
             .point = 1});
    }
  }
  void write(const PanelRecord& record) {
    put_slot(record.seq, encode(record));
    header_.head = record.seq;
    if (header_.oldest == 0) header_.oldest = record.seq;
    if (header_.head - header_.oldest >= header_.capacity) {
      header_.oldest = header_.head - header_.capacity + 1;
    }
    show();
  }
  void put_slot(std::uint32_t seq, const RecordWords& words) {
    std::copy(words.begin(), words.end(), inputs_.begin() + slot_address(seq, header_.capacity));
  }
  std::uint16_t& word(std::uint32_t seq, std::size_t at) {
    return inputs_[slot_address(seq, header_.capacity) + at];
  }
  void start_at(std::uint32_t seq) {
    header_.head = seq - 1;
    header_.oldest = 0;
  }
  void reboot(std::uint32_t epoch) {
    header_.epoch = epoch;
    header_.head = header_.oldest = 0;
    show();
  }
  void run() {
    ++header_.life;
    show();
  }
  void show() {
    const HeaderWords words = encode(header_);
    std::copy(words.begin(), words.end(), inputs_.begin());
  }

  PanelHeader header_;
  std::vector<std::uint16_t> inputs_;
  TailWords tail_{};
};

// Plays the transport: does every step of a pass and keeps what was delivered.
class Reader {
 public:
  explicit Reader(Panel& panel, RingOptions o = options()) : panel_(panel), ring_(std::move(o)) {
    ring_.begin_connection();
  }

  // Returns the step that ended the pass. `committed` says how many of a batch become durable.
  PlcRing::Step pass(bool heartbeat_due = false, std::size_t committed = SIZE_MAX) {
    ring_.begin_pass(heartbeat_due);
    for (int steps = 0; steps < 10'000; ++steps) {
      const PlcRing::Step step = ring_.next();
      if (std::holds_alternative<PlcRing::Rest>(step)) return step;
      if (std::holds_alternative<PlcRing::Refuse>(step)) return step;
      if (std::holds_alternative<PlcRing::ReadTail>(step)) {
        ring_.took_tail(panel_.tail_);
      } else if (const auto* read = std::get_if<PlcRing::ReadInputs>(&step)) {
        EXPECT_LE(read->count, 125);
        EXPECT_LE(std::size_t{read->address} + read->count, panel_.inputs_.size());
        ring_.took_inputs(std::span(panel_.inputs_).subspan(read->address, read->count));
      } else if (const auto* write = std::get_if<PlcRing::WriteTail>(&step)) {
        panel_.tail_ = encode(write->tail);
        ++tails_written_;
        ring_.wrote_tail();
      } else {
        const std::size_t durable = std::min(committed, ring_.batch().size());
        EXPECT_FALSE(ring_.batch().empty());
        for (std::size_t i = 0; i < ring_.batch().size(); ++i) {
          if (i < durable) delivered_.push_back(ring_.batch()[i]);
        }
        ++batches_;
        ring_.took_commit(durable);
      }
    }
    ADD_FAILURE() << "the pass does not end";
    return PlcRing::Rest{};
  }

  // The numbers of the reports delivered so far; an Undecodable is 0.
  std::vector<std::uint64_t> numbers() const {
    std::vector<std::uint64_t> found;
    for (const auto& message : delivered_) {
      const auto* report = std::get_if<ports::DoorReport>(&message);
      found.push_back(report == nullptr ? 0 : report->observation.seq);
    }
    return found;
  }
  const core::Observation& last() const {
    return std::get<ports::DoorReport>(delivered_.back()).observation;
  }
  PanelTail tail() const { return decode_tail(panel_.tail_); }

  Panel& panel_;
  PlcRing ring_;
  std::vector<ports::DoorMessage> delivered_;
  int batches_ = 0;
  int tails_written_ = 0;
};

std::vector<std::uint64_t> from_to(std::uint64_t first, std::uint64_t last) {
  std::vector<std::uint64_t> all;
  for (std::uint64_t n = first; n <= last; ++n) all.push_back(n);
  return all;
}

TEST(PlcRing, an_empty_panel_delivers_nothing_and_is_told_nothing) {
  Panel panel(8);
  Reader reader(panel);
  reader.pass();
  EXPECT_TRUE(reader.delivered_.empty());
  EXPECT_EQ(reader.tails_written_, 0);
}

TEST(PlcRing, events_come_once_in_order_and_are_acknowledged) {
  Panel panel(64);
  Reader reader(panel);
  panel.open_door(3);
  reader.pass();
  EXPECT_EQ(reader.numbers(), from_to(1, 3));
  EXPECT_EQ(reader.tail(), (PanelTail{7, 3}));
  panel.open_door(2);
  reader.pass();
  reader.pass();
  EXPECT_EQ(reader.numbers(), from_to(1, 5));
  EXPECT_EQ(reader.tail(), (PanelTail{7, 5}));
}

TEST(PlcRing, a_long_backlog_comes_in_bounded_batches_within_one_pass) {
  Panel panel(1000);
  Reader reader(panel);
  panel.open_door(500);
  reader.pass();
  EXPECT_EQ(reader.numbers(), from_to(1, 500));
  EXPECT_EQ(reader.batches_, 9);
  EXPECT_EQ(reader.tail(), (PanelTail{7, 500}));
}

TEST(PlcRing, the_ring_may_wrap_within_a_read_at_any_capacity) {
  for (const int slots : {2, 3, 7, 8, 13}) {
    const auto capacity = static_cast<std::uint16_t>(slots);
    Panel panel(capacity);
    Reader reader(panel);
    for (int round = 0; round < 50; ++round) {
      panel.open_door(1 + round % capacity);
      reader.pass();
    }
    EXPECT_EQ(reader.numbers(), from_to(1, panel.header_.head)) << "capacity " << capacity;
  }
}

TEST(PlcRing, the_last_number_of_an_epoch_is_read_and_a_new_epoch_follows) {
  Panel panel(8);
  panel.start_at(0xFFFFFFFE);
  Reader reader(panel);
  panel.open_door(2);
  reader.pass();
  EXPECT_EQ(reader.numbers(), (std::vector<std::uint64_t>{0xFFFFFFFE, 0xFFFFFFFF}));
  EXPECT_EQ(reader.tail(), (PanelTail{7, 0xFFFFFFFF}));
  panel.reboot(8);
  panel.write({.seq = 1,
               .epoch_low = 8,
               .kind = 64,
               .bits = 64,
               .card = (std::uint64_t{7} << 32) | 0xFFFFFFFF});
  reader.pass();
  EXPECT_EQ(reader.last().previous, (core::PreviousBoot{"e7", 0xFFFFFFFF}));
  EXPECT_EQ(reader.tail(), (PanelTail{8, 1}));
}

TEST(PlcRing, only_what_is_committed_is_acknowledged) {
  Panel panel(64);
  Reader reader(panel);
  panel.open_door(5);
  reader.pass(false, 0);
  EXPECT_EQ(reader.tails_written_, 0);
  EXPECT_TRUE(reader.numbers().empty());
  reader.pass();
  EXPECT_EQ(reader.numbers(), from_to(1, 5));
  EXPECT_EQ(reader.tail(), (PanelTail{7, 5}));
}

TEST(PlcRing, of_a_batch_committed_in_part_the_rest_is_read_again) {
  Panel panel(64);
  Reader reader(panel);
  panel.open_door(5);
  reader.ring_.begin_pass(false);
  reader.ring_.took_tail(panel.tail_);
  reader.ring_.took_inputs(std::span(panel.inputs_).first(kHeaderWords));
  reader.ring_.took_inputs(std::span(panel.inputs_).subspan(slot_address(1, 64), 5 * kRecordWords));
  ASSERT_EQ(reader.ring_.batch().size(), 5U);
  reader.ring_.took_commit(2);
  const PlcRing::Step step = reader.ring_.next();
  ASSERT_TRUE(std::holds_alternative<PlcRing::WriteTail>(step));
  EXPECT_EQ(std::get<PlcRing::WriteTail>(step).tail, (PanelTail{7, 2}));
  reader.pass();
  EXPECT_EQ(reader.numbers(), from_to(3, 5));
}

TEST(PlcRing, a_torn_slot_is_read_again_and_what_lies_before_it_is_delivered) {
  Panel panel(64);
  Reader reader(panel);
  panel.open_door(4);
  panel.word(3, 4) = 99;
  reader.pass();
  EXPECT_EQ(reader.numbers(), from_to(1, 2));
  EXPECT_EQ(reader.tail(), (PanelTail{7, 2}));
  panel.word(3, 4) = 1;
  reader.pass();
  EXPECT_EQ(reader.numbers(), from_to(1, 4));
  EXPECT_GE(reader.ring_.counters().torn_readings, 1U);
  EXPECT_EQ(reader.ring_.counters().unreadable_slots, 0U);
}

TEST(PlcRing, a_slot_that_stays_torn_is_reported_and_passed) {
  Panel panel(64);
  Reader reader(panel);
  panel.open_door(4);
  panel.word(2, 4) = 99;
  for (int i = 0; i < PlcRing::kReadings; ++i) reader.pass();
  EXPECT_EQ(reader.numbers(), (std::vector<std::uint64_t>{1, 0, 3, 4}));
  const auto& refused = std::get<ports::Undecodable>(reader.delivered_[1]);
  EXPECT_EQ(refused.why, core::Refusal::malformed);
  EXPECT_EQ(refused.controller, core::ControllerId("plc-1"));
  EXPECT_NE(refused.detail.find("event 2"), std::string::npos);
  EXPECT_EQ(reader.tail(), (PanelTail{7, 4}));
  EXPECT_EQ(reader.ring_.counters().unreadable_slots, 1U);
}

TEST(PlcRing, a_slot_not_written_yet_is_not_taken_for_the_event) {
  Panel panel(4);
  Reader reader(panel);
  panel.open_door(4);
  reader.pass();
  // The head moved before the record was there: the slot still holds event 1.
  ++panel.header_.head;
  ++panel.header_.oldest;
  panel.show();
  reader.pass();
  EXPECT_EQ(reader.numbers(), from_to(1, 4));
  panel.put_slot(5, encode(PanelRecord{.seq = 5, .epoch_low = 7, .kind = 17, .point = 1}));
  reader.pass();
  EXPECT_EQ(reader.numbers(), from_to(1, 5));
  EXPECT_EQ(reader.last().kind, EventKind::door_closed);
}

TEST(PlcRing, a_record_of_another_epoch_is_not_taken_for_the_event) {
  Panel panel(8);
  Reader reader(panel);
  panel.write({.seq = 1, .epoch_low = 6, .kind = 16, .point = 1});
  reader.pass();
  EXPECT_TRUE(reader.delivered_.empty());
}

TEST(PlcRing, K8_after_an_overrun_it_goes_on_with_the_oldest_left) {
  Panel panel(8);
  Reader reader(panel);
  panel.open_door(3);
  reader.pass();
  panel.open_door(20);
  reader.pass();
  std::vector<std::uint64_t> expected = from_to(1, 3);
  for (const auto n : from_to(16, 23)) expected.push_back(n);
  EXPECT_EQ(reader.numbers(), expected);
  EXPECT_EQ(reader.ring_.counters().overruns, 1U);
}

TEST(PlcRing, a_slot_overwritten_between_header_and_slot_is_an_overrun) {
  Panel panel(4);
  Reader reader(panel);
  panel.open_door(4);
  reader.ring_.begin_pass(false);
  reader.ring_.took_tail(panel.tail_);
  reader.ring_.took_inputs(std::span(panel.inputs_).first(kHeaderWords));
  panel.open_door(2);  // overwrites 1 and 2
  const auto read = std::get<PlcRing::ReadInputs>(reader.ring_.next());
  reader.ring_.took_inputs(std::span(panel.inputs_).subspan(read.address, read.count));
  for (int i = 0; i < PlcRing::kReadings; ++i) reader.pass();
  EXPECT_EQ(reader.numbers(), from_to(3, 6));
  EXPECT_EQ(reader.ring_.counters().unreadable_slots, 0U);
}

TEST(PlcRing, a_new_epoch_begins_with_its_boot_record_and_nothing_invented) {
  Panel panel(8);
  Reader reader(panel);
  panel.open_door(3);
  reader.pass();
  panel.reboot(8);
  reader.pass();
  EXPECT_EQ(reader.numbers(), from_to(1, 3)) << "an epoch alone is no event";
  panel.write(
      {.seq = 1, .epoch_low = 8, .kind = 64, .bits = 64, .card = (std::uint64_t{7} << 32) | 3});
  panel.open_door();
  reader.pass();
  EXPECT_EQ(reader.numbers(), (std::vector<std::uint64_t>{1, 2, 3, 1, 2}));
  const auto& boot = std::get<ports::DoorReport>(reader.delivered_[3]).observation;
  EXPECT_EQ(boot.kind, EventKind::boot);
  EXPECT_EQ(boot.boot, "e8");
  EXPECT_EQ(boot.previous, (core::PreviousBoot{"e7", 3}));
  EXPECT_EQ(reader.last().boot, "e8");
  EXPECT_EQ(reader.tail(), (PanelTail{8, 2}));
}

TEST(PlcRing, a_new_epoch_without_a_boot_record_shows_the_new_boot_in_its_first_event) {
  Panel panel(8);
  Reader reader(panel);
  panel.open_door(3);
  reader.pass();
  panel.reboot(9);
  panel.open_door();
  reader.pass();
  EXPECT_EQ(reader.last().boot, "e9");
  EXPECT_EQ(reader.last().seq, 1U);
  EXPECT_FALSE(reader.last().previous);
}

TEST(PlcRing, a_restarted_service_goes_on_behind_the_tail) {
  Panel panel(64);
  {
    Reader before(panel);
    panel.open_door(3);
    before.pass();
  }
  panel.open_door(2);
  Reader after(panel);
  after.pass();
  EXPECT_EQ(after.numbers(), from_to(4, 5));
}

TEST(PlcRing, H4_a_commit_without_its_acknowledgement_is_read_again_after_a_restart) {
  Panel panel(64);
  {
    Reader before(panel);
    panel.open_door(3);
    before.pass();
    panel.tail_ = encode(PanelTail{7, 1});
  }
  Reader after(panel);
  after.pass();
  EXPECT_EQ(after.numbers(), from_to(2, 3));
}

TEST(PlcRing, a_tail_of_another_epoch_or_beyond_the_head_is_not_believed) {
  for (const PanelTail& tail : {PanelTail{6, 2}, PanelTail{7, 99}}) {
    Panel panel(64);
    panel.open_door(3);
    panel.tail_ = encode(tail);
    Reader reader(panel);
    reader.pass();
    EXPECT_EQ(reader.numbers(), from_to(1, 3));
    EXPECT_EQ(reader.tail(), (PanelTail{7, 3}));
  }
}

TEST(PlcRing, a_journal_that_holds_less_than_the_tail_says_reads_the_difference_again) {
  Panel panel(64);
  panel.open_door(5);
  panel.tail_ = encode(PanelTail{7, 5});
  RingOptions less = options();
  less.journalled = core::PreviousBoot{"e7", 3};
  Reader reader(panel, less);
  reader.pass();
  EXPECT_EQ(reader.numbers(), from_to(4, 5));

  RingOptions before = options();
  before.journalled = core::PreviousBoot{"e6", 900};
  Reader other(panel, before);
  other.pass();
  EXPECT_EQ(other.numbers(), from_to(1, 5));

  RingOptions more = options();
  more.journalled = core::PreviousBoot{"e7", 5};
  panel.tail_ = encode(PanelTail{7, 2});
  Reader third(panel, more);
  third.pass();
  EXPECT_EQ(third.numbers(), from_to(3, 5))
      << "a number in the journal says nothing of those before it";
}

TEST(PlcRing, after_a_broken_connection_it_goes_on_where_it_was_and_acknowledges_what_it_owes) {
  Panel panel(64);
  Reader reader(panel);
  panel.open_door(3);
  reader.ring_.begin_pass(false);
  reader.ring_.took_tail(panel.tail_);
  reader.ring_.took_inputs(std::span(panel.inputs_).first(kHeaderWords));
  reader.ring_.took_inputs(std::span(panel.inputs_).subspan(slot_address(1, 64), 3 * kRecordWords));
  reader.ring_.took_commit(3);
  reader.ring_.begin_connection();  // the tail could not be written
  reader.pass();
  EXPECT_TRUE(reader.delivered_.empty());
  EXPECT_EQ(reader.tail(), (PanelTail{7, 3}));
}

TEST(PlcRing, a_batch_in_flight_when_the_connection_breaks_is_read_again) {
  Panel panel(64);
  Reader reader(panel);
  panel.open_door(3);
  reader.ring_.begin_pass(false);
  reader.ring_.took_tail(panel.tail_);
  reader.ring_.took_inputs(std::span(panel.inputs_).first(kHeaderWords));
  reader.ring_.begin_connection();
  reader.pass();
  EXPECT_EQ(reader.numbers(), from_to(1, 3));
}

TEST(PlcRing, a_panel_that_forgot_the_tail_is_told_again) {
  Panel panel(64);
  Reader reader(panel);
  panel.open_door(3);
  reader.pass();
  panel.tail_ = {};
  reader.ring_.begin_connection();
  reader.pass();
  EXPECT_EQ(reader.numbers(), from_to(1, 3));
  EXPECT_EQ(reader.tail(), (PanelTail{7, 3}));
}

TEST(PlcRing, K7_a_head_that_goes_back_within_an_epoch_is_read_from_the_start) {
  Panel panel(64);
  Reader reader(panel);
  panel.open_door(5);
  reader.pass();
  panel.reboot(7);
  panel.write({.seq = 1, .epoch_low = 7, .kind = 17, .point = 1});
  reader.pass();
  EXPECT_EQ(reader.numbers(), (std::vector<std::uint64_t>{1, 2, 3, 4, 5, 1}));
  EXPECT_EQ(reader.ring_.counters().head_went_back, 1U);
}

TEST(PlcRing, a_heartbeat_comes_when_due_nothing_is_new_and_the_program_runs) {
  Panel panel(8);
  Reader reader(panel);
  panel.open_door(2);
  panel.run();
  reader.pass(true);
  reader.pass(true);
  EXPECT_EQ(reader.numbers(), from_to(1, 2)) << "one look at the life counter proves nothing";
  panel.run();
  reader.pass(false);
  EXPECT_EQ(reader.numbers(), from_to(1, 2)) << "not due";
  reader.pass(true);
  EXPECT_EQ(reader.last().kind, EventKind::heartbeat);
  EXPECT_EQ(reader.last().seq, 2U);
  EXPECT_EQ(reader.tail(), (PanelTail{7, 2})) << "a heartbeat takes no number";
}

TEST(PlcRing, H1_a_server_that_answers_while_its_program_stands_still_is_no_proof_of_life) {
  Panel panel(8);
  Reader reader(panel);
  for (int i = 0; i < 10; ++i) reader.pass(true);
  EXPECT_TRUE(reader.delivered_.empty());
  panel.run();
  reader.pass(true);
  EXPECT_EQ(reader.delivered_.size(), 1U);
  for (int i = 0; i < 10; ++i) reader.pass(true);
  EXPECT_EQ(reader.delivered_.size(), 1U);
}

TEST(PlcRing, a_heartbeat_that_could_not_be_recorded_stays_due) {
  Panel panel(8);
  Reader reader(panel);
  reader.pass(true);
  panel.run();
  reader.pass(true, 0);
  EXPECT_TRUE(reader.delivered_.empty());
  reader.pass(true);
  EXPECT_EQ(reader.delivered_.size(), 1U);
}

TEST(PlcRing, a_header_torn_once_is_read_again_and_torn_thrice_refused) {
  Panel panel(8);
  Reader reader(panel);
  panel.open_door();
  const auto sound = panel.inputs_;
  panel.inputs_[6] = 1;
  EXPECT_TRUE(std::holds_alternative<PlcRing::Rest>(reader.pass()));
  panel.inputs_ = sound;
  reader.pass();
  EXPECT_EQ(reader.numbers(), from_to(1, 1));
  panel.inputs_[6] = 1;
  reader.pass();
  reader.pass();
  EXPECT_TRUE(std::holds_alternative<PlcRing::Refuse>(reader.pass()));
}

TEST(PlcRing, another_device_at_the_address_is_refused_in_words) {
  Panel panel(8);
  panel.inputs_[0] = 17;
  Reader reader(panel);
  const PlcRing::Step step = reader.pass();
  ASSERT_TRUE(std::holds_alternative<PlcRing::Refuse>(step));
  EXPECT_NE(std::get<PlcRing::Refuse>(step).why.find("door panel"), std::string::npos);
}

TEST(PlcRing, K2_reports_carry_the_panels_clock_at_the_reading_as_sent_at) {
  Panel panel(8);
  panel.header_.clock_s = 1763812800;
  panel.header_.clock_ms = 500;
  Reader reader(panel);
  panel.open_door();
  reader.pass();
  EXPECT_EQ(reader.last().sent_at, core::instant_of_us(1763812800500000));
  panel.header_.clock_s = 0;
  panel.open_door();
  reader.pass();
  EXPECT_FALSE(reader.last().sent_at);
}

}  // namespace
}  // namespace zonefactor::modbus
