// Polls one PLC door panel over Modbus TCP and hands its events to the service.
//
// Promises: events are handed over in order, one batch at a time; the panel's tail is written only
// after every event up to it is durable; any timeout or bad answer ends the connection, so that no
// answer is ever taken for another one; every wait is bounded; after `stop` nothing more is handed
// over. A thread of its own; the owner starts and stops it, metrics and last_trouble may be
// read from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "adapters/modbus/plc_ring.h"
#include "service/ports/loop.h"
#include "service/ports/service.h"

namespace zonefactor::modbus {

class ModbusLink;
enum class Exchange : int;

struct PollerOptions {
  std::string address = "127.0.0.1";  // an IP address
  std::uint16_t port = 502;
  std::uint8_t unit = 1;
  std::chrono::milliseconds poll_interval{200};
  std::chrono::milliseconds connect_timeout{1000};
  std::chrono::milliseconds response_timeout{500};
  // Between attempts to connect: doubled from the first to the second while they fail.
  std::chrono::milliseconds retry_first{200};
  std::chrono::milliseconds retry_most{5000};
  std::chrono::milliseconds heartbeat{30'000};  // the controller's, as the facility file has it
  RingOptions ring;
};

struct PollerMetrics {
  std::atomic<bool> connected{false};
  std::atomic<std::uint64_t> connections{0};
  std::atomic<std::uint64_t> connect_failures{0};
  std::atomic<std::uint64_t> request_failures{0};
  std::atomic<std::uint64_t> refusals{0};  // the peer is no panel of our layout
  std::atomic<std::uint64_t> passes{0};
  std::atomic<std::uint64_t> events{0};  // durable, heartbeats not counted
  std::atomic<std::uint64_t> heartbeats{0};
  std::atomic<std::uint64_t> unavailable{0};  // batches the service could not record in full
  std::atomic<std::uint64_t> acknowledgements{0};
  std::atomic<std::uint64_t> torn_readings{0};
  std::atomic<std::uint64_t> unreadable_slots{0};
  std::atomic<std::uint64_t> overruns{0};
  std::atomic<std::uint64_t> head_went_back{0};
};

class ModbusPoller {
 public:
  // `loop` and `service` must outlive the loop's last piece of work.
  ModbusPoller(PollerOptions options, ports::Loop& loop, ports::Service& service);
  ~ModbusPoller();  // stops, and waits
  ModbusPoller(const ModbusPoller&) = delete;
  ModbusPoller& operator=(const ModbusPoller&) = delete;

  void start();
  // Ends the polling; true once the thread has ended, false if it had not by `deadline`.
  bool stop(std::chrono::steady_clock::time_point deadline);

  const PollerMetrics& metrics() const { return metrics_; }
  // The latest trouble in words, for the log and the status page; empty where there was none.
  std::string last_trouble() const;

 private:
  struct Delivery;
  enum class PassEnd { rest, unavailable, broken, refused };

  void run();
  bool connect();
  void disconnect();
  PassEnd serve();
  PassEnd run_pass();
  // Each does one step of the ring; std::nullopt where the pass goes on.
  std::optional<PassEnd> take(const PlcRing::ReadTail& step);
  std::optional<PassEnd> take(const PlcRing::ReadInputs& step);
  std::optional<PassEnd> take(const PlcRing::Deliver& step);
  std::optional<PassEnd> take(const PlcRing::WriteTail& step);
  std::optional<PassEnd> take(const PlcRing::Rest& step);
  std::optional<PassEnd> take(const PlcRing::Refuse& step);
  // Makes one request; where the panel is busy, again after a poll interval, a bounded number of
  // times.
  std::optional<PassEnd> ask(const std::function<Exchange()>& request);
  void publish_counters();
  bool stopping() const { return stopping_.load(); }
  // False once stopping.
  bool pause(std::chrono::milliseconds time);
  void note(std::string trouble);

  const PollerOptions options_;
  ports::Loop& loop_;
  ports::Service& service_;
  PlcRing ring_;
  PollerMetrics metrics_;

  // Of the polling thread alone.
  std::chrono::steady_clock::time_point last_delivered_;
  std::chrono::milliseconds retry_{0};
  std::chrono::milliseconds patience_{0};

  int wake_read_ = -1;
  int wake_write_ = -1;
  std::atomic<bool> stopping_{false};
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::unique_ptr<ModbusLink> link_;    // replaced under mutex_
  std::shared_ptr<Delivery> delivery_;  // replaced under mutex_
  std::string last_trouble_;            // under mutex_
  bool ended_ = true;                   // under mutex_
  std::thread thread_;
};

}  // namespace zonefactor::modbus
