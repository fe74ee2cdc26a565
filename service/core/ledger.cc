// Numbers used, and the offset of a controller's clock (rules K2, K3, K7).
#include "service/core/ledger.h"

#include <algorithm>

namespace zonefactor::core {

namespace {

constexpr std::size_t kMaxBoots = 16;
constexpr std::size_t kMaxNumbers = 65'536;
constexpr std::size_t kMaxNamed = 1024;
constexpr std::size_t kOffsets = 8;
constexpr Instant kEarliestSane{std::chrono::sys_days{std::chrono::year{2020} / 1 / 1}};

// What one message says of the clock: its offset, where it says anything (rule K3).
std::optional<Duration> offset_of(const Observation& o, Instant now) {
  if (o.sent_at) return now - *o.sent_at;
  if (o.occurred_at && *o.occurred_at > now) return now - *o.occurred_at;
  return std::nullopt;
}

Duration size_of(Duration duration) {
  return duration < Duration{0} ? -duration : duration;
}

}  // namespace

Ledger::Seen Ledger::seen(const Observation& o) const {
  if (o.kind == EventKind::heartbeat) return Seen::no;  // takes no number
  const auto account = accounts_.find(o.controller);
  if (account == accounts_.end()) return Seen::no;
  const auto boot = account->second.boots.find(o.boot);
  if (boot == account->second.boots.end()) return Seen::no;
  const auto used = boot->second.used.find(o.seq);
  if (used != boot->second.used.end()) {
    return used->second.content_tag == o.content_tag ? Seen::same : Seen::other;
  }
  return boot->second.forgot && o.seq <= boot->second.forgotten_through ? Seen::forgotten
                                                                        : Seen::no;
}

Ledger::Reading Ledger::read_clock(const Controller& controller, const Observation& o,
                                   Instant now) const {
  Duration offset{0};
  bool known = false;
  const auto consider = [&](Duration candidate) {
    if (!known || size_of(candidate) < size_of(offset)) offset = candidate;
    known = true;
  };
  const std::optional<Duration> own = offset_of(o, now);
  if (own) consider(*own);
  const auto account = accounts_.find(o.controller);
  if (account != accounts_.end()) {
    const std::deque<Duration>& offsets = account->second.offsets;
    const bool makes_room = own && offsets.size() == kOffsets;  // its own is one of the last
    for (std::size_t i = makes_room ? 1 : 0; i < offsets.size(); ++i) consider(offsets[i]);
  }
  const std::optional<Instant> device = o.occurred_at ? o.occurred_at : o.sent_at;
  const bool reset = device && *device < kEarliestSane;
  Reading reading;
  reading.clock_trusted = !reset && size_of(offset) <= controller.max_skew;
  if (reading.clock_trusted && o.occurred_at) {
    reading.happened = std::min(*o.occurred_at + offset, now);
    reading.uncertainty = controller.clock_uncertainty;
  } else {
    reading.happened = now;
    reading.uncertainty = controller.max_delivery_delay;
  }
  return reading;
}

Instant Ledger::take(const DoorEvent& event, Instant recorded_at) {
  const Observation& o = event.observation;
  Account& account = accounts_[o.controller];
  if (const auto offset = offset_of(o, recorded_at)) {
    account.offsets.push_back(*offset);
    if (account.offsets.size() > kOffsets) account.offsets.pop_front();
  }
  const auto [place, is_new] = account.boots.try_emplace(o.boot);
  if (is_new) {
    account.boot_order.push_back(o.boot);
    if (account.boot_order.size() > kMaxBoots) {
      account.boots.erase(account.boot_order.front());
      account.boot_order.pop_front();
    }
  }
  Boot& boot = place->second;
  // Within one boot never against the numbers (rule K4): no later than what followed it.
  Instant at = event.happened;
  const auto successor = boot.used.upper_bound(o.seq);
  if (successor != boot.used.end()) at = std::min(at, successor->second.at);
  if (o.kind == EventKind::heartbeat) {
    const auto [named, first] = boot.named.try_emplace(o.seq, at);
    if (!first) named->second = std::min(named->second, at);
    if (boot.named.size() > kMaxNamed) boot.named.erase(boot.named.begin());
    return at;
  }
  const auto named = boot.named.lower_bound(o.seq);
  if (named != boot.named.end()) at = std::min(at, named->second);
  for (auto earlier = boot.used.lower_bound(o.seq); earlier != boot.used.begin();) {
    --earlier;
    if (earlier->second.at <= at) break;
    earlier->second.at = at;
  }
  boot.used.emplace(o.seq, Used{o.content_tag, at});
  if (boot.used.size() > kMaxNumbers) {
    boot.forgot = true;
    boot.forgotten_through = boot.used.begin()->first;
    boot.used.erase(boot.used.begin());
  }
  return at;
}

}  // namespace zonefactor::core
