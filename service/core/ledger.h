// Which numbers each controller has used, and how its clock runs: what `admit` needs to judge news.
//
// Kept in order of arrival, not of happening, and never rolled back: it is about deliveries.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "service/core/fact.h"

namespace zonefactor::core {

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

  // Takes an accepted event in. `at` is the least time its successors in the boot allow.
  Instant take(const DoorEvent& event, Instant recorded_at);

 private:
  struct Used {
    std::string content_tag;
    Instant at{};
  };
  struct Boot {
    std::map<std::uint64_t, Used> used;
    // When a heartbeat first named a number as the last one used: that number is no later.
    std::map<std::uint64_t, Instant> named;
    std::uint64_t forgotten_through = 0;
    bool forgot = false;
  };
  struct Account {
    std::map<std::string, Boot> boots;
    std::deque<std::string> boot_order;
    std::deque<Duration> offsets;  // of the last messages (rule K3)
  };
  std::map<ControllerId, Account> accounts_;
};

}  // namespace zonefactor::core
