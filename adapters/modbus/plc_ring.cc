#include "adapters/modbus/plc_ring.h"

#include <algorithm>
#include <cassert>

namespace zonefactor::modbus {

PlcRing::PlcRing(RingOptions options) : options_(std::move(options)) {}

void PlcRing::begin_connection() {
  state_ = State::resting;
  refusal_.clear();
  tail_.reset();
  batch_.clear();
  torn_headers_ = 0;
}

void PlcRing::begin_pass(bool heartbeat_due) {
  heartbeat_due_ = heartbeat_due;
  state_ = tail_ ? State::reading_header : State::reading_tail;
}

PlcRing::Step PlcRing::next() const {
  switch (state_) {
    case State::reading_tail:
      return ReadTail{};
    case State::reading_header:
      return ReadInputs{kHeaderAddress, kHeaderWords};
    case State::reading_slots:
      return slots_wanted();
    case State::delivering:
      return Deliver{};
    case State::writing_tail:
      return WriteTail{*committed_};
    case State::resting:
      return Rest{};
    case State::refusing:
      return Refuse{refusal_};
  }
  __builtin_unreachable();
}

void PlcRing::took_tail(std::span<const std::uint16_t, kTailWords> words) {
  tail_ = decode_tail(words);
  state_ = State::reading_header;
}

void PlcRing::took_inputs(std::span<const std::uint16_t> words) {
  if (state_ == State::reading_header) {
    take_header(words);
  } else {
    take_slots(words);
  }
}

void PlcRing::take_header(std::span<const std::uint16_t> words) {
  assert(words.size() == kHeaderWords);
  HeaderReading reading = decode_header(words.first<kHeaderWords>());
  switch (reading.verdict) {
    case HeaderReading::Verdict::good:
      torn_headers_ = 0;
      header_ = reading.header;
      find_position();
      plan();
      return;
    case HeaderReading::Verdict::torn:
      ++counters_.torn_readings;
      state_ = State::resting;
      if (++torn_headers_ < kReadings) return;
      break;
    case HeaderReading::Verdict::foreign:
      break;
  }
  refusal_ = std::move(reading.why);
  state_ = State::refusing;
}

// Where this epoch's reading stands, before the header's newest events.
void PlcRing::find_position() {
  if (!position_) {
    position_ = PanelTail{header_.epoch, first_position()};
  } else if (position_->epoch != header_.epoch) {
    ++counters_.epochs;
    position_ = PanelTail{header_.epoch, 0};
    committed_.reset();
  }
  if (position_->seq > header_.head) {
    // The panel began again without saying so. Read all it has: what we know repeats itself, what
    // we do not know contradicts it, and the rules tell one from the other (rule K7).
    ++counters_.head_went_back;
    position_->seq = 0;
    committed_.reset();
  }
  if (header_.oldest > position_->seq + std::uint64_t{1}) {
    if (position_->seq != 0) ++counters_.overruns;
    position_->seq = header_.oldest - 1;
  }
}

// The panel remembers what was acknowledged; the journal knows what it really holds.
std::uint32_t PlcRing::first_position() const {
  std::uint32_t position = 0;
  if (tail_ && tail_->epoch == header_.epoch && tail_->seq <= header_.head) position = tail_->seq;
  if (!options_.journalled) return position;
  if (options_.journalled->boot != boot_text(header_.epoch)) return 0;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(position, options_.journalled->seq));
}

void PlcRing::plan() {
  batch_.clear();
  batch_is_heartbeat_ = false;
  if (header_.head > position_->seq) {
    state_ = State::reading_slots;
    return;
  }
  if (owes_tail()) {
    state_ = State::writing_tail;
    return;
  }
  // A Modbus server that answers is not yet a panel whose program runs: its life counter has to
  // move.
  const bool alive = life_seen_ && *life_seen_ != header_.life;
  if (!life_seen_) life_seen_ = header_.life;
  if (!heartbeat_due_ || !alive) {
    state_ = State::resting;
    return;
  }
  batch_.push_back(heartbeat(header_, options_.names));
  batch_is_heartbeat_ = true;
  state_ = State::delivering;
}

bool PlcRing::owes_tail() const {
  return committed_ && committed_ != tail_;
}

std::uint32_t PlcRing::wanted() const {
  return static_cast<std::uint32_t>(position_->seq + batch_.size() + 1);
}

PlcRing::ReadInputs PlcRing::slots_wanted() const {
  const std::uint32_t first = wanted();
  const std::uint32_t to_wrap = header_.capacity - first % header_.capacity;
  const auto room = static_cast<std::uint32_t>(kBatchEvents - batch_.size());
  const std::uint32_t count =
      std::min({header_.head - first + 1, to_wrap, room, std::uint32_t{kSlotsPerRead}});
  return {slot_address(first, header_.capacity), static_cast<std::uint16_t>(count * kRecordWords)};
}

void PlcRing::take_slots(std::span<const std::uint16_t> words) {
  assert(words.size() % kRecordWords == 0);
  while (!words.empty()) {
    if (!take_slot(wanted(), words.first<kRecordWords>())) {
      // What lies before it is good; it comes again with a fresh header, which tells an overrun.
      state_ = batch_.empty() ? State::resting : State::delivering;
      return;
    }
    words = words.subspan(kRecordWords);
  }
  const bool more = batch_.size() < kBatchEvents && wanted() - 1 < header_.head;
  state_ = more ? State::reading_slots : State::delivering;
}

bool PlcRing::take_slot(std::uint32_t seq, std::span<const std::uint16_t, kRecordWords> words) {
  const std::optional<PanelRecord> record = decode_record(words);
  const bool fits = record && record->seq == seq &&
                    record->epoch_low == static_cast<std::uint16_t>(header_.epoch & 0xFFFF);
  if (fits) {
    batch_.push_back(to_message(*record, header_.epoch, options_.names,
                                instant_of(header_.clock_s, header_.clock_ms)));
    return true;
  }
  ++counters_.torn_readings;
  if (!batch_.empty()) return false;
  if (misread_seq_ != seq) misreadings_ = 0;
  misread_seq_ = seq;
  if (++misreadings_ < kReadings) return false;
  misreadings_ = 0;
  ++counters_.unreadable_slots;
  batch_.push_back(unreadable_slot(seq, header_.epoch, words, options_.names));
  return true;
}

void PlcRing::took_commit(std::size_t committed) {
  assert(state_ == State::delivering && committed <= batch_.size());
  if (batch_is_heartbeat_) {
    if (committed == 1) life_seen_ = header_.life;
    state_ = State::resting;
  } else if (committed == 0) {
    state_ = State::resting;
  } else {
    position_->seq += static_cast<std::uint32_t>(committed);
    committed_ = position_;
    state_ = State::writing_tail;
  }
  batch_.clear();
}

void PlcRing::wrote_tail() {
  tail_ = committed_;
  state_ = header_.head > position_->seq ? State::reading_header : State::resting;
}

}  // namespace zonefactor::modbus
