// How many accounts a terminal has been tried with lately (rule T6).
//
// Kept in order of arrival and never rolled back: it is about who asks, not about who is where.
#pragma once

#include <deque>
#include <map>

#include "service/core/ids.h"
#include "service/core/time.h"

namespace zonefactor::core {

class Enumeration {
 public:
  // The account was named at the terminal, and has no begun session there. Whether this makes it
  // too many, and did not before.
  bool asked(const TerminalId& terminal, const AccountId& account, Instant at);
  // A session of the account began: it was no guess.
  void begun(const TerminalId& terminal, const AccountId& account);
  // Whether the terminal is to be answered no more for now.
  bool is_too_many(const TerminalId& terminal, Instant at) const;

 private:
  friend class Sealing;
  friend class Unsealing;
  struct Tried {
    std::map<AccountId, Instant> at;  // the latest time of each
    bool told = false;
  };
  static std::size_t lately(const Tried& tried, Instant at);
  void make_room(Instant at);

  std::map<TerminalId, Tried> terminals_;
};

}  // namespace zonefactor::core
