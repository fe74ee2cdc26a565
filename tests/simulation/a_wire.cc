// Each message's fate, thrown by the dice.
#include "tests/simulation/a_wire.h"

#include <algorithm>
#include <map>
#include <utility>

#include "tests/simulation/controllers.h"

namespace zonefactor::simulation {

namespace {

using namespace std::chrono_literals;

class Wire {
 public:
  Wire(const Weather& weather, Dice& dice) : weather_(weather), dice_(dice) {}

  void cut(core::Instant at, const CutOff& cut) {
    core::Instant& back = back_at_[cut.controller];
    back = std::max(back, at + cut.lasting);
    if (dice_.percent(30)) return;  // nobody is told
    tell(at + 1s, core::ControllerStatus{cut.controller, false},
         cut.controller.text + " is offline");
    if (dice_.percent(50)) {
      tell(back, core::ControllerStatus{cut.controller, true}, cut.controller.text + " is online");
    }
  }

  void carry(const Message& message) {
    core::Instant at = message.at + dice_.between(15ms, 300ms);
    const auto back = back_at_.find(message.observation.controller);
    if (back != back_at_.end()) at = std::max(at, back->second);
    core::Instant& last = last_at_[message.observation.controller];
    if (weather_.slow && dice_.percent(15)) {  // overtaken by later ones
      at += dice_.percent(70) ? dice_.between(0s, 20s) : dice_.between(0s, 40min);
    } else {
      at = last = std::max(at, last + 1ms);
    }
    if (weather_.forged) forge(at, message);
    if (weather_.lossy && dice_.per_mille(20)) {
      if (dice_.percent(50)) again(at + dice_.between(1min, 2h), message, "told late: ");
      return;
    }
    arrive(at, message.observation, message.words);
    if (weather_.lossy && dice_.percent(4))
      again(at + dice_.between(1ms, 10min), message, "again: ");
  }

  void tell(core::Instant at, core::Fact fact, std::string words) {
    arrivals_.push_back({at, std::move(fact), std::move(words), {}});
  }
  void arrive(core::Instant at, Arrival::What what, std::string words,
              std::optional<core::Refusal> spoiled = {}) {
    arrivals_.push_back({at, std::move(what), std::move(words), spoiled});
  }

  std::vector<Arrival> take_arrivals() {
    std::stable_sort(arrivals_.begin(), arrivals_.end(),
                     [](const Arrival& a, const Arrival& b) { return a.at < b.at; });
    return std::move(arrivals_);
  }

 private:
  void again(core::Instant at, const Message& message, const std::string& how) {
    core::Observation observation = message.observation;
    if (observation.sent_at) observation.sent_at = at - 20ms + message.ahead;
    arrive(at, std::move(observation), how + message.words);
  }

  void forge(core::Instant at, const Message& message) {
    const core::Observation& told = message.observation;
    if (told.kind == core::EventKind::heartbeat) return;
    if (dice_.per_mille(8)) {
      core::Observation forged = told;
      forged.kind = core::EventKind::config_report;
      forged.door.reset();
      forged.access_point.reset();
      forged.content_tag = content_tag(forged);
      arrive(at + dice_.between(-10ms, 5s), std::move(forged), "forged: " + message.words);
    }
    if (!dice_.per_mille(12)) return;
    core::Observation spoiled = told;
    core::Refusal refusal = core::Refusal::malformed;
    switch (dice_.below(3)) {
      case 0:
        spoiled.controller = core::ControllerId("stranger");
        refusal = core::Refusal::unknown_controller;
        break;
      case 1:
        spoiled.kind = core::EventKind::access_taken;
        spoiled.credential.reset();
        spoiled.access_point.reset();
        break;
      default:
        spoiled.kind = core::EventKind::door_opened;
        spoiled.door = core::DoorId("nowhere");
        refusal = core::Refusal::unknown_point;
        break;
    }
    spoiled.content_tag = content_tag(spoiled);
    arrive(at, std::move(spoiled), "spoiled: " + message.words, refusal);
  }

  const Weather& weather_;
  Dice& dice_;
  std::map<core::ControllerId, core::Instant> back_at_;
  std::map<core::ControllerId, core::Instant> last_at_;
  std::vector<Arrival> arrivals_;
};

}  // namespace

std::vector<Arrival> over_the_wire(const core::Facility& site, const Day& day,
                                   const Weather& weather, Dice dice) {
  Controllers controllers(site, dice, day.happenings.front().at, weather.odd_clocks);
  Wire wire(weather, dice);
  for (const Happening& happening : day.happenings) {
    controllers.take(happening);
    for (const Message& message : controllers.take_messages()) wire.carry(message);
    if (const auto* cut = std::get_if<CutOff>(&happening.what)) {
      wire.cut(happening.at, *cut);
    } else if (const auto* attempt = std::get_if<core::LoginAttempt>(&happening.what)) {
      wire.arrive(happening.at, *attempt, happening.words);
    } else if (const auto* fact = std::get_if<core::Fact>(&happening.what)) {
      wire.tell(happening.at, *fact, happening.words);
    } else if (const auto* version = std::get_if<core::Facility>(&happening.what)) {
      wire.arrive(happening.at, *version, happening.words);
    }
  }
  controllers.beat(day.end);
  for (const Message& message : controllers.take_messages()) wire.carry(message);
  return wire.take_arrivals();
}

}  // namespace zonefactor::simulation
