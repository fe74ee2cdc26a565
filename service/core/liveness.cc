// Silences under way and past ones.
#include "service/core/liveness.h"

#include <algorithm>

namespace zonefactor::core {

namespace {

// Heartbeats missed before a controller counts as lost.
constexpr int kHeartbeats = 3;
// Silences remembered per controller; older ones are beyond what a late message can change.
constexpr std::size_t kMaxSilences = 64;

}  // namespace

const Liveness::Account* Liveness::find(ControllerNo no) const {
  const bool known = index_of(no) < accounts_.size() && accounts_[index_of(no)].heard;
  return known ? &accounts_[index_of(no)] : nullptr;
}

void Liveness::end_silence(Account& account, Instant at) {
  const Instant from = account.silent_from();
  account.told_lost.reset();
  account.found = false;
  if (from >= at) return;
  account.past.push_back({from, at});
  if (account.past.size() > kMaxSilences) account.past.pop_front();
}

void Liveness::heard(ControllerNo no, Instant at, Duration heartbeat) {
  if (accounts_.size() <= index_of(no)) accounts_.resize(index_of(no) + 1);
  Account& account = accounts_[index_of(no)];
  const bool watched = account.heard && !account.found;
  if (account.heard) end_silence(account, at);
  account.heard = true;
  account.lost_at = at + kHeartbeats * heartbeat;
  if (!watched) due_.emplace(account.lost_at, no);
}

void Liveness::told(ControllerNo no, bool online, Instant at) {
  if (find(no) == nullptr) return;
  Account& account = accounts_[index_of(no)];
  if (!online) {
    if (account.told_lost) return;
    account.told_lost = at;
    due_.emplace(account.silent_from(), no);
    return;
  }
  // It is there again, and still owes its next message.
  if (!account.told_lost || *account.told_lost >= account.lost_at) return;
  const bool found = account.found;
  end_silence(account, at);
  if (found) due_.emplace(account.lost_at, no);
}

bool Liveness::is_online(ControllerNo no, Instant t) const {
  const Account* account = find(no);
  return account == nullptr || t < account->silent_from();
}

bool Liveness::unobserved(ControllerNo no, Instant t, Duration freeze) const {
  const Account* account = find(no);
  if (account == nullptr) return false;
  if (t >= account->silent_from() + freeze) return true;
  return std::any_of(account->past.begin(), account->past.end(), [&](const Silence& silence) {
    return silence.from + freeze <= t && t < silence.until;
  });
}

std::vector<std::pair<Instant, ControllerNo>> Liveness::take_lost(Instant until) {
  std::vector<std::pair<Instant, ControllerNo>> lost;
  while (!due_.empty() && due_.begin()->first <= until) {
    const ControllerNo no = due_.begin()->second;
    due_.erase(due_.begin());
    Account& account = accounts_[index_of(no)];
    if (account.found) continue;
    const Instant from = account.silent_from();
    if (from > until) {
      due_.emplace(from, no);
      continue;
    }
    account.found = true;
    lost.emplace_back(from, no);
  }
  std::sort(lost.begin(), lost.end());
  return lost;
}

}  // namespace zonefactor::core
