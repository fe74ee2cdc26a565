// The loop: something arrives, the service takes it, the rules are checked.
#include "tests/simulation/simulation.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "service/core/overloaded.h"
#include "service/core/site.h"
#include "service/core/state.h"
#include "tests/simulation/a_day.h"
#include "tests/simulation/broken.h"
#include "tests/simulation/decision_rules.h"
#include "tests/simulation/order_rules.h"
#include "tests/simulation/seal_rules.h"
#include "tests/simulation/signal_rules.h"

namespace zonefactor::simulation {

namespace {

using namespace std::chrono_literals;

class Simulation {
 public:
  Simulation(std::uint64_t seed, std::size_t story, Outcome& outcome)
      : dice_(seed),
        outcome_(outcome),
        story_(story),
        weather_(a_weather(dice_)),
        site_(a_site(dice_)),
        day_(a_day(site_, weather_, dice_.apart())),
        service_(dawn() - 1min, site_),
        decisions_(history_, day_, weather_.calm()),
        signals_(history_) {}

  const std::vector<Row>& rows() const { return service_.rows(); }

  void run() {
    read_journal();
    const std::vector<Arrival> arrivals = over_the_wire(site_, day_, weather_, dice_.apart());
    for (const Arrival& arrival : arrivals) {
      arrive(arrival);
      while (!again_.empty()) {
        Arrival late = std::move(again_.front());
        again_.pop_front();
        late.at = service_.book().now();
        arrive(late);
      }
    }
    at_the_end();
    outcome_.classes = decisions_.seen();
    outcome_.owed = decisions_.owed();
  }

 private:
  std::string clock(core::Instant at) const {
    return core::format_rfc3339(at, site_.head.time_zone).substr(11);
  }

  void tell(std::string words) {
    outcome_.story.push_back(std::move(words));
    if (outcome_.story.size() > story_) outcome_.story.pop_front();
  }

  void tell(const core::Entry& entry) {
    const std::string where = "    entry " + std::to_string(entry.ref.index) + ": ";
    if (const auto* finding = std::get_if<core::Finding>(&entry.fact)) {
      tell(where + "finding " + std::string(core::name_of(finding->kind)) +
           (finding->person ? " of " + finding->person->text : std::string()) +
           (finding->zone ? " in " + finding->zone->text : std::string()));
    } else if (const auto* signal = std::get_if<core::Signal>(&entry.fact)) {
      tell(where + "signal " + std::string(core::name_of(signal->kind)) + " to " +
           signal->session.text + " at " + signal->terminal.text);
    } else if (const auto* again = std::get_if<core::Readjudicated>(&entry.fact)) {
      tell(where + "decision " + std::to_string(again->decision.index) + " is now " +
           std::string(core::name_of(again->to)));
    } else if (const auto* event = std::get_if<core::DoorEvent>(&entry.fact)) {
      if (event->clock_trusted && entry.recorded_at - event->happened < 2s) return;
      tell(where + "happened at " + clock(event->happened) +
           (event->clock_trusted ? "" : " by an untrusted clock"));
    } else if (const auto* decided = std::get_if<core::LoginDecided>(&entry.fact)) {
      std::string words = where + std::string(core::name_of(decided->decision.class_));
      decided->decision.reasons.each(
          [&](core::Reason reason) { words += " " + std::string(core::name_of(reason)); });
      tell(words);
    }
  }

  void read_journal() {
    history_ = History();
    verdicts_ = VerdictRules();
    for (const Row& row : service_.rows()) {
      const core::Entry entry = entry_of(row);
      history_.take(entry);
      verdicts_.take(entry);
    }
  }

  void digest(const Recorded& recorded) {
    for (const core::Entry& entry : recorded.entries) {
      tell(entry);
      history_.take(entry);
      verdicts_.take(entry);
    }
    for (const core::Entry& entry : recorded.entries) {
      if (const auto* decided = std::get_if<core::LoginDecided>(&entry.fact)) {
        decisions_.check(decided->attempt, decided->decision, entry.recorded_at);
      }
    }
    signals_.check(recorded);
  }

  // What the rules say the gate must make of it, by what the journal holds (rule K7).
  enum class Verdict : std::uint8_t { taken, repeated, refused };
  Verdict expected(const Arrival& arrival) const {
    if (arrival.spoiled) return Verdict::refused;
    const auto* told = std::get_if<core::Observation>(&arrival.what);
    if (told == nullptr) return Verdict::taken;
    const std::string* before = history_.tag_of(*told);
    if (before == nullptr) return Verdict::taken;
    return *before == told->content_tag ? Verdict::repeated : Verdict::refused;
  }

  void check_gate(const Arrival& arrival, Verdict verdict, const Recorded& recorded) const {
    const auto* refused =
        recorded.input ? std::get_if<core::EventRefused>(&recorded.input->fact) : nullptr;
    const Verdict is = !recorded.input      ? Verdict::repeated
                       : refused != nullptr ? Verdict::refused
                                            : Verdict::taken;
    must(is == verdict, "K7 every input leaves one entry or is a repetition", arrival.words);
    if (refused == nullptr) return;
    must(refused->why == arrival.spoiled.value_or(core::Refusal::equivocation),
         "P6 what is refused is refused for what is wrong with it",
         arrival.words + ": " + std::string(core::name_of(refused->why)));
  }

  std::vector<core::Decision> answers(const std::vector<core::LoginAttempt>& questions) const {
    std::vector<core::Decision> given;
    given.reserve(questions.size());
    for (const core::LoginAttempt& question : questions) {
      given.push_back(core::decide(service_.book(), question));
    }
    return given;
  }

  void arrive(const Arrival& arrival) {
    ++outcome_.arrivals;
    tell(clock(arrival.at) + " " + arrival.words);
    digest(service_.bring_to(arrival.at));
    const Verdict verdict = expected(arrival);
    std::vector<core::LoginAttempt> questions;
    if (verdict != Verdict::taken) questions = every_question(service_.book());
    const std::vector<core::Decision> before = answers(questions);
    const Recorded recorded = service_.take(arrival);
    check_gate(arrival, verdict, recorded);
    digest(recorded);
    if (verdict == Verdict::repeated || arrival.spoiled) {
      must(before == answers(questions), "P6 what is refused, or repeated, changes nothing",
           arrival.words);
    }
    whisper();
    bounds();
    pending_.push_back(arrival);
    if (dice_.percent(40) || std::holds_alternative<core::Facility>(arrival.what)) {
      service_.commit();
      pending_.clear();
    }
    if (weather_.crashes && dice_.per_mille(4)) crash();
    if (dice_.per_mille(2)) restart();
  }

  // Questions nobody recorded: `decide` changes nothing, so they can be asked at any time.
  void whisper() {
    const core::Site& site = service_.book().site();
    if (site.terminals().empty()) return;
    for (int i = 0; i < 3; ++i) {
      core::LoginAttempt attempt;
      attempt.terminal = site.terminals()[dice_.below(site.terminals().size())].terminal.id;
      attempt.account = site.persons()[dice_.below(site.persons().size())].person.accounts.front();
      attempt.amr = dice_.percent(70) ? core::Amrs{core::Amr::pwd} : core::Amrs{core::Amr::sc};
      attempt.session_kind = core::SessionKind::console;
      attempt.proof = core::TerminalProof::certificate;
      decisions_.check(attempt, core::decide(service_.book(), attempt), service_.book().now());
    }
  }

  // What is remembered is bounded by the site, not by the day.
  void bounds() const {
    const core::State& state = service_.book().state();
    const std::size_t zones = state.ordinals.zones.size();
    for (const core::PersonPlan& person : service_.book().site().persons()) {
      const core::PersonState& known = state.person(person.no);
      must(known.presences.size() <= zones, "K4 a person has one presence per zone at the most",
           person.person.id.text);
      must(known.seen.size() <= 4, "S7 few reads are remembered", person.person.id.text);
    }
    for (const core::DoorPlan& door : service_.book().site().doors()) {
      must(state.door(door.no).taps.size() <= 32, "P4 few taps are remembered", door.door.id.text);
    }
    must(state.timers().size() <= 200 + 40 * site_.doors.size(), "K4 timers are bounded",
         std::to_string(state.timers().size()) + " are due");
  }

  void crash() {
    tell("    the service dies with " + std::to_string(pending_.size()) + " inputs not committed");
    const core::Instant now = service_.book().now();
    service_.lose_the_uncommitted();
    read_journal();
    digest(service_.bring_to(now));
    digest(service_.start_again());
    again_.insert(again_.end(), pending_.begin(), pending_.end());
    pending_.clear();
    ++outcome_.restarts;
  }

  void restart() {
    tell("    the service is started again");
    service_.commit();
    pending_.clear();
    const core::Instant now = service_.book().now();
    const std::vector<core::LoginAttempt> questions = every_question(service_.book());
    const std::vector<core::Decision> before = answers(questions);
    service_.lose_the_uncommitted();
    digest(service_.bring_to(now));
    const std::vector<core::Decision> after = answers(questions);
    for (std::size_t i = 0; i < questions.size(); ++i) {
      must(before[i] == after[i], "H4 after a restart the answers are the same",
           questions[i].account.text + " at " + questions[i].terminal.text);
    }
    digest(service_.start_again());
    ++outcome_.restarts;
  }

  void at_the_end() {
    service_.commit();
    const core::Book again = folded(service_.rows());
    bool whole = history_.equivocations().empty();
    for (const auto& [boot, numbers] : history_.numbers()) {
      if (numbers.empty()) continue;
      const std::uint64_t span = numbers.rbegin()->first - numbers.begin()->first + 1;
      whole = whole && span == numbers.size();
    }
    whole = whole && !weather_.lossy && !weather_.odd_clocks && !weather_.cut_off;
    check_any_order(service_.rows(), service_.book().now() + 1min, whole);
    outcome_.seals_held = check_seals(service_.rows());
  }

  Dice dice_;
  Outcome& outcome_;
  std::size_t story_;
  Weather weather_;
  core::Facility site_;
  Day day_;
  Service service_;
  History history_;
  VerdictRules verdicts_;
  DecisionRules decisions_;
  SignalRules signals_;
  std::vector<Arrival> pending_;  // taken, and not committed
  std::deque<Arrival> again_;     // to be told again after a crash
};

}  // namespace

Outcome simulate(std::uint64_t seed, std::size_t story) {
  Outcome outcome;
  Simulation simulation(seed, story, outcome);
  try {
    simulation.run();
  } catch (const Broken& broken) {
    outcome.broken = broken.what();
  }
  for (const Row& row : simulation.rows()) outcome.journal.push_back(row.bytes);
  return outcome;
}

}  // namespace zonefactor::simulation
