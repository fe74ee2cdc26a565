// Door controllers: number what they see, stamp it by their own clocks, beat their hearts.
//
// Promise: within one boot numbers rise by one; a boot names the last number of the boot before.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/simulation/dice.h"
#include "tests/simulation/happening.h"

namespace zonefactor::simulation {

// What a controller sends, when it truly does.
struct Message {
  core::Instant at{};
  core::Observation observation;
  core::Duration ahead{};  // of its clock, for what it sends again
  std::string words;
};

class Controllers {
 public:
  Controllers(const core::Facility& site, Dice& dice, core::Instant dawn, bool odd_clocks);

  // In the order of time.
  void take(const Happening& happening);
  // Hearts beat up to `until`.
  void beat(core::Instant until);
  std::vector<Message> take_messages() { return std::exchange(messages_, {}); }

 private:
  struct Life {
    core::Controller plan;
    int boots = 1;
    std::uint64_t seq = 0;
    core::Duration ahead{};
    bool has_clock = true;
    bool says_sent = true;
    core::Instant next_beat{};
  };

  void say(Life& life, core::Instant at, core::Observation said, std::string words);
  void reboot(Life& life, core::Instant at);

  std::map<core::ControllerId, Life> lives_;
  std::vector<Message> messages_;
};

// A tag of everything in it but when it was sent: equal tags, one event (rule K7).
std::string content_tag(const core::Observation& observation);

}  // namespace zonefactor::simulation
