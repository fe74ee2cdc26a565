// What the office does in a day: cards reported, designations withdrawn, corrections, emergencies,
// acknowledgements, new versions of the configuration.
#pragma once

#include "tests/simulation/people.h"

namespace zonefactor::simulation {

class Office {
 public:
  Office(const core::Facility& site, People& people, Dice& dice)
      : site_(site), in_force_(site), people_(people), dice_(dice) {}

  void act();

 private:
  void report_card();
  void withdraw();
  void correct();
  void acknowledge();
  void declare();
  void reconfigure();
  void tell(core::Fact fact, std::string words);

  const core::Facility& site_;
  core::Facility in_force_;
  People& people_;
  Dice& dice_;
};

}  // namespace zonefactor::simulation
