// One controller's life, message by message.
#include "tests/simulation/controllers.h"

#include <utility>

#include "service/journal/entry_codec.h"
#include "service/journal/sha256.h"

namespace zonefactor::simulation {

using namespace std::chrono_literals;

std::string content_tag(const core::Observation& observation) {
  core::DoorEvent bare;
  bare.observation = observation;
  bare.observation.sent_at.reset();
  bare.observation.content_tag.clear();
  return journal::hex(journal::leaf_hash(journal::encode(bare, core::Instant{})));
}

Controllers::Controllers(const core::Facility& site, Dice& dice, core::Instant dawn,
                         bool odd_clocks) {
  for (const core::Controller& plan : site.controllers) {
    Life& life = lives_[plan.id];
    life.plan = plan;
    life.seq = dice.below(1000);
    life.ahead =
        odd_clocks && dice.percent(30) ? dice.between(-20s, 20s) : dice.between(-800ms, 800ms);
    life.has_clock = !dice.percent(8);
    life.says_sent = !dice.percent(20);
    life.next_beat = dawn + dice.between(0s, 60s);
  }
}

void Controllers::say(Life& life, core::Instant at, core::Observation said, std::string words) {
  said.controller = life.plan.id;
  said.boot = "b" + std::to_string(life.boots);
  said.seq = said.kind == core::EventKind::heartbeat ? life.seq : ++life.seq;
  said.origin = core::Origin::bound;
  if (life.has_clock) {
    said.occurred_at = at + life.ahead;
    if (life.says_sent) said.sent_at = at + life.ahead + 10ms;
  }
  said.content_tag = content_tag(said);
  words += " (" + said.boot + "/" + std::to_string(said.seq) + ")";
  messages_.push_back({at, std::move(said), life.ahead, std::move(words)});
}

void Controllers::reboot(Life& life, core::Instant at) {
  core::Observation said;
  said.kind = core::EventKind::boot;
  said.previous = core::PreviousBoot{"b" + std::to_string(life.boots), life.seq};
  ++life.boots;
  life.seq = 0;
  say(life, at, std::move(said), life.plan.id.text + " has booted");
}

void Controllers::beat(core::Instant until) {
  for (auto& [id, life] : lives_) {
    while (life.next_beat <= until) {
      core::Observation said;
      said.kind = core::EventKind::heartbeat;
      say(life, life.next_beat, std::move(said), id.text + "'s heart beats");
      life.next_beat += life.plan.heartbeat;
    }
  }
}

void Controllers::take(const Happening& happening) {
  beat(happening.at);
  if (const auto* set = std::get_if<ClockSet>(&happening.what)) {
    lives_.at(set->controller).ahead = set->ahead;
  } else if (const auto* rebooted = std::get_if<Rebooted>(&happening.what)) {
    reboot(lives_.at(rebooted->controller), happening.at);
  } else if (const auto* seen = std::get_if<Seen>(&happening.what)) {
    core::Observation said;
    said.kind = seen->kind;
    said.door = seen->door;
    said.access_point = seen->reader;
    said.credential = seen->credential;
    said.methods = seen->methods;
    said.mode = seen->mode;
    say(lives_.at(seen->controller), happening.at, std::move(said), happening.words);
  }
}

}  // namespace zonefactor::simulation
