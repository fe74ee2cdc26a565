#include "service/journal/derivation.h"

#include <utility>

#include "service/core/overloaded.h"
#include "service/journal/entry_codec.h"
#include "service/journal/state_codec.h"

namespace zonefactor::journal {

namespace {

bool is_consequence(const core::Fact& fact) {
  const auto* finding = std::get_if<core::Finding>(&fact);
  return (finding != nullptr && !finding->noticed) || std::holds_alternative<core::Signal>(fact) ||
         std::holds_alternative<core::Readjudicated>(fact);
}

std::string words_for(const core::Admission& admission, core::Instant now) {
  return std::visit(
      core::Overloaded{[&](const core::DoorEvent& event) { return encode(event, now); },
                       [&](const core::EventRefused& refused) {
                         return "refused: " + std::string(core::name_of(refused.why));
                       },
                       [](const core::Repeated&) { return std::string("the same event again"); }},
      admission);
}

}  // namespace

Derivation::Derivation(core::Book book, core::EntryRef next)
    : book_(std::move(book)), start_(next), next_(next) {}

// Nothing follows in a log that is closed, but the next one's beginning.
bool Derivation::follows(core::EntryRef ref, const core::Fact& fact) const {
  if (!next_) return ref.index == 0;
  if (!opens_) return ref == *next_;
  return ref == core::EntryRef{*opens_, 0} && *opens_ > next_->year &&
         std::holds_alternative<core::LogOpened>(fact);
}

// A verdict on a decision from before the seal rests on what the seal does not hold.
bool Derivation::is_of_before(const core::Fact& fact) const {
  const auto* again = std::get_if<core::Readjudicated>(&fact);
  return start_ && again != nullptr && again->decision < *start_;
}

std::optional<Difference> Derivation::take(core::EntryRef ref, std::string_view bytes) {
  std::string why;
  auto decoded = decode(bytes, &why);
  const auto differs = [&](std::string what, std::string derived = {}) {
    return Difference{ref, std::move(what), std::string(bytes), std::move(derived)};
  };
  if (!decoded) return differs("cannot be read: " + why);
  const core::Instant now = decoded->recorded_at;
  if (!follows(ref, decoded->fact)) return differs("does not follow on the entry before it");
  if (now < book_.now()) return differs("is older than the entry before it");
  next_ = core::EntryRef{ref.year, ref.index + 1};
  const core::Fact& fact = decoded->fact;
  const auto* closed = std::get_if<core::LogClosed>(&fact);
  opens_ = closed != nullptr ? std::optional(closed->next_year) : std::nullopt;
  if (is_of_before(fact)) return std::nullopt;
  owe(core::pass_time(book_, now), now);
  const bool looks = std::holds_alternative<core::LoginDecided>(fact) ||
                     std::holds_alternative<core::StateSealed>(fact);
  if (looks) owe(core::settle(book_), now);
  if (std::string derived = derive(fact, now); derived != bytes)
    return differs("is not what the rules give", std::move(derived));
  owe(core::take(book_, core::Entry{ref, now, std::move(decoded->fact)}), now);
  return std::nullopt;
}

std::optional<Difference> Derivation::end() const {
  if (owed_.empty()) return std::nullopt;
  return Difference{next_.value_or(core::EntryRef{}), "is missing at the end", {}, owed_.front()};
}

// The bytes that should stand here.
std::string Derivation::derive(const core::Fact& fact, core::Instant now) {
  if (!owed_.empty()) {
    std::string owed = std::move(owed_.front());
    owed_.pop_front();
    return owed;
  }
  if (is_consequence(fact)) return "nothing: no rule raises this here";
  if (const auto* event = std::get_if<core::DoorEvent>(&fact); event != nullptr && !start_) {
    return words_for(core::admit(book_, event->observation, now), now);
  }
  if (const auto* decided = std::get_if<core::LoginDecided>(&fact)) {
    ++decisions_;
    core::LoginDecided again = *decided;
    again.decision = core::decide(book_, decided->attempt);
    return encode(again, now);
  }
  if (std::holds_alternative<core::StateSealed>(fact)) {
    return encode(seal_of(encode_state(core::seal(book_))), now);
  }
  return encode(fact, now);
}

void Derivation::owe(const core::Consequences& consequences, core::Instant now) {
  const auto add = [&](const core::Fact& fact) { owed_.push_back(encode(fact, now)); };
  for (const core::Finding& finding : consequences.findings) add(finding);
  for (const core::Signal& signal : consequences.signals) add(signal);
  for (const core::Readjudicated& changed : consequences.readjudications) add(changed);
}

}  // namespace zonefactor::journal
