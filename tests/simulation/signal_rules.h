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
  void nothing_else_locks(const core::Signal& lock, const Recorded& recorded) const;
  void old_news_is_silent(const core::Signal& lock, const Told& told) const;

  const History& history_;
  std::map<std::pair<core::TerminalId, core::SessionId>, core::Instant> last_lock_;
};

// Rules K6 and F8: each new verdict starts from the one held last; a session only falls until its
// next authentication.
class VerdictRules {
 public:
  void take(const core::Entry& entry);

 private:
  void take_question(const core::Entry& entry, const core::LoginDecided& decided);

  struct Question {
    core::EntryRef ref;
    core::AccountId account;
  };
  std::map<core::EntryRef, core::Class> held_;
  std::map<std::pair<core::TerminalId, core::SessionId>, Question> last_question_;
};

}  // namespace zonefactor::simulation
