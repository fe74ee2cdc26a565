// Ten seconds for a terminal to answer.
#include "service/core/awaited_locks.h"

namespace zonefactor::core {

namespace {

constexpr Duration kToAcknowledge = 10s;
// Sessions awaited at a time; beyond it there are more locks under way than terminals.
constexpr std::size_t kMaxAwaited = 65'536;

}  // namespace

void AwaitedLocks::sent(const Signal& lock, std::optional<PersonId> person) {
  if (awaited_.size() >= kMaxAwaited) return;
  const SessionKey key{lock.terminal, lock.session};
  const Instant due = lock.at + kToAcknowledge;
  // Told again before it answered: the first telling counts.
  if (awaited_.try_emplace(key, Awaited{due, std::move(person)}).second) by_due_.emplace(due, key);
}

void AwaitedLocks::answered(const SessionKey& session) {
  const auto place = awaited_.find(session);
  if (place == awaited_.end()) return;
  by_due_.erase({place->second.due, session});
  awaited_.erase(place);
}

std::vector<Finding> AwaitedLocks::take_overdue(Instant until) {
  std::vector<Finding> overdue;
  while (!by_due_.empty() && by_due_.begin()->first <= until) {
    const auto [due, session] = *by_due_.begin();
    Finding finding;
    finding.kind = FindingKind::session_survives_exit;
    finding.at = due;
    finding.person = awaited_.at(session).person;
    finding.terminal = session.first;
    finding.session = session.second;
    overdue.push_back(std::move(finding));
    answered(session);
  }
  return overdue;
}

}  // namespace zonefactor::core
