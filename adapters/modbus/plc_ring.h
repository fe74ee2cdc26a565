// The reader's side of a PLC door panel's event ring: which registers to read next, which events
// came of them, what to acknowledge. Registers in, steps out; no socket, no clock.
//
// Promises: every event of the ring is delivered in order, at least once; the tail is written only
// for events that were reported committed; a slot being written is read again and not guessed; what
// the ring lost (an overrun, a slot that stays unreadable) is left out, so that the sequence shows
// it to the rules (K8). One thread at a time.
//
// A pass begins with the header and ends with `Rest`. The caller does what `next` says, tells the
// outcome, and asks again; after a broken connection it says so by `begin_connection`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "adapters/modbus/panel_event.h"
#include "adapters/modbus/panel_registers.h"
#include "service/ports/service.h"

namespace zonefactor::modbus {

struct RingOptions {
  PanelNames names;
  // The last event of this panel that the journal holds, where it holds any. Events after it are
  // read even where the panel's tail says they were taken: a journal restored from a backup has
  // less than the panel was told.
  std::optional<core::PreviousBoot> journalled;
};

// What went wrong with the ring since the start.
struct RingCounters {
  std::uint64_t torn_readings = 0;     // a check word or a slot's own number did not fit
  std::uint64_t unreadable_slots = 0;  // given up and recorded as refused
  std::uint64_t overruns = 0;          // the panel overwrote events before they were read
  std::uint64_t epochs = 0;            // the numbering began anew
  std::uint64_t head_went_back = 0;    // within one epoch, which a sound panel never does
};

class PlcRing {
 public:
  struct ReadTail {};  // the holding registers kTailAddress, kTailWords
  struct ReadInputs {  // input registers
    std::uint16_t address = 0;
    std::uint16_t count = 0;
  };
  struct Deliver {};  // batch(), in order
  struct WriteTail {
    PanelTail tail;
  };
  struct Rest {};  // nothing more now; begin the next pass after the poll interval
  struct Refuse {  // no panel of ours: leave it, and come back much later
    std::string why;
  };
  using Step = std::variant<ReadTail, ReadInputs, Deliver, WriteTail, Rest, Refuse>;

  static constexpr std::size_t kBatchEvents = 56;
  static constexpr std::uint16_t kSlotsPerRead = 7;  // 112 of the 125 registers Modbus allows
  static constexpr int kReadings = 3;                // of a slot or header that does not fit

  explicit PlcRing(RingOptions options);

  void begin_connection();
  // `heartbeat_due`: nothing was delivered for the controller's heartbeat interval.
  void begin_pass(bool heartbeat_due);

  Step next() const;
  const std::vector<ports::DoorMessage>& batch() const { return batch_; }

  void took_tail(std::span<const std::uint16_t, kTailWords> words);
  // `words` are what the last ReadInputs named.
  void took_inputs(std::span<const std::uint16_t> words);
  // The first `committed` messages of the batch are durable; the others have to be read again.
  void took_commit(std::size_t committed);
  void wrote_tail();

  const RingCounters& counters() const { return counters_; }

 private:
  enum class State {
    reading_tail,
    reading_header,
    reading_slots,
    delivering,
    writing_tail,
    resting,
    refusing
  };

  void take_header(std::span<const std::uint16_t> words);
  void take_slots(std::span<const std::uint16_t> words);
  // False where the slot has to be read again and nothing behind it may be taken now.
  bool take_slot(std::uint32_t seq, std::span<const std::uint16_t, kRecordWords> words);
  void find_position();
  std::uint32_t first_position() const;
  void plan();
  bool owes_tail() const;
  std::uint32_t wanted() const;
  ReadInputs slots_wanted() const;

  const RingOptions options_;
  State state_ = State::resting;
  std::string refusal_;
  PanelHeader header_;
  std::optional<PanelTail> position_;   // everything up to here is delivered and committed
  std::optional<PanelTail> committed_;  // by us, so ours to acknowledge
  std::optional<PanelTail> tail_;       // as the panel holds it
  bool heartbeat_due_ = false;
  std::optional<std::uint16_t> life_seen_;
  int torn_headers_ = 0;
  std::uint32_t misread_seq_ = 0;
  int misreadings_ = 0;
  std::vector<ports::DoorMessage> batch_;
  bool batch_is_heartbeat_ = false;
  RingCounters counters_;
};

}  // namespace zonefactor::modbus
