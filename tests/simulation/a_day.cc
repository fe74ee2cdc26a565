// One act after another, as the weather allows.
#include "tests/simulation/a_day.h"

#include "tests/simulation/office.h"
#include "tests/simulation/terminals.h"

namespace zonefactor::simulation {

namespace {

using core::EventKind;
using namespace std::chrono_literals;

class Acts {
 public:
  Acts(const core::Facility& site, const Weather& weather, Dice& dice)
      : site_(site),
        weather_(weather),
        dice_(dice),
        people_(site, dice.apart(), dawn()),
        terminals_(site, people_, dice),
        office_(site, people_, dice) {}

  Day play() {
    const std::size_t acts = 150 + dice_.below(350);
    for (std::size_t i = 0; i < acts; ++i) {
      people_.pass(dice_.percent(85) ? dice_.between(0s, 40s) : dice_.between(1min, 12min));
      act();
    }
    const core::Instant end = people_.now() + 10min;
    return people_.take_day(end);
  }

 private:
  const core::PersonId& anybody() { return dice_.one_of(site_.persons).id; }
  const core::Door& any_door() { return dice_.one_of(site_.doors); }

  // A way on from where the person is, rather to where nobody reads but by hand.
  std::optional<Way> any_way(const core::PersonId& person) {
    const std::vector<Way> ways = people_.ways_of(person);
    if (ways.empty()) return std::nullopt;
    return dice_.one_of(ways);
  }

  void act() {
    const std::size_t choice = dice_.below(100);
    if (choice < 45) return walk();
    if (choice < 75) return terminals_.act();
    if (choice < 80) {
      people_.read_at_desk(anybody());
      return;
    }
    if (choice < 90 && weather_.odd_people) return oddity();
    if (choice < 93 && weather_.odd_clocks) return clock();
    if (choice < 94 && weather_.cut_off) {
      people_.happen(people_.now(),
                     CutOff{dice_.one_of(site_.controllers).id, dice_.between(1min, 70min)},
                     "a controller is cut off");
      return;
    }
    if (choice < 97 && weather_.office) return office_.act();
    walk();
  }

  void walk() {
    const core::PersonId& person = anybody();
    if (const auto way = any_way(person)) people_.walk(person, *way);
  }

  void oddity() {
    const core::PersonId& person = anybody();
    const core::PersonId& other = anybody();
    const auto way = any_way(person);
    if (!way) return;
    const bool together = person != other && people_.side_of(other) == way->from;
    switch (dice_.below(14)) {
      case 0:
      case 1:
        people_.turn_back(person, *way);
        return;
      case 2:
        people_.be_denied(person, *way);
        return;
      case 3:
      case 4:
        if (together) people_.let_in_behind(person, other, *way);
        return;
      case 5:
      case 6:
        if (together) people_.walk_together(person, other, *way);
        return;
      case 7:
      case 8:
        people_.call_the_next(*way);
        return;
      case 9:
        people_.hold_open(*way, dice_.percent(50));
        return;
      case 10:
        if (dice_.percent(40)) people_.force(*way, dice_.percent(50));
        return;
      case 11:
        return mode();
      case 12:
        return alarm();
      default:
        people_.disturb(way->door->id, any_trouble());
    }
  }

  EventKind any_trouble() {
    const std::vector<EventKind> troubles{EventKind::tamper, EventKind::tamper_cleared,
                                          EventKind::fault, EventKind::fault_cleared,
                                          EventKind::fault_cleared};
    return dice_.one_of(troubles);
  }

  void mode() {
    const std::vector<core::DoorMode> modes{core::DoorMode::locked,   core::DoorMode::locked,
                                            core::DoorMode::unlocked, core::DoorMode::locked_open,
                                            core::DoorMode::blocked,  core::DoorMode::maintenance};
    const core::DoorId& door = any_door().id;
    people_.set_mode(door, dice_.one_of(modes));
    if (people_.is_open_to_all(door) && dice_.percent(80)) {
      people_.pass(dice_.between(10s, 3min));
      for (int i = 0; i < 4; ++i) walk();
      people_.set_mode(door, core::DoorMode::locked);
    }
  }

  void alarm() {
    const core::DoorId& door = any_door().id;
    people_.release(door, true);
    for (int i = 0; i < 5; ++i) {
      people_.pass(dice_.between(1s, 30s));
      walk();
      if (dice_.percent(30)) terminals_.act();
    }
    people_.release(door, false);
  }

  void clock() {
    const core::ControllerId& controller = dice_.one_of(site_.controllers).id;
    if (dice_.percent(40)) {
      people_.happen(people_.now(), Rebooted{controller}, controller.text + " starts anew");
      if (dice_.percent(60)) return;
    }
    core::Duration ahead = dice_.between(-25s, 25s);
    switch (dice_.below(5)) {
      case 0:
        ahead = std::chrono::hours(-24 * 365 * 56);  // a reset to 1970
        break;
      case 1:
        ahead = dice_.between(-2h, 2h);
        break;
      case 2:
        ahead = 1h;  // a summer it should not have
        break;
      default:
        break;
    }
    people_.happen(
        people_.now(), ClockSet{controller, ahead},
        controller.text + "'s clock is set " + std::to_string(ahead.count() / 1000) + " ms ahead");
  }

  const core::Facility& site_;
  const Weather& weather_;
  Dice& dice_;
  People people_;
  Terminals terminals_;
  Office office_;
};

}  // namespace

core::Instant dawn() {
  return *core::parse_rfc3339("2026-11-22T06:00:00+09:00");
}

Day a_day(const core::Facility& site, const Weather& weather, Dice dice) {
  return Acts(site, weather, dice).play();
}

}  // namespace zonefactor::simulation
