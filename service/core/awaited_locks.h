// Lock signals that were sent and not yet acknowledged (rule T4).
//
// Kept in the order of telling and never rolled back: a signal once sent is awaited, whatever later
// news says of its reason.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "service/core/fact.h"
#include "service/core/state.h"

namespace zonefactor::core {

class AwaitedLocks {
 public:
  // A terminal was told to lock; the person is named in what follows if it does not.
  void sent(const Signal& lock, std::optional<PersonId> person);
  // The terminal acknowledged, locked or ended the session, or somebody authenticated anew in it.
  void answered(const SessionKey& session);
  // One finding for each session not answered for in time up to and including `until`.
  std::vector<Finding> take_overdue(Instant until);

 private:
  friend class Sealing;
  friend class Unsealing;
  struct Awaited {
    Instant due{};
    std::optional<PersonId> person;
  };
  std::map<SessionKey, Awaited> awaited_;
  std::set<std::pair<Instant, SessionKey>> by_due_;
};

}  // namespace zonefactor::core
