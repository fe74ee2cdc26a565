#include "adapters/modbus/modbus_poller.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <system_error>

#include "adapters/modbus/bounded_connect.h"
#include "adapters/modbus/modbus_link.h"

namespace zonefactor::modbus {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kLeastPatience{100};
constexpr milliseconds kMostPatience{30'000};
constexpr int kBusyAttempts = 10;

bool is_heartbeat(const ports::DoorMessage& message) {
  const auto* report = std::get_if<ports::DoorReport>(&message);
  return report != nullptr && report->observation.kind == core::EventKind::heartbeat;
}

}  // namespace

// A batch on its way through the service. It outlives the poller where the service answers late.
struct ModbusPoller::Delivery {
  explicit Delivery(std::vector<ports::DoorMessage> batch)
      : messages(std::move(batch)), durable(messages.size(), false), open(messages.size()) {}

  // On the loop's thread.
  static void hand_over(const std::shared_ptr<Delivery>& delivery, ports::Service& service) {
    for (std::size_t i = 0; i < delivery->messages.size(); ++i) {
      if (delivery->is_abandoned()) return;
      service.observe(std::move(delivery->messages[i]),
                      [delivery, i](std::variant<ports::EventResult, ports::Unavailable> result) {
                        delivery->settle(i, result);
                      });
    }
  }

  void settle(std::size_t i, const std::variant<ports::EventResult, ports::Unavailable>& result) {
    const std::lock_guard lock(mutex);
    if (const auto* unavailable = std::get_if<ports::Unavailable>(&result)) {
      retry_after = std::max(retry_after, milliseconds(unavailable->retry_after));
      why = unavailable->why;
    } else {
      durable[i] = true;  // accepted, repeated or refused: each is an entry
    }
    --open;
    changed.notify_all();
  }

  void abandon() {
    const std::lock_guard lock(mutex);
    abandoned = true;
    changed.notify_all();
  }

  bool is_abandoned() {
    const std::lock_guard lock(mutex);
    return abandoned;
  }

  // How many from the first on are durable, once all are settled or nobody waits any more.
  std::size_t wait() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return open == 0 || abandoned; });
    const auto first_not = std::find(durable.begin(), durable.end(), false);
    return abandoned ? 0 : static_cast<std::size_t>(first_not - durable.begin());
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::vector<ports::DoorMessage> messages;
  std::vector<bool> durable;
  std::size_t open;
  bool abandoned = false;
  milliseconds retry_after{0};
  std::string why;
};

ModbusPoller::ModbusPoller(PollerOptions options, ports::Loop& loop, ports::Service& service)
    : options_(std::move(options)), loop_(loop), service_(service), ring_(options_.ring) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
    throw std::system_error(errno, std::generic_category(), "a pipe for the Modbus poller");
  }
  wake_read_ = ends[0];
  wake_write_ = ends[1];
}

ModbusPoller::~ModbusPoller() {
  stop(steady_clock::now());
  if (thread_.joinable()) thread_.join();
  close(wake_read_);
  close(wake_write_);
}

void ModbusPoller::start() {
  assert(!thread_.joinable() && !stopping());
  ended_ = false;
  thread_ = std::thread([this] {
    run();
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  });
}

bool ModbusPoller::stop(steady_clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  stopping_ = true;
  if (link_) link_->interrupt();
  if (delivery_) delivery_->abandon();
  const char wake = 0;
  // A full pipe wakes as well.
  [[maybe_unused]] const auto written = write(wake_write_, &wake, 1);
  changed_.notify_all();
  if (!changed_.wait_until(lock, deadline, [this] { return ended_; })) return false;
  lock.unlock();
  if (thread_.joinable()) thread_.join();
  return true;
}

std::string ModbusPoller::last_trouble() const {
  const std::lock_guard lock(mutex_);
  return last_trouble_;
}

void ModbusPoller::run() {
  retry_ = options_.retry_first;
  // Due from the start: after a restart a controller is lost until it has been heard from (rule
  // H4).
  last_delivered_ = steady_clock::now() - options_.heartbeat;
  while (!stopping()) {
    PassEnd end = PassEnd::broken;
    if (connect()) {
      end = serve();
      disconnect();
    }
    pause(end == PassEnd::refused ? options_.retry_most : retry_);
    retry_ = std::min(retry_ * 2, options_.retry_most);
  }
}

bool ModbusPoller::connect() {
  std::string why;
  const int socket =
      bounded_connect(options_.address, options_.port, options_.connect_timeout, wake_read_, why);
  if (socket < 0) {
    if (!stopping()) {
      ++metrics_.connect_failures;
      note(std::move(why));
    }
    return false;
  }
  auto link = std::make_unique<ModbusLink>(socket, options_.unit, options_.response_timeout);
  {
    const std::lock_guard lock(mutex_);
    link_ = std::move(link);
    if (stopping()) link_->interrupt();
  }
  ++metrics_.connections;
  metrics_.connected = true;
  ring_.begin_connection();
  return true;
}

void ModbusPoller::disconnect() {
  metrics_.connected = false;
  const std::lock_guard lock(mutex_);
  link_.reset();
}

ModbusPoller::PassEnd ModbusPoller::serve() {
  for (;;) {
    ring_.begin_pass(steady_clock::now() - last_delivered_ >= options_.heartbeat);
    const PassEnd end = run_pass();
    publish_counters();
    switch (end) {
      case PassEnd::rest:
        ++metrics_.passes;
        retry_ = options_.retry_first;
        if (!pause(options_.poll_interval)) return end;
        break;
      case PassEnd::unavailable:
        if (!pause(patience_)) return end;
        break;
      case PassEnd::broken:
      case PassEnd::refused:
        return end;
    }
  }
}

ModbusPoller::PassEnd ModbusPoller::run_pass() {
  while (!stopping()) {
    const PlcRing::Step next = ring_.next();
    const auto end = std::visit([this](const auto& step) { return take(step); }, next);
    if (end) return *end;
  }
  return PassEnd::broken;
}

std::optional<ModbusPoller::PassEnd> ModbusPoller::take(const PlcRing::ReadTail&) {
  TailWords words{};
  const auto end = ask([&] { return link_->read_holding(kTailAddress, words); });
  if (!end) ring_.took_tail(words);
  return end;
}

std::optional<ModbusPoller::PassEnd> ModbusPoller::take(const PlcRing::ReadInputs& step) {
  std::array<std::uint16_t, PlcRing::kSlotsPerRead * kRecordWords> room{};
  const std::span<std::uint16_t> words = std::span(room).first(step.count);
  const auto end = ask([&] { return link_->read_inputs(step.address, words); });
  if (!end) ring_.took_inputs(words);
  return end;
}

std::optional<ModbusPoller::PassEnd> ModbusPoller::take(const PlcRing::Deliver&) {
  const bool heartbeat = is_heartbeat(ring_.batch().front());
  const std::size_t size = ring_.batch().size();
  const auto delivery = std::make_shared<Delivery>(ring_.batch());
  {
    const std::lock_guard lock(mutex_);
    if (stopping()) return PassEnd::broken;
    delivery_ = delivery;
  }
  loop_.post([delivery, &service = service_] { Delivery::hand_over(delivery, service); });
  const std::size_t committed = delivery->wait();
  if (stopping()) return PassEnd::broken;
  {
    const std::lock_guard lock(mutex_);
    delivery_.reset();
  }
  ring_.took_commit(committed);
  if (committed > 0) {
    last_delivered_ = steady_clock::now();
    (heartbeat ? metrics_.heartbeats : metrics_.events) += committed;
  }
  if (committed == size) return std::nullopt;
  ++metrics_.unavailable;
  note("the service could not record: " + delivery->why);
  patience_ = std::clamp(delivery->retry_after, kLeastPatience, kMostPatience);
  return PassEnd::unavailable;
}

std::optional<ModbusPoller::PassEnd> ModbusPoller::take(const PlcRing::WriteTail& step) {
  const TailWords words = encode(step.tail);
  const auto end = ask([&] { return link_->write_holding(kTailAddress, words); });
  if (end) return end;
  ++metrics_.acknowledgements;
  ring_.wrote_tail();
  return std::nullopt;
}

std::optional<ModbusPoller::PassEnd> ModbusPoller::take(const PlcRing::Rest&) {
  return PassEnd::rest;
}

std::optional<ModbusPoller::PassEnd> ModbusPoller::take(const PlcRing::Refuse& step) {
  ++metrics_.refusals;
  note(step.why);
  return PassEnd::refused;
}

std::optional<ModbusPoller::PassEnd> ModbusPoller::ask(const std::function<Exchange()>& request) {
  for (int attempt = 0; attempt < kBusyAttempts; ++attempt) {
    const Exchange exchange = request();
    if (exchange == Exchange::good) return std::nullopt;
    if (stopping()) return PassEnd::broken;
    note(link_->why());
    if (exchange == Exchange::refused) {
      ++metrics_.refusals;
      return PassEnd::refused;
    }
    if (exchange == Exchange::broken || !pause(options_.poll_interval)) break;
  }
  ++metrics_.request_failures;
  return PassEnd::broken;
}

void ModbusPoller::publish_counters() {
  const RingCounters& counters = ring_.counters();
  metrics_.torn_readings = counters.torn_readings;
  metrics_.unreadable_slots = counters.unreadable_slots;
  metrics_.overruns = counters.overruns;
  metrics_.head_went_back = counters.head_went_back;
}

bool ModbusPoller::pause(milliseconds time) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, time, [this] { return stopping(); });
}

void ModbusPoller::note(std::string trouble) {
  const std::lock_guard lock(mutex_);
  last_trouble_ = std::move(trouble);
}

}  // namespace zonefactor::modbus
