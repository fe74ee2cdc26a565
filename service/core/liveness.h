// When each controller was heard from, and when it was silent for too long (rule H1).
//
// Kept in order of arrival and never rolled back: silence is about what reaches us, not about what
// happened when. What is remembered of past silences says what was known at a past login (rule K6).
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "service/core/ordinals.h"
#include "service/core/time.h"

namespace zonefactor::core {

class Liveness {
 public:
  // A message of the controller's was recorded at `at`; three heartbeats later it will be lost.
  void heard(ControllerNo no, Instant at, Duration heartbeat);
  // A will message or a status topic said so. Of a controller never heard from it means nothing.
  void told(ControllerNo no, bool online, Instant at);

  bool is_online(ControllerNo no, Instant t) const;
  // Whether at `t` nothing had been heard from it for `freeze` beyond what makes it lost.
  bool unobserved(ControllerNo no, Instant t, Duration freeze) const;

  // Who became lost up to and including `until`, and when; each silence once, in order of time.
  std::vector<std::pair<Instant, ControllerNo>> take_lost(Instant until);

 private:
  friend class Sealing;
  friend class Unsealing;
  struct Silence {
    Instant from{};
    Instant until{};
  };
  struct Account {
    bool heard = false;
    Instant lost_at{};                 // three heartbeats after the last message
    std::optional<Instant> told_lost;  // since the last message
    bool found = false;                // the silence under way is among those taken
    std::deque<Silence> past;
    Instant silent_from() const { return told_lost ? std::min(lost_at, *told_lost) : lost_at; }
  };
  const Account* find(ControllerNo no) const;
  void end_silence(Account& account, Instant at);

  std::vector<Account> accounts_;                   // by number
  std::set<std::pair<Instant, ControllerNo>> due_;  // when to look; may be too early
};

}  // namespace zonefactor::core
