// How rough a day is: what people, controllers and the wire do to each other.
#pragma once

#include "tests/simulation/dice.h"

namespace zonefactor::simulation {

struct Weather {
  bool odd_people = false;  // called back, tailgating, doors held and forced, fire alarms
  bool odd_clocks = false;  // drift, steps, resets, reboots
  bool lossy = false;       // messages get lost, some told much later
  bool slow = false;        // delays of minutes, out of order
  bool forged = false;      // numbers used twice, messages that make no sense
  bool cut_off = false;     // controllers offline for an hour
  bool crashes = false;     // the service dies with uncommitted entries
  bool office = false;      // configuration changes, cards lost, corrections, emergencies

  bool calm() const {
    return !odd_people && !odd_clocks && !lossy && !slow && !forged && !cut_off && !office;
  }
};

inline Weather a_weather(Dice& dice) {
  Weather weather;
  if (dice.percent(25)) return weather;
  weather.odd_people = dice.percent(75);
  weather.odd_clocks = dice.percent(40);
  weather.lossy = dice.percent(35);
  weather.slow = dice.percent(50);
  weather.forged = dice.percent(30);
  weather.cut_off = dice.percent(35);
  weather.crashes = dice.percent(50);
  weather.office = dice.percent(70);
  return weather;
}

}  // namespace zonefactor::simulation
