// Which numbers each controller has used, and how its clock runs: what `admit` needs to judge news.
//
// Kept in order of arrival, not of happening, and never rolled back: it is about deliveries. Memory
// is bounded: the oldest numbers of a boot and the oldest boots are forgotten, and news about them
// is too late (rule K10).
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "service/core/fact.h"

namespace zonefactor::core {

// Whether `boot` names `o` among the last numbers before it (rule K8): then `o` came just before.
bool is_of_boot_before(const Observation& o, const Observation& boot);
inline constexpr Duration kJustBefore{1};
// Boots remembered per controller.
inline constexpr int kMaxBoots = 16;

class Ledger {
 public:
  enum class Seen : std::uint8_t { no, same, other, forgotten };

  // Whether this number was used before, and by the same content (rule K7).
  Seen seen(const Observation& observation) const;

  struct Reading {
    Instant happened{};
    Duration uncertainty{};
    bool clock_trusted = true;
  };
  // The event's place in time by rule K2, from the offsets known so far and its own.
  Reading read_clock(const Controller& controller, const Observation& observation,
                     Instant now) const;
  // Whether the controller's latest message came from a clock that can be believed (rule K3).
  bool clock_trusted(const ControllerId& controller) const;

  // Our own clock; while it is off, intervals are wider by as much (rule K9).
  const OwnClockJudged& own_clock() const { return own_clock_; }
  void judge_own_clock(const OwnClockJudged& judged) { own_clock_ = judged; }

  // Takes an accepted event in. Answers the least time its successors in the boot allow.
  Instant take(const DoorEvent& event, Instant recorded_at);

 private:
  friend class Sealing;
  friend class Unsealing;
  struct Used {
    std::uint64_t seq = 0;
    std::size_t content = 0;  // digest of the content's tag
    Instant at{};
    std::optional<Instant> stamped;  // by a device clock that was believed
  };
  struct Boot {
    std::deque<Used> used;  // ascending by number
    // When a heartbeat first named a number as the last one used: that number is no later.
    std::map<std::uint64_t, Instant> named;
    std::optional<std::uint64_t> forgotten_through;
    struct Began {
      std::uint64_t seq = 0;  // of the boot event
      PreviousBoot previous;
    };
    std::optional<Began> began;
  };
  struct Account {
    std::map<std::string, Boot> boots;
    std::deque<std::string> boot_order;
    std::deque<Duration> offsets;  // of the last messages that said one (rule K3)
    bool clock_trusted = true;
  };
  const Boot* find(const Observation& observation) const;
  static Boot& open_boot(Account& account, const std::string& name);
  static void name(Boot& boot, std::uint64_t seq, Instant at);
  static void lower(Account& account, Boot& boot, std::uint64_t seq, Instant at, int boots);
  static void use(Account& account, Boot& boot, const DoorEvent& event, Instant at);
  bool stands_before_earlier(const Observation& observation, Instant happened,
                             Duration uncertainty) const;

  std::map<ControllerId, Account> accounts_;
  OwnClockJudged own_clock_;
};

}  // namespace zonefactor::core
