// First what truly happens, then when each message arrives; arrival is the order of the lines.
#include "tests/oracle/random_history.h"

#include <algorithm>
#include <array>
#include <map>
#include <random>

#include "tests/oracle/rehearsal_text.h"

namespace zonefactor::oracle {
namespace {

class Day {
 public:
  Day(const Place& place, std::uint64_t seed)
      : place_(place),
        random_(seed),
        device_clock_(chance(60)),
        late_(chance(50) ? 25 : 0),
        letters_(place.letters) {
    letters_.insert(letters_.end(), place.more.begin(), place.more.end());
    if (chance(25)) history_.push_back({now_ - 1, Input::start_unknown});
  }

  History of(int length) {
    for (int i = 0; i < length; ++i) {
      let_time_pass();
      if (chance(3)) {
        restart();
      } else {
        take(letters_[below(letters_.size())]);
      }
      if (chance(40)) ask(place_.questions[below(place_.questions.size())]);
    }
    now_ += 20'000;
    for (const Question& question : place_.questions) ask(question);
    return arrived();
  }

 private:
  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }
  bool chance(std::size_t percent) { return below(100) < percent; }

  // No two things at the same millisecond, nor a window apart: the rules' edges have their own
  // tests.
  void let_time_pass() {
    static constexpr std::array<Ms, 7> steps{400, 1'100, 1'700, 2'900, 4'300, 7'700, 23'000};
    now_ += steps[below(steps.size())] + 1 + static_cast<Ms>(below(90));
  }

  void take(const Letter& letter) {
    switch (letter.what) {
      case Letter::event:
        tell(letter.told);
        break;
      case Letter::question:
        ask(letter.asked);
        break;
      case Letter::acknowledge:
        history_.push_back({now_, Input::acknowledge_breach, {}, {}, letter.zone});
        break;
      case Letter::passing_time:
        now_ += letter.passes;
        break;
      case Letter::lost:
        ++numbering_["ctl"].seq;
        break;
    }
  }

  void restart() {
    Event boot;
    boot.kind = "boot";
    boot.controller = place_.site.controllers[below(place_.site.controllers.size())];
    Numbering& numbering = numbering_[boot.controller];
    boot.previous_boot = numbering.boot;
    boot.previous_seq = numbering.seq;
    numbering.boot = "b" + std::to_string(++boots_);
    numbering.seq = 0;
    if (chance(20)) {
      ++numbering.seq;  // lost: the next one shows it
    } else {
      tell(boot);
    }
  }

  void tell(Event event) {
    Numbering& numbering = numbering_[event.controller];
    event.boot = numbering.boot;
    event.seq = ++numbering.seq;
    if (device_clock_) event.occurred = now_;
    Input input;
    input.told = event;
    input.at = now_ + delay();
    history_.push_back(input);
    if (chance(4)) {
      input.at += 500 + static_cast<Ms>(below(30'000));
      if (chance(20)) input.told.kind = "access_denied";
      if (input.told.kind != "access_denied" || !input.told.reader.empty())
        history_.push_back(input);
    }
  }

  Ms delay() {
    if (!chance(late_)) return 0;
    return static_cast<Ms>(below(chance(80) ? 4'900 : 90'000));
  }

  void ask(const Question& question) {
    now_ += 3;
    history_.push_back({now_, Input::question, {}, question});
  }

  // Each line at its own millisecond.
  History arrived() {
    std::stable_sort(history_.begin(), history_.end(),
                     [](const Input& one, const Input& other) { return one.at < other.at; });
    for (std::size_t i = 1; i < history_.size(); ++i)
      history_[i].at = std::max(history_[i].at, history_[i - 1].at + 1);
    return history_;
  }

  const Place& place_;
  std::mt19937_64 random_;
  bool device_clock_;
  std::size_t late_;
  std::vector<Letter> letters_;
  Ms now_ = kMorning;
  struct Numbering {
    std::string boot = "b1";
    std::int64_t seq = 0;
  };
  std::map<std::string, Numbering> numbering_;  // by controller
  int boots_ = 1;
  History history_;
};

}  // namespace

History random_history(const Place& place, std::uint64_t seed, int length) {
  return Day(place, seed).of(length);
}

}  // namespace zonefactor::oracle
