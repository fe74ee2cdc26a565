// Stamping and recording: every fact gets its place, its bytes and its consequences.
#include <cassert>
#include <utility>

#include "service/engine/engine.h"
#include "service/journal/entry_codec.h"
#include "service/journal/sha256.h"

namespace zonefactor::engine {

namespace {

// A little longer than late news may wait.
constexpr std::chrono::milliseconds kSettleWithin{60};

}  // namespace

void Engine::bring_to_now() {
  now_ = std::max({parts_.clock.now(), state_->head.last_recorded_at, state_->book.now()});
  record_consequences(core::pass_time(state_->book, now_));
  writer_.end_group();
}

void Engine::settle() {
  record_consequences(core::settle(state_->book));
  writer_.end_group();
}

void Engine::settle_soon() {
  if (settling_ || core::is_settled(state_->book)) return;
  settling_ = true;
  after(kSettleWithin, [this] {
    settling_ = false;
    if (!recording()) return;
    bring_to_now();
    ask_parked_again();
  });
}

core::Entry Engine::next_entry(core::Fact fact) const {
  return {state_->head.next, now_, std::move(fact)};
}

core::Consequences Engine::append(const core::Entry& entry) {
  ports::JournalRow row;
  row.ref = entry.ref;
  row.recorded_at = entry.recorded_at;
  row.type = journal::type_of(entry.fact);
  row.body = journal::encode(entry.fact, entry.recorded_at);
  assert(journal::fits(row.body));
  row.leaf = journal::leaf_hash(row.body);
  writer_.add(std::move(row));
  return fold(*state_, entry);
}

core::Entry Engine::record(core::Fact fact) {
  core::Entry entry = next_entry(std::move(fact));
  record_consequences(append(entry));
  writer_.end_group();
  return entry;
}

void Engine::record_consequences(const core::Consequences& consequences) {
  // A consequence has none of its own: `evolve` has already taken it in with its cause.
  for (const core::Finding& finding : consequences.findings) append(next_entry(finding));
  for (const core::Signal& signal : consequences.signals) {
    append(next_entry(signal));
    core::Signal outward = signal;
    outward.session = sessions_.plain_of(signal.session);
    writer_.add(std::move(outward));
  }
  for (const core::Readjudicated& again : consequences.readjudications) append(next_entry(again));
}

}  // namespace zonefactor::engine
