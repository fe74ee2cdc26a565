// Bodies and doors: people walk, read, push and are called back; doors open and close.
//
// Promise: what is seen of it is what a controller at that door could see, and `stays` is where
// everyone truly is. Acts at one door or of one person do not overlap. One thread.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/simulation/a_site.h"
#include "tests/simulation/happening.h"

namespace zonefactor::simulation {

// What a controller of this make tells.
struct Make {
  bool tells_grants = true;
  bool tells_passages = true;
  bool tells_methods = true;
};

// One way through a door.
struct Way {
  const core::Door* door = nullptr;
  const core::AccessPoint* reader = nullptr;  // null: nobody reads here
  core::Side from;
  core::Side to;
  core::Egress egress = core::Egress::rex;  // where there is no reader
};

class People {
 public:
  People(const core::Facility& site, Dice dice, core::Instant dawn);

  core::Instant now() const { return now_; }
  void pass(core::Duration time) { now_ += time; }

  const core::Side& side_of(const core::PersonId& person) const;
  // The ways that lead on from where the person is.
  std::vector<Way> ways_of(const core::PersonId& person) const;
  std::vector<Way> ways_out_of(const core::ZoneId& zone) const;

  // Each returns false where it cannot be done.
  bool walk(const core::PersonId& person, const Way& way);
  bool turn_back(const core::PersonId& person, const Way& way);
  bool be_denied(const core::PersonId& person, const Way& way);
  bool let_in_behind(const core::PersonId& first, const core::PersonId& second, const Way& way);
  bool walk_together(const core::PersonId& first, const core::PersonId& second, const Way& way);
  bool call_the_next(const Way& way);
  bool read_at_desk(const core::PersonId& person);
  void hold_open(const Way& way, bool told);
  void force(const Way& way, bool told);
  void set_mode(const core::DoorId& door, core::DoorMode mode);
  void release(const core::DoorId& door, bool begins);
  void disturb(const core::DoorId& door, core::EventKind kind);

  bool is_open_to_all(const core::DoorId& door) const;
  const core::Facility& site() const { return site_; }
  Day take_day(core::Instant end);
  void happen(core::Instant at, Happening::What what, std::string words);

 private:
  struct Leaf {
    core::Instant free_at{};
    core::DoorMode mode = core::DoorMode::locked;
    bool released = false;
  };
  struct Presented {
    core::NumberId number;
    core::Methods methods;
  };

  std::optional<Presented> presented(const core::PersonId& person, const core::AccessPoint& reader);
  core::Instant start(const Way& way);
  void see(core::Instant at, Seen seen, const std::string& words);
  void see_door(core::Instant at, const Way& way, core::EventKind kind);
  void see_read(core::Instant at, const Way& way, core::EventKind kind,
                const core::PersonId& person, const Presented& shown);
  void pass_through(core::Instant at, const core::PersonId& person, const Way& way, bool by_reader);

  const core::Facility& site_;
  Dice dice_;
  core::Instant now_;
  std::map<core::DoorId, Leaf> leaves_;
  std::map<core::ControllerId, Make> makes_;
  std::map<core::PersonId, core::Instant> free_at_;
  Day day_;
};

}  // namespace zonefactor::simulation
