// Numbers used, and the offset of a controller's clock (rules K2, K3, K7).
#include "service/core/ledger.h"

#include <algorithm>
#include <functional>

namespace zonefactor::core {

namespace {

constexpr std::size_t kMaxNumbers = 65'536;
constexpr std::size_t kMaxNamed = 1024;
constexpr std::size_t kOffsets = 8;
constexpr Duration kStep = std::chrono::seconds(5);
constexpr Instant kEarliestSane{std::chrono::sys_days{std::chrono::year{2020} / 1 / 1}};

// What one message says of the clock: its offset, where it tells a device time at all (rule K3).
std::optional<Duration> offset_of(const Observation& o, Instant now) {
  if (o.sent_at) return now - *o.sent_at;
  if (!o.occurred_at) return std::nullopt;
  return std::min(now - *o.occurred_at, Duration{0});
}

Duration size_of(Duration duration) {
  return duration < Duration{0} ? -duration : duration;
}

bool is_smaller(Duration a, Duration b) {
  return size_of(a) < size_of(b);
}

// The smallest in size: a delay on the wire only ever makes an offset larger.
std::optional<Duration> smallest(const std::deque<Duration>& offsets) {
  const auto least = std::min_element(offsets.begin(), offsets.end(), is_smaller);
  return least == offsets.end() ? std::nullopt : std::optional(*least);
}

void push(std::deque<Duration>& offsets, Duration offset) {
  offsets.push_back(offset);
  if (offsets.size() > kOffsets) offsets.pop_front();
}

// Rule K3: whether `own`, as the last of the messages, leaves the clock believable. A message from
// later than the others allow was not delayed, its clock has stepped; so has one whose offset has
// grown with nothing smaller left. After that the clock is believed when a message agrees again.
bool is_sane(std::optional<Duration> before, std::optional<Duration> own, Duration now,
             bool was_sane, Duration max_skew) {
  if (size_of(now) > max_skew) return false;
  if (before && size_of(now) > size_of(*before) + kStep) return false;
  if (own && *own < now - kStep) return false;
  return was_sane || (own && size_of(*own - now) <= kStep);
}

}  // namespace

bool is_of_boot_before(const Observation& o, const Observation& boot) {
  return boot.kind == EventKind::boot && boot.previous && o.controller == boot.controller &&
         o.boot == boot.previous->boot && o.seq <= boot.previous->seq;
}

const Ledger::Boot* Ledger::find(const Observation& o) const {
  const auto account = accounts_.find(o.controller);
  if (account == accounts_.end()) return nullptr;
  const auto boot = account->second.boots.find(o.boot);
  return boot == account->second.boots.end() ? nullptr : &boot->second;
}

Ledger::Seen Ledger::seen(const Observation& o) const {
  if (o.kind == EventKind::heartbeat) return Seen::no;  // takes no number
  const Boot* boot = find(o);
  if (boot == nullptr) return Seen::no;
  const auto used = std::lower_bound(boot->used.begin(), boot->used.end(), o.seq,
                                     [](const Used& u, std::uint64_t seq) { return u.seq < seq; });
  if (used != boot->used.end() && used->seq == o.seq) {
    return used->content == std::hash<std::string>{}(o.content_tag) ? Seen::same : Seen::other;
  }
  return boot->forgotten_through && o.seq <= *boot->forgotten_through ? Seen::forgotten : Seen::no;
}

Ledger::Reading Ledger::read_clock(const Controller& controller, const Observation& o,
                                   Instant now) const {
  const auto known = accounts_.find(o.controller);
  std::deque<Duration> offsets;
  if (known != accounts_.end()) offsets = known->second.offsets;
  const std::optional<Duration> before = smallest(offsets);
  const std::optional<Duration> own = offset_of(o, now);
  if (own) push(offsets, *own);
  const Duration offset = smallest(offsets).value_or(Duration{0});

  const std::optional<Instant> device = o.occurred_at ? o.occurred_at : o.sent_at;
  const bool reset = device && *device < kEarliestSane;
  Reading reading;
  reading.clock_trusted =
      !reset && is_sane(before, own, offset, clock_trusted(o.controller), controller.max_skew);
  const Instant happened = std::min(device.value_or(now) + offset, now);
  if (o.occurred_at && stands_before_earlier(o, happened, controller.clock_uncertainty)) {
    reading.clock_trusted = false;
  }
  if (reading.clock_trusted && o.occurred_at) {
    reading.happened = happened;
    reading.uncertainty = controller.clock_uncertainty;
  } else {
    reading.happened = now;
    reading.uncertainty = controller.max_delivery_delay;
  }
  reading.uncertainty += size_of(own_clock_.off);
  return reading;
}

// A number stamped so long before an earlier one of its boot: the clock has stepped back between.
bool Ledger::stands_before_earlier(const Observation& o, Instant happened,
                                   Duration uncertainty) const {
  const Boot* boot = find(o);
  if (boot == nullptr || o.kind == EventKind::heartbeat) return false;
  auto earlier = std::lower_bound(boot->used.begin(), boot->used.end(), o.seq,
                                  [](const Used& u, std::uint64_t seq) { return u.seq < seq; });
  while (earlier != boot->used.begin()) {
    --earlier;
    if (earlier->stamped) return happened + kStep + uncertainty < *earlier->stamped;
  }
  return false;
}

bool Ledger::clock_trusted(const ControllerId& controller) const {
  const auto known = accounts_.find(controller);
  return known == accounts_.end() || known->second.clock_trusted;
}

Ledger::Boot& Ledger::open_boot(Account& account, const std::string& name) {
  const auto [place, is_new] = account.boots.try_emplace(name);
  if (is_new) {
    account.boot_order.push_back(name);
    if (account.boot_order.size() > std::size_t{kMaxBoots}) {
      account.boots.erase(account.boot_order.front());
      account.boot_order.pop_front();
    }
  }
  return place->second;
}

// Kept where nothing says more: ascending by number and by time.
void Ledger::name(Boot& boot, std::uint64_t seq, Instant at) {
  const auto later = boot.named.lower_bound(seq);
  if (later != boot.named.end() && later->second <= at) return;
  for (auto place = boot.named.upper_bound(seq); place != boot.named.begin();) {
    --place;
    if (place->second < at) break;
    place = boot.named.erase(place);
  }
  boot.named.emplace(seq, at);
  if (boot.named.size() > kMaxNamed) boot.named.erase(boot.named.begin());
}

// No number up to `seq` was used after `at`; nor, where that draws back the boot itself, anything
// of the boot before it.
void Ledger::lower(Account& account, Boot& boot, std::uint64_t seq, Instant at, int boots) {
  auto place = std::upper_bound(boot.used.begin(), boot.used.end(), seq,
                                [](std::uint64_t s, const Used& u) { return s < u.seq; });
  bool boot_itself = false;
  while (place != boot.used.begin()) {
    --place;
    if (place->at <= at) break;
    place->at = at;
    boot_itself = boot_itself || (boot.began && boot.began->seq == place->seq);
  }
  if (!boot_itself || boots == 0) return;  // boots that name each other in a ring end somewhere
  const PreviousBoot previous = boot.began->previous;
  const auto before = account.boots.find(previous.boot);
  if (before == account.boots.end()) return;
  lower(account, before->second, previous.seq, at - kJustBefore, boots - 1);
  name(before->second, previous.seq, at - kJustBefore);
}

// The numbers before it cannot have been used after it.
void Ledger::use(Account& account, Boot& boot, const DoorEvent& event, Instant at) {
  const Observation& o = event.observation;
  lower(account, boot, o.seq, at, kMaxBoots);
  const auto place = std::upper_bound(boot.used.begin(), boot.used.end(), o.seq,
                                      [](std::uint64_t seq, const Used& u) { return seq < u.seq; });
  const bool stamped = event.clock_trusted && o.occurred_at;
  boot.used.insert(place, Used{o.seq, std::hash<std::string>{}(o.content_tag), at,
                               stamped ? std::optional(event.happened) : std::nullopt});
  if (boot.used.size() > kMaxNumbers) {
    boot.forgotten_through = boot.used.front().seq;
    boot.used.pop_front();
  }
}

Instant Ledger::take(const DoorEvent& event, Instant recorded_at) {
  const Observation& o = event.observation;
  Account& account = accounts_[o.controller];
  account.clock_trusted = event.clock_trusted;
  if (const auto offset = offset_of(o, recorded_at)) push(account.offsets, *offset);
  Boot& boot = open_boot(account, o.boot);
  // A heartbeat's place is when it came: nothing but the numbers before it hangs on it.
  if (o.kind == EventKind::heartbeat) {
    name(boot, o.seq, recorded_at);
    return recorded_at;
  }
  // Within one boot never against the numbers (rule K4): no later than what followed it.
  Instant at = event.happened;
  const auto successor =
      std::upper_bound(boot.used.begin(), boot.used.end(), o.seq,
                       [](std::uint64_t seq, const Used& used) { return seq < used.seq; });
  if (successor != boot.used.end()) at = std::min(at, successor->at);
  const auto named = boot.named.lower_bound(o.seq);
  if (named != boot.named.end()) at = std::min(at, named->second);
  use(account, boot, event, at);
  // The last number of a boot is no later than the boot that names it.
  if (o.kind == EventKind::boot && o.previous) {
    boot.began = Boot::Began{o.seq, *o.previous};
    Boot& before = open_boot(account, o.previous->boot);
    lower(account, before, o.previous->seq, at - kJustBefore, kMaxBoots);
    name(before, o.previous->seq, at - kJustBefore);
  }
  return at;
}

}  // namespace zonefactor::core
