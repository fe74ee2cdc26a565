#include "service/doors/door_fleet.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "service/core/time.h"

namespace zonefactor::doors {

using journal::Json;
using journal::JsonObject;

namespace {

Json wall_time() {
  const auto now = std::chrono::system_clock::now();
  // Milliseconds, as controllers have them.
  const auto ms = std::chrono::time_point_cast<std::chrono::milliseconds>(now);
  return Json(core::format_rfc3339(core::Instant(ms), core::TimeZone{}));
}

bool has(const JsonObject& event, const char* name) {
  return event.find(name) != event.end();
}

template <class T>
const T* get(const JsonObject& event, const char* name) {
  const auto found = event.find(name);
  return found == event.end() ? nullptr : found->second.as<T>();
}

bool is_kind(const JsonObject& event, std::string_view kind) {
  const auto* named = get<std::string>(event, "kind");
  return named != nullptr && *named == kind;
}

// Fills the times in, and takes out what the script set to null: the way to say "without".
JsonObject with_times(JsonObject event) {
  if (!has(event, "occurred_at") && !is_kind(event, "heartbeat"))
    event["occurred_at"] = wall_time();
  if (!has(event, "sent_at")) event["sent_at"] = wall_time();
  for (auto member = event.begin(); member != event.end();) {
    const bool null = member->second.as<std::nullptr_t>() != nullptr;
    member = null ? event.erase(member) : std::next(member);
  }
  return event;
}

}  // namespace

struct DoorFleet::Member {
  std::string id;
  std::chrono::milliseconds heartbeat{0};
  std::mutex mutex;
  std::unique_ptr<SimulatedController> side;  // under mutex, like what follows
  const PlcPanel* panel = nullptr;
  ControllerStanding standing;
  bool announced = false;
  Clock::time_point last_sent = Clock::now();
};

DoorFleet::DoorFleet(const std::vector<ControllerSetup>& controllers,
                     std::filesystem::path state_file)
    : standings_(std::move(state_file)) {
  for (const ControllerSetup& setup : controllers) {
    auto one = std::make_unique<Member>();
    one->id = setup.id;
    one->heartbeat = setup.heartbeat;
    one->standing = standings_.of(setup.id);
    if (const auto* panel = std::get_if<PanelSide>(&setup.side)) {
      auto side = std::make_unique<PlcPanel>(setup.id, *panel);
      one->panel = side.get();
      one->side = std::move(side);
    } else {
      one->side = std::make_unique<MqttController>(setup.id, std::get<MqttSide>(setup.side));
    }
    // A panel that has booted shows it at once; an MQTT controller may still be given a boot of the
    // script's own.
    if (!one->side->takes_own_numbers()) announce(*one);
    if (!members_.emplace(setup.id, std::move(one)).second) {
      throw std::invalid_argument(fmt::format("controller '{}' is named twice", setup.id));
    }
  }
  heart_ = std::thread([this] { beat(); });
}

DoorFleet::~DoorFleet() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  heart_.join();
}

JsonObject DoorFleet::publish(const std::string& controller, JsonObject event) {
  Member& one = member(controller);
  const std::lock_guard lock(one.mutex);
  event.erase("controller");  // the topic, or the panel itself, says it
  const bool own_numbers = has(event, "boot") || has(event, "seq");
  if (own_numbers && !one.side->takes_own_numbers()) {
    throw std::invalid_argument("a panel numbers its events itself; leave boot and seq out");
  }
  if (is_kind(event, "boot") && !has(event, "boot")) {
    event = begin_boot(one, std::move(event));
  } else if (!has(event, "boot")) {
    announce(one);
  }
  event = number(one, with_times(std::move(event)));
  one.side->send(event);
  one.last_sent = Clock::now();
  return event;
}

// The first that is heard of a controller after it started.
void DoorFleet::announce(Member& one) {
  if (one.announced) return;
  JsonObject boot;
  boot["kind"] = Json("boot");
  one.side->send(number(one, with_times(begin_boot(one, std::move(boot)))));
  one.last_sent = Clock::now();
}

JsonObject DoorFleet::begin_boot(Member& one, JsonObject event) {
  if (!one.standing.boot.empty() && !has(event, "previous")) {
    JsonObject previous;
    previous["boot"] = Json(one.standing.boot);
    previous["seq"] = Json(one.standing.seq);
    event["previous"] = Json(std::move(previous));
  }
  one.side->begin_boot(one.standing.run + 1);
  ++one.standing.run;
  one.standing.boot = fmt::format("{}{}", one.side->boot_letter(), one.standing.run);
  one.standing.seq = 0;
  one.announced = true;
  return event;
}

JsonObject DoorFleet::number(Member& one, JsonObject event) {
  ControllerStanding& standing = one.standing;
  if (const auto* boot = get<std::string>(event, "boot");
      boot != nullptr && *boot != standing.boot) {
    standing.boot = *boot;
    standing.seq = 0;
    one.announced = true;
  }
  if (!has(event, "boot")) event["boot"] = Json(standing.boot);
  const bool numbered = !is_kind(event, "heartbeat");
  if (const auto* seq = get<std::int64_t>(event, "seq"); seq != nullptr && *seq >= 0 && numbered) {
    standing.seq = std::max(standing.seq, static_cast<std::uint64_t>(*seq));
  } else if (!has(event, "seq")) {
    if (numbered) ++standing.seq;
    event["seq"] = Json(standing.seq);
  }
  standings_.put(one.id, standing);
  return event;
}

std::uint64_t DoorFleet::unacknowledged() {
  std::uint64_t sum = 0;
  for (const auto& [id, one] : members_) {
    const std::lock_guard lock(one->mutex);
    sum += one->side->unacknowledged();
  }
  return sum;
}

std::uint16_t DoorFleet::panel_port(const std::string& controller) const {
  const PlcPanel* const panel = member(controller).panel;
  return panel == nullptr ? std::uint16_t{0} : panel->port();
}

std::string DoorFleet::heartbeat_trouble() const {
  const std::lock_guard lock(mutex_);
  return heartbeat_trouble_;
}

DoorFleet::Member& DoorFleet::member(const std::string& controller) const {
  const auto found = members_.find(controller);
  if (found == members_.end()) {
    throw std::invalid_argument(
        fmt::format("there is no controller '{}' in this fleet", controller));
  }
  return *found->second;
}

// Looks every now and then which controller has been silent for its interval.
void DoorFleet::beat() {
  constexpr std::chrono::milliseconds kLook{50};
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, kLook, [this] { return stopping_; })) {
    lock.unlock();
    for (const auto& [id, one] : members_) beat_once(*one);
    lock.lock();
  }
}

void DoorFleet::beat_once(Member& one) {
  const std::lock_guard lock(one.mutex);
  const bool silent = one.last_sent + one.heartbeat <= Clock::now();
  if (one.heartbeat.count() == 0 || !one.side->sends_heartbeats() || !silent) return;
  try {
    announce(one);
    JsonObject beat;
    beat["kind"] = Json("heartbeat");
    one.side->send(number(one, with_times(std::move(beat))));
  } catch (const std::runtime_error& trouble) {
    const std::lock_guard words(mutex_);
    heartbeat_trouble_ = trouble.what();
  }
  one.last_sent = Clock::now();
}

}  // namespace zonefactor::doors
