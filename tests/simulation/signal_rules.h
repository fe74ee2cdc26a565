// What must hold of lock signals and of verdicts judged again.
#pragma once

#include <map>

#include "tests/simulation/history.h"
#include "tests/simulation/service.h"

namespace zonefactor::simulation {

class SignalRules {
 public:
  explicit SignalRules(const History& history) : history_(history) {}

  // After the history has taken `recorded` in.
  void check(const Recorded& recorded);

 private:
  void exit_locks(const core::Entry& input, const Told& told) const;
  bool known_inside(const core::PersonId& person, const Told& exit, const Sides& sides) const;
  void nothing_else_locks(const core::Signal& lock, const Recorded& recorded) const;
  void old_news_is_silent(const core::Signal& lock, const Told& told) const;

  const History& history_;
  std::map<std::pair<core::TerminalId, core::SessionId>, core::Instant> last_lock_;
};

// Rule K6: each new verdict starts from the one held last.
class VerdictRules {
 public:
  void take(const core::Entry& entry);

 private:
  std::map<core::EntryRef, core::Class> held_;
};

}  // namespace zonefactor::simulation
