// Door events by MQTT 3.1.1: what a controller publishes is acknowledged once its entry is durable.
//
// Promise: the broker gets its PUBACK for a message only after the engine has said `accepted`,
// `duplicate` or `refused`, which it says after the commit. Until then the broker keeps the message
// and sends it again to whoever takes the session over; the engine tells the repetition by its
// number. While nothing can be recorded the message is tried again for as long as it takes, and the
// messages behind it wait at the broker: the lane has one message in hand, ever, and no queue of
// its own.
//
// Thread rule: the client library's thread only hands over to ports::Loop and waits. That library
// has one such thread per process, so while one broker's message waits, so do those of every other
// MqttDoors in it. `start`, `stop` and the destructor are called from one thread, which is not the
// loop's.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "service/ports/loop.h"
#include "service/ports/service.h"

namespace zonefactor::mqtt {

inline constexpr std::size_t kMaxPayloadBytes = 16 * 1024;

// Delays between attempts: `first`, then twice the one before, at most `most`.
struct Backoff {
  std::chrono::milliseconds first{250};
  std::chrono::milliseconds most{10'000};
};

// TLS with the broker's certificate checked against `ca_file` alone, and its host name against the
// address. PEM files, read at each connection.
struct Tls {
  std::string ca_file;
  std::string certificate_file;  // ours; empty: no client certificate
  std::string key_file;
};

struct Options {
  std::string broker;    // "ssl://broker.example:8883", or "tcp://127.0.0.1:1883" on one machine
  std::string facility;  // the facility's id, as in the topics
  std::string
      client_id;     // names the session at the broker: the same at every start, used by one only
  std::string user;  // empty: none
  std::string password_file;  // read at each connection; a final newline is not part of it
  std::optional<Tls> tls;     // required by an "ssl://" address
  core::Origin origin = core::Origin::open;  // bound: the broker ties identity to topic (rule H6)
  // Longer than any commit may take: a broker drops a client silent for one and a half times this.
  std::chrono::seconds keep_alive{60};
  std::chrono::seconds connect_timeout{10};
  Backoff reconnect{};
  Backoff record{std::chrono::milliseconds{50}, std::chrono::milliseconds{2'000}};
};

// Counts since the start; read from any thread.
struct Metrics {
  std::atomic<std::uint64_t> received{0};
  std::atomic<std::uint64_t> accepted{0};
  std::atomic<std::uint64_t> duplicate{0};
  std::atomic<std::uint64_t> refused{0};
  std::atomic<std::uint64_t> retained_ignored{
      0};                                     // retained events and retained `online`: old news
  std::atomic<std::uint64_t> unavailable{0};  // attempts that could not be recorded
  std::atomic<std::uint64_t> reconnects{0};   // connections after the first
  std::atomic<bool> connected{false};
};

// Decodes a payload of this controller's event topic; pure.
using Decoder =
    std::function<ports::DoorMessage(std::string_view controller, std::string_view payload)>;

// Told what an operator should know of the connection: one line, no secrets. From a thread of ours.
using Say = std::function<void(const std::string& line)>;

class BrokerConnection;
class DoorLane;

class MqttDoors {
 public:
  // Throws std::invalid_argument, naming what is wrong, where the options cannot work.
  MqttDoors(Options options, Decoder decoder, ports::Loop& loop, ports::Service& service, Say say);
  // Where `start` was called, `stop` must have said true.
  ~MqttDoors();

  // Connects, and stays connected, in the background.
  void start();

  // Says `offline` and disconnects; true once that is done and nothing is in hand. The loop must
  // still run. False where a message is unrecorded at `deadline`: it must not be acknowledged,
  // which the library would do as soon as its thread came back to it. So that thread stays where it
  // is, and the caller ends the process (std::_Exit) without destroying this object; the broker
  // keeps the message.
  bool stop(std::chrono::steady_clock::time_point deadline);

  const Metrics& metrics() const { return metrics_; }

 private:
  Metrics metrics_;
  std::unique_ptr<DoorLane> lane_;
  std::unique_ptr<BrokerConnection> connection_;
};

}  // namespace zonefactor::mqtt
