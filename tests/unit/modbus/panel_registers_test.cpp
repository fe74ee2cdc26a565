// The register map word by word, against vectors worked out by hand from docs/modbus.md.
#include "adapters/modbus/panel_registers.h"

#include <gtest/gtest.h>

namespace zonefactor::modbus {
namespace {

const PanelHeader kHeader{.epoch = 7,
                          .capacity = 64,
                          .life = 0x1234,
                          .head = 65538,
                          .oldest = 65475,
                          .clock_s = 1763812800,  // 2025-11-22T12:00:00Z
                          .clock_ms = 250};
constexpr HeaderWords kHeaderAsWords{0x5A46, 1,      0,      7,      64,  0x1234, 0x0001, 0x0002,
                                     0x0000, 0xFFC3, 0x6921, 0xA5C0, 250, 0,      0,      0xD22F};

const PanelRecord kRecord{.seq = 0x00010002,
                          .epoch_low = 7,
                          .kind = 2,
                          .point = 3,
                          .methods = 5,
                          .detail = 0,
                          .bits = 26,
                          .card = 0x01234567,
                          .time_s = 1763812800,
                          .time_ms = 250};
constexpr RecordWords kRecordAsWords{1, 2, 7,      2,      3,      5,      0,   26,
                                     0, 0, 0x0123, 0x4567, 0x6921, 0xA5C0, 250, 0x588E};

TEST(PanelRegisters, the_check_word_is_the_serial_lines_crc) {
  // The request "unit 1, read 10 holding registers at 0" ends in C5 CD, low byte first.
  const std::array<std::uint16_t, 3> words{0x0103, 0x0000, 0x000A};
  EXPECT_EQ(crc16(words), 0xCDC5);
}

TEST(PanelRegisters, a_header_has_these_words) {
  EXPECT_EQ(encode(kHeader), kHeaderAsWords);
  const HeaderReading reading = decode_header(kHeaderAsWords);
  EXPECT_EQ(reading.verdict, HeaderReading::Verdict::good) << reading.why;
  EXPECT_EQ(reading.header, kHeader);
}

TEST(PanelRegisters, a_record_has_these_words) {
  EXPECT_EQ(encode(kRecord), kRecordAsWords);
  EXPECT_EQ(decode_record(kRecordAsWords), kRecord);
}

TEST(PanelRegisters, a_card_of_64_bits_keeps_every_bit) {
  PanelRecord record = kRecord;
  record.card = 0xFEDCBA9876543210;
  const RecordWords words = encode(record);
  EXPECT_EQ(words[8], 0xFEDC);
  EXPECT_EQ(words[11], 0x3210);
  EXPECT_EQ(decode_record(words), record);
}

TEST(PanelRegisters, the_tail_is_the_epoch_and_then_the_number) {
  const PanelTail tail{0x00010002, 0x00030004};
  EXPECT_EQ(encode(tail), (TailWords{1, 2, 3, 4}));
  EXPECT_EQ(decode_tail(TailWords{1, 2, 3, 4}), tail);
}

TEST(PanelRegisters, one_wrong_bit_anywhere_breaks_a_record) {
  for (std::size_t word = 0; word < kRecordWords; ++word) {
    for (unsigned bit = 0; bit < 16; ++bit) {
      RecordWords words = kRecordAsWords;
      words[word] = static_cast<std::uint16_t>(words[word] ^ (1U << bit));
      EXPECT_FALSE(decode_record(words)) << "word " << word << " bit " << bit;
    }
  }
}

TEST(PanelRegisters, a_header_read_while_written_is_torn) {
  HeaderWords words = kHeaderAsWords;
  words[7] = 3;
  EXPECT_EQ(decode_header(words).verdict, HeaderReading::Verdict::torn);
}

TEST(PanelRegisters, another_device_and_another_layout_are_foreign_and_named) {
  HeaderWords words = kHeaderAsWords;
  words[0] = 0x0000;
  EXPECT_EQ(decode_header(words).verdict, HeaderReading::Verdict::foreign);
  EXPECT_NE(decode_header(words).why.find("0x5a46"), std::string::npos);
  words = kHeaderAsWords;
  words[1] = 2;
  EXPECT_EQ(decode_header(words).verdict, HeaderReading::Verdict::foreign);
  EXPECT_NE(decode_header(words).why.find("layout version 2"), std::string::npos);
}

TEST(PanelRegisters, a_header_whose_numbers_cannot_be_is_foreign) {
  const auto verdict = [](auto change) {
    PanelHeader header = kHeader;
    change(header);
    return decode_header(encode(header)).verdict;
  };
  using Verdict = HeaderReading::Verdict;
  EXPECT_EQ(verdict([](PanelHeader& h) { h.epoch = 0; }), Verdict::foreign);
  EXPECT_EQ(verdict([](PanelHeader& h) { h.capacity = 1; }), Verdict::foreign);
  EXPECT_EQ(verdict([](PanelHeader& h) { h.capacity = 4090; }), Verdict::foreign);
  EXPECT_EQ(verdict([](PanelHeader& h) { h.oldest = 65474; }), Verdict::foreign);
  EXPECT_EQ(verdict([](PanelHeader& h) { h.oldest = h.head + 1; }), Verdict::foreign);
  EXPECT_EQ(verdict([](PanelHeader& h) { h.oldest = 0; }), Verdict::foreign);
  EXPECT_EQ(verdict([](PanelHeader& h) { h.clock_ms = 1000; }), Verdict::foreign);
  EXPECT_EQ(verdict([](PanelHeader& h) { h.head = h.oldest = 0; }), Verdict::good);
}

TEST(PanelRegisters, slots_stand_at_their_number_modulo_the_capacity) {
  EXPECT_EQ(slot_address(0, 64), 100);
  EXPECT_EQ(slot_address(1, 64), 116);
  EXPECT_EQ(slot_address(63, 64), 100 + 63 * 16);
  EXPECT_EQ(slot_address(64, 64), 100);
  EXPECT_EQ(slot_address(4088, kMaxCapacity) + kRecordWords - 1, 65523);
}

}  // namespace
}  // namespace zonefactor::modbus
