// Two books from one journal, one told late and one at once.
#include "tests/simulation/order_rules.h"

#include <algorithm>
#include <map>

#include "service/core/site.h"
#include "service/journal/entry_codec.h"
#include "tests/simulation/broken.h"

namespace zonefactor::simulation {

namespace {

bool is_input(const core::Fact& fact) {
  return !std::holds_alternative<core::Finding>(fact) &&
         !std::holds_alternative<core::Signal>(fact) &&
         !std::holds_alternative<core::Readjudicated>(fact);
}

// A book whose controllers count as always heard from: when each was heard is about deliveries,
// and these are what differs.
class Telling {
 public:
  Telling() : book_(std::set<core::ControllerId>{}) {}

  void take(core::Entry entry) {
    note(core::pass_time(book_, entry.recorded_at));
    if (auto* decided = std::get_if<core::LoginDecided>(&entry.fact)) {
      decided->decision = core::decide(book_, decided->attempt);
      held_[entry.ref] = decided->decision.class_;
    }
    note(core::evolve(book_, entry));
  }
  void end(core::Instant at) { note(core::pass_time(book_, at)); }

  const core::Book& book() const { return book_; }
  const std::map<core::EntryRef, core::Class>& held() const { return held_; }

 private:
  void note(const core::Consequences& consequences) {
    for (const core::Readjudicated& again : consequences.readjudications) {
      held_[again.decision] = again.to;
    }
  }

  core::Book book_;
  std::map<core::EntryRef, core::Class> held_;
};

// As if told at once: recorded when the interval of its occurrence was over, or when it was. A
// heartbeat happens where it comes.
core::Instant told_at_once(const core::Entry& entry) {
  const auto* event = std::get_if<core::DoorEvent>(&entry.fact);
  if (event == nullptr || event->observation.kind == core::EventKind::heartbeat) {
    return entry.recorded_at;
  }
  return std::min(entry.recorded_at, event->happened + event->uncertainty);
}

std::string words_of(const core::Decision& decision) {
  core::LoginDecided decided;
  decided.decision = decision;
  return journal::encode(decided, core::Instant{});
}

}  // namespace

std::vector<core::LoginAttempt> every_question(const core::Book& book) {
  std::vector<core::LoginAttempt> questions;
  for (const core::PersonPlan& person : book.site().persons()) {
    for (const core::TerminalPlan& terminal : book.site().terminals()) {
      core::LoginAttempt attempt;
      attempt.terminal = terminal.terminal.id;
      attempt.account = person.person.accounts.front();
      attempt.amr = core::Amrs{core::Amr::pwd};
      attempt.session_kind = core::SessionKind::console;
      attempt.proof = core::TerminalProof::certificate;
      questions.push_back(attempt);
    }
  }
  return questions;
}

void check_any_order(const std::vector<Row>& rows, core::Instant end, bool whole) {
  std::vector<core::Entry> entries;
  for (const Row& row : rows) {
    core::Entry entry = entry_of(row);
    if (is_input(entry.fact)) entries.push_back(std::move(entry));
  }
  Telling as_it_came;
  for (const core::Entry& entry : entries) as_it_came.take(entry);
  as_it_came.end(end);
  // Nothing is told before there is a configuration that knows who tells it.
  core::Instant opened{};
  for (const core::Entry& entry : entries) {
    if (opened != core::Instant{}) break;
    if (std::holds_alternative<core::ConfigurationClosed>(entry.fact)) opened = entry.recorded_at;
  }
  for (core::Entry& entry : entries) entry.recorded_at = std::max(opened, told_at_once(entry));
  std::stable_sort(entries.begin(), entries.end(), [](const core::Entry& a, const core::Entry& b) {
    return a.recorded_at < b.recorded_at;
  });
  Telling at_once;
  for (const core::Entry& entry : entries) at_once.take(entry);
  at_once.end(end);
  for (const core::LoginAttempt& question : every_question(at_once.book())) {
    const core::Decision late = core::decide(as_it_came.book(), question);
    const core::Decision prompt = core::decide(at_once.book(), question);
    must(late == prompt, "K4 any order of arrival ends in the same state",
         question.account.text + " at " + question.terminal.text + ": as it came " +
             words_of(late) + ", told at once " + words_of(prompt));
  }
  if (!whole) return;
  for (const auto& [ref, held] : as_it_came.held()) {
    must(held == at_once.held().at(ref), "K6 the verdict held last is that of the events in order",
         "decision " + std::to_string(ref.index) + " is held as " +
             std::string(core::name_of(held)) + ", told at once it is " +
             std::string(core::name_of(at_once.held().at(ref))));
  }
}

}  // namespace zonefactor::simulation
