#include "tests/edition/derivation.h"

#include <deque>
#include <optional>
#include <utility>

#include "service/core/book.h"
#include "service/core/overloaded.h"
#include "service/journal/entry_codec.h"
#include "service/journal/sha256.h"

namespace zonefactor::edition {

namespace {

bool is_consequence(const core::Fact& fact) {
  return std::holds_alternative<core::Finding>(fact) ||
         std::holds_alternative<core::Signal>(fact) ||
         std::holds_alternative<core::Readjudicated>(fact);
}

std::string words_for(const core::Admission& admission, core::Instant now) {
  return std::visit(
      core::Overloaded{[&](const core::DoorEvent& event) { return journal::encode(event, now); },
                       [&](const core::EventRefused& refused) {
                         return "refused: " + std::string(core::name_of(refused.why));
                       },
                       [](const core::Repeated&) { return std::string("the same event again"); }},
      admission);
}

class Derivation {
 public:
  // Empty, or how the entry differs.
  std::string take(const RecordedEntry& recorded) {
    std::string why;
    auto decoded = journal::decode(recorded.bytes, &why);
    if (!decoded) return differs(recorded, "cannot be read: " + why);
    const core::Instant now = decoded->recorded_at;
    if (recorded.ref != next_.value_or(core::EntryRef{recorded.ref.year, 0})) {
      return differs(recorded, "does not follow on the entry before it");
    }
    if (now < book_.now()) return differs(recorded, "is older than the entry before it");
    next_ = core::EntryRef{recorded.ref.year, recorded.ref.index + 1};
    if (journal::hex(journal::leaf_hash(recorded.bytes)) != recorded.leaf) {
      return differs(recorded, "does not have this leaf hash");
    }
    owe(core::pass_time(book_, now), now);
    if (std::holds_alternative<core::LoginDecided>(decoded->fact)) owe(core::settle(book_), now);
    if (const auto derived = derive(decoded->fact, now); derived != recorded.bytes) {
      return differs(recorded, derived);
    }
    owe(core::take(book_, core::Entry{recorded.ref, now, std::move(decoded->fact)}), now);
    return {};
  }

  // What should have been recorded after the last entry.
  std::string end(const std::string& log) const {
    if (owed_.empty()) return {};
    return log + ", after its last entry:\n  recorded: nothing\n  derived:  " + owed_.front() +
           "\n  " + std::string(kRemedy);
  }

 private:
  static std::string differs(const RecordedEntry& recorded, const std::string& derived) {
    return recorded.log + " " + std::to_string(recorded.ref.year) + "/" +
           std::to_string(recorded.ref.index) + ":\n  recorded: " + recorded.bytes +
           "\n  derived:  " + derived + "\n  " + std::string(kRemedy);
  }

  // The bytes that should stand here.
  std::string derive(const core::Fact& fact, core::Instant now) {
    if (!owed_.empty()) {
      std::string owed = std::move(owed_.front());
      owed_.pop_front();
      return owed;
    }
    if (is_consequence(fact)) return "nothing: no rule raises this here";
    if (const auto* event = std::get_if<core::DoorEvent>(&fact)) {
      return words_for(core::admit(book_, event->observation, now), now);
    }
    if (const auto* decided = std::get_if<core::LoginDecided>(&fact)) {
      core::LoginDecided again = *decided;
      again.decision = core::decide(book_, decided->attempt);
      return journal::encode(again, now);
    }
    return journal::encode(fact, now);
  }

  void owe(const core::Consequences& consequences, core::Instant now) {
    const auto add = [&](const core::Fact& fact) { owed_.push_back(journal::encode(fact, now)); };
    for (const core::Finding& finding : consequences.findings) add(finding);
    for (const core::Signal& signal : consequences.signals) add(signal);
    for (const core::Readjudicated& changed : consequences.readjudications) add(changed);
  }

  core::Book book_;
  std::optional<core::EntryRef> next_;
  std::deque<std::string> owed_;  // consequences not yet met in the log
};

}  // namespace

std::string first_difference(const RecordedLog& log) {
  Derivation derivation;
  for (const RecordedEntry& entry : log.entries) {
    if (std::string difference = derivation.take(entry); !difference.empty()) return difference;
  }
  return derivation.end(log.name);
}

}  // namespace zonefactor::edition
