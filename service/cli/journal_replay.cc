#include "service/cli/journal_replay.h"

#include <fmt/format.h>

#include <utility>

#include "service/core/sealed_state.h"
#include "service/journal/entry_codec.h"
#include "service/journal/state_codec.h"

namespace zonefactor::cli {

bool JournalReplay::is_behind(core::EntryRef ref, std::string_view bytes) const {
  if (range_.to && ref > *range_.to) return true;
  if (!range_.until) return false;
  const auto decoded = journal::decode(bytes);
  return decoded && decoded->recorded_at >= *range_.until;
}

// After the entry was taken: the book's time is when it was recorded.
bool JournalReplay::is_inside(core::EntryRef ref) const {
  return (!range_.from || ref >= *range_.from) &&
         (!range_.since || derivation_.book().now() >= *range_.since);
}

// False where this entry seals no state.
bool JournalReplay::begins_at(core::EntryRef ref, std::string_view bytes) {
  const auto decoded = journal::decode(bytes);
  const auto* seal = decoded ? std::get_if<core::StateSealed>(&decoded->fact) : nullptr;
  if (seal == nullptr) return false;
  const auto state = state_(ref);
  const bool is_sealed = state && journal::seal_of(*state) == *seal;
  auto sealed = is_sealed ? journal::decode_state(*state) : std::nullopt;
  auto book = sealed ? core::unseal(std::move(*sealed)) : std::nullopt;
  if (!book) {
    difference_ =
        journal::Difference{ref, "seals a state that is not the one the service gives out", {}, {}};
    return false;
  }
  derivation_ = journal::Derivation(std::move(*book), ref);
  begun_at_ = ref;
  return true;
}

// What a sealed state does not hold cannot be derived from it.
journal::Difference JournalReplay::in_doubt(journal::Difference difference) const {
  if (!derivation_.needs_earlier_seal()) return difference;
  difference.what = fmt::format(
      "cannot be derived: something came late that is about what stood before the "
      "sealed state {}/{}, where this began",
      begun_at_->year, begun_at_->index);
  difference.derived.clear();
  return difference;
}

void JournalReplay::take(core::EntryRef ref, std::string_view bytes) {
  if (over_ || difference_) return;
  if (!begun_at_ && !begins_at(ref, bytes)) return;
  if (is_behind(ref, bytes)) {
    over_ = true;
    return;
  }
  const std::uint64_t decided = derivation_.decisions();
  if (auto difference = derivation_.take(ref, bytes))
    difference_ = in_doubt(std::move(*difference));
  ++entries_;
  if (!difference_ && is_inside(ref)) decisions_ += derivation_.decisions() - decided;
}

void JournalReplay::end() {
  if (over_ || difference_) return;
  if (auto difference = derivation_.end()) difference_ = in_doubt(std::move(*difference));
}

}  // namespace zonefactor::cli
